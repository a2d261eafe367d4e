import type { FastifyInstance } from 'fastify';
import { who, type SurfaceParts } from '../http/surface.ts';
import type { Director } from './director.ts';

export interface DemoRoutes extends SurfaceParts {
  readonly director: Director;
  /** Begins another incident. */
  readonly again: () => Promise<void>;
}

/** What the coach in the console asks. */
export function demoRoutes(app: FastifyInstance, parts: DemoRoutes): void {
  app.get('/api/v1/demo', async (request) => {
    await who(request, parts);
    return parts.director.stage();
  });
  app.post('/api/v1/demo/again', async (request) => {
    await who(request, parts);
    await parts.again();
    return { ok: true };
  });
}
