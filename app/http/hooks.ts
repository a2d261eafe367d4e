import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ResourceOf } from '../../domain/resource/resource.ts';
import type { Store } from '../../ports/store.ts';
import { hashOf } from '../access/hash.ts';
import { parseMachines } from './body.ts';
import { deliver, type DeliverParts } from './deliver.ts';
import { alertBodyLimit } from './server.ts';

export interface HookParts extends DeliverParts {
  readonly store: Store;
}

type Hook = { Params: { integration: string; key: string } };

/** `POST /hooks/<integration>/<key>`: what a monitoring system is told to send to. The key is the only credential. */
export function hookRoutes(app: FastifyInstance, parts: HookParts): void {
  void app.register(async (scope) => {
    parseMachines(scope);
    scope.post<Hook>('/hooks/:integration/:key', { bodyLimit: alertBodyLimit }, async (request, reply) => {
      const integration = integrationAt(request, parts);
      if (!integration) return reply.status(404).send(nowhere);
      const { status, body } = await deliver(integration, request, parts);
      return reply.status(status).send(body);
    });
    scope.options<Hook>('/hooks/:integration/:key', async (request, reply) =>
      integrationAt(request, parts) ? shakeHands(request, reply) : reply.status(404).send(nowhere),
    );
  });
}

const nowhere = { ok: false, because: 'There is no integration with this name and key. Copy the address again from the console, Admin.' };

function integrationAt({ params }: FastifyRequest<Hook>, { store }: HookParts): ResourceOf<'integration'> | null {
  const integration = store.resources().get('integration', params.integration);
  return integration && isKeyOf(integration.spec, params.key) ? integration : null;
}

/** How long it takes tells nothing of the key. */
export const isKeyOf = (spec: { readonly key: string }, given: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(given), 'hex'), Buffer.from(hashOf(spec.key), 'hex'));

/** CloudEvents' "HTTP 1.1 Web Hooks for Event Delivery", 4: a sender asks whether it may send here, and how often. Whoever knows the key may, as
 *  often as it likes. A `WebHook-Request-Callback` is for those who need time to think. */
function shakeHands({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.header('allow', 'OPTIONS, POST');
  const origin = headers['webhook-request-origin'];
  if (typeof origin !== 'string' || !/^[\x21-\x7e]{1,255}$/u.test(origin)) return reply.status(204).send();
  return reply.status(200).header('webhook-allowed-origin', origin).header('webhook-allowed-rate', '*').send();
}
