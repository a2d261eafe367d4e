import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import { Person } from '../../domain/people/person.ts';
import { QuietHours } from '../../domain/people/quiet-hours.ts';
import type { ResourceOf } from '../../domain/resource/resource.ts';
import { Zone } from '../../domain/time/zone.ts';
import { bodyAs } from './body.ts';
import { refusal } from './may.ts';
import { keep, type ResourceParts } from './resources.ts';
import { callerOf } from './surface.ts';

/** null: the firm's zone; no quiet hours. What is left out stays. */
const Change = z.strictObject({
  locale: Person.shape.locale.unwrap().optional(),
  zone: Zone.nullable().optional(),
  quiet: QuietHours.nullable().optional(),
});

/** How I am reached, and what of it I may change myself. Names, addresses and roles are an admin's. */
export function mySettingsRoutes(app: FastifyInstance, parts: ResourceParts): void {
  app.get('/api/v1/me/settings', async (request) => {
    const { name, spec, origin } = (await myself(request, parts)).me;
    return {
      locale: spec.locale,
      zone: spec.zone ?? null,
      quiet: spec.quiet ?? null,
      email: spec.email ?? null,
      phone: spec.phone ?? null,
      chats: Object.keys(parts.store.duty().get('person', name)?.spec.chat ?? {}),
      file: origin ? `${origin.file}:${origin.line}` : null,
    };
  });
  app.post('/api/v1/me/settings', async (request) => {
    const { caller, me } = await myself(request, parts);
    const { locale = me.spec.locale, zone, quiet } = bodyAs(Change, request.body);
    const spec = {
      ...me.spec,
      locale,
      ...(zone === undefined ? {} : { zone: zone ?? undefined }),
      ...(quiet === undefined ? {} : { quiet: quiet ?? undefined }),
    };
    await keep([{ kind: 'person', name: me.name, spec: Person.parse(spec) }], { parts, caller });
    return { ok: true };
  });
}

async function myself(request: FastifyRequest, parts: ResourceParts): Promise<{ caller: Caller; me: ResourceOf<'person'> }> {
  const caller = await callerOf(request, parts);
  const { person } = caller.viewer;
  const me = person === null ? undefined : parts.store.resources().get('person', person);
  if (!me) throw refusal(caller, { en: 'Say who you are first.', zh: '请先说明你是谁。' }, 409);
  return { caller, me };
}
