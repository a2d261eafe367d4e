import type { Lang, Words } from '../text/lang.ts';

/** Why a caller is told no; the first four are the HTTP statuses 400, 403, 404 and 409 of the same names. */
export type Refused = 'input' | 'forbidden' | 'not-found' | 'rule';

/** A refusal is a value, never an exception, and speaks both languages. `issues` name the fields. */
export interface Refusal {
  readonly ok: false;
  readonly refused: Refused;
  readonly because: Words;
  readonly issues?: readonly { readonly path: string; readonly message: Words }[];
}

/** A refusal as one reader hears it. */
export interface SaidRefusal {
  readonly ok: false;
  readonly refused: Refused;
  readonly because: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

export type Reply = { readonly ok: true; readonly output: unknown } | Refusal;

export const done = (output: unknown): Reply => ({ ok: true, output });

export const refuse = (refused: Refused, en: string, zh: string): Refusal => ({ ok: false, refused, because: { en, zh } });

/** Refuses one field of the input. */
export const refuseField = (path: string, en: string, zh: string): Refusal => ({
  ...refuse('input', `${path}: ${en}`, `${path}：${zh}`),
  issues: [{ path, message: { en, zh } }],
});

export function sayRefusal({ issues, ...refusal }: Refusal, lang: Lang): SaidRefusal {
  const said = { ...refusal, because: refusal.because[lang] };
  return issues ? { ...said, issues: issues.map(({ path, message }) => ({ path, message: message[lang] })) } : said;
}

export const isRefusal = (x: unknown): x is Refusal => typeof x === 'object' && x !== null && 'ok' in x && x.ok === false;
