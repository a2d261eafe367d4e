import { secretFields, type Kind } from '../../domain/resource/kinds.ts';
import { unreadable } from '../../domain/resource/unreadable.ts';
import type { Db } from './engine.ts';
import type { Tables } from './tables.ts';

/** Locks a text to a place in the store. `open` throws for another place, another key, or what was changed. */
export interface Sealer {
  close(text: string, place: string): string;
  open(sealed: string, place: string): string;
}

type Row = Tables['resource'];
type Spec = Record<string, unknown>;
interface Sealed {
  readonly sealed: string;
}

const placeOf = ({ kind, name, version }: Row, field: string): string => `resource/${kind}/${name}/${version}/spec.${field}`;
const isSealed = (value: unknown): value is Sealed => typeof value === 'object' && value !== null && 'sealed' in value;

/** Each secret of the row put through `change`; the same row where there is none. */
function withSecrets(row: Row, change: (value: unknown, place: string) => unknown): Row {
  const fields: readonly string[] = secretFields[row.kind as Kind] ?? [];
  if (fields.length === 0) return row;
  const spec = JSON.parse(row.spec) as Spec;
  const there = fields.filter((field) => spec[field] !== undefined);
  const changed = there.map((field) => [field, change(spec[field], placeOf(row, field))]);
  return there.length === 0 ? row : { ...row, spec: JSON.stringify({ ...spec, ...Object.fromEntries(changed) }) };
}

/** As it is written: no secret that was typed at the console stands in the open. What a file says every process reads from the file. */
export const sealedRow = (row: Row, sealer: Sealer): Row =>
  row.file === null
    ? withSecrets(row, (value, place) => (typeof value === 'string' ? { sealed: sealer.close(value, place) } : value))
    : row;

/** As it is meant. What was sealed with another key becomes something that opens no door. */
export const openedRow = (row: Row, sealer: Sealer): Row =>
  withSecrets(row, (value, place) => {
    if (!isSealed(value)) return value;
    try {
      return sealer.open(value.sealed, place);
    } catch {
      return unreadable(value.sealed);
    }
  });

/** Seals what was written before secrets were. */
export async function sealOldRows(tx: Db, sealer: Sealer): Promise<void> {
  const rows = await tx
    .selectFrom('resource')
    .selectAll()
    .where('kind', 'in', Object.keys(secretFields))
    .where('file', 'is', null)
    .execute();
  for (const row of rows) {
    const { spec } = sealedRow(row, sealer);
    if (spec === row.spec) continue;
    await tx
      .updateTable('resource')
      .set({ spec })
      .where('kind', '=', row.kind)
      .where('name', '=', row.name)
      .where('version', '=', row.version)
      .execute();
  }
}
