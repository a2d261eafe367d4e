import type { Kind } from '../../domain/resource/kinds.ts';
import { resourcesOf, type Resource, type Resources } from '../../domain/resource/resource.ts';
import { ChangedMeanwhile, ManagedByFile, type StoreWriter } from '../../ports/store.ts';
import { auditRow } from './audit-row.ts';
import { newEdition } from './editions.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import { openedRow, sealedRow, type Sealer } from './sealed-secrets.ts';
import type { Tables } from './tables.ts';

type Row = Tables['resource'];
type Named = Pick<Resource, 'kind' | 'name'>;

const idOf = ({ kind, name }: { kind: string; name: string }): string => `${kind}/${name}`;

function resourceOf(r: Row): Resource {
  const origin = r.file === null ? {} : { origin: { file: r.file, line: r.line ?? 1 } };
  return { kind: r.kind as Kind, name: r.name, spec: JSON.parse(r.spec) as unknown, ...origin } as Resource;
}

/** The newest version of each resource, those that are gone too, with their secrets open. */
async function newestRows(db: Db, sealer: Sealer): Promise<Map<string, Row>> {
  const rows = await db.selectFrom('resource').selectAll().orderBy('kind').orderBy('name').orderBy('version').execute();
  const newest = new Map(rows.map((r) => [idOf(r), r]));
  return new Map([...newest].map(([id, row]) => [id, openedRow(row, sealer)]));
}

const thereOf = (rows: ReadonlyMap<string, Row>): Resources => resourcesOf([...rows.values()].filter((r) => r.gone === 0).map(resourceOf));

export const readResources = async (db: Db, sealer: Sealer): Promise<Resources> => thereOf(await newestRows(db, sealer));

interface WriteParts {
  readonly gather: Gather;
  readonly now: () => number;
  readonly sealer: Sealer;
}

/** Versions are only ever added. `changed` hears the new set once it is on disk. */
export function resourceWrites(
  { gather, now, sealer }: WriteParts,
  changed: (resources: Resources) => void,
): Pick<StoreWriter, 'saveResources' | 'keepResources' | 'dropResource'> {
  const write = async <T>(work: (edition: Edition, tx: Db) => Promise<T>): Promise<T> => {
    const { answer, resources } = await gather.add(async (tx) => {
      const edition = new Edition(tx, await newestRows(tx, sealer), { at: now(), sealer });
      const worked = await work(edition, tx);
      if (edition.isNew) await newEdition(tx, 'resource');
      return { answer: worked, resources: edition.resources };
    });
    changed(resources);
    return answer;
  };
  return {
    saveResources: (fromFiles) => write((edition) => edition.fromFiles(fromFiles)),
    keepResources: (made, audit, bases) =>
      write(async (edition, tx) => {
        for (const r of made) edition.mustBeAt(r, bases?.get(idOf(r)));
        for (const { kind, name, spec } of made) await edition.atConsole({ kind, name, spec } as Resource);
        await tx.insertInto('audit').values(auditRow(audit)).execute();
      }),
    dropResource: (at, audit) =>
      write(async (edition, tx) => {
        if (!(await edition.drop(at))) return false;
        await tx.insertInto('audit').values(auditRow(audit)).execute();
        return true;
      }),
  };
}

/** One change of the whole set, within a commit. */
class Edition {
  readonly #tx: Db;
  readonly #rows: Map<string, Row>;
  readonly #at: number;
  readonly #sealer: Sealer;
  #isNew = false;

  constructor(tx: Db, rows: Map<string, Row>, { at, sealer }: { at: number; sealer: Sealer }) {
    this.#tx = tx;
    this.#rows = rows;
    this.#at = at;
    this.#sealer = sealer;
  }

  /** Something was written. */
  get isNew(): boolean {
    return this.#isNew;
  }

  get resources(): Resources {
    return thereOf(this.#rows);
  }

  async fromFiles(list: readonly Resource[]): Promise<void> {
    const said = new Set(list.map(idOf));
    for (const r of list) await this.#put(r);
    for (const [id, row] of this.#rows)
      if (row.gone === 0 && row.file !== null && !said.has(id)) await this.#append({ ...row, version: row.version + 1, gone: 1 });
  }

  async atConsole(resource: Resource): Promise<void> {
    this.#mustBeOurs(resource);
    await this.#put(resource);
  }

  async drop(at: Named): Promise<boolean> {
    this.#mustBeOurs(at);
    const row = this.#rows.get(idOf(at));
    if (!row || row.gone === 1) return false;
    await this.#append({ ...row, version: row.version + 1, gone: 1 });
    return true;
  }

  mustBeAt(at: Named, base: number | undefined): void {
    const row = this.#rows.get(idOf(at));
    const version = row && row.gone === 0 ? row.version : 0;
    if (base !== undefined && base !== version) throw new ChangedMeanwhile(at);
  }

  #mustBeOurs(at: Named): void {
    const row = this.#rows.get(idOf(at));
    if (row && row.gone === 0 && row.file !== null) throw new ManagedByFile(resourceOf(row));
  }

  async #put({ kind, name, spec, origin }: Resource): Promise<void> {
    const old = this.#rows.get(idOf({ kind, name }));
    const place = { file: origin?.file ?? null, line: origin?.line ?? null };
    const text = JSON.stringify(spec);
    if (old && old.gone === 0 && old.spec === text && old.file === place.file && old.line === place.line) return;
    await this.#append({ kind, name, version: (old?.version ?? 0) + 1, spec: text, ...place, at: this.#at, gone: 0 });
  }

  async #append(row: Row): Promise<void> {
    const fresh = { ...row, at: this.#at };
    await this.#tx.insertInto('resource').values(sealedRow(fresh, this.#sealer)).execute();
    this.#isNew = true;
    this.#rows.set(idOf(fresh), fresh);
  }
}
