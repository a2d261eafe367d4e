import type { FastifyInstance } from 'fastify';
import { callbackOf, keepBodies, notSigned, takeIn, type PhoneParts } from './phone-callback.ts';

/** `POST /phone/http/status`: what a firm's own gateway reports, signed. To a key it is answered what to say and whether the menu goes on, to a text
 *  what to text back; null is nothing. */
export function gatewayRoutes(app: FastifyInstance, parts: PhoneParts): void {
  void app.register(async (scope) => {
    keepBodies(scope);
    scope.post('/phone/http/status', async (request, reply) => {
      const callback = callbackOf(request, parts);
      for (const { carrier } of await parts.carriers.ofType('http')) {
        const heard = carrier.hear(callback);
        if (!heard) continue;
        if (heard.length === 0)
          return reply.status(400).send({ ok: false, because: 'The report has neither a status, a digit nor a text that is known here.' });
        const back = await takeIn(carrier.name, heard, parts);
        if (back === null || typeof back === 'string') return reply.send({ ok: true, text: back });
        return reply.send({ ok: true, language: back.lang === 'zh' ? 'zh-CN' : 'en', say: back.say, next: back.next });
      }
      return notSigned(reply);
    });
  });
}
