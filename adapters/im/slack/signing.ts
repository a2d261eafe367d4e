import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old or how far ahead a signed request may be. Bolt looks at the past only. */
const windowSeconds = 300;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

interface Signed {
  readonly headers: Headers;
  /** As it came, to the byte. */
  readonly body: string;
  readonly secret: string;
  /** UTC milliseconds. */
  readonly now: number;
}

/** Whether Slack has signed it just now. Source: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function isSigned({ headers, body, secret, now }: Signed): boolean {
  const at = one(headers['x-slack-request-timestamp']);
  const given = one(headers['x-slack-signature']);
  if (!/^\d{1,12}$/u.test(at) || Math.abs(now / 1_000 - Number(at)) > windowSeconds) return false;
  const wanted = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`);
  const got = Buffer.from(given);
  return got.length === wanted.length && timingSafeEqual(got, wanted);
}

const one = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');
