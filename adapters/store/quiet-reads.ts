import { sql } from 'kysely';
import type { Inhibitor } from '../../domain/alert/inhibit.ts';
import type { GroupCounts } from '../../domain/alert/notify.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Db } from './engine.ts';
import { guestsOf } from './signal-reads.ts';

/** Keys asked for in one query. */
const most = 500;

/** How groups stand, and who keeps whom quiet. */
export function quietReads(db: Db): Pick<StoreReader, 'groupCounts' | 'inhibitors'> {
  return {
    async groupCounts(group, since) {
      const own = await counted(db, { group, guests: false }, since);
      const hasGuests = await guestsOf(db, group).limit(1).executeTakeFirst();
      if (!hasGuests) return own;
      const guests = await counted(db, { group, guests: true }, since);
      return {
        firing: own.firing + guests.firing,
        resolved: own.resolved + guests.resolved,
        newlyFiring: own.newlyFiring + guests.newlyFiring,
        newlyResolved: own.newlyResolved + guests.newlyResolved,
      };
    },
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

interface Since {
  readonly toldAt: number;
  readonly openedAt: number;
}

/** What resolved is counted up to here: nobody reads further. */
const mostResolved = 1_000;

/** From the index alone: a group may hold a hundred thousand. */
async function counted(db: Db, of: { group: string; guests: boolean }, { toldAt, openedAt }: Since): Promise<GroupCounts> {
  const walk = (state: 0 | 1) => {
    const q = db.selectFrom('signal').where('state', '=', sql.lit(state));
    return of.guests ? q.where('fingerprint', 'in', guestsOf(db, of.group)) : q.where('group_id', '=', of.group);
  };
  const fresh = sql<number | null>`sum(case when turned_at > ${toldAt} then 1 else 0 end)`.as('fresh');
  const firing = await walk(1)
    .select([db.fn.countAll<number>().as('all'), fresh])
    .executeTakeFirstOrThrow();
  const latest = walk(0)
    .select('turned_at')
    .where('turned_at', '>=', openedAt)
    .orderBy('turned_at', 'desc')
    .limit(mostResolved)
    .as('latest');
  const resolved = await db
    .selectFrom(latest)
    .select([db.fn.countAll<number>().as('all'), fresh])
    .executeTakeFirstOrThrow();
  return { firing: firing.all, resolved: resolved.all, newlyFiring: firing.fresh ?? 0, newlyResolved: resolved.fresh ?? 0 };
}
