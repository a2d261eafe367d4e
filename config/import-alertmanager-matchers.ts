import { checkMatcher, matcherText, type Matcher } from '../domain/alert/matcher.ts';

/** Alertmanager's own form of one matcher. A name in quotes is that of newer versions. */
const form = /^\s*(?:([a-zA-Z_:][a-zA-Z0-9_:]*)|("(?:[^"\\]|\\.)+"))\s*(=~|!~|!=|=)\s*(.*?)\s*$/su;

/** Reads `a="b", c=~"d"`, with or without braces, as Alertmanager does: a backslash counts outside of quotes too. Throws an Error that says
 *  what cannot be kept. Answers texts as our routes take them. */
export function matchersFrom(text: string): string[] {
  return pieces(text.trim().replace(/^\{/u, '').replace(/\}$/u, '')).map((piece) => {
    const [, plain, quoted, op = '', raw = ''] = form.exec(piece) ?? [];
    if (op === '') throw new Error(`"${piece}" is not a matcher`);
    const name = plain ?? valueOf(quoted ?? '', piece);
    return ours(name, valueOf(raw, piece), { isEqual: op.startsWith('='), isRegex: op.endsWith('~') });
  });
}

/** An entry of the old fields `match` and `match_re`. */
export const oldMatcher = (name: string, value: string, isRegex: boolean): string => ours(name, value, { isEqual: true, isRegex });

function ours(name: string, value: string, kind: Pick<Matcher, 'isEqual' | 'isRegex'>): string {
  const matcher = { name, value: kind.isRegex ? patternFrom(value) : value, ...kind };
  checkMatcher(matcher);
  return matcherText(matcher);
}

/** Cuts at commas outside of quotes. */
function pieces(text: string): string[] {
  const found = [''];
  let isQuoted = false;
  let isEscaped = false;
  for (const c of text) {
    if (c === ',' && !isQuoted) {
      found.push('');
      continue;
    }
    if (c === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = c === '\\' && !isEscaped;
    found[found.length - 1] += c;
  }
  return found.filter((piece, i) => i < found.length - 1 || piece.trim() !== '');
}

function valueOf(raw: string, whole: string): string {
  const isQuoted = raw.startsWith('"');
  const inner = isQuoted ? raw.slice(1) : raw;
  const parts = /^((?:\\.|[^\\"])*\\?)(")?$/su.exec(inner);
  if (!parts || isQuoted !== (parts[2] !== undefined)) throw new Error(`"${whole}" has a double quote where none belongs, or lacks one`);
  return (parts[1] ?? '').replace(/\\([n"\\])/gu, (_, c: string) => (c === 'n' ? '\n' : c));
}

const classes: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** A Go pattern as ours: classes by name, named groups, edges of the text and case that does not count are written out. */
function patternFrom(go: string): string {
  const flags = /^\(\?([is]+)\)/u.exec(go);
  const pattern = go
    .slice(flags?.[0].length ?? 0)
    .replace(/\[:(\w+):\]/gu, (whole, name: string) => classes[name] ?? whole)
    .replaceAll('(?P<', '(?<')
    .replace(/\\([Az])/gu, (_, edge: string) => (edge === 'A' ? '^' : '$'));
  if (/\(\?[a-zA-Z-]+[:)]/u.test(pattern)) throw new Error(`"${go}" has flags inside, which our patterns do not know`);
  return flags?.[1]?.includes('i') ? anyCase(pattern) : pattern;
}

/** `[Aa][Bb]` for `ab`; inside a class letters and their ranges come in both cases. */
function anyCase(pattern: string): string {
  return pattern.replace(/\\.|\(\?<\w+>|\[(?:\\.|[^\]\\])*\]|[a-zA-Z]/gsu, (part) => {
    if (part.startsWith('\\') || part.startsWith('(')) return part;
    if (part.startsWith('[')) return part.replace(/\\.|([a-zA-Z])-([a-zA-Z])|[a-zA-Z]/gsu, (p) => (p.startsWith('\\') ? p : bothCases(p)));
    return `[${bothCases(part)}]`;
  });
}

const bothCases = (letters: string): string => `${letters.toLowerCase()}${letters.toUpperCase()}`;
