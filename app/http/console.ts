import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const pages = [
  '/',
  '/incidents',
  '/i/:number',
  '/alerts',
  '/oncall',
  '/oncall/:schedule',
  '/chat',
  '/chat/:room',
  '/admin',
  '/admin/:part',
  '/me',
  '/login',
  '/setup',
  '/join',
  '/welcome',
  '/wall',
];
const asset = /^(?:assets\/)?[\w-][\w.-]*$/u;

/** The console's files, and its one page for every address it knows; an unknown address gets that page too, as a 404, and it says what there is.
 *  `folder` is what `npm run prepare` built; files that a new build brings are found without a restart. */
export async function consoleRoutes(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  const page = (reply: FastifyReply): FastifyReply => {
    if (existsSync(join(folder, 'index.html'))) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.type('text/plain').send('The console is not built yet. Run `npm run prepare`, then reload this page.');
  };
  for (const path of pages) app.get(path, (_request, reply) => page(reply));
  app.get<{ Params: { '*': string } }>('/*', (request, reply) => {
    const path = request.params['*'];
    if (asset.test(path) && existsSync(join(folder, path))) return file(reply, path);
    return wantsPage(request) ? page(reply.status(404)) : reply.callNotFound();
  });
}

/** Built files carry their hash in their name and never change. */
function file(reply: FastifyReply, path: string): FastifyReply {
  const keep = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return reply.header('cache-control', keep).sendFile(path);
}

const wantsPage = (request: FastifyRequest): boolean =>
  (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/api/');
