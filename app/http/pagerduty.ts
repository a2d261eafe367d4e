import type { FastifyError, FastifyInstance } from 'fastify';
import { BadRequest, parseJson } from './body.ts';
import { deliver } from './deliver.ts';
import { isKeyOf, type HookParts } from './hooks.ts';
import { sentence } from './server.ts';

/** PagerDuty's own limit. */
const eventLimit = 512 * 1024;

/** `POST /v2/enqueue`: PagerDuty's Events API v2, for what was written for it. `routing_key` is the key of an integration whose source is
 *  pagerduty; nothing else tells which, so the keys of those should differ. Answers, refusals too, are in PagerDuty's form. */
export function pagerdutyRoutes(app: FastifyInstance, parts: HookParts): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Senders are used to being understood whatever they call it.
    scope.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => parseJson(body));
    scope.setErrorHandler((error: FastifyError | BadRequest, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) throw error;
      const said = status === 413 ? 'The event is larger than 512 KB' : sentence(error);
      return reply.status(status).send(invalid([said]));
    });
    scope.post('/v2/enqueue', { bodyLimit: eventLimit }, async (request, reply) => {
      const { routing_key: key } = (typeof request.body === 'object' ? (request.body ?? {}) : {}) as { routing_key?: unknown };
      if (typeof key !== 'string' || key === '') return reply.status(400).send(invalid(["'routing_key' is missing or blank"]));
      // Every key is looked at, so that how long it takes does not tell which one it was.
      const known = parts.store
        .resources()
        .all('integration')
        .filter(({ spec }) => spec.source === 'pagerduty')
        .filter(({ spec }) => isKeyOf(spec, key));
      const integration = known.at(0);
      if (!integration) return reply.status(400).send(invalid(["'routing_key' is not the key of an integration of this Tocsin"]));
      const { status, body } = await deliver(integration, request, parts);
      if (body !== null && typeof body === 'object' && 'because' in body) return reply.status(status).send(invalid([String(body.because)]));
      return reply.status(status).send(body);
    });
  });
}

const invalid = (errors: readonly string[]): object => ({ status: 'invalid event', message: 'Event object is invalid', errors });
