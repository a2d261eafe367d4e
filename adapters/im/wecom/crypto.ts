import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

/** What both sides know. Source: https://developer.work.weixin.qq.com/document/path/90968 */
export interface Keys {
  readonly token: string;
  /** 43 characters. */
  readonly encodingAesKey: string;
  /** For whom it is sealed: the corp id. */
  readonly receiver: string;
}

export interface Signed {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  /** Base64. */
  readonly sealed: string;
}

/** Whatever is wrong with it: whoever tries to forge something learns nothing from how it fails. */
export class NotGenuine extends Error {
  constructor() {
    super('It is not signed and sealed with the Token and the EncodingAESKey of this app.');
    this.name = 'NotGenuine';
  }
}

const block = 32;
const headBytes = 20;

/** Hex SHA-1 over the four texts, sorted and put together. */
export const signatureOf = (token: string, { timestamp, nonce, sealed }: Omit<Signed, 'signature'>): string =>
  createHash('sha1').update([token, timestamp, nonce, sealed].toSorted().join('')).digest('hex');

/** What was sealed. The signature is looked at first: what is not signed is never opened. Throws NotGenuine. */
export function opened(signed: Signed, keys: Keys): string {
  const wanted = Buffer.from(signatureOf(keys.token, signed));
  const given = Buffer.from(signed.signature);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new NotGenuine();
  const bytes = unsealed(signed.sealed, keys);
  const length = bytes.length < headBytes ? -1 : bytes.readUInt32BE(headBytes - 4);
  const end = headBytes + length;
  if (length < 0 || end > bytes.length || bytes.toString('utf8', end) !== keys.receiver) throw new NotGenuine();
  return bytes.toString('utf8', headBytes, end);
}

/** The bytes without their padding, of which every byte is looked at. */
function unsealed(text: string, { encodingAesKey }: Keys): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length % block !== 0) throw new NotGenuine();
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = plain.at(-1) ?? 0;
  const isPadded = pad >= 1 && pad <= block && plain.subarray(-pad).every((byte) => byte === pad);
  if (!isPadded) throw new NotGenuine();
  return plain.subarray(0, plain.length - pad);
}
