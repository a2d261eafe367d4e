import type { FastifyInstance } from 'fastify';
import type { Im } from '../../ports/im.ts';
import { keepBodies } from './phone-callback.ts';

/** `POST /im/<chat>/events`: what a chat platform tells by calling us. Its signature is the only credential. */
export function chatCallbackRoutes(app: FastifyInstance, { ims }: { ims: ReadonlyMap<string, Im> }): void {
  void app.register(async (scope) => {
    keepBodies(scope);
    scope.post<{ Params: { chat: string } }>('/im/:chat/events', async (request, reply) => {
      const ears = ims.get(request.params.chat)?.ears;
      if (!ears?.called)
        return reply.status(404).send({ ok: false, because: `No chat "${request.params.chat}" that calls us is switched on here.` });
      const body = typeof request.body === 'string' ? request.body : '';
      const { status, body: said, type } = await ears.called({ headers: request.headers, body });
      return reply.status(status).type(type).send(said);
    });
  });
}
