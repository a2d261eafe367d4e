import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isRefusal } from '../../domain/event/reply.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { accessAudit } from '../access/open-session.ts';
import { pushToken } from '../perform/page-push.ts';
import type { Pusher } from '../push/pusher.ts';
import { BadRequest, bodyAs } from './body.ts';
import { refusal } from './may.ts';
import { callerOf, statusOf, type SurfaceParts } from './surface.ts';

interface PushParts extends SurfaceParts {
  readonly pusher: Pusher;
}

const base64url = z.string().regex(/^[\w-]{16,200}=*$/u, 'is not what a browser gives');
const Registering = z.strictObject({
  endpoint: z.url('is not an address').max(2_000),
  keys: z.strictObject({ p256dh: base64url, auth: base64url }),
});

const Removing = z.strictObject({ id: z.string().min(1).max(100) });

/** More than anybody carries. */
const mostDevices = 20;

/** Where a push is answered from: a phone that is not logged in. The token is all that comes from outside, and it acknowledges one page. */
export function pushAnswerRoutes(app: FastifyInstance, { store, clock, door }: SurfaceParts): void {
  app.post<{ Params: { token: string } }>('/push/:token', async (request, reply) => {
    const { token } = request.params;
    const action = token.startsWith(pushToken) ? await store.actionToken(token) : null;
    const page = action && action.expiresAt > clock.now() ? await store.state('page', (action.input as { page: string }).page) : null;
    if (!action || !page) throw new BadRequest('This push can no longer be answered.', 404);
    const resources = store.resources();
    const roles = resources.get('person', page.person)?.spec.roles ?? [];
    const lang = langFor(resources, page.person);
    const caller = { viewer: { person: page.person, roles }, by: `person:${page.person}` as const, via: 'push', lang };
    const answered = await door.call(action.skill, action.input, caller);
    if (answered === 'working') return reply.status(202).send({ ok: true });
    if (isRefusal(answered)) return reply.status(statusOf[answered.refused]).send({ ok: false, because: answered.because[lang] });
    return { ok: true };
  });
}

/** The browsers by which I am reached. */
export function pushRoutes(app: FastifyInstance, parts: PushParts): void {
  const { store, pusher } = parts;
  app.get('/api/v1/me/push', async (request) => {
    const { person } = await myself(request, parts);
    const devices = await store.push.of(person);
    return {
      key: await pusher.publicKey(),
      ntfy: pusher.ntfy !== null && store.resources().get('person', person)?.spec.ntfy !== undefined,
      devices: devices.map(({ id, agent, madeAt }) => ({ id, agent, madeAt: rfc3339(madeAt) })),
    };
  });
  app.post('/api/v1/me/push', async (request) => {
    const { person, by, caller } = await myself(request, parts);
    const subscription = bodyAs(Registering, request.body);
    if (!pusher.takes(subscription.endpoint))
      throw refusal(caller, { en: 'This browser’s push service is not known here.', zh: '不支持此浏览器的推送服务。' }, 409);
    if ((await store.push.of(person)).length >= mostDevices)
      throw refusal(caller, { en: 'Remove a browser first: there are 20 already.', zh: '已登记 20 个浏览器，请先删除一个。' }, 409);
    const agent = (request.headers['user-agent'] ?? '').slice(0, 200);
    const audit = accessAudit(request, parts, { by, what: 'push.register', outcome: 'done', data: { person } });
    await pusher.register(person, subscription, { agent, audit });
    return { ok: true };
  });
  app.post('/api/v1/me/push/remove', async (request) => {
    const { person, by, caller } = await myself(request, parts);
    const { id } = bodyAs(Removing, request.body);
    const audit = accessAudit(request, parts, { by, what: 'push.remove', outcome: 'done', data: { person, device: id } });
    if (!(await store.push.drop({ id, person }, audit))) throw refusal(caller, { en: 'It is not there any more.', zh: '已不存在。' }, 404);
    return { ok: true };
  });
}

async function myself(request: FastifyRequest, parts: PushParts) {
  const caller = await callerOf(request, parts);
  const { person } = caller.viewer;
  if (person === null) throw refusal(caller, { en: 'Say who you are first.', zh: '请先说明你是谁。' }, 409);
  return { person, by: caller.by, caller };
}
