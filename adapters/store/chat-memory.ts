import type { ChatMemory, Leases } from '../../ports/chat-memory.ts';
import type { StoreContext } from './context.ts';

/** No key goes on with it. */
const last = '\u{10FFFF}';

export const chatMemoryOn =
  ({ engine: { read }, gather, clock }: StoreContext) =>
  (chat: string): ChatMemory => ({
    async read(key) {
      const row = await read
        .selectFrom('chat_memory')
        .select('value')
        .where('chat', '=', chat)
        .where('key', '=', key)
        .where('expires_at', '>', clock.now())
        .executeTakeFirst();
      return row?.value ?? null;
    },
    keep: (key, value, until) =>
      gather.add(async (tx) => {
        const row = { value, expires_at: until };
        await tx
          .insertInto('chat_memory')
          .values({ chat, key, ...row })
          .onConflict((c) => c.columns(['chat', 'key']).doUpdateSet(row))
          .execute();
      }),
    take: (key) =>
      gather.add(async (tx) => {
        const [row] = await tx.deleteFrom('chat_memory').where('chat', '=', chat).where('key', '=', key).returningAll().execute();
        return row && row.expires_at > clock.now() ? row.value : null;
      }),
    async under(start) {
      const rows = await read
        .selectFrom('chat_memory')
        .select(['key', 'value'])
        .where('chat', '=', chat)
        // By bytes, on both engines.
        .where('key', '>=', start)
        .where('key', '<', `${start}${last}`)
        .where('expires_at', '>', clock.now())
        .orderBy('key')
        .execute();
      return new Map(rows.map(({ key, value }) => [key.slice(start.length), value]));
    },
  });

export const leasesOn = ({ engine, gather, clock, owner }: StoreContext): Leases => ({
  hold(name, forMs) {
    // Its file belongs to this process alone: what an earlier life held is ours.
    if (engine.kind === 'sqlite') return Promise.resolve(true);
    return gather.add(async (tx) => {
      const now = clock.now();
      const row = { owner, until: now + forMs };
      const held = await tx
        .insertInto('lease')
        .values({ name, ...row })
        .onConflict((c) =>
          c
            .column('name')
            .doUpdateSet(row)
            .where((eb) => eb.or([eb('lease.owner', '=', owner), eb('lease.until', '<=', now)])),
        )
        .returning('owner')
        .execute();
      return held.length > 0;
    });
  },
  release: (name) =>
    gather.add(async (tx) => {
      await tx.deleteFrom('lease').where('name', '=', name).where('owner', '=', owner).execute();
    }),
});
