import { sql } from 'kysely';
import type { Inhibitor } from '../../domain/alert/inhibit.ts';
import type { GroupCounts } from '../../domain/alert/notify.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Db } from './engine.ts';
import { inGroup } from './signal-reads.ts';

/** Keys asked for in one query. */
const most = 500;

/** How groups stand, and who keeps whom quiet. */
export function quietReads(db: Db): Pick<StoreReader, 'groupCounts' | 'inhibitors'> {
  return {
    groupCounts: (group, since) => groupCounts(db, group, since),
    async inhibitors(keys) {
      const found: Inhibitor[] = [];
      for (let from = 0; from < keys.length; from += most) {
        const some = keys.slice(from, from + most);
        const rows = await db.selectFrom('inhibitor').selectAll().where('key', 'in', some).orderBy('fingerprint').execute();
        found.push(...rows.map((r) => ({ key: r.key, fingerprint: r.fingerprint, isTwoSided: r.two_sided === 1 })));
      }
      return found;
    },
  };
}

/** By index alone. */
async function groupCounts(db: Db, group: string, { toldAt, openedAt }: { toldAt: number; openedAt: number }): Promise<GroupCounts> {
  const isNew = sql<number>`case when turned_at > ${toldAt} then 1 else 0 end`;
  const rows = await inGroup(db, group)
    .where((w) => w.or([w('state', '=', 1), w('turned_at', '>=', openedAt)]))
    .select(['state', isNew.as('fresh'), db.fn.countAll<number>().as('n')])
    .groupBy(['state', 'fresh'])
    .execute();
  const sum = (state: number, freshOnly: boolean): number =>
    rows.filter((r) => r.state === state && (!freshOnly || r.fresh === 1)).reduce((n, r) => n + r.n, 0);
  return { firing: sum(1, false), resolved: sum(0, false), newlyFiring: sum(1, true), newlyResolved: sum(0, true) };
}
