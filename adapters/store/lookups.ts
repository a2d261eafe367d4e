import { sql } from 'kysely';
import type { Effect } from '../../domain/event/effect.ts';
import type { Reply } from '../../domain/event/reply.ts';
import type { Store } from '../../ports/store.ts';
import type { Db } from './engine.ts';
import { effectStatus } from './lane-commit.ts';

/** Single rows that are looked up by a secret or a place. */
export function lookups(db: Db): Pick<Store, 'card' | 'actionToken' | 'replyTo' | 'waiting'> {
  return {
    async replyTo(event) {
      const row = await db.selectFrom('event').select('reply').where('id', '=', event).executeTakeFirst();
      return row?.reply ? (JSON.parse(row.reply) as Reply) : null;
    },
    async waiting(slot) {
      const open = db.selectFrom('effect').select('body').where('slot', '=', slot).where('status', '=', sql.lit(effectStatus.open));
      const row = await open.executeTakeFirst();
      return row ? (JSON.parse(row.body) as Effect) : null;
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
