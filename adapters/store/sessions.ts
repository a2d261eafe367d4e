import type { Selectable } from 'kysely';
import type { CameBy, Session } from '../../domain/access/session.ts';
import type { Accounts } from '../../ports/accounts.ts';
import { accountOf, putAudit, rolesOf, turn } from './accounts-rows.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import type { Tables } from './tables.ts';

type SessionStore = Pick<Accounts, 'session' | 'sessionsOf' | 'openSession' | 'endSessions' | 'noteSession'>;

const sessionOf = (r: Selectable<Tables['session']>): Session => ({
  idHash: r.id_hash,
  person: r.person,
  roles: rolesOf(r.roles),
  by: r.came_by as CameBy,
  token: r.token,
  openedAt: r.opened_at,
  seenAt: r.seen_at,
  expiresAt: r.expires_at,
  address: r.address,
  agent: r.agent,
});

/** Console logins. */
export function sessionStore(db: Db, gather: Gather): SessionStore {
  return {
    async session(idHash) {
      const row = await db.selectFrom('session').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
      if (!row) return null;
      const account =
        row.person === null ? undefined : await db.selectFrom('account').selectAll().where('person', '=', row.person).executeTakeFirst();
      return { session: sessionOf(row), account: account ? accountOf(account) : null };
    },
    async sessionsOf(person) {
      const rows = await db.selectFrom('session').selectAll().where('person', '=', person).orderBy('opened_at', 'desc').execute();
      return rows.map(sessionOf);
    },
    openSession: (s, replaces, audit) =>
      gather.add(async (tx) => {
        const row = { id_hash: s.idHash, person: s.person, roles: s.roles.join(' '), expires_at: s.expiresAt, came_by: s.by };
        const where = { token: s.token, opened_at: s.openedAt, seen_at: s.seenAt, address: s.address, agent: s.agent };
        await tx
          .insertInto('session')
          .values({ ...row, ...where })
          .execute();
        if (replaces !== null) await end(tx, [replaces]);
        await putAudit(tx, audit);
      }),
    endSessions: (idHashes, audit) =>
      gather.add(async (tx) => {
        const ended = idHashes.length === 0 ? 0 : await end(tx, idHashes);
        if (ended > 0) await putAudit(tx, audit);
        return ended;
      }),
    noteSession: (idHash, seenAt) =>
      gather.add(async (tx) => {
        await tx.updateTable('session').set({ seen_at: seenAt }).where('id_hash', '=', idHash).where('seen_at', '<', seenAt).execute();
      }),
  };
}

async function end(tx: Db, idHashes: readonly string[]): Promise<number> {
  const gone = await tx
    .deleteFrom('session')
    .where('id_hash', 'in', [...idHashes])
    .executeTakeFirst();
  if (gone.numDeletedRows > 0n) await turn(tx);
  return Number(gone.numDeletedRows);
}
