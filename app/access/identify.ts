import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../domain/access/caller.ts';
import { holds, type Session } from '../../domain/access/session.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import type { Role } from '../../domain/people/person.ts';
import { langOf } from '../../domain/text/lang.ts';
import type { Account } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { hashOf, isSame } from './hash.ts';

export interface IdentifyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly adminToken: string | null;
  /** Who a visitor on this machine is who has not said so. */
  readonly visitor?: string;
}

/** How somebody came in: `open` is a loopback visitor while there is neither a token nor a user, `wall` a screen that may only look. */
export type Access = 'open' | 'token' | 'session' | 'wall';

export interface Identified {
  readonly caller: Caller;
  readonly access: Access;
  readonly session: Session | null;
  readonly account: Account | null;
  /** Came in with the admin token itself, as a bearer or by a login. */
  readonly isAdminToken: boolean;
}

/** The cookie that holds a login, and the one with which a visitor on loopback says who they are. */
export const sessionCookie = 'tocsin_session';
export const asCookie = 'tocsin_as';
/** Tokens that people make begin so, for those who scan for leaks. */
export const tokenPrefix = 'tcn_';
/** How exactly it is known when a login or a token was last used. */
const noteEveryMs = 5 * 60_000;

/** Tells who is asking; null is 401. A wrong token is never overlooked, wherever it comes from. */
export async function identify(request: FastifyRequest, parts: IdentifyParts, via = 'api'): Promise<Identified | null> {
  const given = tokenOf(request);
  if (given !== null) return byToken(given, request, { parts, via });
  const bySession = await ofSession(request, parts, via);
  if (bySession) return bySession;
  if (!isLoopback(request) || !(await isOpen(parts))) return null;
  const person = asked(request, parts) ?? known(request.cookies[asCookie], parts) ?? known(parts.visitor, parts);
  return found('open', caller(request, parts, { person, roles: ['admin'], via, token: 'open' }));
}

/** With neither a token nor a user, this machine is let in. */
export const isOpen = async ({ adminToken, store }: IdentifyParts): Promise<boolean> =>
  adminToken === null && !(await store.access.hasAccounts());

const found = (access: Access, who: Caller, more: Partial<Identified> = {}): Identified => ({
  caller: who,
  access,
  session: null,
  account: null,
  isAdminToken: false,
  ...more,
});

/** Bearer, or basic with the token as password. */
function tokenOf(request: FastifyRequest): string | null {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  if (/^bearer$/iu.test(scheme)) return value;
  if (/^basic$/iu.test(scheme)) return Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':');
  return request.headers.authorization === undefined ? null : '';
}

async function byToken(
  given: string,
  request: FastifyRequest,
  { parts, via }: { parts: IdentifyParts; via: string },
): Promise<Identified | null> {
  const { adminToken, store, clock } = parts;
  if (adminToken !== null && isSame(given, adminToken)) {
    const who = { person: asked(request, parts), roles: ['admin'] as const, via, token: 'admin' };
    return found('token', caller(request, parts, who), { isAdminToken: true });
  }
  if (!given.startsWith(tokenPrefix)) return null;
  const token = await store.access.token(hashOf(given));
  const now = clock.now();
  if (token?.kind !== 'api' || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now)) return null;
  // Whoever may not come in any more has left nothing behind that may.
  if (token.maker !== null && (await store.access.account(token.maker))?.isDisabled) return null;
  if (now - (token.usedAt ?? 0) >= noteEveryMs) await store.access.noteToken(token.id, now).catch(() => undefined);
  const person = token.roles.includes('admin') ? asked(request, parts) : null;
  return found('token', caller(request, parts, { person, roles: token.roles, via, token: token.name }));
}

async function ofSession(request: FastifyRequest, parts: IdentifyParts, via: string): Promise<Identified | null> {
  const { store, clock } = parts;
  const id = request.cookies[sessionCookie];
  const there = id ? await store.access.session(hashOf(id)) : null;
  if (!there || !holds(there.session, clock.now())) return null;
  const { session, account } = there;
  const roles = rolesNow(session, account, parts);
  if (roles === null) return null;
  const now = clock.now();
  // A login that cannot be noted as used is good all the same.
  if (session.seenAt !== null && now - session.seenAt >= noteEveryMs)
    await store.access.noteSession(session.idHash, now).catch(() => undefined);
  const who = { person: session.person, roles, via, token: session.by === 'wall' ? `wall:${session.token}` : 'session' };
  const access = session.by === 'wall' ? 'wall' : 'session';
  return found(access, caller(request, parts, who), { session, account, isAdminToken: session.by === 'token' && session.person === null });
}

/** What a login may at this moment: the roles of its person with those of the account, so that a change works at once. Null: nothing any more. */
function rolesNow(session: Session, account: Account | null, { store }: IdentifyParts): readonly Role[] | null {
  if (session.roles.length > 0) return session.roles;
  const person = session.person === null ? undefined : store.resources().get('person', session.person);
  if (!person || !account || account.isDisabled) return null;
  return [...new Set([...person.spec.roles, ...account.roles])];
}

/** On this machine. What came through a proxy that is not trusted may come from anywhere, though the proxy is here. */
export function isLoopback({ ip, ips, headers }: FastifyRequest): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined || headers['x-real-ip'] !== undefined;
  if (isForwarded && (ips?.length ?? 0) < 2) return false;
  return /^(127\.|::1$|::ffff:127\.)/u.test(ip);
}

const known = (name: string | undefined, { store }: IdentifyParts): string | null =>
  name && store.resources().get('person', name) ? name : null;

/** Whom a machine says it acts for. */
const asked = (request: FastifyRequest, parts: IdentifyParts): string | null => known(request.headers['tocsin-as']?.toString(), parts);

function caller(
  request: FastifyRequest,
  { store }: IdentifyParts,
  who: { person: string | null; roles: readonly Role[]; via: string; token: string },
): Caller {
  const { person, roles, via, token } = who;
  const accepts = request.headers['accept-language'];
  // The console says which language it is set to; elsewhere a person's own counts.
  const isScreen = via === 'console' || via === 'ring';
  const lang = accepts && (person === null || isScreen) ? langOf(accepts) : langFor(store.resources(), person);
  return { viewer: { person, roles }, by: person === null ? `token:${token}` : `person:${person}`, via, lang };
}
