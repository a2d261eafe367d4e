import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Im } from '../../ports/im.ts';
import { keepBodies } from './phone-callback.ts';

interface Call {
  Params: { chat: string };
  Querystring: Readonly<Record<string, unknown>>;
}

/** What is given once. */
const textsIn = (query: Call['Querystring']): Record<string, string> =>
  Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));

/** What each platform calls the place where it calls us. */
const doors = ['events', 'callback', 'messages'];

/** `/im/<chat>/events` (Slack), `/callback` (WeCom), `/messages` (Botkit): what a chat platform tells by calling us. Its signature is the only
 *  credential. */
export function chatCallbackRoutes(app: FastifyInstance, { ims }: { ims: ReadonlyMap<string, Im> }): void {
  void app.register(async (scope) => {
    keepBodies(scope);
    const called = async (request: FastifyRequest<Call>, reply: FastifyReply): Promise<FastifyReply> => {
      const ears = ims.get(request.params.chat)?.ears;
      if (!ears?.called)
        return reply.status(404).send({ ok: false, because: `No chat "${request.params.chat}" that calls us is switched on here.` });
      const body = typeof request.body === 'string' ? request.body : '';
      const method = request.method === 'GET' ? 'GET' : 'POST';
      const { status, body: said, type } = await ears.called({ method, query: textsIn(request.query), headers: request.headers, body });
      return reply.status(status).type(type).send(said);
    };
    for (const door of doors) scope.route<Call>({ method: ['GET', 'POST'], url: `/im/:chat/${door}`, handler: called });
  });
}
