import type { Selectable } from 'kysely';
import type { PublishedTurn } from '../../domain/oncall/ics/publish.ts';
import type { Feed, Feeds } from '../../ports/feeds.ts';
import { putAudit } from './accounts-rows.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import type { Tables } from './tables.ts';

/** How exactly it is known when a feed was last asked for. */
const noteEveryMs = 5 * 60_000;

const feedOf = (r: Selectable<Tables['feed']>): Feed => ({
  id: r.id,
  hash: r.hash,
  subject: { kind: r.kind === 'person' ? 'person' : 'schedule', name: r.name },
  maker: r.maker,
  madeAt: r.made_at,
  askedAt: r.asked_at,
});

/** The secret addresses of calendars, and what each has said. */
export function feedStore(db: Db, gather: Gather): Feeds {
  return {
    async feeds() {
      return (await db.selectFrom('feed').selectAll().orderBy('made_at', 'desc').orderBy('id').execute()).map(feedOf);
    },
    async feed(hash) {
      const row = await db.selectFrom('feed').selectAll().where('hash', '=', hash).executeTakeFirst();
      return row ? feedOf(row) : null;
    },
    makeFeed: ({ id, hash, subject: { kind, name }, maker, madeAt }, audit) =>
      gather.add(async (tx) => {
        const row = { id, hash, kind, name, maker, made_at: madeAt, asked_at: null, said: '[]' };
        await tx.insertInto('feed').values(row).execute();
        await putAudit(tx, audit);
      }),
    revokeFeed: (id, audit) =>
      gather.add(async (tx) => {
        const gone = await tx.deleteFrom('feed').where('id', '=', id).executeTakeFirst();
        if (gone.numDeletedRows === 0n) return false;
        await putAudit(tx, audit);
        return true;
      }),
    async publish(id, saying, now) {
      const known = await saidBy(db, id);
      const said = saying(known.turns, known.askedAt);
      const isNoted = known.askedAt !== null && now - known.askedAt < noteEveryMs;
      if (isNoted && JSON.stringify(said) === JSON.stringify(known.turns)) return said;
      return gather.add(async (tx) => {
        const before = await saidBy(tx, id);
        const after = saying(before.turns, before.askedAt);
        await tx
          .updateTable('feed')
          .set({ said: JSON.stringify(after), asked_at: now })
          .where('id', '=', id)
          .execute();
        return after;
      });
    },
  };
}

async function saidBy(db: Db, id: string): Promise<{ turns: PublishedTurn[]; askedAt: number | null }> {
  const row = await db.selectFrom('feed').select(['said', 'asked_at']).where('id', '=', id).executeTakeFirst();
  return { turns: row ? (JSON.parse(row.said) as PublishedTurn[]) : [], askedAt: row?.asked_at ?? null };
}
