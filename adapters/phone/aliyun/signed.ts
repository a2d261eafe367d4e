import { createHash, createHmac, randomUUID } from 'node:crypto';

interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

export interface Ask {
  readonly action: string;
  readonly version: string;
  /** What is not said is left out. */
  readonly params: Readonly<Record<string, string | number | undefined>>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 3986: what `encodeURIComponent` leaves is encoded too. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/gu, (c) => `%${c.codePointAt(0)?.toString(16).toUpperCase()}`);

/** A request to an OpenAPI of Alibaba Cloud in RPC style, signed by its V3, ACS3-HMAC-SHA256: everything in the query, no body.
 *  https://help.aliyun.com/document_detail/2593177.html */
export function signedRequest(url: string, { action, version, params }: Ask, keys: Keys, at: { now: number; nonce?: string }): Request {
  const { host, origin } = new URL(url);
  const query = Object.entries(params)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${encoded(name)}=${encoded(String(value))}`]))
    .toSorted()
    .join('&');
  const bodyHash = sha256('');
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': bodyHash,
    'x-acs-date': new Date(at.now).toISOString().replace(/\.\d{3}Z$/u, 'Z'),
    'x-acs-signature-nonce': at.nonce ?? randomUUID(),
    'x-acs-version': version,
  };
  const names = Object.keys(headers).toSorted();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = ['POST', '/', query, lines, names.join(';'), bodyHash].join('\n');
  const signature = createHmac('sha256', keys.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${keys.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return new Request(`${origin}/?${query}`, { method: 'POST', headers: { ...headers, authorization } });
}
