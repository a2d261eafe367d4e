import { randomUUID } from 'node:crypto';
import { WebSocket, type RawData } from 'ws';
import { netWhy } from '../../../domain/chat/net-why.ts';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import { refusal, unknownLine, type Refused } from './classify.ts';
import { frameIn, isKick, type Frame } from './frames.ts';

/** Why a connection is over. */
export type Ending =
  | { readonly is: 'broken'; readonly because: string }
  /** WeCom does not let us in with these credentials. */
  | { readonly is: 'refused'; readonly error: Refused }
  /** Somebody else has connected as the same robot. */
  | { readonly is: 'kicked' };

export interface SocketParts {
  /** The chat as it is configured, for errors. */
  readonly name: string;
  readonly url: string;
  readonly clock: Clock;
  /** What WeCom tells. */
  readonly told: (frame: Frame) => void;
  /** Called once. */
  readonly over: (ending: Ending) => void;
}

export interface Asking {
  readonly cmd: string;
  readonly body?: object;
  /** Of what is answered; else one of its own. */
  readonly reqId?: string;
}

interface Asked extends Required<Pick<Asking, 'cmd'>> {
  readonly text: string;
  readonly resolve: (answer: Frame) => void;
  readonly reject: (error: OutsideError) => void;
  isSent: boolean;
  calm: () => void;
}

/** An answer comes within milliseconds, or it is lost. */
const patienceMs = 10_000;
const pingMs = 30_000;
const mostUnanswered = 2;
const largestFrame = 8 * 1024 * 1024;

/** One connection to WeCom, from its opening to its end. */
export class Socket {
  readonly #parts: SocketParts;
  readonly #ws: WebSocket;
  /** What has been asked, by its id: the next is asked when the one before it has been answered. */
  readonly #asked = new Map<string, Asked[]>();
  #unanswered = 0;
  #calm: () => void = () => {};
  #isOver = false;

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.#ws = new WebSocket(parts.url, { maxPayload: largestFrame, perMessageDeflate: false });
    this.#ws.on('message', (data) => this.#hears(data));
    this.#ws.on('error', (error: NodeJS.ErrnoException) => this.end({ is: 'broken', because: error.code ?? error.message }));
    this.#ws.on('close', (code) => this.end({ is: 'broken', because: `the connection ended (${code})` }));
    this.#later(patienceMs, () => this.end({ is: 'broken', because: 'no answer' }));
  }

  /** Resolves once WeCom knows who we are. Throws as `ask` does. */
  async subscribe(bot: { readonly botId: string; readonly secret: string }): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#ws.once('open', () => resolve());
      this.#ws.once('close', () => reject(this.#broken()));
    });
    await this.ask({ cmd: 'aibot_subscribe', body: { bot_id: bot.botId, secret: bot.secret } });
    this.#later(pingMs, () => this.#ping());
  }

  /** Throws an OutsideError; an UnansweredError where it may have taken effect. */
  ask({ cmd, body, reqId = `${cmd}_${randomUUID()}` }: Asking): Promise<Frame> {
    if (this.#isOver) return Promise.reject(this.#broken());
    return new Promise((resolve, reject) => {
      const text = JSON.stringify({ cmd, headers: { req_id: reqId }, ...(body ? { body } : {}) });
      const asked: Asked = { cmd, text, resolve, reject, isSent: false, calm: () => {} };
      const line = this.#asked.get(reqId) ?? [];
      this.#asked.set(reqId, line);
      line.push(asked);
      if (line.length === 1) this.#send(reqId, asked);
    });
  }

  end(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#calm();
    this.#ws.terminate();
    for (const asked of [...this.#asked.values()].flat()) {
      asked.calm();
      asked.reject(asked.isSent ? this.#unansweredBy(asked.cmd) : this.#broken());
    }
    this.#asked.clear();
    this.#parts.over(ending);
  }

  #send(reqId: string, asked: Asked): void {
    asked.isSent = true;
    this.#ws.send(asked.text);
    const { clock } = this.#parts;
    asked.calm = clock.alarm(clock.now() + patienceMs, () => this.#next(reqId)?.reject(this.#unansweredBy(asked.cmd)));
  }

  /** Takes the one that waits for an answer, and asks the next. */
  #next(reqId: string): Asked | undefined {
    const line = this.#asked.get(reqId);
    const asked = line?.shift();
    asked?.calm();
    const [next] = line ?? [];
    if (next) this.#send(reqId, next);
    else this.#asked.delete(reqId);
    return asked;
  }

  #hears(data: RawData): void {
    const frame = frameIn((data as Buffer).toString('utf8'));
    if (!frame) return;
    if (isKick(frame)) return this.end({ is: 'kicked' });
    if (frame.cmd.endsWith('_callback')) return this.#parts.told(frame);
    const asked = this.#next(frame.headers.req_id);
    if (!asked) return;
    if (frame.errcode === 0) return asked.resolve(frame);
    const error = refusal(frame, `${this.#parts.name}: ${asked.cmd}`);
    asked.reject(error);
    if (frame.errcode === unknownLine) this.end({ is: 'broken', because: error.errmsg });
    if (error.failure === 'auth') this.end({ is: 'refused', error });
  }

  #ping(): void {
    if (this.#unanswered >= mostUnanswered) return this.end({ is: 'broken', because: 'no answer to our pings' });
    this.#unanswered += 1;
    this.ask({ cmd: 'ping' }).then(
      () => (this.#unanswered = 0),
      () => {},
    );
    this.#later(pingMs, () => this.#ping());
  }

  /** In the place of what was to come. */
  #later(ms: number, then: () => void): void {
    this.#calm();
    this.#calm = this.#parts.clock.alarm(this.#parts.clock.now() + ms, then);
  }

  #broken(): OutsideError {
    const said = `${this.#parts.name}: the connection to WeCom is broken. It is made anew by itself.`;
    return new OutsideError('transient', said, null, netWhy('unreached', this.#parts.name));
  }

  /** A file that nobody is shown yet has done nothing, answered or not. */
  #unansweredBy(cmd: string): OutsideError {
    const said = `${this.#parts.name}: ${cmd} went out, and no answer came.`;
    const why = netWhy('silent', cmd);
    if (cmd.startsWith('aibot_upload')) return new OutsideError('transient', said, null, why);
    return new UnansweredError(`${said} It may have taken effect.`, why);
  }
}
