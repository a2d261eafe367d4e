import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Im } from '../../ports/im.ts';
import { keepBodies } from './phone-callback.ts';
import type { SeenKeeper } from './seen.ts';

interface Call {
  Params: { chat: string };
  Querystring: Readonly<Record<string, unknown>>;
}

/** What is given once. */
const textsIn = (query: Call['Querystring']): Record<string, string> =>
  Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));

/** What each platform calls the place where it calls us. */
const doors = ['events', 'callback', 'messages'];

interface CallbackParts extends Pick<SeenKeeper, 'called'> {
  readonly ims: ReadonlyMap<string, Im>;
}

/** `/im/<chat>/events` (Slack), `/callback` (WeCom), `/messages` (Botkit): what a chat platform tells by calling us. Its signature is the only
 *  credential. */
export function chatCallbackRoutes(app: FastifyInstance, { ims, called: noted }: CallbackParts): void {
  void app.register(async (scope) => {
    keepBodies(scope);
    const called = async (request: FastifyRequest<Call>, reply: FastifyReply): Promise<FastifyReply> => {
      const ears = ims.get(request.params.chat)?.ears;
      if (!ears?.called)
        return reply.status(404).send({ ok: false, because: `No chat "${request.params.chat}" that calls us is switched on here.` });
      const body = typeof request.body === 'string' ? request.body : '';
      const method: 'GET' | 'POST' = request.method === 'GET' ? 'GET' : 'POST';
      const call = { method, query: textsIn(request.query), headers: request.headers, body } as const;
      const {
        status,
        body: said,
        type,
      } = await ears.called(call).catch((e: unknown) => {
        noted(request.params.chat, 500);
        throw e;
      });
      noted(request.params.chat, status);
      return reply.status(status).type(type).send(said);
    };
    for (const door of doors) scope.route<Call>({ method: ['GET', 'POST'], url: `/im/:chat/${door}`, handler: called });
  });
}
