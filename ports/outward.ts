import { OutsideError, type FailureClass } from './errors.ts';

/** One HTTP call to an address that somebody configured or registered. */
export interface OutwardCall {
  /** What calls, such as `robot`: an error begins with it. */
  readonly who: string;
  readonly method: 'GET' | 'POST' | 'HEAD';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface OutwardAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Answers whatever the other side says, redirects too: they are not followed. Throws an OutsideError where it says nothing in time or too much,
 *  and `forbidden` where the address is one that a machine in a cloud asks for its own credentials. Errors name the host alone: the rest of an
 *  address may be its key. */
export type Outward = (call: OutwardCall) => Promise<OutwardAnswer>;

const classes: Readonly<Record<number, FailureClass>> = {
  401: 'auth',
  403: 'forbidden',
  404: 'not-found',
  408: 'transient',
  410: 'not-found',
  425: 'transient',
  429: 'rate-limited',
};

/** What a status that is no 2xx means. */
export const failureOf = (status: number): FailureClass => classes[status] ?? (status >= 500 ? 'transient' : 'invalid');

/** Milliseconds that an answer asks to wait, from seconds or a date; null where it does not say. */
export function retryAfter({ headers }: Pick<OutwardAnswer, 'headers'>, now: number): number | null {
  const said = String(headers['retry-after'] ?? '').trim();
  if (/^\d{1,6}$/u.test(said)) return Number(said) * 1_000;
  const at = said === '' ? Number.NaN : Date.parse(said);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** The host of an address, for a message: its path and query may be keys. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is none');

/** Throws unless the answer is a 2xx. `hint` says what to do. */
export function mustBeFine(answer: OutwardAnswer, { who, url, now, hint }: { who: string; url: string; now: number; hint: string }): void {
  if (answer.status >= 200 && answer.status < 300) return;
  const said = answer.text.trim() === '' ? '' : `: ${oneLine(answer.text)}`;
  throw new OutsideError(
    failureOf(answer.status),
    `${who}: ${hostOf(url)} answered ${answer.status}${said}. ${hint}`,
    retryAfter(answer, now),
  );
}

/** The beginning of what the other side said, on one line and without what would write over the rest. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
