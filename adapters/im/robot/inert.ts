/** Signs that would mention, link, load an image or colour, as their wide twins: what an alert says stays what it says, and does nothing. */
const twins: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', '[': '［', ']': '］', '`': 'ˋ', '*': '＊', '#': '＃', '!': '！' };

export const inert = (text: string): string => text.replaceAll(/[<>[\]`*#]|!(?=\[)/gu, (sign) => twins[sign] ?? sign);

/** An address as it may stand in a link; nothing but http and https is one. */
export function linkable(url: string): string | null {
  if (!URL.canParse(url) || !/^https?:/iu.test(url)) return null;
  return new URL(url).href
    .replaceAll(/[()<>\s]/gu, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
}
