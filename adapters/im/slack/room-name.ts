/** Slack's rules: so long, small letters, digits, `-` and `_`, and letters of scripts that have no small ones. */
const most = 80;

/** Takes letters apart from their accents, and writes Chinese in pinyin without tones. */
async function latin(text: string): Promise<string> {
  if (!/\p{Script=Han}/u.test(text)) return folded(text);
  // A dictionary of a megabyte, which most rooms never need.
  const { pinyin } = await import('pinyin-pro');
  const spelled = text.replaceAll(/\p{Script=Han}+/gu, (han) => ` ${pinyin(han, { toneType: 'none', type: 'array', v: true }).join('-')} `);
  return folded(spelled);
}

const special: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæøœłđðþı]/gu, (letter) => special[letter] ?? letter)
    .replaceAll(/[^a-z0-9_]+/gu, '-');

const kept = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{Nd}_]+/gu, '-');

/** Dashes end nothing and stand alone. */
const tidy = (name: string): string => name.replaceAll(/-{2,}/gu, '-').replace(/^[-_]+|[-_]+$/gu, '');

/** At the end of a word, where that does not lose half of it. */
function cut(name: string, length: number): string {
  if (name.length <= length) return name;
  const short = name.slice(0, length + 1).toWellFormed();
  const at = short.lastIndexOf('-');
  return tidy(at > length / 2 ? short.slice(0, at) : short.slice(0, length).replace(/\uFFFD$/u, ''));
}

/** What a channel is called: `latin` spells every script that it can in a to z, `kept` leaves letters as they are. Never empty. */
export async function roomName(text: string, letters: 'latin' | 'kept'): Promise<string> {
  const name = tidy(letters === 'latin' ? await latin(text) : kept(text));
  return cut(name, most) || 'war-room';
}

/** A name with a number behind it, as long as it may be. */
export const numbered = (name: string, n: number): string => (n === 1 ? name : `${cut(name, most - 2)}-${n}`);

/** The beginning of a channel's name by which it is known as the room of this key; null where the name does not hold the key. */
export function keyedPart(name: string, key: string): string | null {
  const slug = tidy(folded(key));
  const at = slug === '' ? -1 : `-${name}-`.indexOf(`-${slug}-`);
  return at < 0 ? null : name.slice(0, at + slug.length);
}
