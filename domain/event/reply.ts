/** Why a caller is told no; the first four are the HTTP statuses 400, 403, 404 and 409 of the same names. */
export type Refused = 'input' | 'forbidden' | 'not-found' | 'rule';

/** A refusal is a value, never an exception. `issues` name the fields. */
export interface Refusal {
  readonly ok: false;
  readonly refused: Refused;
  readonly because: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

export type Reply = { readonly ok: true; readonly output: unknown } | Refusal;

export const done = (output: unknown): Reply => ({ ok: true, output });

export const refuse = (refused: Refused, because: string): Refusal => ({ ok: false, refused, because });

export const isRefusal = (x: unknown): x is Refusal => typeof x === 'object' && x !== null && 'ok' in x && x.ok === false;
