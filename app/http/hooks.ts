import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
import type { SourceAdapter } from '../../ports/source.ts';
import type { Store } from '../../ports/store.ts';
import { hashOf } from '../access/identify.ts';
import type { Road } from '../road/road.ts';
import { readAlerts } from './alert-intake.ts';
import { alertBodyLimit } from './server.ts';

interface HookParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly road: Road;
  readonly sources: ReadonlyMap<string, SourceAdapter>;
  readonly seen: (integration: string) => void;
}

/** `POST /hooks/<integration>/<key>`: what a monitoring system is told to send to. The key is the only credential. */
export function hookRoutes(app: FastifyInstance, { store, clock, road, sources, seen }: HookParts): void {
  app.post<{ Params: { integration: string; key: string } }>(
    '/hooks/:integration/:key',
    { bodyLimit: alertBodyLimit },
    async (request, reply) => {
      const { integration: name, key } = request.params;
      const integration = store.resources().get('integration', name)?.spec;
      if (!integration || !sameKey(key, integration.key))
        return reply
          .status(404)
          .send({ ok: false, because: 'There is no integration with this name and key. Copy the address again from the console, Admin.' });
      const source = sources.get(integration.source);
      if (!source)
        return reply
          .status(400)
          .send({ ok: false, because: `The source "${integration.source}" is not known here. Known: ${[...sources.keys()].join(', ')}.` });
      const read = source.read(request.body, clock.now());
      if (!read.ok) return reply.status(400).send({ ok: false, because: read.because });
      const { signals, errors } = readAlerts(read.alerts, name, clock.now(), integration.labels);
      if (signals.length > 0) await road.intake({ signals });
      seen(name);
      const body = {
        ok: errors.length === 0,
        accepted: signals.length,
        ...(errors.length > 0 ? { because: errors.join('; '), errors } : {}),
      };
      return reply.status(errors.length === 0 ? 200 : 400).send(body);
    },
  );
}

const sameKey = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(given), 'hex'), Buffer.from(hashOf(expected), 'hex'));
