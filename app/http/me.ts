import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { asCookie, hashOf, isToken, sessionCookie } from '../access/identify.ts';
import { ringData } from '../perform/page-send.ts';
import { BadRequest } from './body.ts';
import { callerOf, refuseForeign, who, type SurfaceParts } from './surface.ts';

interface MeParts extends SurfaceParts {
  readonly zone: string;
  readonly version: string;
}

const sessionMs = 12 * 3_600_000;
const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax' } as const;
/** Tries at a token from one address. */
const tries = { max: 20, timeWindow: '10 minutes' };

/** Who I am, logging in and out, and whether I am being rung. */
export function meRoutes(app: FastifyInstance, parts: MeParts): void {
  const { store } = parts;
  app.get('/api/v1/me', async (request) => {
    const { caller, access } = await who(request, parts);
    const resources = store.resources();
    const people = resources.all('person').map(({ name, spec }) => ({ name, displayName: spec.displayName ?? name }));
    const { person } = caller.viewer;
    const me =
      person === null
        ? null
        : { name: person, displayName: nameOf(resources, person), locale: resources.get('person', person)?.spec.locale ?? 'en' };
    const firm = resources.all('firm')[0]?.spec;
    return {
      person: me,
      roles: caller.viewer.roles,
      access,
      people,
      firm: { zone: firmZone(resources, parts.zone), name: firm?.displayName ?? null },
      version: parts.version,
      demo: parts.visitor !== undefined,
    };
  });
  app.post<{ Body: { person?: unknown } }>('/api/v1/me', async (request, reply) => {
    await who(request, parts);
    const person = request.body?.person;
    if (person === null || person === '') return reply.clearCookie(asCookie, cookieOptions).send({ ok: true });
    if (typeof person !== 'string' || !store.resources().get('person', person))
      throw new BadRequest('person: name somebody who is configured.');
    return reply.setCookie(asCookie, person, cookieOptions).send({ ok: true });
  });
  loginRoutes(app, parts);
  app.get('/api/v1/me/rings', async (request) => {
    const { viewer } = await callerOf(request, parts);
    return { rings: viewer.person === null ? [] : (await store.ringing(viewer.person)).map(ringData) };
  });
}

function loginRoutes(app: FastifyInstance, parts: MeParts): void {
  app.post<{ Body: { token?: unknown } }>('/api/v1/login', { config: { rateLimit: tries } }, async (request, reply) => {
    const token = request.body?.token;
    if (typeof token === 'string' && isToken(token, parts.adminToken)) return openSession(reply, parts);
    return reply.status(401).send({ ok: false, because: 'That token is not right. It is the value of TOCSIN_ADMIN_TOKEN.' });
  });
  app.post('/api/v1/logout', async (request, reply) => {
    refuseForeign(request);
    const id = request.cookies[sessionCookie];
    if (id) await parts.store.endSession(hashOf(id));
    return reply.clearCookie(sessionCookie, cookieOptions).clearCookie(asCookie, cookieOptions).send({ ok: true });
  });
}

async function openSession(reply: FastifyReply, { store, clock }: MeParts): Promise<FastifyReply> {
  const id = randomBytes(32).toString('base64url');
  await store.openSession({ idHash: hashOf(id), person: null, roles: ['admin'], expiresAt: clock.now() + sessionMs });
  return reply.setCookie(sessionCookie, id, { ...cookieOptions, maxAge: sessionMs / 1000 }).send({ ok: true });
}
