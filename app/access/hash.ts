import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** For secrets that are random; passwords are hashed elsewhere, slowly. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compared by their hashes, in constant time. */
export const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(given), 'hex'), Buffer.from(hashOf(expected), 'hex'));

/** 256 random bits that fit into an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
