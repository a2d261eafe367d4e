import type { Clock } from '../../../ports/clock.ts';

/** A token as WeCom gives it, with the seconds it lives. */
export interface Given {
  readonly token: string;
  readonly seconds: number;
}

/** It is renewed before it ends, so that none ends on the way. */
const earlyMs = 60_000;

/** The one access token of an app: asked for once however many wait for it, and kept until shortly before it ends. */
export class Tokens {
  readonly #ask: () => Promise<Given>;
  readonly #clock: Clock;
  #held: { readonly token: string; readonly until: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(ask: () => Promise<Given>, clock: Clock) {
    this.#ask = ask;
    this.#clock = clock;
  }

  async get(): Promise<string> {
    if (this.#held && this.#held.until > this.#clock.now()) return this.#held.token;
    this.#asking ??= this.#renew().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** WeCom does not take it any more. Whoever learns that late drops nothing that is newer. */
  drop(token: string): void {
    if (this.#held?.token === token) this.#held = null;
  }

  /** Neither is to stand in an error, whatever WeCom says. */
  get known(): readonly string[] {
    return this.#held ? [this.#held.token] : [];
  }

  async #renew(): Promise<string> {
    const { token, seconds } = await this.#ask();
    this.#held = { token, until: this.#clock.now() + seconds * 1_000 - earlyMs };
    return token;
  }
}
