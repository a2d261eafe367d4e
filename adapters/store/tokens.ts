import type { AccessToken, Accounts } from '../../ports/accounts.ts';
import { putAudit, rolesOf, turn } from './accounts-rows.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import type { Tables } from './tables.ts';

const tokenOf = (r: Tables['access_token']): AccessToken => ({
  id: r.id,
  hash: r.hash,
  name: r.name,
  kind: r.kind === 'wall' ? 'wall' : 'api',
  roles: rolesOf(r.roles),
  maker: r.maker,
  madeAt: r.made_at,
  expiresAt: r.expires_at,
  usedAt: r.used_at,
  revokedAt: r.revoked_at,
});

/** What programs and screens on a wall come in with. */
export function tokenStore(db: Db, gather: Gather): Pick<Accounts, 'tokens' | 'token' | 'makeToken' | 'revokeToken' | 'noteToken'> {
  return {
    async tokens() {
      return (await db.selectFrom('access_token').selectAll().orderBy('made_at', 'desc').execute()).map(tokenOf);
    },
    async token(hash) {
      const row = await db.selectFrom('access_token').selectAll().where('hash', '=', hash).executeTakeFirst();
      return row ? tokenOf(row) : null;
    },
    makeToken: (t, audit) =>
      gather.add(async (tx) => {
        const taken = tx.selectFrom('access_token').select('id').where('name', '=', t.name).where('revoked_at', 'is', null);
        if (await taken.executeTakeFirst()) return false;
        const row = { id: t.id, hash: t.hash, name: t.name, kind: t.kind, roles: t.roles.join(' '), maker: t.maker };
        const times = { made_at: t.madeAt, expires_at: t.expiresAt, used_at: null, revoked_at: null };
        await tx
          .insertInto('access_token')
          .values({ ...row, ...times })
          .execute();
        await putAudit(tx, audit);
        return true;
      }),
    revokeToken: (id, at, audit) =>
      gather.add(async (tx) => {
        const revoked = tx.updateTable('access_token').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null);
        if ((await revoked.executeTakeFirst()).numUpdatedRows === 0n) return false;
        await tx.deleteFrom('session').where('token', '=', id).execute();
        await turn(tx);
        await putAudit(tx, audit);
        return true;
      }),
    noteToken: (id, usedAt) =>
      gather.add(async (tx) => {
        await tx.updateTable('access_token').set({ used_at: usedAt }).where('id', '=', id).execute();
      }),
  };
}
