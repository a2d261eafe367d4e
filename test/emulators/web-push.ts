import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify, type ECDH } from 'node:crypto';
import { HttpDoor, type Asked, type Reply, type Trouble } from './http-door.ts';

interface Pushed {
  readonly text: string;
  readonly ttl: number;
  readonly urgency: string | undefined;
  readonly topic: string | undefined;
  /** Who says to have sent it. */
  readonly contact: string;
}

interface BrowserKeys {
  readonly ecdh: ECDH;
  readonly auth: Buffer;
}

/** Reads a body that was sealed for a browser, by RFC 8291 and 8188. Throws when it was sealed for another. */
export function opened(body: Buffer, { ecdh, auth }: BrowserKeys): string {
  const [salt, idLength] = [body.subarray(0, 16), body.readUInt8(20)];
  const [sender, sealed] = [body.subarray(21, 21 + idLength), body.subarray(21 + idLength)];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

/** A push service with one browser behind it, which reads what comes: signatures (RFC 8292), sealing, and what it answers to whoever is wrong. */
export class PushHouse {
  readonly pushed: Pushed[] = [];
  readonly #ecdh = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly #door = new HttpDoor((asked) => this.#answer(asked));
  #isGone = false;

  constructor() {
    this.#ecdh.generateKeys();
  }

  async listen(): Promise<this> {
    await this.#door.listen();
    return this;
  }

  stop(): Promise<void> {
    return this.#door.stop();
  }

  get host(): string {
    return new URL(this.#door.origin).host;
  }

  /** What the browser gives the page that asks. */
  get subscription() {
    const keys = { p256dh: this.#ecdh.getPublicKey('base64url'), auth: this.#auth.toString('base64url') };
    return { endpoint: `${this.#door.origin}/push/endpoint-canary`, keys };
  }

  /** The browser withdraws. */
  withdraws(): void {
    this.#isGone = true;
  }

  set heard(heard: () => void) {
    this.#door.heard = heard;
  }

  goesWrong(...troubles: Trouble[]): void {
    this.#door.goesWrong(...troubles);
  }

  #answer({ path, headers, body }: Asked): Reply {
    if (path !== '/push/endpoint-canary') return { status: 404 };
    if (this.#isGone) return { status: 410, body: 'push subscription has unsubscribed or expired' };
    const contact = this.#contactOf(headers.authorization ?? '');
    if (contact === null) return { status: 403, body: 'invalid JWT provided' };
    if (headers['content-encoding'] !== 'aes128gcm') return { status: 415 };
    if (!/^\d+$/u.test(String(headers['ttl']))) return { status: 400, body: 'missing TTL' };
    if (body.length > 4096) return { status: 413 };
    const topic = headers['topic']?.toString();
    if (topic !== undefined && !/^[\w-]{1,32}$/u.test(topic)) return { status: 400, body: 'invalid Topic' };
    const text = opened(body, { ecdh: this.#ecdh, auth: this.#auth });
    this.pushed.push({ text, ttl: Number(headers['ttl']), urgency: headers['urgency']?.toString(), topic, contact });
    return { status: 201 };
  }

  /** Who signed, or null when it is not rightly signed for this service and not over. */
  #contactOf(authorization: string): string | null {
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/u.exec(authorization) ?? [];
    const [head = '', claims = '', signature = ''] = token.split('.');
    const point = Buffer.from(key, 'base64url');
    if (point.length !== 65) return null;
    const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
    const by = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
    if (!verify('sha256', Buffer.from(`${head}.${claims}`), by, Buffer.from(signature, 'base64url'))) return null;
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub: string };
    const leftMs = said.exp * 1_000 - Date.now();
    return said.aud === this.#door.origin && leftMs > 0 && leftMs <= 86_400_000 ? said.sub : null;
  }
}
