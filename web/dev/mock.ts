// A server to draw the console against: the API's shapes with a story inside, and no product behind it.
// `node web/dev/mock.ts` serves web/dist and the API on PORT (5180), with the real Content-Security-Policy.
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { LiveEvents } from '../api.d.ts';
import { answer, type Asked } from './answers.ts';
import { newScene, type Scene } from './scene.ts';
import { earlier } from './talk.ts';

const dist = join(import.meta.dirname, '..', 'dist');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

type Tell = <N extends keyof LiveEvents>(name: N, data: LiveEvents[N]) => void;
export type World = { scene: Scene; tell: Tell };

const scene: Scene = newScene();
const first = scene.incidents[0];
if (first) scene.messages.push(...earlier(first));
scene.seq = scene.messages.length + 1;
const listeners = new Set<ServerResponse>();
let isMute = false;

const tell: Tell = (name, data) => {
  if (isMute) return;
  for (const each of listeners) each.write(`event: ${name}\nid: ${scene.seq}\ndata: ${JSON.stringify(data)}\n\n`);
};
setInterval(() => tell('beat', { now: new Date().toISOString() }), 5_000);

createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://mock');
  if (url.pathname === '/api/v1/events') return listen(response);
  if (url.pathname === '/mock/mute') {
    isMute = url.search === '?on';
    return response.end('ok');
  }
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/mock/')) return void api(request, response, url);
  serve(response, url.pathname);
}).listen(Number(process.env['PORT'] ?? 5180), '127.0.0.1', () => console.log('mock is ready'));

function listen(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
  tell('hello', { now: new Date().toISOString(), seq: scene.seq });
}

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const asked: Asked = {
    method: request.method ?? 'GET',
    path: url.pathname.replace('/api/v1', ''),
    query: url.searchParams,
    body: JSON.parse(text || '{}'),
  };
  const { status, body } = answer({ scene, tell }, asked);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function serve(response: ServerResponse, path: string): void {
  const wanted = join(dist, normalize(path));
  const file = extname(path) !== '' && wanted.startsWith(dist) && existsSync(wanted) ? wanted : join(dist, 'index.html');
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': "default-src 'self'",
  });
  createReadStream(file).pipe(response);
}
