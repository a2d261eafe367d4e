import { z } from 'zod';
import { secretFields, type Kind, type kinds as allKinds } from '../domain/resource/kinds.ts';
import { Name } from '../domain/resource/name.ts';
import type { Resource } from '../domain/resource/resource.ts';
import { pathText, type ConfigError, type Path } from './config-error.ts';
import type { RawDocument } from './documents.ts';
import { explain, type Explained } from './explain.ts';
import { fill } from './fill.ts';
import { suggestion } from './nearest.ts';
import { referencesOf } from './references.ts';

/** What came of one document. */
export interface Read {
  readonly file: string;
  readonly document: RawDocument;
  /** Its kind and name, known also when the rest is wrong; null when they are wrong themselves. */
  readonly key: { readonly kind: Kind; readonly name: string } | null;
  readonly resource: Resource | null;
  readonly errors: readonly ConfigError[];
}

interface Context {
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kinds: typeof allKinds;
  readonly readSecret: (path: string) => string;
}

const Envelope = z.strictObject({
  kind: z.string(),
  name: Name,
  spec: z.custom((v) => v !== undefined, 'is missing; write what this thing is, or spec: {}'),
});

/** Checks one document by itself: envelope, kind, variables, spec. */
export function readDocument(document: RawDocument, context: Context): Read {
  const { file, kinds } = context;
  const raw = document.value;
  const errors: ConfigError[] = [];
  const report = (e: Omit<Explained, 'on'> & { on?: 'key' | 'value' }) => errors.push(errorAt(file, document, e));
  const done = (key: Read['key'], resource: Resource | null): Read => ({ file, document, key, resource, errors });
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
    report({ path: [], message: 'is not a document', hint: 'write { kind: person, name: ana, spec: { … } }' });
    return done(null, null);
  }
  const { kind, name, spec } = raw as { kind?: unknown; name?: unknown; spec?: unknown };
  explain(Envelope.safeParse(raw).error?.issues ?? [], raw, Envelope).forEach(report);
  const isKnown = typeof kind === 'string' && Object.hasOwn(kinds, kind);
  if (typeof kind === 'string' && !isKnown)
    report({ path: ['kind'], message: `unknown kind "${kind}"`, hint: suggestion(kind, Object.keys(kinds), 'the kinds are') });
  const key = isKnown && Name.safeParse(name).success ? { kind: kind as Kind, name: name as string } : null;
  if (!isKnown || spec === undefined) return done(key, null);
  const value = readSpec(kind as Kind, spec, context, report);
  if (!key || errors.length > 0) return done(key, null);
  return done(key, { ...key, spec: value, origin: { file, line: document.place([], 'value').line } } as Resource);
}

function readSpec(kind: Kind, spec: unknown, context: Context, report: (e: Explained) => void): unknown {
  const secrets: readonly string[] = secretFields[kind] ?? [];
  const isSecret = (path: Path): boolean => path.length === 1 && secrets.includes(String(path[0]));
  const filled = fill(spec, { env: context.env, readSecret: context.readSecret, isSecret });
  const below = (path: Path): Path => ['spec', ...path];
  for (const fault of filled.faults) report({ ...fault, path: below(fault.path), on: 'value' });
  const schema: z.ZodType = context.kinds[kind];
  const result = schema.safeParse(filled.value);
  if (result.success) return result.data;
  const unfilled = new Set(filled.faults.map((f) => pathText(f.path)));
  for (const e of explain(result.error.issues, spec, schema)) {
    if (!unfilled.has(pathText(e.path))) report({ ...e, path: below(e.path) });
  }
  return undefined;
}

function errorAt(file: string, document: RawDocument, e: Omit<Explained, 'on'> & { on?: 'key' | 'value' }): ConfigError {
  return { file, ...document.place(e.path, e.on ?? 'value'), path: pathText(e.path), message: e.message, hint: e.hint };
}

/** Checks documents against each other: names given twice, and names of things that are not there. A thing that is wrong in itself still
 *  counts as there, so that one mistake is reported once. */
export function checkTogether(read: readonly Read[]): { good: Resource[]; errors: ConfigError[] } {
  const first = new Map<string, Read>();
  const errors: ConfigError[] = [];
  const good: Resource[] = [];
  for (const each of read) {
    if (!each.key) continue;
    const { kind, name } = each.key;
    const other = first.get(`${kind}/${name}`);
    if (other) {
      const { line, col } = other.document.place(['name'], 'value');
      const message = `${kind} "${name}" is already at ${other.file}:${line}:${col}`;
      errors.push(errorAt(each.file, each.document, { path: ['name'], message, hint: 'rename one of them or remove it' }));
      continue;
    }
    first.set(`${kind}/${name}`, each);
    if (each.resource) good.push(each.resource);
  }
  const named = new Map<Kind, Set<string>>();
  for (const { key } of first.values()) if (key) named.set(key.kind, (named.get(key.kind) ?? new Set()).add(key.name));
  for (const each of first.values()) errors.push(...missing(each, named));
  return { good, errors };
}

function missing(each: Read, named: ReadonlyMap<Kind, ReadonlySet<string>>): ConfigError[] {
  if (!each.resource) return [];
  const gone = referencesOf(each.resource).filter((r) => !named.get(r.kind)?.has(r.name));
  return gone.map(({ kind, name, path }) => {
    const names = named.get(kind) ?? [];
    const hint = suggestion(name, names, named.has(kind) ? 'write one of these' : `add one: { kind: ${kind}, name: ${name}, spec: { … } }`);
    return errorAt(each.file, each.document, { path: ['spec', ...path], message: `there is no ${kind} "${name}"`, hint });
  });
}
