import type { Reply } from '../../domain/event/reply.ts';
import type { Role } from '../../domain/people/person.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';

export function sessionWrites(gather: Gather): Pick<StoreWriter, 'openSession' | 'endSession'> {
  return {
    openSession: (s) =>
      gather.add(async (tx) => {
        await tx
          .insertInto('session')
          .values({ id_hash: s.idHash, person: s.person, roles: s.roles.join(' '), expires_at: s.expiresAt })
          .execute();
      }),
    endSession: (idHash) => gather.add(async (tx) => void (await tx.deleteFrom('session').where('id_hash', '=', idHash).execute())),
  };
}

/** Single rows that are looked up by a secret or a place. */
export function lookups(db: Db): Pick<Store, 'session' | 'card' | 'actionToken' | 'replyTo'> {
  return {
    async session(idHash, now) {
      const r = await db.selectFrom('session').selectAll().where('id_hash', '=', idHash).where('expires_at', '>', now).executeTakeFirst();
      return r ? { idHash, person: r.person, roles: r.roles.split(' ').filter(Boolean) as Role[], expiresAt: r.expires_at } : null;
    },
    async replyTo(event) {
      const row = await db.selectFrom('event').select('reply').where('id', '=', event).executeTakeFirst();
      return row?.reply ? (JSON.parse(row.reply) as Reply) : null;
    },
    async card(slot) {
      return (await db.selectFrom('card').select(['conv', 'msg']).where('slot', '=', slot).executeTakeFirst()) ?? null;
    },
    async actionToken(token) {
      const r = await db.selectFrom('action_token').selectAll().where('token', '=', token).executeTakeFirst();
      return r
        ? { token: r.token, skill: r.skill, input: JSON.parse(r.input) as unknown, expiresAt: r.expires_at, form: r.is_form === 1 }
        : null;
    },
  };
}
