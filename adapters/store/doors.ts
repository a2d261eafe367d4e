import type { StoreWriter } from '../../ports/store.ts';
import type { Gather } from './gather.ts';

/** When each door for alerts was last used, and last refused. */
export function doorNotes(gather: Gather): Pick<StoreWriter, 'noteSeen' | 'noteRefused'> {
  return {
    noteSeen: (integration, at) =>
      gather.add(async (tx) => {
        await tx
          .insertInto('seen')
          .values({ integration, at })
          .onConflict((c) => c.column('integration').doUpdateSet({ at }))
          .execute();
      }),
    noteRefused: (integration, failed_at, failed_status) =>
      gather.add(async (tx) => {
        await tx
          .insertInto('seen')
          .values({ integration, at: 0, failed_at, failed_status })
          .onConflict((c) => c.column('integration').doUpdateSet({ failed_at, failed_status }))
          .execute();
      }),
  };
}
