import type { FastifyInstance } from 'fastify';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { Declining } from '../access/declining.ts';
import { asCookie } from '../access/identify.ts';
import { ringData } from '../../domain/page/ring.ts';
import { BadRequest } from './body.ts';
import { callerOf, who, type SurfaceParts } from './surface.ts';

interface MeParts extends SurfaceParts {
  readonly zone: string;
  readonly version: string;
}

const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

/** Who I am, and whether I am being rung. */
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
      now: new Date(parts.clock.now()).toISOString(),
    };
  });
  app.post<{ Body: { person?: unknown } }>('/api/v1/me', async (request, reply) => {
    // Whoever has logged in is who they are.
    if ((await who(request, parts)).access !== 'open') throw new Declining('needs-open');
    const person = request.body?.person;
    if (person === null || person === '') return reply.clearCookie(asCookie, cookieOptions).send({ ok: true });
    if (typeof person !== 'string' || !store.resources().get('person', person))
      throw new BadRequest('person: name somebody who is configured.');
    return reply.setCookie(asCookie, person, cookieOptions).send({ ok: true });
  });
  app.get('/api/v1/me/rings', async (request) => {
    const { viewer } = await callerOf(request, parts);
    return { rings: viewer.person === null ? [] : (await store.ringing(viewer.person)).map(ringData) };
  });
}
