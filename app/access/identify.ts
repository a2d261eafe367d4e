import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Role } from '../../domain/people/person.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import { langOf } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Caller } from '../../domain/access/caller.ts';

export interface IdentifyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly adminToken: string | null;
  /** Who a visitor on this machine is who has not said so. */
  readonly visitor?: string;
}

/** How somebody came in: `open` is a loopback visitor while no token is set. */
export type Access = 'open' | 'token' | 'session';

export interface Identified {
  readonly caller: Caller;
  readonly access: Access;
}

/** The cookie that holds a login, and the one with which a visitor on loopback says who they are. */
export const sessionCookie = 'tocsin_session';
export const asCookie = 'tocsin_as';

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Tells who is asking; null is 401. A wrong token is never overlooked, wherever it comes from. */
export async function identify(request: FastifyRequest, parts: IdentifyParts, via = 'api'): Promise<Identified | null> {
  const given = tokenOf(request);
  if (given !== null)
    return isToken(given, parts.adminToken)
      ? { access: 'token', caller: caller(request, parts, { person: asked(request, parts), roles: ['admin'], via, token: 'admin' }) }
      : null;
  const session = await sessionOf(request, parts);
  if (session)
    return {
      access: 'session',
      caller: caller(request, parts, { person: session.person ?? chosen(request, parts), roles: session.roles, via, token: 'session' }),
    };
  if (parts.adminToken !== null || !isLoopback(request)) return null;
  return {
    access: 'open',
    caller: caller(request, parts, {
      person: asked(request, parts) ?? chosen(request, parts) ?? known(parts.visitor, parts),
      roles: ['admin'],
      via,
      token: 'open',
    }),
  };
}

/** Bearer, or basic with the token as password. */
function tokenOf(request: FastifyRequest): string | null {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  if (/^bearer$/iu.test(scheme)) return value;
  if (/^basic$/iu.test(scheme)) return Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':');
  return request.headers.authorization === undefined ? null : '';
}

/** Compared by their hashes, in constant time. */
export function isToken(given: string, expected: string | null): boolean {
  if (expected === null) return false;
  return timingSafeEqual(Buffer.from(hashOf(given), 'hex'), Buffer.from(hashOf(expected), 'hex'));
}

async function sessionOf(request: FastifyRequest, { store, clock }: IdentifyParts) {
  const id = request.cookies[sessionCookie];
  return id ? store.session(hashOf(id), clock.now()) : null;
}

export const isLoopback = (request: FastifyRequest): boolean =>
  /^(127\.|::1$|::ffff:127\.)/u.test(request.socket.remoteAddress ?? '127.0.0.1');

const known = (name: string | undefined, { store }: IdentifyParts): string | null =>
  name && store.resources().get('person', name) ? name : null;

/** Whom a machine says it acts for. */
const asked = (request: FastifyRequest, parts: IdentifyParts): string | null => known(request.headers['tocsin-as']?.toString(), parts);

/** Whom a visitor on this machine says they are. */
const chosen = (request: FastifyRequest, parts: IdentifyParts): string | null => known(request.cookies[asCookie], parts);

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
