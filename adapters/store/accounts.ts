import type { ChatLink } from '../../domain/people/chat-user.ts';
import type { Accounts } from '../../ports/accounts.ts';
import { inviteStore } from './accounts-invites.ts';
import { linkStore } from './accounts-links.ts';
import { accountOf, change, endSessionsOf, putAudit, turn, turnName } from './accounts-rows.ts';
import { tryStore } from './accounts-tries.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import { sessionStore } from './sessions.ts';
import { tokenStore } from './tokens.ts';

/** Who may come in. */
export function accountsOn(db: Db, gather: Gather, linked: (links: ChatLink[]) => void): Accounts {
  return {
    ...accountReads(db),
    ...accountWrites(gather),
    ...sessionStore(db, gather),
    ...inviteStore(db, gather),
    ...tokenStore(db, gather),
    ...linkStore(db, gather, linked),
    ...tryStore(gather),
    audit: (row) => gather.add((tx) => putAudit(tx, row)),
  };
}

function accountReads(db: Db): Pick<Accounts, 'account' | 'accounts' | 'hasAccounts' | 'recoveryLeft' | 'accessTurn'> {
  return {
    async account(person) {
      const row = await db.selectFrom('account').selectAll().where('person', '=', person).executeTakeFirst();
      return row ? accountOf(row) : null;
    },
    async accounts() {
      return (await db.selectFrom('account').selectAll().orderBy('person').execute()).map(accountOf);
    },
    async hasAccounts() {
      return (await db.selectFrom('account').select('person').limit(1).executeTakeFirst()) !== undefined;
    },
    async recoveryLeft(person) {
      return (await db.selectFrom('recovery_code').select('hash').where('person', '=', person).execute()).length;
    },
    async accessTurn() {
      return (await db.selectFrom('counter').select('n').where('name', '=', turnName).executeTakeFirst())?.n ?? 0;
    },
  };
}

function accountWrites(gather: Gather): Pick<Accounts, 'makeFirst' | 'changeAccount' | 'useStep' | 'useRecovery'> {
  return {
    makeFirst: ({ person, passwordHash, roles, madeAt }, audit) =>
      gather.add(async (tx) => {
        if (await tx.selectFrom('account').select('person').limit(1).executeTakeFirst()) return false;
        await change(tx, person, { passwordHash, roles }, madeAt);
        await turn(tx);
        await putAudit(tx, audit);
        return true;
      }),
    changeAccount: (person, changed, { ends, audit }) =>
      gather.add(async (tx) => {
        await change(tx, person, changed, audit.at);
        if (ends) await endSessionsOf(tx, person, ends);
        await turn(tx);
        await putAudit(tx, audit);
      }),
    useStep: (person, step) =>
      gather.add(async (tx) => {
        const used = await tx
          .updateTable('account')
          .set({ totp_step: step })
          .where('person', '=', person)
          .where('totp_step', '<', step)
          .executeTakeFirst();
        return used.numUpdatedRows === 1n;
      }),
    useRecovery: (person, hash) =>
      gather.add(async (tx) => {
        const used = await tx.deleteFrom('recovery_code').where('person', '=', person).where('hash', '=', hash).executeTakeFirst();
        return used.numDeletedRows === 1n;
      }),
  };
}
