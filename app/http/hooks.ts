import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Store } from '../../ports/store.ts';
import { hashOf } from '../access/identify.ts';
import { deliver, type DeliverParts } from './deliver.ts';
import { alertBodyLimit } from './server.ts';

interface HookParts extends DeliverParts {
  readonly store: Store;
}

/** `POST /hooks/<integration>/<key>`: what a monitoring system is told to send to. The key is the only credential. */
export function hookRoutes(app: FastifyInstance, parts: HookParts): void {
  app.post<{ Params: { integration: string; key: string } }>(
    '/hooks/:integration/:key',
    { bodyLimit: alertBodyLimit },
    async (request, reply) => {
      const { integration: name, key } = request.params;
      const integration = parts.store.resources().get('integration', name);
      if (!integration || !sameKey(key, integration.spec.key))
        return reply
          .status(404)
          .send({ ok: false, because: 'There is no integration with this name and key. Copy the address again from the console, Admin.' });
      const { status, body } = await deliver(integration, request, parts);
      return reply.status(status).send(body);
    },
  );
}

const sameKey = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(given), 'hex'), Buffer.from(hashOf(expected), 'hex'));
