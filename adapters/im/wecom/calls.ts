import { z } from 'zod';
import { netWhy } from '../../../domain/chat/net-why.ts';
import type { WecomChat } from '../../../domain/chat/wecom-chat.ts';
import type { Urgency } from '../../../domain/event/effect.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import { oneLine, type Outward, type OutwardAnswer } from '../../../ports/outward.ts';
import type { Pace } from '../../../ports/pace.ts';
import { errcodeOf, WecomRefusal } from './refusals.ts';
import { Tokens, type Given } from './tokens.ts';

export interface CallParts {
  /** The configured name of the chat. */
  readonly name: string;
  readonly spec: Pick<WecomChat, 'corpId' | 'secret' | 'url'>;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly outward: Outward;
}

export interface Asking {
  /** Such as `message/send`. */
  readonly method: string;
  readonly urgency: Urgency;
  /** The conversation that it is about, where there is one. */
  readonly conv?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, or bytes of a type: then it is posted. */
  readonly body?: object | { readonly bytes: Uint8Array; readonly type: string };
}

const api = 'https://qyapi.weixin.qq.com/cgi-bin';

const Answer = z.looseObject({ errcode: z.number(), errmsg: z.string().default('') });
type Answer = z.output<typeof Answer>;
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** WeCom takes the token no more: it is asked for anew. */
const stale = new Set([40014, 42001]);

/** The way to WeCom's API: in turn, with the app's token, and with every failure as an OutsideError that holds neither secret nor token. */
export class Calls {
  readonly #parts: CallParts;
  readonly #tokens: Tokens;

  constructor(parts: CallParts) {
    this.#parts = parts;
    this.#tokens = new Tokens(() => this.#givenToken(), parts.clock);
  }

  /** What it answers, with errcode 0. A token that is too old is renewed, and the call made once more. */
  async make(asking: Asking): Promise<Answer> {
    const { pace, clock } = this.#parts;
    const turn = { method: asking.method, urgency: asking.urgency, conv: asking.conv ?? null };
    await pace.turn(turn);
    try {
      return await this.#withToken(asking);
    } catch (e) {
      if (e instanceof OutsideError && e.failure === 'rate-limited' && e.retryAfterMs !== null)
        pace.refused(turn, clock.now() + e.retryAfterMs);
      throw e;
    }
  }

  async #withToken(asking: Asking): Promise<Answer> {
    const token = await this.#tokens.get();
    try {
      return await this.#ask(asking, { access_token: token });
    } catch (e) {
      if (!stale.has(errcodeOf(e) ?? 0)) throw e;
      this.#tokens.drop(token);
      return this.#ask(asking, { access_token: await this.#tokens.get() });
    }
  }

  async #givenToken(): Promise<Given> {
    const { corpId, secret } = this.#parts.spec;
    const answer = await this.#ask({ method: 'gettoken', urgency: 'page' }, { corpid: corpId, corpsecret: secret });
    const given = Token.safeParse(answer);
    if (!given.success) throw this.#notWecom('gettoken');
    return { token: given.data.access_token, seconds: given.data.expires_in };
  }

  /** What only asks, and a file that nobody is shown yet, has done nothing, answered or not. */
  async #ask(asking: Asking, credentials: Record<string, string>): Promise<Answer> {
    try {
      return await this.#asked(asking, credentials);
    } catch (e) {
      const isDeed = asking.body !== undefined && !('bytes' in asking.body);
      throw e instanceof UnansweredError && !isDeed ? new OutsideError(e.failure, e.message, null, e.why) : e;
    }
  }

  async #asked({ method, query = {}, body }: Asking, credentials: Record<string, string>): Promise<Answer> {
    const { name, spec, outward } = this.#parts;
    const { content, type } = contentOf(body);
    const answer = await outward({
      who: name,
      method: body === undefined ? 'GET' : 'POST',
      url: `${(spec.url ?? api).replace(/\/+$/u, '')}/${method}?${new URLSearchParams({ ...credentials, ...query }).toString()}`,
      ...(content === undefined ? {} : { headers: { 'content-type': type }, body: content }),
    });
    const { errcode, errmsg } = this.#read(answer, method);
    if (errcode !== 0) throw new WecomRefusal(`${name}: ${method}`, { errcode, said: this.#shown(errmsg, Object.values(credentials)) });
    return this.#read(answer, method);
  }

  #read({ status, text }: OutwardAnswer, method: string): Answer {
    if (status >= 500)
      throw new UnansweredError(
        `${this.#parts.name}: ${method} was answered with HTTP ${status}. WeCom is in trouble; it is tried again.`,
        netWhy('trouble', `HTTP ${status}`),
      );
    const read = Answer.safeParse(jsonOf(text));
    if (status !== 200 || !read.success) throw this.#notWecom(method, status);
    return read.data;
  }

  /** What is between us and WeCom answers in pages rather than in codes. */
  #notWecom(method: string, status = 200): OutsideError {
    const where = `${this.#parts.name}: ${method}`;
    return new OutsideError(
      'transient',
      `${where} was answered by something that is not WeCom (HTTP ${status}). Check url of the chat, and the proxies.`,
      null,
      netWhy('stranger', `HTTP ${status}`),
    );
  }

  /** What WeCom says, without what it adds for itself, and without our keys whatever it repeats. */
  #shown(errmsg: string, keys: readonly string[]): string {
    const said = oneLine(errmsg.replace(/,? *more info at .*$/su, '').replace(/,? *hint: *\[[^\]]*\]/u, ''));
    return [...keys, ...this.#tokens.known, this.#parts.spec.secret].reduce(
      (text, key) => (key === '' ? text : text.replaceAll(key, '…')),
      said,
    );
  }
}

function contentOf(body: Asking['body']): { content?: string | Uint8Array; type: string } {
  if (body === undefined) return { type: '' };
  if ('bytes' in body) return { content: body.bytes, type: body.type };
  return { content: JSON.stringify(body), type: 'application/json' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
