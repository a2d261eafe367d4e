import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { ConfigError, Path } from './config-error.ts';

export interface Place {
  readonly line: number;
  readonly col: number;
}

/** One document of a file as plain data, and where each part of it stands. */
export interface RawDocument {
  readonly value: unknown;
  /** The place of a field's key or of its value; of what is missing, the place of the nearest thing around it. */
  place(path: Path, on: 'key' | 'value'): Place;
}

export interface Parsed {
  readonly documents: readonly RawDocument[];
  readonly errors: readonly ConfigError[];
}

type Fault = (offset: number, message: string, hint: string) => ConfigError;

const mostAliases = 100;
const deepest = 32;
const mostCharacters = 4 * 1024 * 1024;

/** Reads YAML 1.2 or JSON, several documents a file; a list at the top holds one document an entry. Empty documents are left out.
 *  Never throws: bad syntax, nesting beyond 32 levels, alias bombs and files beyond 4 Mi characters are errors. */
export function documentsOf(text: string, file: string): Parsed {
  const lines = new LineCounter();
  const fault: Fault = (offset, message, hint) => ({ file, ...placeAt(lines, offset), path: '', message, hint });
  if (text.length > mostCharacters) return { documents: [], errors: [fault(0, 'is larger than 4 MiB', 'split it into several files')] };
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    const all = Array.isArray(parsed) ? (parsed as Document.Parsed[]) : [];
    // Only the first: what the parser says after losing the thread helps nobody.
    const broken = all.flatMap((doc) => doc.errors)[0];
    if (broken) return { documents: [], errors: [syntaxFault(broken.message, text, broken.pos[0], fault)] };
    return collect(all, lines, fault);
  } catch (error) {
    return { documents: [], errors: [syntaxFault(String(error), text, 0, fault)] };
  }
}

function collect(all: readonly Document.Parsed[], lines: LineCounter, fault: Fault): Parsed {
  const documents: RawDocument[] = [];
  const errors: ConfigError[] = [];
  for (const doc of all) {
    const root = doc.contents as Node | null;
    if (root === null || (isScalar(root) && root.value === null)) continue;
    const at = root.range?.[0] ?? 0;
    if (depthOf(root) > deepest) {
      errors.push(fault(at, ...tooDeep));
      continue;
    }
    const value = plain(doc);
    if (value instanceof Error)
      errors.push(fault(at, `cannot be read: ${sentence(value.message)}`, 'define each &anchor before its *alias, and use few'));
    else documents.push(...entriesOf(value, doc, lines));
  }
  return { documents, errors };
}

function plain(doc: Document): unknown {
  try {
    return doc.toJS({ maxAliasCount: mostAliases }) as unknown;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function entriesOf(value: unknown, doc: Document, lines: LineCounter): RawDocument[] {
  const entry = (v: unknown, under: Path): RawDocument => ({ value: v, place: (path, on) => locate(doc, lines, [...under, ...path], on) });
  return Array.isArray(value) ? value.map((v, i) => entry(v, [i])) : [entry(value, [])];
}

function locate(doc: Document, lines: LineCounter, path: Path, on: 'key' | 'value'): Place {
  let node: Node | null = doc.contents;
  let key: Node | null = node;
  for (const [i, step] of path.entries()) {
    const inside: Node | null = isAlias(node) ? (node.resolve(doc) ?? null) : node;
    const found = childOf(inside, step);
    if (!found) return placeAt(lines, key?.range?.[0] ?? 0);
    const isLast = i === path.length - 1;
    key = found.key ?? found.value;
    node = found.value ?? (isLast ? found.key : null);
  }
  const target = on === 'key' ? (key ?? node) : (node ?? key);
  return placeAt(lines, target?.range?.[0] ?? 0);
}

function childOf(node: Node | null, step: string | number): { key: Node | null; value: Node | null } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step));
    return pair && { key: pair.key as Node, value: (pair.value as Node | null) ?? null };
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step] as Node | undefined;
    return item && { key: null, value: item };
  }
  return undefined;
}

function depthOf(root: Node): number {
  let depth = 0;
  for (let level: unknown[] = [root]; level.length > 0 && depth <= deepest; depth++) {
    level = level.flatMap((n) => (isMap(n) ? n.items.map((p) => p.value) : isSeq(n) ? n.items : [])).filter((n) => n !== null);
  }
  return depth;
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), col: Math.max(col, 1) };
}

/** The parser's own words, begun small and without a full stop, so that they fit into our sentence. */
const sentence = (text: string): string =>
  text
    .replace(/^\w*Error: /u, '')
    .replace(/\.$/u, '')
    .replace(/^[A-Z](?=[a-z])/u, (c) => c.toLowerCase());

const tooDeep = ['is nested too deeply', `nest at most ${deepest} levels`] as const;

function syntaxFault(said: string, text: string, offset: number, fault: Fault): ConfigError {
  if (/call stack/iu.test(said)) return fault(0, ...tooDeep);
  const line = text.slice(text.lastIndexOf('\n', Math.max(offset - 1, 0)) + 1).split('\n', 1)[0] ?? '';
  let hint = 'check the indentation, quotes and brackets here';
  if (/(^|[\s:[,])\$\{/u.test(line)) hint = 'put "${…}" in quotes';
  else if (line.includes('\t')) hint = 'indent with spaces, not tabs';
  return fault(offset, `is not valid YAML: ${sentence(said)}`, hint);
}
