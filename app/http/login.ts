import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../domain/event/event.ts';
import type { ChatSettings } from '../chats.ts';
import { Declining } from '../access/declining.ts';
import { hashOf } from '../access/hash.ts';
import { identify, sessionCookie } from '../access/identify.ts';
import type { Oidc } from '../access/oidc.ts';
import { accessAudit, forgetSession, openSession, type SessionParts } from '../access/open-session.ts';
import type { Passwords } from '../access/password.ts';
import type { Seal } from '../access/seal.ts';
import type { SetUp } from '../access/set-up.ts';
import type { SignIn } from '../access/sign-in.ts';
import { refuseForeign, type SurfaceParts } from './surface.ts';

/** What the routes about coming in share. */
export interface LoginParts extends SurfaceParts, SessionParts {
  /** What the environment says of chats. */
  readonly env: ChatSettings;
  readonly signIn: SignIn;
  readonly passwords: Passwords;
  readonly seal: Seal;
  readonly setUp: SetUp;
  readonly oidc: Oidc | null;
}

/** Tries at a long random secret from one address; only to keep the log short. */
export const linkTries = { max: 60, timeWindow: '10 minutes' };

const Password = z.string().min(1).max(1_000);
const Login = z.union([
  z.object({ token: z.string().max(1_000) }),
  z.object({ name: z.string().min(1).max(320), password: Password, code: z.string().max(40).optional() }),
]);

/** Logging in and out. */
export function loginRoutes(app: FastifyInstance, parts: LoginParts): void {
  const { store, adminToken, oidc } = parts;
  app.get('/api/v1/login', async () => ({
    password: await store.access.hasAccounts(),
    token: adminToken !== null,
    oidc: oidc && { label: oidc.label },
  }));
  app.post('/api/v1/login', async (request, reply) => {
    refuseForeign(request);
    const said = Login.safeParse(request.body ?? {});
    if (said.success && 'name' in said.data) return withPassword(request, reply, { parts, said: said.data });
    return withToken(request, reply, { parts, token: said.success && 'token' in said.data ? said.data.token : '' });
  });
  app.post('/api/v1/logout', async (request, reply) => {
    refuseForeign(request);
    const now = await identify(request, parts, 'console');
    const id = request.cookies[sessionCookie];
    if (id)
      await store.access.endSessions([hashOf(id)], accessAudit(request, parts, { ...done('logout'), by: now?.caller.by ?? 'tocsin' }));
    return forgetSession(request, reply, parts).send({ ok: true });
  });
}

export const done = (what: string): { what: string; outcome: string } => ({ what, outcome: 'done' });
export const asPerson = (person: string): Actor => `person:${person}`;

async function withToken(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts, token }: { parts: LoginParts; token: string },
): Promise<FastifyReply> {
  await declines(request, parts, () => parts.signIn.byToken(token, parts.adminToken, request.ip));
  const audit = accessAudit(request, parts, { ...done('login'), by: 'token:admin', data: { with: 'token', roles: ['admin'] } });
  await openSession(request, reply, { parts, opening: { person: null, roles: ['admin'], by: 'token' }, audit });
  return reply.send({ ok: true });
}

interface ByPassword {
  readonly parts: LoginParts;
  readonly said: { readonly name: string; readonly password: string; readonly code?: string | undefined };
}

async function withPassword(request: FastifyRequest, reply: FastifyReply, { parts, said }: ByPassword): Promise<FastifyReply> {
  const { name, password, code = null } = said;
  const outcome = await declines(request, parts, () => parts.signIn.byPassword({ name, password, code, address: request.ip }));
  if (outcome === 'code') return reply.send({ ok: false, needs: 'code' });
  const { person } = outcome;
  const audit = accessAudit(request, parts, {
    ...done('login'),
    by: asPerson(person),
    data: { with: 'password', ...rolesOf(parts, person) },
  });
  await openSession(request, reply, { parts, opening: { person, by: 'password' }, audit });
  return reply.send({ ok: true });
}

/** A refusal leaves its row; who it was is not known, and what was typed may be a password in the wrong field. */
export async function declines<T>(request: FastifyRequest, parts: LoginParts, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (e) {
    if (e instanceof Declining)
      await parts.store.access.audit(accessAudit(request, parts, { what: 'login', outcome: `refused: ${e.code}`, by: 'tocsin' }));
    throw e;
  }
}

/** The roles somebody comes in with, for the audit. */
export const rolesOf = ({ store }: SurfaceParts, person: string): { roles: readonly string[] } => ({
  roles: store.resources().get('person', person)?.spec.roles ?? [],
});
