import type { Resource } from '../../domain/resource/resource.ts';
import type { Db } from './engine.ts';

/** The newest version of each resource that is not gone. */
export async function readResources(db: Db): Promise<Resource[]> {
  const rows = await db.selectFrom('resource').selectAll().orderBy('kind').orderBy('name').orderBy('version').execute();
  const newest = new Map(rows.map((r) => [`${r.kind}/${r.name}`, r]));
  return [...newest.values()].flatMap((r) => {
    if (r.gone === 1) return [];
    const origin = r.file === null ? {} : { origin: { file: r.file, line: r.line ?? 1 } };
    return [{ kind: r.kind, name: r.name, spec: JSON.parse(r.spec) as unknown, ...origin } as Resource];
  });
}

/** Appends a version for what changed, and one marked gone for what is no longer there. Nothing is ever overwritten. */
export async function saveResources(tx: Db, next: readonly Resource[], at: number): Promise<void> {
  const rows = await tx.selectFrom('resource').selectAll().orderBy('version').execute();
  const newest = new Map(rows.map((r) => [`${r.kind}/${r.name}`, r]));
  const seen = new Set<string>();
  for (const r of next) {
    const id = `${r.kind}/${r.name}`;
    seen.add(id);
    const old = newest.get(id);
    const spec = JSON.stringify(r.spec);
    const place = { file: r.origin?.file ?? null, line: r.origin?.line ?? null };
    if (old && old.gone === 0 && old.spec === spec && old.file === place.file && old.line === place.line) continue;
    await tx
      .insertInto('resource')
      .values({ kind: r.kind, name: r.name, version: (old?.version ?? 0) + 1, spec, ...place, at, gone: 0 })
      .execute();
  }
  for (const [id, old] of newest) {
    if (seen.has(id) || old.gone === 1) continue;
    await tx
      .insertInto('resource')
      .values({ ...old, version: old.version + 1, at, gone: 1 })
      .execute();
  }
}
