import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendChanges } from '../../changes.ts';
import type { Slack } from '../slack.ts';
import { act, type Asked } from './acts.ts';
import { faceOf } from './face.ts';
import { seenBy } from './seen.ts';

const types: Readonly<Record<string, string>> = { html: 'text/html', mjs: 'text/javascript', css: 'text/css' };
const assets = new Set([
  'app.mjs',
  'composer.mjs',
  'icons.mjs',
  'icons.mjs',
  'names.mjs',
  'sidebar.mjs',
  'blocks.mjs',
  'controls.mjs',
  'element.mjs',
  'marked.mjs',
  'messages.mjs',
  'modal.mjs',
  'page.css',
]);
const policy = "default-src 'self'; img-src 'self' data: https: http:; style-src 'self'; script-src 'self'";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

/** The web page that shows the workspace as one of its users sees it, and lets that user act. */
export async function showPage(slack: Slack, { request, response, body }: Exchange): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  const send = (type: string, content: string | Buffer, status = 200): void =>
    void response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy }).end(content);
  const [, place = '', rest = ''] = /^\/(page|face)\/(.+)$/u.exec(pathname) ?? [];
  if (pathname === '/') return send('text/html', await assetOf('page.html'));
  if (place === 'face') return send('image/svg+xml', faceOf(slack.workspace, rest.replace('.svg', '')));
  if (rest === 'state') return send('application/json', JSON.stringify(seenBy(slack, searchParams.get('user') ?? '')));
  if (rest === 'changes') return sendChanges((listener) => slack.watch(listener), response);
  if (rest === 'act' && request.method === 'POST') return send('application/json', JSON.stringify(await answerTo(slack, body)));
  if (rest.startsWith('file/')) return sendFile(slack, response, rest.slice(5));
  if (assets.has(rest)) return send(types[rest.split('.').at(-1)!]!, await assetOf(rest));
  return send('text/plain', 'no such page', 404);
}

function assetOf(name: string): Promise<Buffer> {
  return readFile(new URL(name, import.meta.url));
}

function sendFile(slack: Slack, response: ServerResponse, id: string): void {
  const file = slack.workspace.files.get(id);
  if (!file?.bytes) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': file.mimetype, 'content-security-policy': 'sandbox' }).end(file.bytes);
}

async function answerTo(slack: Slack, body: Buffer): Promise<object> {
  try {
    return await act(slack, JSON.parse(body.toString('utf8')) as Asked);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
