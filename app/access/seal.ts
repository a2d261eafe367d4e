import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const version = 'v1';

/** Keeps secrets in the store: each under a key of its own, which is under ours. What was sealed for one place opens nowhere else. */
export class Seal {
  readonly #key: Buffer;

  /** `secret` is any text; the key is derived from it. */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, 'tocsin', 'sealed in the store', 32));
  }

  /** `place` is the table, the row and the column. */
  close(text: string, place: string): string {
    const key = randomBytes(32);
    const parts = [encrypt(key, this.#key, `${place} key`), encrypt(Buffer.from(text), key, place)];
    return [version, ...parts.map((p) => p.toString('base64url'))].join('.');
  }

  /** Throws when it was sealed for another place, with another key, or was changed. */
  open(sealed: string, place: string): string {
    const [said, key = '', text = ''] = sealed.split('.');
    if (said !== version) throw new Error(`the secret at ${place} is sealed in a way that this Tocsin does not know`);
    const opened = decrypt(Buffer.from(key, 'base64url'), this.#key, `${place} key`);
    return decrypt(Buffer.from(text, 'base64url'), opened, place).toString('utf8');
  }
}

/** Nonce, tag, cipher text. */
function encrypt(text: Buffer, key: Buffer, place: string): Buffer {
  const nonce = randomBytes(12);
  const made = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([made.update(text), made.final()]);
  return Buffer.concat([nonce, made.getAuthTag(), body]);
}

function decrypt(sealed: Buffer, key: Buffer, place: string): Buffer {
  const opened = createDecipheriv(cipher, key, sealed.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([opened.update(sealed.subarray(28)), opened.final()]);
}
