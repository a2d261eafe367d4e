import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Store } from '../../ports/store.ts';

/** Open to everybody: alive, ready, and the numbers. */
export function healthRoutes(app: FastifyInstance, { store, metrics }: { store: Store; metrics: Registry }): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await store.lastSeq();
      return { ok: true };
    } catch (e) {
      return reply.status(503).send({ ok: false, because: `the store does not answer: ${(e as Error).message}` });
    }
  });
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await metrics.metrics()));
}
