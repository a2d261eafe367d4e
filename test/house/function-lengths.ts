import type { Token } from './tokens.ts';

export interface FunctionLength {
  name: string;
  line: number;
  /** From the line of the opening brace to that of the closing one, both counted. */
  lines: number;
}

const statements = new Set(['if', 'for', 'while', 'switch', 'catch', 'with']);
const opens: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const typeGoesOn = new Set([
  ':',
  '|',
  '&',
  '=>',
  ',',
  '<',
  '?',
  'is',
  'extends',
  'keyof',
  'readonly',
  'asserts',
  'infer',
  'typeof',
  '.',
  'new',
]);

/** Length of every function, method and arrow that has a body in braces. Expression-bodied arrows are not measured. */
export function functionLengths(all: readonly Token[]): FunctionLength[] {
  const partner = partners(all);
  const found: FunctionLength[] = [];
  all.forEach((token, i) => {
    const brace = token.kind === 'punct' ? bodyAt(all, partner, i) : undefined;
    const close = brace === undefined ? undefined : partner.get(brace);
    if (brace === undefined || close === undefined) return;
    found.push({ name: nameOf(all, partner, i), line: all[brace]!.line, lines: all[close]!.line - all[brace]!.line + 1 });
  });
  return found;
}

/** The `{` of the function whose `=>` or whose closing parenthesis of parameters is at `i`. */
function bodyAt(all: readonly Token[], partner: ReadonlyMap<number, number>, i: number): number | undefined {
  if (all[i]!.text === '=>') return isPunct(all[i + 1], '{') ? i + 1 : undefined;
  if (all[i]!.text !== ')') return undefined;
  const before = all[(partner.get(i) ?? 0) - 1];
  const isCallable =
    before?.kind === 'name' ? !statements.has(before.text) : ['>', '*', ']'].includes(before?.text ?? '') || before?.kind === 'string';
  if (!isCallable) return undefined;
  if (isPunct(all[i + 1], '{')) return i + 1;
  return isPunct(all[i + 1], ':') ? afterType(all, partner, i + 1) : undefined;
}

/** The `{` that follows a return type, or nothing where no body follows. */
function afterType(all: readonly Token[], partner: ReadonlyMap<number, number>, colon: number): number | undefined {
  let i = colon + 1;
  while (i < all.length) {
    const token = all[i]!;
    if (isPunct(token, '{') && !typeGoesOn.has(all[i - 1]!.text)) return i;
    if (token.kind === 'punct' && token.text in opens) i = (partner.get(i) ?? all.length) + 1;
    else if (token.kind === 'punct' && [';', '=', ')', ']', '}'].includes(token.text)) return undefined;
    else i += 1;
  }
  return undefined;
}

function partners(all: readonly Token[]): Map<number, number> {
  const partner = new Map<number, number>();
  const open: number[] = [];
  all.forEach((token, i) => {
    if (token.kind !== 'punct') return;
    if (token.text in opens) open.push(i);
    else if (open.length > 0 && token.text === opens[all[open.at(-1)!]!.text]) {
      const start = open.pop()!;
      partner.set(start, i).set(i, start);
    }
  });
  return partner;
}

function nameOf(all: readonly Token[], partner: ReadonlyMap<number, number>, i: number): string {
  const paren = all[i]!.text === ')' ? partner.get(i) : undefined;
  const before = paren === undefined ? undefined : all[paren - 1];
  return before?.kind === 'name' ? before.text : 'arrow';
}

function isPunct(token: Token | undefined, text: string): boolean {
  return token?.kind === 'punct' && token.text === text;
}
