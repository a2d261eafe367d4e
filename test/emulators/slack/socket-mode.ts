import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Line, Parcel, Receipt } from './courier.ts';
import type { Json } from './records.ts';
import type { Patience } from './patience.ts';
import type { Workspace } from './workspace.ts';

const mostSockets = 10;

export type Disconnect = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

/** Slack's side of Socket Mode: tickets, hello, envelopes to one socket of several, acknowledgements, disconnect frames. */
export class SocketMode implements Line {
  isKnown = false;
  readonly sockets: WebSocket[] = [];
  readonly #w: Workspace;
  readonly #patience: Patience;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #awaited = new Map<string, (payload: Json) => void>();
  #turn = 0;

  constructor(w: Workspace, patience: Patience) {
    this.#w = w;
    this.#patience = patience;
  }

  /** The address for one socket, good for one use. */
  ticket(): string {
    const ticket = randomBytes(12).toString('hex');
    this.#tickets.add(ticket);
    return `${this.#w.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${this.#w.bot.app_id}`;
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '/', 'http://here');
      if (url.pathname !== '/link/' || !this.#tickets.delete(url.searchParams.get('ticket') ?? '')) {
        return void socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      }
      this.#server.handleUpgrade(request, socket, head, (opened) => this.#greet(opened));
    });
  }

  #greet(socket: WebSocket): void {
    socket.on('error', () => socket.terminate());
    if (this.sockets.length >= mostSockets) return this.#bids(socket, 'too_many_websockets');
    this.sockets.push(socket);
    this.isKnown = true;
    socket.on('message', (data: Buffer) => this.#hear(data.toString('utf8')));
    socket.on('close', () => {
      this.sockets.splice(this.sockets.indexOf(socket), 1);
      this.#w.changed();
    });
    const debug_info = { host: 'applink-emulated', build_number: 1, approximate_connection_time: 18_060 };
    const connection_info = { app_id: this.#w.bot.app_id };
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.sockets.length, debug_info, connection_info }));
    this.#w.changed();
  }

  #hear(text: string): void {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: Json };
    this.#awaited.get(id ?? '')?.(payload ?? {});
  }

  /** To one open socket, not always the same. */
  carry({ kind, envelopeId, body, isAnswerable, retry }: Parcel): Promise<Receipt> {
    const open = this.sockets.filter((socket) => socket.readyState === socket.OPEN);
    const socket = open[this.#turn++ % open.length];
    if (!socket) return Promise.resolve({ acked: false, payload: {}, tookMs: 0, reason: 'connection_failed' });
    const began = performance.now();
    const { promise, resolve } = Promise.withResolvers<Receipt>();
    const done = (receipt: Pick<Receipt, 'acked' | 'payload' | 'reason'>): void => {
      this.#awaited.delete(envelopeId);
      resolve({ ...receipt, tookMs: performance.now() - began });
    };
    this.#awaited.set(envelopeId, (payload) => done({ acked: true, payload, reason: '' }));
    const again = retry ? { retry_attempt: retry.count, retry_reason: retry.reason } : {};
    socket.send(JSON.stringify({ envelope_id: envelopeId, type: kind, payload: body, accepts_response_payload: isAnswerable, ...again }));
    return this.#patience.during((end) => {
      end.addEventListener('abort', () => done({ acked: false, payload: {}, reason: 'http_timeout' }));
      return promise;
    });
  }

  /** Tells every socket to go. After `warning` they have ten seconds. */
  disconnects(reason: Disconnect): void {
    for (const socket of this.sockets) this.#bids(socket, reason);
  }

  #bids(socket: WebSocket, reason: Disconnect): void {
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-emulated' } }));
    const timer = setTimeout(() => socket.close(), reason === 'warning' ? 10_000 : 1_000);
    socket.on('close', () => clearTimeout(timer));
  }

  /** Breaks every socket, without a word. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  stop(): void {
    for (const [, awaited] of this.#awaited) awaited({});
    for (const socket of this.sockets) {
      socket.close(1001);
      setTimeout(() => socket.terminate(), 300).unref();
    }
    this.#server.close();
  }
}
