import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { kinds as allKinds } from '../domain/resource/kinds.ts';
import { resourcesOf, type Resources } from '../domain/resource/resource.ts';
import type { ConfigError } from './config-error.ts';
import { checkTogether, readDocument, type Read } from './read-document.ts';
import { documentsOf, type Parsed } from './documents.ts';

export interface Loaded {
  /** What is right, also when something else is wrong. */
  readonly resources: Resources;
  /** In the order of files and lines. Empty when all is right. */
  readonly errors: readonly ConfigError[];
  /** Absolute paths of every file that was read, secret files among them; a change of any of them may change the result. */
  readonly files: readonly string[];
}

export interface LoadOptions {
  /** The variables that `${NAME}` may name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kinds?: typeof allKinds;
}

const isConfig = (name: string): boolean => /\.(ya?ml|json)$/iu.test(name);
const isHidden = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** Reads every *.yaml, *.yml and *.json below a directory (hidden ones left out) and checks them one by one and against each other.
 *  File names in errors and origins are relative to the directory. Throws only when the directory itself cannot be read. */
export async function load(directory: string, options: LoadOptions): Promise<Loaded> {
  const root = resolve(directory);
  const paths = await configFiles(root);
  const read: Read[] = [];
  const errors: ConfigError[] = [];
  const secrets: string[] = [];
  for (const path of paths) {
    const file = relative(root, path).split(sep).join('/');
    const parsed = await readFile(path, 'utf8').then((text) => documentsOf(text, file), unreadable(file));
    errors.push(...parsed.errors);
    const readSecret = (secret: string): string => {
      const at = isAbsolute(secret) ? secret : join(dirname(path), secret);
      secrets.push(at);
      return readFileSync(at, 'utf8');
    };
    for (const document of parsed.documents) {
      const one = readDocument(document, { file, env: options.env, kinds: options.kinds ?? allKinds, readSecret });
      read.push(one);
      errors.push(...one.errors);
    }
  }
  return together(read, errors, [...paths, ...secrets]);
}

/** One file that cannot be read is that file's error; the others are read all the same. */
const unreadable =
  (file: string) =>
  (error: unknown): Parsed => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const hint = 'check that it is a file and that Tocsin may read it';
    return { documents: [], errors: [{ file, line: 1, col: 1, path: '', message: `cannot be read (${code})`, hint }] };
  };

function together(read: readonly Read[], errors: readonly ConfigError[], files: readonly string[]): Loaded {
  const { good, errors: more } = checkTogether(read);
  const order = (a: ConfigError, b: ConfigError): number => compare(a.file, b.file) || a.line - b.line || a.col - b.col;
  return { resources: resourcesOf(good), errors: [...errors, ...more].toSorted(order), files };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export async function configFiles(directory: string): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => compare(a.name, b.name))) {
    if (isHidden(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) found.push(...(await configFiles(path)));
    else if (isConfig(entry.name)) found.push(path);
  }
  return found;
}
