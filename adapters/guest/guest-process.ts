import type { EarsState, Missing } from '../../ports/chat-ears.ts';
import type { Clock } from '../../ports/clock.ts';
import { OutsideError, UnansweredError } from '../../ports/errors.ts';
import type { Calls, Guest, Invitation, Invite } from '../../ports/guest.ts';
import { Life, type LifeParts } from './life.ts';
import type { Last } from './message.ts';
import { surroundings, type Variables } from './surroundings.ts';

export interface TakingIn {
  readonly clock: Clock;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
  /** Our own variables: they hold secrets, of which a guest gets none. */
  readonly env: Variables;
}

/** Pauses before a guest that left is asked in again. */
const backoffMs = [0, 1_000, 5_000, 15_000, 60_000];
/** Where somebody has to install a package first. */
const uninstalledMs = 600_000;
/** One that stayed for so long had come in well. */
const steadyMs = 60_000;
/** A call that takes longer is not waited for. */
const patienceMs = 30_000;
/** How often it is asked whether it is there. */
const beatMs = 15_000;
const partingMs = 3_000;
const mostMemoryMb = 512;

const megabyte = 2 ** 20;
const isTooLarge = (bytes: unknown): bytes is number => typeof bytes === 'number' && bytes > mostMemoryMb * megabyte;
const tooLarge = (bytes: number): string =>
  `it held ${Math.round(bytes / megabyte)} MB of memory, and ${mostMemoryMb} MB is what a guest may have. It begins anew; look at what its bot or puppet keeps`;

/** Takes guests in, each in a process of its own. */
export const guestProcesses =
  (taking: TakingIn): Invite =>
  <Its extends Calls>(invitation: Invitation) =>
    new GuestProcess<Its>(invitation, taking);

class GuestProcess<Its extends Calls> implements Guest<Its> {
  readonly #invitation: Invitation;
  readonly #taking: TakingIn;
  #state: EarsState;
  #in: { readonly life: Life; readonly since: number } | null = null;
  #isWanted = false;
  #tries = 0;
  #calm: () => void = () => {};

  constructor(invitation: Invitation, taking: TakingIn) {
    this.#invitation = invitation;
    this.#taking = taking;
    this.#state = { state: 'off', since: taking.clock.now(), because: null };
  }

  state(): EarsState {
    return this.#state;
  }

  start(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#enter();
  }

  async stop(because?: string): Promise<void> {
    this.#isWanted = false;
    this.#calm();
    const inside = this.#in;
    this.#in = null;
    this.#is('off', because ?? null);
    if (!inside) return;
    await this.#within(inside.life.call('close', null), partingMs).catch(() => {});
    inside.life.end('stopped');
  }

  async call<K extends keyof Its & string>(name: K, asked: Parameters<Its[K]>[0]): Promise<Awaited<ReturnType<Its[K]>>> {
    const { name: chat } = this.#invitation;
    if (!this.#in) {
      const why = this.#state.because === null ? '' : `: ${this.#state.because}`;
      throw new OutsideError('transient', `${chat}: not connected just now${why}`);
    }
    try {
      return (await this.#within(this.#in.life.call(name, asked), patienceMs)) as never;
    } catch (e) {
      throw e instanceof OutsideError ? e : new OutsideError('transient', `${chat}: ${(e as Error).message}`);
    }
  }

  #enter(): void {
    if (this.#state.state !== 'lost') this.#is('connecting', this.#state.because);
    try {
      const life: Life = new Life(this.#partsOf(() => life));
      this.#in = { life, since: this.#taking.clock.now() };
      this.#beat(life);
    } catch (e) {
      this.#left({ is: 'last', because: (e as Error).message, missing: null });
    }
  }

  /** What it says after it was sent away is not listened to. */
  #partsOf(life: () => Life): LifeParts {
    const { env, noted } = this.#taking;
    const { name: chat } = this.#invitation;
    let mumbled = 0;
    const isIn = (): boolean => this.#in?.life === life();
    return {
      ...this.#invitation,
      variables: surroundings(env, this.#invitation.env),
      mostMemoryMb,
      said: (said) => {
        if (!isIn()) return;
        if (said.is === 'state') this.#is(said.state, said.because);
        else noted('a guest forgot to catch an error', { chat, because: said.because });
      },
      mumbled: () => (mumbled += 1) === 1 && noted('a guest said what is no message of ours; it is not listened to', { chat }),
      over: (last) => isIn() && this.#left(last),
    };
  }

  /** Where it hangs, or holds too much memory of whatever kind, it is shown out. */
  #beat(life: Life): void {
    const { clock } = this.#taking;
    this.#calm = clock.alarm(clock.now() + beatMs, () => {
      void this.#within(life.call('alive', null), patienceMs).then(
        (bytes) => this.#in?.life === life && (isTooLarge(bytes) ? life.end(tooLarge(bytes)) : this.#beat(life)),
        () => life.end(`it did not answer for ${patienceMs / 1_000} s`),
      );
    });
  }

  #left(last: Last): void {
    const { clock, noted } = this.#taking;
    const { name: chat } = this.#invitation;
    const { missing } = last;
    const because = this.#bare(last.because);
    const since = this.#in?.since ?? clock.now();
    this.#calm();
    this.#in = null;
    if (clock.now() - since >= steadyMs) this.#tries = 0;
    const wait = missing ? uninstalledMs : (backoffMs[Math.min(this.#tries, backoffMs.length - 1)] ?? 0);
    this.#tries = missing ? 0 : this.#tries + 1;
    // What is still not installed has been said.
    if (missing === null || missing.package !== this.#state.missing?.package)
      noted('a guest left and is asked in again', { chat, because, waitMs: wait });
    this.#is('lost', because, missing);
    this.#calm = clock.alarm(clock.now() + wait, () => this.#isWanted && this.#enter());
  }

  #is(state: EarsState['state'], said: string | null, missing: Missing | null = null): void {
    const because = said === null ? null : this.#bare(said);
    if (state === this.#state.state && because === this.#state.because) return;
    this.#state = { state, because, since: this.#taking.clock.now(), ...(missing && { missing }) };
  }

  /** Whose it is, is known: errors say it before what they say. */
  #bare(said: string): string {
    const own = `${this.#invitation.name}: `;
    return said.startsWith(own) ? said.slice(own.length) : said;
  }

  async #within<T>(work: Promise<T>, ms: number): Promise<T> {
    const { clock } = this.#taking;
    const late = Promise.withResolvers<never>();
    const calm = clock.alarm(clock.now() + ms, () =>
      late.reject(new UnansweredError(`${this.#invitation.name}: no answer within ${ms / 1_000} s`)),
    );
    try {
      return await Promise.race([work, late.promise]);
    } finally {
      calm();
    }
  }
}
