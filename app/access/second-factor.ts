import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { hashOf } from './hash.ts';

const periodMs = 30_000;
/** Clocks differ: one step before and after is taken too. */
const window = 1;
const recoveryCodes = 10;
/** No letters that look alike. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

const totp = (secret: string, label = '') => new TOTP({ issuer: 'Tocsin', label, secret: Secret.fromBase32(secret) });

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The step of 30 s that a code is of, or null when it is of none near `now`. */
export function stepOf(code: string, secret: string, now: number): number | null {
  if (!/^\d{6}$/u.test(code)) return null;
  const delta = totp(secret).validate({ token: code, timestamp: now, window });
  return delta === null ? null : Math.floor(now / periodMs) + delta;
}

/** What an authenticator app reads: the address, and its QR code as the path of a square picture of `size` units. */
export function totpOffer(secret: string, person: string): { uri: string; secret: string; qr: { size: number; path: string } } {
  const uri = totp(secret, person).toString();
  const { size, data } = encode(uri, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { uri, secret, qr: { size, path } };
}

/** Single-use codes of four times four letters, 79 bits each. */
export const newRecoveryCodes = (): string[] => Array.from({ length: recoveryCodes }, newRecoveryCode);

function newRecoveryCode(): string {
  const code: string[] = [];
  // Bytes beyond the last whole alphabet would make its first letters likelier.
  while (code.length < 16) {
    const [byte = 255] = randomBytes(1);
    if (byte < 256 - (256 % letters.length)) code.push(letters[byte % letters.length] ?? '');
  }
  return code.join('').replaceAll(/(.{4})(?=.)/gu, '$1-');
}

/** As it is kept; however it was typed. */
export const recoveryHash = (code: string): string => hashOf(code.toLowerCase().replaceAll(/[^a-z0-9]/gu, ''));
