import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { Role } from '../../domain/people/person.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { Account, AccountChange } from '../../ports/accounts.ts';
import { Declining } from '../access/declining.ts';
import { hashOf, newSecret } from '../access/hash.ts';
import { accessAudit } from '../access/open-session.ts';
import { bodyAs } from './body.ts';
import { chatsWithUsers } from './chat-users.ts';
import { done, type LoginParts } from './login.ts';
import { adminOf, atConsole } from './surface.ts';

const inviteMs = 24 * 3_600_000;

const Change = z.object({ isDisabled: z.boolean().optional(), roles: z.array(Role).optional(), totp: z.literal(false).optional() });

type ForPerson = { Params: { name: string } };

/** Who may log in, and as what. */
export function peopleRoutes(app: FastifyInstance, parts: LoginParts): void {
  const { store, clock, origin } = parts;
  app.get('/api/v1/people', async (request) => {
    await adminOf(request, parts);
    const [accounts, invites] = await Promise.all([store.access.accounts(), store.access.invites()]);
    const accountOf = new Map(accounts.map((a) => [a.person, a]));
    const invited = new Map(invites.filter((i) => i.expiresAt > clock.now()).map((i) => [i.person, i]));
    const people = store
      .resources()
      .all('person')
      .map(({ name, spec, origin: from }) => {
        const account = accountOf.get(name) ?? null;
        return {
          name,
          displayName: spec.displayName ?? name,
          email: spec.email ?? null,
          roles: spec.roles,
          extraRoles: account?.roles ?? [],
          account: stateOf(account),
          totp: account !== null && account.totp !== null,
          invitedUntil: rfc3339(invited.get(name)?.expiresAt ?? null),
          chats: usersOn(name, parts),
          file: from ? `${from.file}:${from.line}` : null,
        };
      });
    return { people };
  });
  app.post<ForPerson>('/api/v1/people/:name/invite', async (request) => {
    const { caller } = await adminOf(request, parts);
    await atConsole(request, parts);
    const { name } = request.params;
    mustBeThere(parts, name);
    const token = newSecret();
    const expiresAt = clock.now() + inviteMs;
    const audit = accessAudit(request, parts, { ...done('invite'), by: caller.by, data: { person: name, roles: caller.viewer.roles } });
    await store.access.putInvite({ person: name, hash: hashOf(token), expiresAt }, audit);
    return { url: `${origin()}/join#${token}`, expiresAt: rfc3339(expiresAt) };
  });
  app.post<ForPerson>('/api/v1/people/:name', async (request) => changePerson(request, parts));
}

/** Their user in each chat, written or linked; where a file says it (`isFiled`), only the file changes it. */
function usersOn(name: string, { store, env }: LoginParts): object[] {
  const written = store.resources().get('person', name);
  const ids = store.duty().get('person', name)?.spec.chat ?? {};
  return chatsWithUsers({ store, env }).map(({ name: chat, type }) => {
    const isFiled = written?.origin !== undefined && written.spec.chat[chat] !== undefined;
    return { chat, type, user: ids[chat] ?? null, isFiled };
  });
}

const stateOf = (account: Account | null): 'none' | 'active' | 'disabled' =>
  account === null ? 'none' : account.isDisabled ? 'disabled' : 'active';

function mustBeThere({ store }: LoginParts, name: string): void {
  if (!store.resources().get('person', name)) throw new Declining('unknown-person', { name: name.slice(0, 63) });
}

async function changePerson(request: FastifyRequest<ForPerson>, parts: LoginParts): Promise<object> {
  const { caller } = await adminOf(request, parts);
  await atConsole(request, parts);
  const { name } = request.params;
  const { isDisabled, roles, totp } = bodyAs(Change, request.body);
  mustBeThere(parts, name);
  const account = await parts.store.access.account(name);
  if (!account) throw new Declining('no-account', { name: nameOf(parts.store.resources(), name) });
  const change: AccountChange = {
    ...(isDisabled === undefined ? {} : { isDisabled }),
    ...(roles === undefined ? {} : { roles }),
    ...(totp === undefined ? {} : { totp: null, totpNext: null, recovery: [] }),
  };
  await mustLeaveAdmin(parts, { ...account, ...change }, caller);
  const data = { person: name, roles: caller.viewer.roles, change: { isDisabled, roles, totp } };
  const audit = accessAudit(request, parts, { ...done('account.changed'), by: caller.by, data });
  await parts.store.access.changeAccount(name, change, { ...(isDisabled ? { ends: { but: null } } : {}), audit });
  return { ok: true };
}

/** Nobody locks themselves or everybody out. With the admin token there is always a way back in. */
async function mustLeaveAdmin({ store, adminToken }: LoginParts, next: Account, { viewer }: Caller): Promise<void> {
  if (next.isDisabled && viewer.person === next.person) throw new Declining('not-yourself');
  if (adminToken !== null) return;
  const isAdmin = (a: Account): boolean =>
    !a.isDisabled && [...a.roles, ...(store.resources().get('person', a.person)?.spec.roles ?? [])].includes('admin');
  const others = (await store.access.accounts()).filter((a) => a.person !== next.person);
  if (!isAdmin(next) && !others.some(isAdmin)) throw new Declining('last-admin');
}
