import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const pbxSecrets = { authorization: 'Bearer pbx-token-canary', secret: 'pbx-signing-secret-canary' };

export interface PbxOrder {
  readonly by: 'call' | 'text';
  readonly said: Readonly<Record<string, string>>;
  readonly id: string;
  status: string;
}

type Trouble = { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> } | 'late';

/** A firm's own telephone system and text gateway on this machine, as somebody would write it in an afternoon. */
export async function startPbx(): Promise<PbxEmulator> {
  const emulator = new PbxEmulator();
  await emulator.listen();
  return emulator;
}

export class PbxEmulator {
  readonly orders: PbxOrder[] = [];
  readonly #troubles: Trouble[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The document that makes Tocsin call here: calls as JSON, texts as a form. */
  get carrier(): string {
    const { authorization, secret } = pbxSecrets;
    const call = `{ url: '${this.origin}/call', json: { to: '{{number}}', say: '{{text}}', language: '{{language}}', id: '{{id}}', callback: '{{callback}}' }, idAt: data.id }`;
    const text = `{ url: '${this.origin}/text?to={{number}}', form: { message: '{{text}}', id: '{{id}}' } }`;
    const find = `{ url: '${this.origin}/status/{{id}}', method: GET }`;
    return `{ kind: carrier, name: pbx, spec: { type: http, authorization: '${authorization}', secret: '${secret}', call: ${call}, text: ${text}, find: ${find} } }`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  fails(...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString('utf8');
    const url = new URL(request.url ?? '/', this.origin);
    const send = (status: number, value: object | string, headers = {}): void =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof value === 'string' ? value : JSON.stringify(value));
    if (request.method === 'HEAD') return send(405, '');
    if (request.headers.authorization !== pbxSecrets.authorization) return send(401, { error: 'who are you?' });
    const trouble = this.#troubles.shift();
    if (trouble !== undefined && trouble !== 'late') return send(trouble.status, trouble.body ?? '', trouble.headers);
    if (url.pathname.startsWith('/status/')) {
      const order = this.orders.find((o) => o.said['id'] === url.pathname.slice('/status/'.length));
      return order ? send(200, { status: order.status }) : send(404, { error: 'none' });
    }
    const by = url.pathname === '/call' ? 'call' : 'text';
    const said =
      by === 'call'
        ? (JSON.parse(body) as Record<string, string>)
        : { to: url.searchParams.get('to') ?? '', ...Object.fromEntries(new URLSearchParams(body)) };
    const id = `pbx-${this.orders.length + 1}`;
    this.orders.push({ by, said, id, status: 'sent' });
    if (trouble === 'late') return void response.destroy();
    send(200, by === 'call' ? { data: { id } } : 'accepted');
  }
}

/** Headers of a report, signed at this time (UTC ms). */
export function pbxHeaders(body: string, at: number, secret = pbxSecrets.secret): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'content-type': 'application/json', 'tocsin-timestamp': timestamp, 'tocsin-signature': `v1=${signature}` };
}
