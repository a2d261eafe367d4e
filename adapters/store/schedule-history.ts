import type { Schedule } from '../../domain/oncall/schedule.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Db } from './engine.ts';

/** Versions are only ever added, so what was true then is still there. */
export function scheduleHistory(db: Db): Pick<StoreReader, 'scheduleHistory'> {
  return {
    async scheduleHistory(name) {
      const rows = await db
        .selectFrom('resource')
        .select(['at', 'spec', 'gone'])
        .where('kind', '=', 'schedule')
        .where('name', '=', name)
        .orderBy('version')
        .execute();
      return rows.map((r) => ({ from: r.at, spec: r.gone === 1 ? null : (JSON.parse(r.spec) as Schedule) }));
    },
  };
}
