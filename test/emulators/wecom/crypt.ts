import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Hex SHA-1 over the four texts, sorted and put together. */
export function signatureOf(...parts: readonly [token: string, timestamp: string, nonce: string, encrypted: string]): string {
  return createHash('sha1')
    .update([...parts].toSorted().join(''))
    .digest('hex');
}

/** The seal between WeCom and one callback: AES-256-CBC over 16 random bytes, the length, the text and for whom it is. */
export class Seal {
  readonly #key: Buffer;

  /** Of an EncodingAESKey of 43 characters. */
  constructor(encodingAesKey: string) {
    this.#key = Buffer.from(`${encodingAesKey}=`, 'base64');
  }

  /** Base64. */
  close(text: string, receiveId: string, random: Buffer = randomBytes(16)): string {
    const message = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(message.length);
    const plain = Buffer.concat([random, length, message, Buffer.from(receiveId, 'utf8')]);
    const pad = 32 - (plain.length % 32);
    const cipher = createCipheriv('aes-256-cbc', this.#key, this.#key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64');
  }

  /** What was sealed, and for whom.
   *  @throws {Error} where it is not sealed with this key. */
  open(encrypted: string): { text: string; receiveId: string } {
    const decipher = createDecipheriv('aes-256-cbc', this.#key, this.#key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
    const pad = padded.at(-1) ?? 0;
    const isPadded = pad >= 1 && pad <= 32 && padded.subarray(-pad).every((byte) => byte === pad);
    const plain = padded.subarray(0, padded.length - pad);
    const end = isPadded && plain.length >= 20 ? 20 + plain.readUInt32BE(16) : Infinity;
    if (end > plain.length) throw new Error('not sealed with this key');
    return { text: plain.subarray(20, end).toString('utf8'), receiveId: plain.subarray(end).toString('utf8') };
  }
}
