import * as oracle from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotGenuine, opened, signatureOf, type Keys, type Signed } from '../../adapters/im/wecom/crypto.ts';

/** Those of WeCom's documentation. */
const keys: Keys = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiver: 'wx5823bf96d3bd56c7',
};
const echo: Signed = {
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  sealed: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const at = { timestamp: '1700000000', nonce: 'n0nce' };

const signed = (sealed: string, token = keys.token): Signed => ({
  ...at,
  sealed,
  signature: oracle.getSignature(token, at.timestamp, at.nonce, sealed),
});
const seal = (text: string, receiver = keys.receiver, random?: Buffer): Signed =>
  signed(oracle.encrypt(keys.encodingAesKey, text, receiver, random));

describe('as WeCom documents it', () => {
  test('what is asked back', () => expect(opened(echo, keys)).toBe('1616140317555161061'));
  test('a signature', () => {
    const sealed = 'sKqRbbiSUnDhFHOvPjtUMTISiOuYnSeXh06SBsxjEKNxOSLISuOKQ+fEmhLdcSVPYjHquIxJgrU+em1Mm3y1Ow==';
    expect(signatureOf(keys.token, { ...at, sealed })).toBe('903cf81e92455990af531b7caa30e3f6309253cc');
    expect(opened({ ...at, sealed, signature: '903cf81e92455990af531b7caa30e3f6309253cc' }, keys)).toBe('{"a":1}');
  });
  test('for nobody in particular', () =>
    expect(opened(signed('sKqRbbiSUnDhFHOvPjtUMcinhN3yWU1yAhjw+7dix1E='), { ...keys, receiver: '' })).toBe('{"a":1}'));
});

describe('beside WeCom’s own', () => {
  test('opens whatever it seals, of any length and letters', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(opened(seal(text), keys)).toBe(text.toWellFormed());
      }),
    ));
  test('signs as it does', () =>
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string(), fc.string(), fc.string()), ([token, timestamp, nonce, sealed]) => {
        expect(signatureOf(token, { timestamp, nonce, sealed })).toBe(oracle.getSignature(token, timestamp, nonce, sealed));
      }),
    ));
});

describe('is refused, whatever is wrong alike', () => {
  const good = seal('hello');
  const flipped = (text: string, bit: number): string => {
    const bytes = Buffer.from(text, 'base64');
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    return bytes.toString('base64');
  };
  test.each<[string, Signed]>([
    ['no signature', { ...good, signature: '' }],
    ['another signature', { ...good, signature: 'a'.repeat(40) }],
    ['a longer one', { ...good, signature: `${good.signature}0` }],
    ['another token', signed(good.sealed, 'other')],
    ['another time', { ...good, timestamp: '1700000001' }],
    ['another nonce', { ...good, nonce: 'n1nce' }],
    ['another receiver', seal('hello', 'wxother')],
    ['a receiver that goes on', seal('hello', `${keys.receiver}x`)],
    ['nothing', signed('')],
    ['half a block', signed('AAAA')],
    ['one block of 16', signed(Buffer.alloc(16).toString('base64'))],
    ['no base64', signed('***')],
  ])('%s', (_, it) => expect(() => opened(it, keys)).toThrow(NotGenuine));

  test('nothing is opened whose signature is wrong: a padding that is right fails as one that is not', () => {
    const messages = [good.sealed, flipped(good.sealed, 3), signed('AAAA').sealed].map((sealed) => {
      try {
        return opened({ ...good, sealed, signature: 'f'.repeat(40) }, keys);
      } catch (e) {
        return (e as Error).message;
      }
    });
    expect(new Set(messages).size).toBe(1);
  });

  test('any bit that is turned over, rightly signed: what was sealed is never opened as something else for us', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Buffer.from(good.sealed, 'base64').length * 8 - 1 }), (bit) => {
        const it = signed(flipped(good.sealed, bit));
        let said: string | null = null;
        try {
          said = opened(it, keys);
        } catch (e) {
          expect(e).toBeInstanceOf(NotGenuine);
        }
        // The first block holds random bytes alone: to change them changes what the second one says.
        if (said !== null) expect(bit).toBeLessThan(256);
      }),
      { numRuns: 500 },
    ));

  test.each([0, 33, 64, 255])('a padding of %i', async (pad) => {
    const { createCipheriv } = await import('node:crypto');
    const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64');
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const plain = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 0, 0, 5]), Buffer.from(`hello${keys.receiver}`)]);
    const bytes = Buffer.concat([plain, Buffer.alloc(64 - (plain.length % 32), pad)]);
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64');
    expect(() => opened(signed(sealed), keys)).toThrow(NotGenuine);
  });

  test('a length beyond its end', () => {
    const random = Buffer.alloc(16);
    const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64');
    expect(key).toHaveLength(32);
    const sealed = oracle.encrypt(keys.encodingAesKey, 'x'.repeat(5), keys.receiver, random);
    const bytes = Buffer.from(sealed, 'base64');
    // Turns over a bit of the length, which stands in the second block.
    bytes[0]! ^= 0x80;
    expect(() => opened(signed(bytes.toString('base64')), keys)).toThrow(NotGenuine);
  });
});
