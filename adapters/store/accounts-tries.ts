import { sql } from 'kysely';
import { limits, type Tried } from '../../domain/access/tries.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { Gather } from './gather.ts';

/** How often somebody tried. */
export function tryStore(gather: Gather): Pick<Accounts, 'countTry' | 'uncountTry'> {
  return {
    countTry: (keys, now) =>
      gather.add(async (tx) => {
        const tried: Tried[] = [];
        for (const { key, limit } of keys) {
          const begins = now - limits[limit].withinMs;
          const [row] = await tx
            .insertInto('login_try')
            .values({ key, n: 1, since: now })
            .onConflict((c) =>
              c.column('key').doUpdateSet({
                n: sql<number>`case when login_try.since <= ${begins} then 1 else login_try.n + 1 end`,
                since: sql<number>`case when login_try.since <= ${begins} then ${now} else login_try.since end`,
              }),
            )
            .returning(['n', 'since'])
            .execute();
          if (row) tried.push({ key, limit, n: row.n, since: row.since });
        }
        return tried;
      }),
    uncountTry: (keys) =>
      gather.add(async (tx) => {
        for (const { key } of keys)
          await tx
            .updateTable('login_try')
            .set((w) => ({ n: w('n', '-', 1) }))
            .where('key', '=', key)
            .where('n', '>', 0)
            .execute();
      }),
  };
}
