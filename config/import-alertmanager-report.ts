import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import { pathText, type ConfigError, type Path } from './config-error.ts';

/** Says of one place in the file what became of it and what is to be done. */
export type Report = (path: Path, message: string, hint: string) => void;

/** Collects what is to be said, each with its line. */
export function reportInto(all: ConfigError[], { file, doc, lines }: { file: string; doc: Document; lines: LineCounter }): Report {
  return (path, message, hint) => {
    const { line, col } = lines.linePos(offsetOf(doc, path));
    all.push({ file, line: Math.max(line, 1), col: Math.max(col, 1), path: pathText(path), message, hint });
  };
}

/** Where the field stands, or the nearest thing around it. */
function offsetOf(doc: Document, path: Path): number {
  let node: unknown = doc.contents;
  let offset = (node as Node | null)?.range?.[0] ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find((p) => isScalar(p.key) && p.key.value === String(step)) : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    const here = ((pair?.key ?? next) as Node | undefined)?.range?.[0];
    if (here === undefined) return offset;
    offset = here;
    node = next;
  }
  return offset;
}

/** Reports the fields that nobody here knows. */
export function reportUnknown(fields: object, known: ReadonlySet<string>, path: Path, report: Report): void {
  for (const name of Object.keys(fields).filter((k) => !known.has(k)))
    report([...path, name], 'is not known here and was left out', 'look up what it does, and write the like by hand if you need it');
}

/** Names of one kind: ours are smaller than Alertmanager's, and no two become the same. */
export function namesFor(originals: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    originals.map((original) => {
      const plain =
        original
          .toLowerCase()
          .replace(/[^a-z0-9._-]+/gu, '-')
          .replace(/^[^a-z0-9]+/u, '')
          .slice(0, 50) || 'unnamed';
      let name = plain;
      for (let n = 2; taken.has(name); n++) name = `${plain}-${n}`;
      taken.add(name);
      return [original, name];
    }),
  );
}
