import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret that signs action tokens: given, or made at the first start and kept beside the data, readable by nobody else. */
export function secretOf(given: string | null, dataDirectory: string): string {
  if (given !== null) return given;
  const path = join(dataDirectory, 'tocsin.key');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const made = randomBytes(32).toString('base64');
  writeFileSync(path, `${made}\n`, { mode: 0o600 });
  return made;
}
