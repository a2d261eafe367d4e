import type { ChatLink } from '../../domain/people/chat-user.ts';
import type { Accounts, IdentityLink } from '../../ports/accounts.ts';
import type { AuditRow } from '../../ports/store.ts';
import { putAudit } from './accounts-rows.ts';
import { newEdition } from './editions.ts';
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

/** Every link of people to chats and logins. */
export async function readLinks(db: Db): Promise<ChatLink[]> {
  const rows = await db.selectFrom('identity_link').select(['platform', 'user_id', 'person']).orderBy('verified_at').execute();
  return rows.map(({ user_id: user, ...link }) => ({ ...link, user }));
}

/** Who somebody is elsewhere. A link is never taken over: it is dropped first by whom it belongs to. `changed` hears all there are. */
export function linkStore(
  db: Db,
  gather: Gather,
  changed: (links: ChatLink[]) => void,
): Pick<Accounts, 'link' | 'linksOf' | 'putLink' | 'dropLink'> {
  const write = async (work: (tx: Db) => Promise<boolean>): Promise<boolean> => {
    const worked = await gather.add(work);
    changed(await readLinks(db));
    return worked;
  };
  return {
    async link(identity) {
      const row = await at(db, identity).executeTakeFirst();
      return row ? linkOf(row) : null;
    },
    async linksOf(person) {
      const rows = await db.selectFrom('identity_link').selectAll().where('person', '=', person).orderBy('platform').execute();
      return rows.map(linkOf);
    },
    putLink: (link, audit) => write((tx) => put(tx, link, audit)),
    dropLink: (link, audit) => write((tx) => drop(tx, link, audit)),
  };
}

async function put(tx: Db, link: IdentityLink, audit: AuditRow): Promise<boolean> {
  const known = await at(tx, link).executeTakeFirst();
  if (known) return known.person === link.person;
  const { platform, workspace, user, person, verifiedAt } = link;
  const row = { platform, workspace, user_id: user, person, verified_at: verifiedAt, actor: audit.by };
  await tx.insertInto('identity_link').values(row).execute();
  await newEdition(tx, 'link');
  await putAudit(tx, audit);
  return true;
}

async function drop(tx: Db, { platform, workspace, user, person }: Omit<IdentityLink, 'verifiedAt'>, audit: AuditRow): Promise<boolean> {
  const gone = await tx
    .deleteFrom('identity_link')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('user_id', '=', user)
    .where('person', '=', person)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) return false;
  await newEdition(tx, 'link');
  await putAudit(tx, audit);
  return true;
}
