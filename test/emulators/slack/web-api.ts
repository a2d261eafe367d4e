import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Args, argsOf } from './args.ts';
import { Limits } from './limits.ts';
import type { Method, Methods } from './methods/method.ts';
import { plain, Refusal, type Json } from './records.ts';
import { Troubles, type Trouble } from './troubles.ts';
import { Unanswered } from '../unanswered.ts';
import type { Workspace } from './workspace.ts';

export interface Call {
  readonly method: string;
  readonly args: Json;
  /** When it came, by the emulator's clock, UTC ms. */
  readonly at: number;
  /** Null as long as there is none. */
  answer: Json | null;
  tookMs: number;
}

export interface Tokens {
  readonly bot: string;
  readonly app: string;
  readonly scopes: Set<string>;
  isRevoked: boolean;
}

interface Options {
  readonly tokens: Tokens;
  readonly delayMs: number;
  readonly limits: boolean;
  readonly methods: Methods;
}

/** Lets what takes effect happen, or not, or loses its answer: for whoever counts what an app does that lasts. */
export type Through = <T>(what: string, effect: () => Promise<T>) => Promise<T>;

/** `POST /api/<method>`: who calls, with which rights, how often, and what comes of it. */
export class WebApi {
  readonly calls: Call[] = [];
  readonly troubles = new Troubles();
  readonly unanswered = new Unanswered();
  through: Through = (_what, effect) => effect();
  readonly #w: Workspace;
  readonly #options: Options;
  readonly #limits: Limits;

  constructor(w: Workspace, options: Options) {
    this.#w = w;
    this.#options = options;
    this.#limits = new Limits(w.habits.now);
  }

  async hear(request: IncomingMessage, response: ServerResponse, { method, body }: { method: string; body: string }): Promise<void> {
    const began = performance.now();
    const { searchParams } = new URL(request.url ?? '/', 'http://here');
    const { token: inBody, ...args } = argsOf(request.headers['content-type'] ?? '', body, searchParams);
    const token = /^Bearer (.+)$/iu.exec(request.headers.authorization ?? '')?.[1] ?? (inBody as string | undefined);
    const call: Call = { method, args: readable(args), at: this.#w.habits.now(), answer: null, tookMs: 0 };
    this.calls.push(call);
    this.#w.begun += 1;
    const number = this.#w.begun;
    const trouble = this.troubles.take(method);
    await this.#travels();
    const takesEffect = async (): Promise<Json> => this.#answer({ method, token, args: new Args(args), number });
    const done = isWithoutEffect(trouble) ? null : await this.through(method, takesEffect).catch(() => 'lost' as const);
    await this.#travels();
    call.tookMs = performance.now() - began;
    call.answer = done === 'lost' ? this.#send(response, null, 'late') : this.#send(response, done, trouble);
    this.#w.changed();
  }

  /** Half of the way. */
  async #travels(): Promise<void> {
    if (this.#options.delayMs > 0) await pause(this.#options.delayMs / 2);
  }

  #answer(asked: { method: string; token: string | undefined; args: Args; number: number }): Json {
    const { args, number } = asked;
    const { scopes } = this.#options.tokens;
    try {
      const method = this.#allowed(asked);
      const wait = this.#options.limits ? this.#limits.take(asked.method, method, args) : null;
      if (wait !== null) return { ok: false, error: 'ratelimited', retryAfter: wait };
      return { ok: true, ...method.run({ w: this.#w, args, number, has: (scope) => scopes.has(scope) }) };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: error.code, ...error.more };
      return { ok: false, error: 'internal_error', detail: String(error) };
    }
  }

  /** @throws {Refusal} unknown_method, not_authed, invalid_auth, token_revoked, not_allowed_token_type, missing_scope. */
  #allowed({ method: name, token, args }: { method: string; token: string | undefined; args: Args }): Method {
    const method = this.#options.methods[name];
    if (!method) throw new Refusal('unknown_method', { req_method: name });
    const { bot, app, scopes, isRevoked } = this.#options.tokens;
    if (method.token === 'any') return method;
    if (token === undefined || token === '') throw new Refusal('not_authed');
    if (token !== bot && token !== app) throw new Refusal('invalid_auth');
    if (isRevoked) throw new Refusal('token_revoked');
    if (token !== (method.token === 'app' ? app : bot)) throw new Refusal('not_allowed_token_type');
    const needed = typeof method.scopes === 'function' ? method.scopes(args, this.#w) : method.scopes;
    if (needed.length > 0 && !needed.some((scope) => scopes.has(scope)))
      throw new Refusal('missing_scope', { needed: needed[0], provided: [...scopes].join(',') });
    return method;
  }

  #send(response: ServerResponse, answer: Json | null, trouble: Trouble | undefined): Json | null {
    if (trouble === 'hangs' || trouble === 'silent') {
      this.unanswered.add(response);
      return null;
    }
    if (trouble === 'breaks' || trouble === 'late') {
      response.destroy();
      return null;
    }
    const headers = { 'x-oauth-scopes': [...this.#options.tokens.scopes].join(','), 'x-slack-req-id': this.#w.ids.next('q') };
    const json = { ...headers, 'content-type': 'application/json; charset=utf-8' };
    if (trouble && 'status' in trouble && trouble.status !== 429) {
      response.writeHead(trouble.status, { ...headers, 'content-type': 'text/plain' }).end('Internal Server Error');
      return null;
    }
    const limited = trouble && 'status' in trouble ? (trouble.retryAfter ?? 1) : answer?.['retryAfter'];
    if (limited !== undefined) {
      const body = { ok: false, error: 'ratelimited' };
      response.writeHead(429, { ...json, 'retry-after': plain(limited) }).end(JSON.stringify(body));
      return body;
    }
    const body = trouble && 'error' in trouble ? { ok: false, error: trouble.error, ...trouble.more } : answer!;
    response.writeHead(200, json).end(JSON.stringify(body));
    return body;
  }
}

function isWithoutEffect(trouble: Trouble | undefined): boolean {
  if (trouble === undefined || trouble === 'late' || trouble === 'silent') return false;
  return typeof trouble === 'string' || 'error' in trouble || trouble.after !== true;
}

/** The arguments with the JSON inside them read, for who looks at what was called. */
function readable(args: Json): Json {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (typeof value !== 'string' || !/^[[{]/u.test(value)) return [name, value];
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );
}
