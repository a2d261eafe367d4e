import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Callback, Heard } from '../../../ports/phone.ts';
import { GatewayReport } from './schema.ts';

/** Its clock and ours may differ by so much, either way; what is older, or from the future, is refused. */
const windowMs = 5 * 60_000;

/** HMAC-SHA256 over `<timestamp>.<body>`, in hex. `timestamp` is in seconds since 1970. */
export const gatewaySignature = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** Reads what a gateway reports to `/phone/http/status` with the headers `tocsin-timestamp` and `tocsin-signature: v1=<hex>`. Null unless it is
 *  signed and of these minutes. */
export function hearGateway({ headers, body, now }: Callback, secret: string | undefined): readonly Heard[] | null {
  const timestamp = headers['tocsin-timestamp'] ?? '';
  if (secret === undefined || !/^\d{1,12}$/u.test(timestamp)) return null;
  if (Math.abs(now - Number(timestamp) * 1_000) > windowMs) return null;
  const given = (headers['tocsin-signature'] ?? '').split(',').map((part) => part.trim());
  const wanted = Buffer.from(`v1=${gatewaySignature(secret, timestamp, body)}`);
  if (!given.some((each) => isSame(Buffer.from(each), wanted))) return null;
  const read = GatewayReport.safeParse(jsonOf(body));
  return read.success ? [heard(read.data, timestamp)] : [];
}

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

function heard(said: ReturnType<typeof GatewayReport.parse>, timestamp: string): Heard {
  if ('text' in said) return { is: 'reply', ref: said.ref, from: said.from, text: said.text };
  // Known by our id where the gateway has none of its own.
  const { id, ref = id } = said;
  if ('digit' in said) return { is: 'digit', id, ref: `${ref}/${timestamp}`, digit: said.digit };
  return {
    is: 'report',
    id,
    report: { word: said.status, ref, seq: said.seq ?? null, ...(said.reason === undefined ? {} : { raw: said.reason }) },
  };
}
