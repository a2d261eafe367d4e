import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TeamsMessage {
  readonly id: string;
  readonly conv: string;
  content: Record<string, unknown>;
  isEdited: boolean;
}

interface Wrong {
  readonly status: number;
  readonly code?: string;
  readonly retryAfter?: number;
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A Teams on this machine, as far as the Bot Framework's own library sees it: where bots are signed in, the keys that callers sign with, and the
 *  conversations. */
export class Teams {
  readonly appId = '00000000-aaaa-4bbb-8ccc-000000000001';
  readonly appPassword = 'app-password-canary';
  readonly bot = { id: `28:${this.appId}`, name: 'Tocsin' };
  readonly tenant = 'tenant-1';
  readonly messages: TeamsMessage[] = [];
  /** Users with whom a conversation alone may be begun. */
  readonly installed = new Set<string>();
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #token = `token-${randomUUID()}`;
  readonly #wrong: Wrong[] = [];
  readonly #server: Server;
  calls = 0;

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async listen(): Promise<this> {
    await new Promise<void>((listening) => void this.#server.listen(0, '127.0.0.1', listening));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next call of the API goes wrong. */
  goesWrong(wrong: Wrong): void {
    this.#wrong.push(wrong);
  }

  in(conv: string): TeamsMessage[] {
    return this.messages.filter((m) => m.conv === conv);
  }

  delete(id: string): void {
    this.messages.splice(
      this.messages.findIndex((m) => m.id === id),
      1,
    );
  }

  /** What Teams sends when somebody did something, and the header by which it is known. */
  activity(from: string, of: object): { body: string; authorization: string } {
    const activity = {
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: `${this.url}/`,
      from: { id: `29:${from}`, aadObjectId: from, name: from },
      recipient: this.bot,
      conversation: { conversationType: 'personal', id: `a:${from}`, tenantId: this.tenant },
      channelData: { tenant: { id: this.tenant } },
      ...of,
    };
    return { body: JSON.stringify(activity), authorization: `Bearer ${this.signed()}` };
  }

  signed(other: object = {}): string {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: 'https://api.botframework.com',
      aud: this.appId,
      serviceurl: `${this.url}/`,
      nbf: now - 60,
      exp: now + 600,
      ...other,
    };
    const text = `${base64({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })}.${base64(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(this.#keys.privateKey).toString('base64url')}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request) text += String(piece);
    const { pathname } = new URL(request.url ?? '/', this.url);
    const {
      status,
      body,
      headers = {},
    } = this.#answer(`${request.method} ${decodeURIComponent(pathname)}`, text, request.headers.authorization);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  #answer(what: string, text: string, authorization = ''): { status: number; body: object; headers?: Record<string, string> } {
    if (what === 'GET /v1/.well-known/openidconfiguration') return { status: 200, body: { issuer: 'x', jwks_uri: `${this.url}/keys` } };
    if (what === 'GET /keys') {
      const jwk = this.#keys.publicKey.export({ format: 'jwk' });
      return { status: 200, body: { keys: [{ ...jwk, kid: 'key-1', use: 'sig', endorsements: ['msteams', 'directline'] }] } };
    }
    if (what === 'POST /oauth2/v2.0/token') {
      const isRight = new URLSearchParams(text).get('client_secret') === this.appPassword;
      return isRight
        ? { status: 200, body: { access_token: this.#token, expires_in: 3_600 } }
        : { status: 401, body: { error: 'invalid_client' } };
    }
    this.calls += 1;
    const refused = (status: number, code: string) => ({ status, body: { error: { code, message: code } } });
    if (authorization !== `Bearer ${this.#token}`) return refused(401, 'Unauthorized');
    const wrong = this.#wrong.shift();
    if (wrong) {
      const headers = wrong.retryAfter === undefined ? {} : { 'retry-after': String(wrong.retryAfter) };
      return { ...refused(wrong.status, wrong.code ?? 'Throttled'), headers };
    }
    return this.#api(what, JSON.parse(text) as Record<string, unknown>, refused);
  }

  #api(what: string, content: Record<string, unknown>, refused: (status: number, code: string) => { status: number; body: object }) {
    if (what === 'POST /v3/conversations') {
      const [{ id = '' } = {}] = (content['members'] ?? []) as { id?: string }[];
      const user = id.replace('29:', '');
      return this.installed.has(user) ? { status: 201, body: { id: `a:${user}` } } : refused(403, 'ForbiddenOperationException');
    }
    const [, conv = '', id] = /^\w+ \/v3\/conversations\/([^/]+)\/activities(?:\/(.+))?$/u.exec(what) ?? [];
    if (conv === '') return refused(404, 'NotFound');
    if (what.startsWith('PUT ')) {
      const message = this.messages.find((m) => m.id === id && m.conv === conv);
      if (!message) return refused(404, 'ActivityNotFoundInConversation');
      Object.assign(message, { content, isEdited: true });
      return { status: 200, body: { id } };
    }
    const message = { id: String(1_700_000_000_000 + this.messages.length), conv, content, isEdited: false };
    this.messages.push(message);
    return { status: 201, body: { id: message.id } };
  }
}
