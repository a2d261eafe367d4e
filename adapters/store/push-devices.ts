import type { PushDevices } from '../../ports/push-devices.ts';
import { putAudit } from './accounts-rows.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';

const ours = 'web-push';

/** The browsers that are registered for push, and the keys by which push services know us. */
export function pushDevices(db: Db, gather: Gather): PushDevices {
  return {
    async of(person) {
      const rows = await db.selectFrom('push_device').selectAll().where('person', '=', person).orderBy('made_at').orderBy('id').execute();
      return rows.map(({ made_at: madeAt, ...row }) => ({ ...row, madeAt }));
    },
    keep: ({ madeAt, ...device }, audit) =>
      gather.add(async (tx) => {
        const row = { ...device, made_at: madeAt };
        await tx
          .insertInto('push_device')
          .values(row)
          .onConflict((on) => on.column('id').doUpdateSet(row))
          .execute();
        await putAudit(tx, audit);
      }),
    drop: ({ id, person }, audit) =>
      gather.add(async (tx) => {
        const gone = await tx.deleteFrom('push_device').where('id', '=', id).where('person', '=', person).executeTakeFirst();
        if (gone.numDeletedRows === 0n) return false;
        if (audit) await putAudit(tx, audit);
        return true;
      }),
    async keys(fresh) {
      const kept = await db.selectFrom('push_key').select('sealed').where('name', '=', ours).executeTakeFirst();
      if (kept) return kept.sealed;
      const row = { name: ours, sealed: await fresh() };
      return gather.add(async (tx) => {
        await tx
          .insertInto('push_key')
          .values(row)
          .onConflict((on) => on.doNothing())
          .execute();
        return (await tx.selectFrom('push_key').select('sealed').where('name', '=', ours).executeTakeFirstOrThrow()).sealed;
      });
    },
  };
}
