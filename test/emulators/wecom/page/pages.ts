import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendChanges } from '../../changes.ts';
import type { Wecom } from '../wecom.ts';
import { act, type Asked } from './acts.ts';
import { faceOf } from './face.ts';
import { seenBy } from './seen.ts';

const types: Readonly<Record<string, string>> = { html: 'text/html', mjs: 'text/javascript', css: 'text/css' };

/** Where each file of the page lies. */
const assets: Readonly<Record<string, string>> = {
  'app.mjs': 'app.mjs',
  'card.mjs': 'card.mjs',
  'composer.mjs': 'composer.mjs',
  'list.mjs': 'list.mjs',
  'messages.mjs': 'messages.mjs',
  'page.css': 'page.css',
  'card.css': 'card.css',
  'element.mjs': '../../slack/page/element.mjs',
  'icons.mjs': '../../slack/page/icons.mjs',
};
const policy = "default-src 'self'; img-src 'self' data: https: http:; style-src 'self'; script-src 'self'";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

/** The web page that shows the corp as one of its members sees it, and lets that member act. */
export async function showPage(wecom: Wecom, { request, response, body }: Exchange): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  const send = (type: string, content: string | Buffer, status = 200): void =>
    void response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy }).end(content);
  const [, place = '', rest = ''] = /^\/(page|face)\/(.+)$/u.exec(pathname) ?? [];
  if (pathname === '/') return send('text/html', await assetOf('page.html'));
  if (place === 'face') return send('image/svg+xml', faceOf(wecom.corp, decodeURIComponent(rest.replace('.svg', ''))));
  if (rest === 'state') return send('application/json', JSON.stringify(seenBy(wecom, searchParams.get('user') ?? '')));
  if (rest === 'changes') return sendChanges((listener) => wecom.watch(listener), response);
  if (rest === 'act' && request.method === 'POST') return send('application/json', JSON.stringify(await answerTo(wecom, body)));
  if (Object.hasOwn(assets, rest)) return send(types[rest.split('.').at(-1)!]!, await assetOf(assets[rest]!));
  return send('text/plain', 'no such page', 404);
}

function assetOf(name: string): Promise<Buffer> {
  return readFile(new URL(name, import.meta.url));
}

async function answerTo(wecom: Wecom, body: Buffer): Promise<object> {
  try {
    return await act(wecom, JSON.parse(body.toString('utf8')) as Asked);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
