import type { Labels } from './fingerprint.ts';
import { compilePattern } from './pattern.ts';

/** `name = value`, `!=`, `=~`, `!~`. A missing label is the empty string. Regexes are anchored at both ends. */
export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isEqual: boolean;
  readonly isRegex: boolean;
}

/** A name that is not plain stands in quotes: `"k8s.pod"="x"`. */
const form = /^\s*(?:([\p{L}_:][\p{L}\p{N}_:.-]*)|"((?:[^"\\]|\\.)+)")\s*(=~|!~|!=|=)\s*(.*?)\s*$/su;
/** Longer patterns are refused: a person does not write them and a backtracking engine could hang on them. */
const longestPattern = 4096;

/** Reads `severity="info"`; the quotes may be left out. Throws an Error whose message says what is wrong and what to write. */
export function parseMatcher(text: string): Matcher {
  const parts = form.exec(text.replace(/^\{|\}$/gu, ''));
  if (!parts) throw new Error(`"${text}" is not a matcher. Write name="value", name!="value", name=~"regex" or name!~"regex".`);
  const [, plain, quoted = '', op = '=', raw = ''] = parts;
  const name = plain ?? unescaped(quoted);
  const matcher = { name, value: unquote(raw, text), isEqual: op === '=' || op === '=~', isRegex: op.endsWith('~') };
  checkMatcher(matcher);
  return matcher;
}

function unquote(raw: string, whole: string): string {
  if (!raw.startsWith('"')) {
    if (/["{},]/u.test(raw)) throw new Error(`"${whole}" has a stray quote, brace or comma in its value. Put the value in double quotes.`);
    return raw;
  }
  if (raw.length < 2 || !raw.endsWith('"') || /(^|[^\\])(\\\\)*\\"$/u.test(raw)) {
    throw new Error(`"${whole}" has an opening quote that is never closed. End the value with a double quote.`);
  }
  const inner = raw.slice(1, -1);
  if (/(^|[^\\])(\\\\)*"/u.test(inner)) throw new Error(`"${whole}" has a quote inside its value. Write it as \\".`);
  return unescaped(inner);
}

const unescaped = (inner: string): string => inner.replace(/\\(["\\n])/gu, (_, c: string) => (c === 'n' ? '\n' : c));

/** Throws when a regex does not compile or is too long; the message names the matcher. */
export function checkMatcher(m: Matcher): void {
  if (!m.isRegex) return;
  if (m.value.length > longestPattern) throw new Error(`the regex of "${m.name}" is longer than ${longestPattern} characters. Shorten it.`);
  try {
    compilePattern(m.value);
  } catch (e) {
    const why = e instanceof SyntaxError ? 'Check its brackets and escapes.' : (e as Error).message;
    throw new Error(`"${m.value}" of "${m.name}" is not a valid regex. ${why}`, { cause: e });
  }
}

export type LabelTest = (labels: Labels) => boolean;

/** Turns matchers into one test, all of which must hold. Compile once, use often. */
export function labelTest(matchers: readonly Matcher[]): LabelTest {
  const tests = matchers.map(oneTest);
  return (labels) => tests.every((t) => t(labels));
}

/** Whether matchers can all hold for an alert that has these labels and perhaps more. */
export const mayHit = (matchers: readonly Matcher[], some: Labels): boolean =>
  labelTest(matchers.filter((m) => some[m.name] !== undefined))(some);

function oneTest({ name, value, isEqual, isRegex }: Matcher): LabelTest {
  if (!isRegex) return (labels) => ((labels[name] ?? '') === value) === isEqual;
  const regex = compilePattern(value);
  return (labels) => regex.test(labels[name] ?? '') === isEqual;
}

/** The matcher as people write it. */
export function matcherText(m: Matcher): string {
  const op = (m.isEqual ? '=' : '!') + (m.isRegex ? '~' : m.isEqual ? '' : '=');
  const quoted = (text: string): string => `"${text.replace(/[\\"]/gu, '\\$&').replaceAll('\n', '\\n')}"`;
  return `${plainName.test(m.name) ? m.name : quoted(m.name)}${op}${quoted(m.value)}`;
}

const plainName = /^[\p{L}_:][\p{L}\p{N}_:.-]*$/u;
