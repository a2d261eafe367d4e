import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const pages = ['/', '/incidents', '/i/:number', '/alerts', '/oncall', '/chat', '/chat/:room', '/admin', '/me', '/login'];

/** The console's files, and its one page for every address it knows. `folder` is what `npm run prepare` built. */
export async function consoleRoutes(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(`${folder}/index.html`)) {
    for (const page of pages)
      app.get(page, (_request, reply) =>
        reply.type('text/plain').send('The console is not built yet. Run `npm run prepare`, then reload this page.'),
      );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (res, path) =>
      void res.header('cache-control', /\/assets\//u.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  for (const page of pages) app.get(page, (_request, reply) => reply.sendFile('index.html'));
}
