import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mayGive } from '../../domain/access/give.ts';
import { permits } from '../../domain/access/viewer.ts';
import { Role } from '../../domain/people/person.ts';
import { Name } from '../../domain/resource/name.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { AccessToken } from '../../ports/accounts.ts';
import { Declining } from '../access/declining.ts';
import { hashOf, newSecret } from '../access/hash.ts';
import { identify, tokenPrefix, type Identified } from '../access/identify.ts';
import { accessAudit, openSession } from '../access/open-session.ts';
import { bodyAs } from './body.ts';
import { done, linkTries, type LoginParts } from './login.ts';
import { atConsole, refuseForeign } from './surface.ts';

/** Names that the audit gives to others. */
const reserved = new Set(['admin', 'open', 'session', 'wall']);

const NewToken = z.object({
  name: Name.refine((name) => !reserved.has(name), 'is a name that Tocsin uses itself; choose another'),
  kind: z.enum(['api', 'wall']).default('api'),
  roles: z.array(Role).min(1).default(['viewer']),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
const Entering = z.object({ token: z.string().max(200) });

/** What programs and screens on a wall come in with. */
export function tokenRoutes(app: FastifyInstance, parts: LoginParts): void {
  const { store, clock } = parts;
  const isAlive = (t: AccessToken): boolean => t.revokedAt === null && (t.expiresAt === null || t.expiresAt > clock.now());
  app.get('/api/v1/tokens', async (request) => {
    const me = await atConsole(request, parts);
    const tokens = (await store.access.tokens()).filter((t) => isAlive(t) && isMine(t, me));
    return { tokens: tokens.map(tokenView) };
  });
  app.post('/api/v1/tokens', async (request) => makeToken(request, parts));
  app.post<{ Params: { id: string } }>('/api/v1/tokens/:id/revoke', async (request) => {
    const me = await atConsole(request, parts);
    const token = (await store.access.tokens()).find((t) => t.id === request.params.id);
    if (!token || !isMine(token, me)) throw new Declining('no-such-token');
    const data = { token: token.name, roles: me.caller.viewer.roles };
    const audit = accessAudit(request, parts, { ...done('token.revoked'), by: me.caller.by, data });
    if (!(await store.access.revokeToken(token.id, clock.now(), audit))) throw new Declining('no-such-token');
    return { ok: true };
  });
  app.post('/api/v1/wall/enter', { config: { rateLimit: linkTries } }, async (request, reply) => {
    refuseForeign(request);
    const token = await store.access.token(hashOf(bodyAs(Entering, request.body).token));
    if (token?.kind !== 'wall' || !isAlive(token)) throw new Declining('no-such-token');
    // Whoever is logged in here already sees more than a wall does, and stays who they are.
    if ((await identify(request, parts))?.access === 'session') return { ok: true };
    await store.access.noteToken(token.id, clock.now());
    const audit = accessAudit(request, parts, { ...done('login'), by: `token:${token.name}`, data: { with: 'wall', roles: ['viewer'] } });
    const opening = { person: null, roles: ['viewer'], by: 'wall', token: token.id, until: token.expiresAt } as const;
    await openSession(request, reply, { parts, opening, audit });
    return reply.send({ ok: true });
  });
}

/** An admin looks after all, others after what they made. */
const isMine = (token: AccessToken, { caller: { viewer } }: Identified): boolean =>
  permits(viewer.roles, 'admin') || (viewer.person !== null && token.maker === viewer.person);

const tokenView = (t: AccessToken) => ({
  id: t.id,
  name: t.name,
  kind: t.kind,
  roles: t.roles,
  maker: t.maker,
  madeAt: rfc3339(t.madeAt),
  expiresAt: rfc3339(t.expiresAt),
  usedAt: rfc3339(t.usedAt),
});

/** The token itself is in this one answer and nowhere else. */
async function makeToken(request: FastifyRequest, parts: LoginParts): Promise<object> {
  const { caller } = await atConsole(request, parts);
  const { name, kind, roles: asked, expiresAt } = bodyAs(NewToken, request.body);
  if (kind === 'wall' && !permits(caller.viewer.roles, 'admin')) throw new Declining('needs-admin');
  const roles: Role[] = kind === 'wall' ? ['viewer'] : asked;
  if (!roles.every((role) => mayGive(caller.viewer.roles, role))) throw new Declining('role-above');
  const secret = tokenPrefix + newSecret();
  const token: AccessToken = {
    id: randomUUID(),
    hash: hashOf(secret),
    name,
    kind,
    roles,
    maker: caller.viewer.person,
    madeAt: parts.clock.now(),
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    usedAt: null,
    revokedAt: null,
  };
  const data = { token: name, kind, given: roles, roles: caller.viewer.roles };
  const audit = accessAudit(request, parts, { ...done('token.made'), by: caller.by, data });
  if (!(await parts.store.access.makeToken(token, audit))) throw new Declining('name-taken', { name });
  return { token: secret, ...tokenView(token) };
}
