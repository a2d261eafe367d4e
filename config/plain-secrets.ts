import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { secretFields, type Kind } from '../domain/resource/kinds.ts';
import { pathText } from './config-error.ts';
import { documentsOf, type RawDocument } from './documents.ts';
import { configFiles } from './load.ts';

/** A secret that stands in a file for everybody to read. Its value is not in it. */
export interface PlainSecret {
  readonly file: string;
  readonly line: number;
  readonly path: string;
}

/** Every secret field below the directory that holds the secret itself instead of `${NAME}` or `file:<path>`. A file that cannot be read has none. */
export async function plainSecrets(directory: string): Promise<PlainSecret[]> {
  const root = resolve(directory);
  const found: PlainSecret[] = [];
  for (const path of await configFiles(root).catch(() => [])) {
    const file = relative(root, path).split(sep).join('/');
    const text = await readFile(path, 'utf8').catch(() => '');
    found.push(...documentsOf(text, file).documents.flatMap((document) => plainIn(document, file)));
  }
  return found;
}

function plainIn({ value, place }: RawDocument, file: string): PlainSecret[] {
  const { kind, spec } = (value ?? {}) as { kind?: unknown; spec?: unknown };
  const fields: readonly string[] = typeof kind === 'string' && Object.hasOwn(secretFields, kind) ? (secretFields[kind as Kind] ?? []) : [];
  if (spec === null || typeof spec !== 'object') return [];
  return fields.flatMap((field) => {
    const said = (spec as Record<string, unknown>)[field];
    if (typeof said !== 'string' || said.includes('${') || said.startsWith('file:')) return [];
    const path = ['spec', field];
    return [{ file, line: place(path, 'value').line, path: pathText(path) }];
  });
}
