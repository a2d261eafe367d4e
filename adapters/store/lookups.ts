import type { Reply } from '../../domain/event/reply.ts';
import type { Store } from '../../ports/store.ts';
import type { Db } from './engine.ts';

/** Single rows that are looked up by a secret or a place. */
export function lookups(db: Db): Pick<Store, 'card' | 'actionToken' | 'replyTo'> {
  return {
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
