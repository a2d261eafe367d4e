import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Access } from './access.ts';
import type { Corp } from './corp.ts';
import { appchats } from './methods/appchats.ts';
import { directory } from './methods/directory.ts';
import { media } from './methods/media.ts';
import { menus } from './methods/menus.ts';
import { messages } from './methods/messages.ts';
import type { Asked, Method, Methods, Rights } from './methods/method.ts';
import { robots } from './methods/robots.ts';
import { isJson, plain, Refusal, refuse, type Json } from './records.ts';
import { minute, Tally } from './tally.ts';
import { isWithoutEffect, Troubles, type Trouble } from './troubles.ts';
import { Unanswered } from '../unanswered.ts';

export interface Call {
  /** Such as `message/send`. */
  readonly method: string;
  /** Query and body together, without the token. */
  readonly args: Json;
  /** When it came, by the emulator's clock, UTC ms. */
  readonly at: number;
  /** Of a frame on the bot's line. */
  readonly reqId?: string;
  /** Null as long as there is none. */
  answer: Json | null;
  tookMs: number;
}

/** What comes of a call, and how its answer goes back; answers what was told. */
interface Effect<T> {
  readonly effect: (trouble: Trouble | undefined) => Promise<T>;
  readonly sends: (answer: T | null, trouble: Trouble | undefined) => Json | null;
}

/** Lets what takes effect happen, or not, or loses its answer: for whoever counts what an app does that lasts. */
export type Through = <T>(what: string, effect: () => Promise<T>) => Promise<T>;

interface Options {
  readonly access: Access;
  readonly rights: Rights;
  readonly delayMs: number;
  readonly limits: boolean;
}

interface Heard {
  readonly method: string;
  readonly verb: string;
  readonly token: string;
  readonly ip: string;
  readonly args: Json;
  readonly isWrongJson: boolean;
  readonly file: Asked['file'];
}

type Answer = Json | { readonly bytes: Buffer; readonly type: string };

/** `/cgi-bin/<method>`: who calls, with which rights, how often, and what comes of it. */
export class HttpApi {
  readonly calls: Call[] = [];
  readonly troubles = new Troubles();
  readonly unanswered = new Unanswered();
  readonly tally: Tally;
  through: Through = (_what, effect) => effect();
  readonly #corp: Corp;
  readonly #options: Options;
  readonly #methods: Methods;

  constructor(corp: Corp, options: Options) {
    this.#corp = corp;
    this.#options = options;
    this.tally = new Tally(corp.now);
    const gettoken: Method = { verb: 'GET', open: true, run: ({ args }) => options.access.give(args) };
    this.#methods = { gettoken, ...directory, ...messages, ...appchats, ...media, ...menus, ...robots };
  }

  async hear(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const heard = await heardIn(request, body, this.#options.access.seenIp);
    const effect = async (trouble: Trouble | undefined): Promise<Answer> => this.#answer(heard, trouble);
    const sends = (answer: Answer | null, trouble: Trouble | undefined): Json | null =>
      this.#send(response, answer, this.#told(trouble, heard));
    await this.counts({ method: heard.method, args: heard.args }, { effect, sends });
  }

  /** Remembers a call, lets it go wrong where that is wanted, and times it. */
  async counts<T>(what: { method: string; args: Json; reqId?: string }, { effect, sends }: Effect<T>): Promise<void> {
    const began = performance.now();
    const call: Call = { ...what, at: this.#corp.now(), answer: null, tookMs: 0 };
    this.calls.push(call);
    const trouble = this.troubles.take(what.method);
    await this.#travels();
    const done = isWithoutEffect(trouble) ? null : await this.through(what.method, () => effect(trouble)).catch(() => 'lost' as const);
    await this.#travels();
    call.tookMs = performance.now() - began;
    call.answer = done === 'lost' ? sends(null, 'late') : sends(done, trouble);
    this.#corp.changed();
  }

  /** Half of the way. */
  async #travels(): Promise<void> {
    if (this.#options.delayMs > 0) await pause(this.#options.delayMs / 2);
  }

  #told(trouble: Trouble | undefined, heard: Heard): Trouble | undefined {
    if (typeof trouble !== 'object' || !('errcode' in trouble)) return trouble;
    const { errcode, errmsg = names[errcode] ?? 'error' } = trouble;
    return { errcode, errmsg: this.#says(errcode, errmsg, heard) };
  }

  #answer(heard: Heard, trouble: Trouble | undefined): Answer {
    try {
      const method = this.#allowed(heard);
      const { corp, options, tally } = { corp: this.#corp, options: this.#options, tally: this.tally };
      const not = typeof trouble === 'object' && 'partly' in trouble ? trouble.partly : [];
      const { rights, limits } = options;
      const answer = method.run({ corp, args: heard.args, rights, tally, limits, not, file: heard.file });
      return 'bytes' in answer ? answer : { errcode: 0, errmsg: 'ok', ...answer };
    } catch (error) {
      if (!(error instanceof Refusal)) return { errcode: -1, errmsg: `system busy: ${String(error)}` };
      return { errcode: error.errcode, errmsg: this.#says(error.errcode, error.message, heard), ...error.more };
    }
  }

  /** @throws {Refusal} 40066, 43001, 43002, those of the token, 45009. */
  #allowed({ method: name, verb, token, ip }: Heard): Method {
    const method = Object.hasOwn(this.#methods, name) ? this.#methods[name]! : refuse(40066, 'invalid url');
    if (method.verb === 'POST' && verb !== 'POST') refuse(43002, 'require POST method');
    if (method.verb === 'GET' && verb !== 'GET') refuse(43001, 'require GET method');
    if (!method.open) this.#options.access.check(token, ip);
    const key = `api ${name}`;
    if (this.#options.limits && this.tally.count(key, minute) >= 10_000) refuse(45009, 'api freq out of limit');
    if (this.#options.limits) this.tally.add(key);
    return method;
  }

  /** As WeCom puts it, with a hint, the caller's address and where to read more. */
  #says(errcode: number, errmsg: string, { ip, isWrongJson }: Heard): string {
    const hint = `${this.#corp.seconds}${String(this.calls.length).padStart(14, '0')}`;
    const warning = isWrongJson ? 'Warning: wrong json format. ' : '';
    return `${warning}${errmsg}, hint: [${hint}], from ip: ${ip}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  }

  #send(response: ServerResponse, answer: Answer | null, trouble: Trouble | undefined): Json | null {
    if (trouble === 'hangs' || trouble === 'silent') {
      this.unanswered.add(response);
      return null;
    }
    if (trouble === 'breaks' || trouble === 'late') {
      response.destroy();
      return null;
    }
    if (trouble && 'status' in trouble) {
      response.writeHead(trouble.status, { 'content-type': 'text/html' }).end('<html><body>error</body></html>');
      return null;
    }
    const told = trouble && 'errcode' in trouble ? { ...trouble } : answer!;
    const isFile = 'bytes' in told && 'type' in told;
    const headers = isFile ? {} : { 'error-code': plain(told['errcode']), 'error-msg': plain(told['errmsg']).replaceAll(/[^ -~]/gu, '?') };
    const type = isFile ? plain(told['type']) : 'application/json; charset=UTF-8';
    response.writeHead(200, { ...headers, 'content-type': type }).end(isFile ? (told['bytes'] as Buffer) : JSON.stringify(told));
    return isFile ? {} : told;
  }
}

const names: Readonly<Record<number, string>> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40014: 'invalid access_token',
  42001: 'access_token expired',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  48002: 'api forbidden',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  81013: 'user & party & tag all invalid',
  301002: 'not allow operate another agent with this accesstoken',
};

async function heardIn(request: IncomingMessage, body: Buffer, seenIp: string | null): Promise<Heard> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  const { access_token: token = '', ...query } = Object.fromEntries(searchParams);
  const type = request.headers['content-type'] ?? '';
  const isForm = type.startsWith('multipart/form-data');
  const { json, isWrongJson } = isForm || body.length === 0 ? { json: {}, isWrongJson: false } : jsonIn(body);
  const ip = seenIp ?? (request.socket.remoteAddress ?? '').replace('::ffff:', '');
  const file = isForm ? await fileIn(type, body) : null;
  const method = pathname.replace(/^\/cgi-bin\//u, '');
  return { method, verb: request.method ?? 'GET', token, ip, args: { ...json, ...query }, isWrongJson, file };
}

/** WeCom reads what it can of wrong JSON, and warns of it. */
function jsonIn(body: Buffer): { json: Json; isWrongJson: boolean } {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    return isJson(json) ? { json, isWrongJson: false } : { json: {}, isWrongJson: true };
  } catch {
    return { json: {}, isWrongJson: true };
  }
}

async function fileIn(type: string, body: Buffer): Promise<Asked['file']> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => null);
  const given = form?.get('media') ?? [...(form?.values() ?? [])][0];
  if (!given || typeof given === 'string') return null;
  return { filename: given.name, type: given.type, bytes: Buffer.from(await given.arrayBuffer()) };
}
