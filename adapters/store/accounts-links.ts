import type { Accounts, IdentityLink } from '../../ports/accounts.ts';
import { putAudit } from './accounts-rows.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import type { Tables } from './tables.ts';

const linkOf = (r: Tables['identity_link']): IdentityLink => ({
  platform: r.platform,
  workspace: r.workspace,
  user: r.user_id,
  person: r.person,
  verifiedAt: r.verified_at,
});

const at = (db: Db, { platform, workspace, user }: Pick<IdentityLink, 'platform' | 'workspace' | 'user'>) =>
  db
    .selectFrom('identity_link')
    .selectAll()
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('user_id', '=', user);

/** Who somebody is elsewhere. A link is never taken over: it is dropped first by whom it belongs to. */
export function linkStore(db: Db, gather: Gather): Pick<Accounts, 'link' | 'linksOf' | 'putLink' | 'dropLink'> {
  return {
    async link(identity) {
      const row = await at(db, identity).executeTakeFirst();
      return row ? linkOf(row) : null;
    },
    async linksOf(person) {
      const rows = await db.selectFrom('identity_link').selectAll().where('person', '=', person).orderBy('platform').execute();
      return rows.map(linkOf);
    },
    putLink: (link, audit) =>
      gather.add(async (tx) => {
        const known = await at(tx, link).executeTakeFirst();
        if (known) return known.person === link.person;
        const { platform, workspace, user, person, verifiedAt } = link;
        const row = { platform, workspace, user_id: user, person, verified_at: verifiedAt, actor: audit.by };
        await tx.insertInto('identity_link').values(row).execute();
        await putAudit(tx, audit);
        return true;
      }),
    dropLink: ({ platform, workspace, user, person }, audit) =>
      gather.add(async (tx) => {
        const gone = await tx
          .deleteFrom('identity_link')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('user_id', '=', user)
          .where('person', '=', person)
          .executeTakeFirst();
        if (gone.numDeletedRows === 0n) return false;
        await putAudit(tx, audit);
        return true;
      }),
  };
}
