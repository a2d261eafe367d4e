import type { Json } from './records.ts';

/** Answers what is wrong with a value; `path` is where it stands. */
export type Check = (value: unknown, path: string) => string[];

export const problem = (what: string, path: string): string => `[ERROR] ${what} [json-pointer:${path}]`;

/** Looks at one property. */
export function at(key: string, check: Check, need: 'needed' | 'optional' = 'needed'): Check {
  return (value, path) => {
    if (typeof value !== 'object' || value === null) return [problem('must be an object', path)];
    const inner = (value as Json)[key];
    if (inner !== undefined) return check(inner, `${path}/${key}`);
    return need === 'optional' ? [] : [problem(`missing required field: ${key}`, path)];
  };
}

export function list(least: number, most: number, each: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [problem('must be an array', path)];
    if (value.length < least) return [problem(`no less than ${least} items allowed`, path)];
    if (value.length > most) return [problem(`no more than ${most} items allowed`, path)];
    return value.flatMap((item, i) => each(item, `${path}/${i}`));
  };
}

export function oneOf(allowed: readonly string[]): Check {
  return (value, path) => (allowed.includes(String(value)) ? [] : [problem(`unsupported type: ${String(value)}`, path)]);
}

/** A string of 1 to `most` characters. */
export function string(most: number): Check {
  return (value, path) => {
    if (typeof value !== 'string' || value === '') return [problem('must be a non-empty string', path)];
    return value.length > most ? [problem(`must be less than ${most + 1} characters`, path)] : [];
  };
}

/** A text object of 1 to `most` characters. */
export function text(most: number, only?: 'plain_text'): Check {
  return (value, path) => {
    const type = typeof value === 'object' && value !== null ? (value as Json)['type'] : undefined;
    if (type !== 'plain_text' && (only !== undefined || type !== 'mrkdwn')) {
      return [problem(`must be a valid ${only ?? 'text'} object`, path)];
    }
    return at('text', string(most))(value, path);
  };
}
