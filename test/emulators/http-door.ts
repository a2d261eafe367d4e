import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** How the next calls go wrong. `late`: it takes effect, and then the answer does not come. */
export type Trouble = Reply | 'late' | 'hangs' | 'breaks';

/** A server of an emulator: keeps what came, and goes wrong on demand. */
export class HttpDoor {
  readonly asked: Asked[] = [];
  readonly #server = createServer();
  readonly #troubles: Trouble[] = [];
  /** Told of each call once it has taken effect, and before it is answered. */
  heard: () => void = () => {};

  constructor(answer: (asked: Asked) => Reply) {
    this.#server.on('request', (request, response) => void this.#hear(request, response, answer));
  }

  async #hear(request: IncomingMessage, response: ServerResponse, answer: (asked: Asked) => Reply): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', 'http://here');
    const asked = { method, path: url.pathname, query: url.searchParams, headers, body: Buffer.concat(parts) };
    this.asked.push(asked);
    const trouble = this.#troubles.shift();
    if (trouble === 'late') answer(asked);
    if (trouble === 'hangs') return;
    if (trouble === 'late' || trouble === 'breaks') request.socket.destroy();
    else {
      const answered = trouble ?? answer(asked);
      this.heard();
      reply(response, answered);
    }
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What is asked next is answered so, one after the other. */
  goesWrong(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }
}

function reply(response: ServerResponse, { status = 200, headers = {}, body = '' }: Reply): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
