import type { FastifyInstance } from 'fastify';
import { callbackOf, keepBodies, notSigned, takeIn, type PhoneParts } from './phone-callback.ts';

/** `POST /phone/aliyun/report?secret=…`: what Alibaba Cloud reports of calls and texts, several at once, and what it waits to be told. It plays the
 *  answer to a key itself, and texts are not answered. */
export function aliyunRoutes(app: FastifyInstance, parts: PhoneParts): void {
  void app.register(async (scope) => {
    keepBodies(scope);
    scope.post('/phone/aliyun/report', async (request, reply) => {
      const callback = callbackOf(request, parts);
      for (const { carrier } of await parts.carriers.ofType('aliyun')) {
        const heard = carrier.hear(callback);
        if (!heard) continue;
        await takeIn(carrier.name, heard, parts);
        return reply.send({ code: 0, msg: 'ok' });
      }
      return notSigned(reply);
    });
  });
}
