import { sayDeclined, type Declined } from '../../domain/access/say.ts';
import type { Lang } from '../../domain/text/lang.ts';

const statuses: Readonly<Partial<Record<Declined, number>>> = {
  'wrong-login': 401,
  'wrong-code': 401,
  'wrong-token': 401,
  'too-many': 429,
  'password-short': 400,
  'password-long': 400,
  'password-plain': 400,
  'unknown-person': 404,
  'no-such-token': 404,
  'no-such-feed': 404,
  'oidc-off': 404,
  'oidc-away': 503,
  'setup-over': 409,
  'no-account': 409,
  'last-admin': 409,
  'not-yourself': 409,
  'name-taken': 409,
  'totp-not-begun': 409,
};

/** Somebody is not let in, or may not do this; said in the language of whoever asked. */
export class Declining extends Error {
  readonly code: Declined;
  readonly statusCode: number;
  readonly #data: Parameters<typeof sayDeclined>[2];

  constructor(code: Declined, data: Parameters<typeof sayDeclined>[2] = {}, cause?: unknown) {
    super(sayDeclined(code, 'en', data), { cause });
    this.name = 'Declining';
    this.code = code;
    this.statusCode = statuses[code] ?? 403;
    this.#data = data;
  }

  say(lang: Lang): string {
    return sayDeclined(this.code, lang, this.#data);
  }
}
