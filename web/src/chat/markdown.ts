/** A small Markdown as data: nothing in it is ever read as HTML. */
export type Inline =
  | { is: 'text'; text: string }
  | { is: 'code'; text: string }
  | { is: 'strong'; of: Inline[] }
  | { is: 'em'; of: Inline[] }
  | { is: 'del'; of: Inline[] }
  | { is: 'link'; url: string; label: string }
  | { is: 'incident'; number: string }
  | { is: 'mention'; said: string };
export type Block =
  | { is: 'code'; text: string }
  | { is: 'list'; isNumbered: boolean; from: number; items: Inline[][] }
  | { is: 'quote'; of: Inline[] }
  | { is: 'words'; of: Inline[] };

const fence = /^\s{0,3}```[^`]*$/;
const bullet = /^\s{0,3}[-*+]\s+(.*)$/;
const numbered = /^\s{0,3}(\d{1,9})[.)]\s+(.*)$/;
const quoted = /^>\s?(.*)$/;

/** Blocks of a text: fenced code, lists, quotes and words. `said` are the mentions that stand in it. */
export function blocksOf(text: string, said: string[] = []): Block[] {
  const pattern = inlinePattern(said);
  const lines = text.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const [block, next] = blockAt(lines, at, pattern);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function blockAt(lines: string[], at: number, pattern: RegExp): [Block, number] {
  const line = lines[at] ?? '';
  const run = (is: (line: string) => boolean): string[] => {
    const end = lines.findIndex((each, i) => i > at && !is(each));
    return lines.slice(at, end < 0 ? lines.length : end);
  };
  if (fence.test(line)) {
    const close = lines.findIndex((each, i) => i > at && fence.test(each));
    const end = close < 0 ? lines.length : close;
    return [{ is: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1];
  }
  const inline = (words: string) => inlinesOf(words, pattern);
  if (quoted.test(line)) {
    const found = run((each) => quoted.test(each));
    return [{ is: 'quote', of: inline(found.map((each) => quoted.exec(each)?.[1] ?? '').join('\n')) }, at + found.length];
  }
  const list = bullet.test(line) ? bullet : numbered.test(line) ? numbered : null;
  if (list) {
    const found = run((each) => list.test(each));
    const isNumbered = list === numbered;
    const items = found.map((each) => inline(list.exec(each)?.[isNumbered ? 2 : 1] ?? ''));
    return [{ is: 'list', isNumbered, from: Number(numbered.exec(line)?.[1] ?? 1), items }, at + found.length];
  }
  const found = run((each) => ![fence, bullet, numbered, quoted].some((other) => other.test(each)));
  return [{ is: 'words', of: inline(found.join('\n')) }, at + found.length];
}

/** Each part is bounded or ends at its first closing mark, so that no text takes long. */
function inlinePattern(said: string[]): RegExp {
  const mentions = said.toSorted((a, b) => b.length - a.length).map((each) => each.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  const parts = [
    '`(?<code>[^`\\n]+)`',
    '\\*\\*(?<strong>[^*\\n\\s](?:[^*\\n]*[^*\\n\\s])?)\\*\\*',
    '~~(?<del>[^~\\n\\s](?:[^~\\n]*[^~\\n\\s])?)~~',
    '(?<![\\w*])[*_](?<em>[^*_\\n\\s](?:[^*_\\n]*[^*_\\n\\s])?)[*_](?![\\w*])',
    '!?\\[(?<label>[^\\]\\[\\n]{1,300})\\]\\((?<target>[^\\s()]{1,2000})\\)',
    '(?<url>https?:\\/\\/[^\\s<>"\'，。；）]+[^\\s<>"\'，。；）.,;:!?)\\]*_~`])',
    '(?<incident>INC-\\d{8}-\\d{3,})',
    ...(mentions.length > 0 ? [`(?<![A-Za-z0-9_@.+/-])(?<mention>${mentions.join('|')})`] : []),
  ];
  return new RegExp(parts.join('|'), 'gu');
}

function inlinesOf(text: string, pattern: RegExp): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const part = inlineOf(match.groups ?? {}, match[0], pattern);
    if (match.index > from) found.push({ is: 'text', text: text.slice(from, match.index) });
    found.push(part);
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ is: 'text', text: text.slice(from) });
  return found;
}

function inlineOf(groups: Partial<Record<string, string>>, whole: string, pattern: RegExp): Inline {
  const { code, strong, del, em, label, target, url, incident, mention } = groups;
  if (code !== undefined) return { is: 'code', text: code };
  if (strong !== undefined) return { is: 'strong', of: inlinesOf(strong, pattern) };
  if (del !== undefined) return { is: 'del', of: inlinesOf(del, pattern) };
  if (em !== undefined) return { is: 'em', of: inlinesOf(em, pattern) };
  if (label !== undefined && target !== undefined)
    return isWebAddress(target) ? { is: 'link', url: target, label } : { is: 'text', text: whole };
  if (url !== undefined) return { is: 'link', url, label: url };
  if (incident !== undefined) return { is: 'incident', number: incident };
  return { is: 'mention', said: mention ?? whole };
}

/** Nothing but http and https leads anywhere. */
function isWebAddress(target: string): boolean {
  return /^https?:\/\//i.test(target) && URL.canParse(target);
}
