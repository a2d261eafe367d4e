/** A stretch of a message as a client shows it. */
export interface Shown {
  readonly text: string;
  readonly url?: string;
  readonly colour?: string;
  readonly bold?: true;
  readonly code?: true;
  readonly quote?: true;
  readonly heading?: number;
  readonly mention?: string;
}

type Style = Omit<Shown, 'text'>;

const colours = new Set(['info', 'comment', 'warning']);
const inline = /<font color=["']?(\w+)["']?>([\s\S]*?)<\/font>|\[([^\]\n]+)\]\(([^)\s]+)\)|\*\*([^\n]+?)\*\*|`([^`\n]+)`|<@([\w.@-]+)>/u;
const mentioning = /<@(?<mention>[\w.@-]+)>/u;
const anchored = /<a\s+href=["'](?<url>[^"'>]+)["'][^>]*>(?<label>[\s\S]*?)<\/a>|<@(?<mention>[\w.@-]+)>/u;

/** What WeCom's clients make of markdown: headings, bold, links, code, quotes, three colours and mentions; everything else is text. */
export function shownMarkdown(markdown: string): Shown[] {
  return markdown.split('\n').flatMap((line, index) => {
    const [, marks, title] = /^(#{1,6}) (.*)$/u.exec(line) ?? [];
    const [, quoted] = /^> ?(.*)$/u.exec(line) ?? [];
    const style: Style = marks ? { heading: marks.length } : quoted === undefined ? {} : { quote: true };
    const parts = stretches(title ?? quoted ?? line, style);
    return index === 0 ? parts : [{ text: '\n' }, ...parts];
  });
}

function stretches(text: string, style: Style): Shown[] {
  const found = inline.exec(text);
  if (!found) return text === '' ? [] : [{ text, ...style }];
  const [whole, colour, coloured, label, url, bold, code, mention] = found;
  const rest = [stretches(text.slice(0, found.index), style), stretches(text.slice(found.index + whole.length), style)] as const;
  const inside = (): Shown[] => {
    if (coloured !== undefined) return stretches(coloured, colours.has(colour!) ? { ...style, colour: colour! } : style);
    if (label !== undefined) return [{ text: label, url: url!, ...style }];
    if (bold !== undefined) return stretches(bold, { ...style, bold: true });
    if (code !== undefined) return [{ text: code, code: true, ...style }];
    return [{ text: `@${mention!}`, mention: mention!, ...style }];
  };
  return [...rest[0], ...inside(), ...rest[1]];
}

/** What the clients make of a text: bare addresses and mentions; links in `<a href>` where they come from the app. */
export function shownText(text: string, { anchors = false } = {}): Shown[] {
  const found = (anchors ? anchored : mentioning).exec(text);
  if (!found)
    return text
      .split(/(https?:\/\/[^\s<>"']+)/u)
      .flatMap((part, i) => (part === '' ? [] : [i % 2 ? { text: part, url: part } : { text: part }]));
  const { url, label, mention } = found.groups ?? {};
  const inside: Shown = url === undefined ? { text: `@${mention!}`, mention: mention! } : { text: label!, url };
  const after = text.slice(found.index + found[0].length);
  return [...shownText(text.slice(0, found.index), { anchors }), inside, ...shownText(after, { anchors })];
}

/** Who is mentioned in the text, and in the list beside it; `all` is `@all`. */
export function mentionsIn(shown: readonly Shown[], list: readonly string[] = []): string[] {
  const named = shown.flatMap(({ mention }) => (mention === undefined ? [] : [mention]));
  return [...new Set([...named, ...list].map((each) => (/^@?all$/iu.test(each) ? '@all' : each)))];
}
