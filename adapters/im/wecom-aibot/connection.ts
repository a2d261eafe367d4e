import { aibotCode } from '../../../domain/chat/aibot-why.ts';
import { netWhy } from '../../../domain/chat/net-why.ts';
import type { EarsState } from '../../../ports/chat-ears.ts';
import type { ChatMemory, Leases } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import { ForAnotherError, OutsideError } from '../../../ports/errors.ts';
import type { Frame } from './frames.ts';
import { Kicks } from './kicks.ts';
import { Socket, type Asking, type Ending } from './socket.ts';

export interface ConnectionParts {
  /** The chat as it is configured. */
  readonly name: string;
  readonly bot: { readonly botId: string; readonly secret: string };
  readonly url: string;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly memory: ChatMemory;
  /** 0..1, so that many who lost WeCom together do not come back together. */
  readonly dice: () => number;
  readonly told: (frame: Frame) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** The lease outlives two looks that fail. */
const leaseMs = 15_000;
const lookMs = 5_000;
/** Pauses before a connection that could not be made, or did not last, is tried again. */
const brokenMs = [0, 1_000, 2_000, 5_000, 10_000, 30_000];
/** With credentials that WeCom refused. */
const refusedMs = [60_000, 300_000];
/** A connection that held for so long was a good one: what ends it is no sign of more. */
const steadyMs = 60_000;
/** While it is being looked at who took it. */
const findingOutMs = 60_000;
/** What is asked while the first connection is being made comes again so soon. */
const soonMs = 500;

/** The one connection that a robot may have: of all processes whoever holds its lease has it, and makes it anew for ever. Taken away by somebody
 *  else, it is left to them for a while. */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #kicks: Kicks;
  #socket: Socket | null = null;
  #state: EarsState;
  /** Ours until then. UTC ms. */
  #heldUntil = 0;
  /** No try before that. UTC ms. */
  #nextTry = 0;
  #falls = 0;
  #isStopped = true;
  /** Somebody has just started us: that may be because nobody else wants the connection any more. */
  #isFresh = false;
  #calm: () => void = () => {};
  #unhold: () => void = () => {};

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#kicks = new Kicks(parts);
    this.#state = { state: 'off', since: parts.clock.now(), because: null };
  }

  get state(): EarsState {
    return this.#state;
  }

  /** Resolves after the first look at whose it is. */
  async start(): Promise<void> {
    this.#isStopped = false;
    this.#isFresh = true;
    this.#nextTry = 0;
    this.#is('connecting');
    await this.#look();
    this.#isFresh = false;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#calm();
    this.#unhold();
    this.#is('off');
    this.#drop('stopped');
    await this.#parts.leases.release(this.#lease).catch(() => {});
  }

  /** Throws an OutsideError: `for another` where another process has the connection. */
  async ask(asking: Asking): Promise<Frame> {
    return this.#line().ask(asking);
  }

  /** Throws where `ask` would before anything was sent. */
  mustBeThere(): void {
    this.#line();
  }

  #line(): Socket {
    const { name } = this.#parts;
    const { state, because, ended } = this.#state;
    if (state === 'listening' && this.#socket) return this.#socket;
    if (state === 'standby') throw new ForAnotherError(`${name}: another process has the connection to WeCom.`, soonMs);
    if (state === 'connecting') throw new OutsideError('rate-limited', `${name}: it is connecting to WeCom.`, soonMs);
    const said = `${name}: it is not connected to WeCom${because === null ? '' : ` (${because})`}.`;
    if (ended !== undefined) throw new OutsideError('auth', said, null, { code: aibotCode(ended), raw: name });
    throw new OutsideError('transient', said, null, netWhy('unreached', because === null ? name : `${name}: ${because}`));
  }

  get #lease(): string {
    return `aibot/${this.#parts.name}`;
  }

  /** Whose it is, looked at again and again. Never fails. */
  async #look(): Promise<void> {
    const { clock } = this.#parts;
    if (this.#isStopped) return;
    const isOurs = !this.#isPausing && (await this.#hold());
    if (isOurs && !this.#socket && !this.#isPausing && !(await this.#isLeftToOthers())) this.#connect();
    if (this.#isStopped) return;
    this.#calm();
    this.#calm = clock.alarm(this.#isPausing ? this.#nextTry : clock.now() + lookMs, () => void this.#look());
  }

  /** Whether another program has put us out, be it this process or another of ours, and is not to be put out yet. */
  async #isLeftToOthers(): Promise<boolean> {
    const until = this.#isFresh ? 0 : await this.#kicks.until();
    if (until <= this.#parts.clock.now()) return false;
    this.#pauses(until, { is: 'kicked' });
    return true;
  }

  /** Whoever may not try yet leaves it to others. */
  get #isPausing(): boolean {
    return !this.#socket && this.#parts.clock.now() < this.#nextTry;
  }

  /** While the store does not answer what was ours stays so until its time is over. */
  async #hold(): Promise<boolean> {
    const { clock, leases, failed, name } = this.#parts;
    const at = clock.now();
    const until = await leases.hold(this.#lease, leaseMs).then(
      (isHeld) => (isHeld ? at + leaseMs : 0),
      (e: unknown) => {
        failed('the store does not say whose the connection to WeCom is', e, { chat: name });
        return this.#heldUntil;
      },
    );
    if (this.#isStopped) return false;
    this.#holds(until);
    const isOurs = until > clock.now() + lookMs;
    if (!isOurs) this.#standBy();
    return isOurs;
  }

  /** What is ours is let go at the end of its time, whatever the next look is waiting for: others may take it then. */
  #holds(until: number): void {
    this.#heldUntil = until;
    this.#unhold();
    if (until > 0) this.#unhold = this.#parts.clock.alarm(until, () => this.#socket && this.#standBy());
  }

  #standBy(): void {
    this.#is('standby');
    this.#falls = 0;
    this.#drop('another process has the connection now');
  }

  #connect(): void {
    const { bot, failed, name, clock } = this.#parts;
    if (this.#isStopped || this.#socket || clock.now() >= this.#heldUntil) return;
    if (this.#state.state === 'standby') this.#is('connecting');
    try {
      const socket = this.#opened();
      this.#socket = socket;
      socket.subscribe(bot).then(
        () => this.#listens(socket),
        (e: Error) => socket.end({ is: 'broken', because: e.message }),
      );
    } catch (e) {
      failed('the connection to WeCom could not be begun', e, { chat: name });
      this.#fell({ is: 'broken', because: e instanceof Error ? e.message : String(e) });
    }
  }

  #opened(): Socket {
    const { name, url, clock, told } = this.#parts;
    const socket: Socket = new Socket({ name, url, clock, told, over: (ending) => void this.#over(socket, ending) });
    return socket;
  }

  #listens(socket: Socket): void {
    if (this.#socket !== socket) return;
    this.#is('listening');
  }

  #drop(because: string): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.end({ is: 'broken', because });
  }

  /** It is made anew at once where it was a good one, else after a while that grows. */
  async #over(socket: Socket, ending: Ending): Promise<void> {
    if (this.#socket !== socket || this.#isStopped) return;
    this.#socket = null;
    if (ending.is === 'kicked') await this.#kicked(ending);
    else this.#fell(ending);
    await this.#look();
  }

  #fell(ending: Exclude<Ending, { is: 'kicked' }>): void {
    const { clock, dice } = this.#parts;
    if (this.#heldMs >= steadyMs) this.#falls = 0;
    const pauses = ending.is === 'broken' ? brokenMs : refusedMs;
    const pause = (pauses[Math.min(this.#falls, pauses.length - 1)] ?? 0) * (0.75 + dice() / 2);
    this.#falls += 1;
    this.#pauses(clock.now() + pause, ending);
  }

  /** Whoever took it may be another process of ours, which has the lease. */
  async #kicked(ending: Ending): Promise<void> {
    const heldMs = this.#heldMs;
    this.#pauses(this.#parts.clock.now() + findingOutMs, ending);
    const isOurs = await this.#hold();
    this.#nextTry = isOurs ? await this.#kicks.again(heldMs) : 0;
    if (isOurs) await this.#parts.leases.release(this.#lease).catch(() => {});
  }

  #pauses(until: number, ending: Ending): void {
    this.#nextTry = until;
    this.#is('lost', ending);
  }

  /** For how long we have listened. */
  get #heldMs(): number {
    const { state, since } = this.#state;
    return state === 'listening' ? this.#parts.clock.now() - since : 0;
  }

  #is(state: EarsState['state'], ending: Ending | null = null): void {
    const because = ending && whyOf(ending);
    if (state === this.#state.state && because === this.#state.because) return;
    const ended = ending?.is === 'refused' ? 'refused' : ending?.is === 'kicked' ? 'taken' : null;
    this.#state = { state, because, since: this.#parts.clock.now(), ...(ended ? { ended } : {}) };
  }
}

function whyOf(ending: Ending): string {
  if (ending.is === 'broken') return ending.because;
  if (ending.is === 'refused') return `WeCom refuses the Bot ID or the Secret: errcode ${ending.error.errcode} ${ending.error.errmsg}`;
  return 'another program has connected as this robot; WeCom lets in one at a time. Stop the other one, or make a robot for each';
}
