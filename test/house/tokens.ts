/** A small TypeScript tokeniser: enough to see imports, braces and bare names without being fooled by comments, strings, templates and
 *  regular expressions. TypeScript 7 ships no compiler API, so the house tests read the source themselves.
 *  Not a parser: JSX text is read as code, which the callers allow for. */
export interface Token {
  /** `name` includes keywords and `#private`; a template without `${}` is a string; other templates leave one `template` per piece of text. */
  kind: 'name' | 'number' | 'string' | 'template' | 'regex' | 'punct';
  /** What is written; for a string, what stands between its quotes. */
  text: string;
  /** 1-based; of the first character. */
  line: number;
}

const skipped = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|^#![^\n]*)+/y;
const templatePart = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
const shapes = [
  ['name', /#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy],
  ['number', /\.?\d(?:[eE][+-]|[\w.])*/y],
  ['string', /'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?/y],
  ['regex', /\/(?![*/>])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y],
  ['punct', /=>|\.\.\.|\?\.(?!\d)|\?\?=?|&&=?|\|\|=?|[\s\S]/y],
] as const;

/** A `/` after one of these begins a regular expression; elsewhere it divides. */
const beforeRegex = new Set(
  '( , = : [ ! & | ? { } ; + - * % ~ ^ > => ... && || ?? return typeof case in of do else void await yield'.split(' '),
);

export function tokens(source: string): Token[] {
  const found: Token[] = [];
  const templates: number[] = []; // brace depth at which each open `${` ends
  let at = 0;
  let line = 1;
  let depth = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) at += text.length;
    return text;
  };
  const keep = (kind: Token['kind'], text: string, written = text): void => {
    found.push({ kind, text, line });
    line += lineBreaks(written);
  };
  const template = (opened: boolean): void => {
    at += 1;
    if (!opened) templates.pop();
    const text = take(templatePart) ?? '';
    const ends = source[at] !== '$';
    keep(opened && ends ? 'string' : 'template', text);
    at += ends ? 1 : 2;
    if (!ends) templates.push(depth);
  };

  while (at < source.length) {
    line += lineBreaks(take(skipped) ?? '');
    const next = source[at];
    if (next === undefined) break;
    if (next === '`' || (next === '}' && templates.at(-1) === depth)) {
      template(next === '`');
      continue;
    }
    depth += next === '{' ? 1 : next === '}' ? -1 : 0;
    one(take, keep, found.at(-1));
  }
  return found;
}

function one(
  take: (pattern: RegExp) => string | undefined,
  keep: (kind: Token['kind'], text: string, written?: string) => void,
  last?: Token,
): void {
  const mayBeRegex = last === undefined || (last.kind !== 'string' && beforeRegex.has(last.text));
  for (const [kind, pattern] of shapes) {
    if (kind === 'regex' && !mayBeRegex) continue;
    const text = take(pattern);
    if (text === undefined) continue;
    keep(kind, kind === 'string' ? text.slice(1, text.length > 1 && text.endsWith(text[0]!) ? -1 : undefined) : text, text);
    return;
  }
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}

export interface Import {
  from: string;
  line: number;
  /** `export * from` and `export * as x from`. */
  star: boolean;
}

/** Every module that a source file names by a literal: `import`, `export … from`, `import('…')` as a call or as a type, and `require('…')`.
 *  A computed `import(path)` cannot be seen. */
export function imports(all: readonly Token[]): Import[] {
  return all.flatMap((token, i) => {
    const from = token.kind === 'name' && all[i - 1]?.text !== '.' ? specifierAfter(all, i) : undefined;
    return from ? [{ from: from.text, line: token.line, star: token.text === 'export' && all[i + 1]?.text === '*' }] : [];
  });
}

function specifierAfter(all: readonly Token[], i: number): Token | undefined {
  const word = all[i]!.text;
  const next = all[i + 1];
  if (word === 'require' || (word === 'import' && next?.text === '(')) return next?.text === '(' ? asString(all[i + 2]) : undefined;
  if (word === 'import' && next?.kind === 'string') return next;
  if (word === 'import' && next?.text !== '.') return afterFrom(all, i + 1);
  if (word !== 'export') return undefined;
  const clause = next?.text === 'type' ? i + 2 : i + 1;
  if (all[clause]?.text === '*') return afterFrom(all, clause);
  if (all[clause]?.text !== '{') return undefined;
  const close = all.findIndex((token, j) => j > clause && token.text === '}' && token.kind === 'punct');
  return all[close + 1]?.text === 'from' ? asString(all[close + 2]) : undefined;
}

/** `import type from from 'x'` and `import { from } from 'x'` are legal, so the `from` that counts is the one before a string. */
function afterFrom(all: readonly Token[], start: number): Token | undefined {
  for (let j = start; j < all.length && all[j]!.text !== ';'; j += 1) {
    if (all[j]!.text === 'from' && all[j + 1]?.kind === 'string') return all[j + 1];
  }
  return undefined;
}

function asString(token: Token | undefined): Token | undefined {
  return token?.kind === 'string' ? token : undefined;
}
