import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Workspace } from './workspace.ts';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Takes what is uploaded, raw or as the first part of a form. */
export async function receive(w: Workspace, { request, response, body }: Exchange & { body: Buffer }): Promise<void> {
  const file = w.files.get(/^\/upload\/v1\/(\w+)/u.exec(request.url ?? '')?.[1] ?? '');
  if (!file) return void response.writeHead(404).end('no such upload');
  const type = request.headers['content-type'] ?? '';
  file.bytes = type.startsWith('multipart/') ? await firstPart(body, type) : body;
  w.changed();
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${file.bytes.length}`);
}

async function firstPart(body: Buffer, type: string): Promise<Buffer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const [part] = [...form.values()];
  return typeof part === 'string' ? Buffer.from(part) : Buffer.from((await part?.arrayBuffer()) ?? new ArrayBuffer(0));
}

/** Hands a private file out to who has the token. Everybody else is shown a page to log in, with status 200, as in the real Slack. */
export function serve(w: Workspace, { request, response, token }: Exchange & { token: string }): void {
  const [, id = ''] = /^\/files-pri\/\w+-(\w+)\//u.exec(request.url ?? '') ?? [];
  const file = w.files.get(id);
  if (request.headers.authorization !== `Bearer ${token}`)
    return void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<!doctype html><title>Sign in | Slack</title><p>Sign in to see this file.</p>');
  if (!file?.bytes) return void response.writeHead(404).end('file not found');
  response.writeHead(200, { 'content-type': file.mimetype, 'content-length': String(file.bytes.length) }).end(file.bytes);
}
