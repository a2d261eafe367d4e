import { sql } from 'kysely';
import type { Db } from './engine.ts';

/** What every process keeps in memory and any of them may change. */
type Kept = 'resource' | 'rota' | 'link';

const prefix = 'edition/';

/** Says, in the commit that changes it, that there is a newer one; the others see that at their next look. */
export async function newEdition(tx: Db, of: Kept): Promise<void> {
  await tx
    .insertInto('counter')
    .values({ name: prefix + of, n: 1 })
    .onConflict((c) => c.column('name').doUpdateSet({ n: sql`counter.n + 1` }))
    .execute();
}

/** Which edition each is at, as one text to compare. */
export async function editionNow(db: Db): Promise<string> {
  const names: Kept[] = ['resource', 'rota', 'link'];
  const rows = await db
    .selectFrom('counter')
    .selectAll()
    .where(
      'name',
      'in',
      names.map((n) => prefix + n),
    )
    .orderBy('name')
    .execute();
  return rows.map((r) => `${r.name}=${r.n}`).join(' ');
}
