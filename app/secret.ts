import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (dataDirectory: string): string => join(dataDirectory, 'tocsin.key');

/** The same where there is one already; null: there is none, and none is made. */
export function knownSecret(given: string | null, dataDirectory: string): string | null {
  if (given !== null) return given;
  const path = fileIn(dataDirectory);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

/** The secret that signs action tokens: given, or made at the first start and kept beside the data, readable by nobody else. */
export function secretOf(given: string | null, dataDirectory: string): string {
  const known = knownSecret(given, dataDirectory);
  if (known !== null) return known;
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const made = randomBytes(32).toString('base64');
  writeFileSync(fileIn(dataDirectory), `${made}\n`, { mode: 0o600 });
  return made;
}
