import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { explain } from '../explain.ts';
import type { ConfigError, Path } from '../config-error.ts';
import { reportInto, type Report } from '../import-alertmanager-report.ts';
import { asYaml, refuseUnfit, type ImportedDocument } from './documents.ts';

/** What an export becomes. */
export interface Imported {
  /** Our documents as YAML; empty when there are errors. */
  readonly yaml: string;
  /** What could not be kept, or was kept with a change, each with its line and what to do. */
  readonly report: readonly ConfigError[];
  /** What makes it no such export. */
  readonly errors: readonly ConfigError[];
}

interface Reading<T> {
  readonly text: string;
  /** The name of the file in what is said. */
  readonly file: string;
  readonly schema: z.ZodType<T> & { readonly shape: Readonly<Record<string, unknown>> };
  readonly map: (data: T, report: Report) => readonly ImportedDocument[];
}

/** Reads a JSON export, maps it, and checks what came of it. Pure. */
export function importExport<T>({ text, file, schema, map }: Reading<T>): Imported {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [said, errors]: [ConfigError[], ConfigError[]] = [[], []];
  const [report, refuse] = [reportInto(said, { file, doc, lines }), reportInto(errors, { file, doc, lines })];
  const broken = doc.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    errors.push({ file, line, col, path: '', message: `is not JSON: ${broken.message}`, hint: 'export it again, whole' });
    return { yaml: '', report: [], errors };
  }
  for (const list of unwrap(doc)) report([list], 'has more pages than are in the file', 'export all of them, or what they hold is missing');
  const raw: unknown = doc.toJS({ maxAliasCount: 0 });
  const read = schema.safeParse(raw);
  if (!read.success) {
    for (const e of explain(read.error.issues, raw, schema)) refuse(e.path, e.message, e.hint);
    return { yaml: '', report: [], errors };
  }
  for (const field of Object.keys(raw as object).filter((name) => !Object.hasOwn(schema.shape, name)))
    report([field], 'is not read and was left out', 'write the like by hand if you need it');
  const documents = map(read.data, report);
  for (const document of documents) refuseUnfit(document, refuse);
  const sorted = said.toSorted((a, b) => a.line - b.line);
  return { yaml: errors.length > 0 ? '' : asYaml(documents, file), report: sorted, errors };
}

/** Takes lists out of what APIs wrap them in, where they stand: `{ data: … }` around all, `{ results: […] }` or `{ nodes: […] }` around one.
 *  Answers those that say that there is more of them. */
function unwrap(doc: Document): string[] {
  const inner = isMap(doc.contents) ? doc.contents.get('data', true) : undefined;
  if (isMap(inner)) doc.contents = inner;
  const cut: string[] = [];
  for (const pair of isMap(doc.contents) ? doc.contents.items : []) {
    const { key, value } = pair;
    if (!isScalar(key) || !isMap(value)) continue;
    if (value.get('next') || value.getIn(['pageInfo', 'hasNextPage']) === true) cut.push(String(key.value));
    pair.value = value.get('results', true) ?? value.get('nodes', true) ?? value;
  }
  return cut;
}

/** An entry of a list with its place in the file. */
export interface Placed<T> {
  readonly item: T;
  readonly path: Path;
}
