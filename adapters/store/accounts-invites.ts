import type { Accounts } from '../../ports/accounts.ts';
import { change, endSessionsOf, putAudit, turn } from './accounts-rows.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';

type Row = { person: string; hash: string; expires_at: number };
const inviteOf = (r: Row) => ({ person: r.person, hash: r.hash, expiresAt: r.expires_at });

/** One-time links with which people set their password. */
export function inviteStore(db: Db, gather: Gather): Pick<Accounts, 'invites' | 'invite' | 'putInvite' | 'acceptInvite'> {
  return {
    async invites() {
      return (await db.selectFrom('invite').selectAll().orderBy('person').execute()).map(inviteOf);
    },
    async invite(hash) {
      const row = await db.selectFrom('invite').selectAll().where('hash', '=', hash).executeTakeFirst();
      return row ? inviteOf(row) : null;
    },
    putInvite: ({ person, hash, expiresAt }, audit) =>
      gather.add(async (tx) => {
        const row = { hash, expires_at: expiresAt };
        await tx
          .insertInto('invite')
          .values({ person, ...row })
          .onConflict((c) => c.column('person').doUpdateSet(row))
          .execute();
        await putAudit(tx, audit);
      }),
    acceptInvite: (hash, passwordHash, now, audit) =>
      gather.add(async (tx) => {
        const [used] = await tx.deleteFrom('invite').where('hash', '=', hash).where('expires_at', '>', now).returning('person').execute();
        if (!used) return null;
        await change(tx, used.person, { passwordHash }, now);
        await endSessionsOf(tx, used.person, { but: null });
        await turn(tx);
        await putAudit(tx, audit(used.person));
        return used.person;
      }),
  };
}
