import { Document, stringify } from 'yaml';
import type { z } from 'zod';
import { kinds, type Kind } from '../../domain/resource/kinds.ts';
import { pathText } from '../config-error.ts';
import { explain } from '../explain.ts';
import type { Report } from '../import-alertmanager-report.ts';

/** One of our documents, made from what somebody else's system exports. */
export interface ImportedDocument {
  readonly kind: Kind;
  readonly name: string;
  readonly spec: object;
  /** Said above it in the file. */
  readonly comment?: string;
  /** Where what it was made from stands in the export. */
  readonly from?: readonly (string | number)[];
}

/** The documents as one file of ours. */
export function asYaml(documents: readonly ImportedDocument[], file: string): string {
  const text = documents.map(yamlOf).join('---\n');
  return `# Made from ${file}\n${text}`;
}

function yamlOf({ kind, name, spec, comment }: ImportedDocument): string {
  const options = { lineWidth: 0, aliasDuplicateObjects: false };
  const plain = { kind, name, spec: literally(spec) };
  if (comment === undefined) return stringify(plain, options);
  const doc = new Document(plain, { aliasDuplicateObjects: false });
  doc.commentBefore = comment
    .split('\n')
    .map((line) => ` ${line}`)
    .join('\n');
  return doc.toString({ lineWidth: 0 });
}

/** What would begin a variable is doubled. */
function literally(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map(literally);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, literally(v)]));
}

/** What comes to light only in our own schemas. */
export function refuseUnfit({ kind, name, spec, from = [] }: ImportedDocument, refuse: Report): void {
  const schema: z.ZodType = kinds[kind];
  for (const e of explain(schema.safeParse(spec).error?.issues ?? [], spec, schema))
    refuse(from, `as ${kind} "${name}": ${pathText(e.path)} ${e.message}`, e.hint);
}
