import type { WechatChat } from '../../../domain/chat/guest-chats.ts';
import type { Inbound } from '../../../domain/chat/heard.ts';
import type { Ears, EarsState, Hearing } from '../../../ports/chat-ears.ts';
import type { Leases } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import { ForAnotherError, OutsideError } from '../../../ports/errors.ts';
import type { Guest, Invite } from '../../../ports/guest.ts';
import { Alone } from './alone.ts';
import type { OursOfWechat, WechatCalls, WechatTold } from './calls.ts';

export interface WechatEarsParts {
  readonly name: string;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly invite: Invite;
  readonly told: WechatTold;
  readonly spec: Pick<WechatChat, 'env'>;
  readonly noted: (what: string, data: object) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** WeChat brings nothing twice: what could not be stored is tried again after these. */
const againMs = [1_000, 3_000, 10_000, 30_000];
const elsewhereMs = 1_000;

/** One account is logged in once: of several processes one has it. */
export class WechatEars implements Ears {
  readonly guest: Guest<WechatCalls>;
  readonly #parts: WechatEarsParts;
  readonly #alone: Alone;
  #hearing: Hearing | null = null;

  constructor(parts: WechatEarsParts) {
    this.#parts = parts;
    const { name, clock, leases, invite, told, noted, spec } = parts;
    const answers: OursOfWechat = {
      heard: (inbound) => this.heard(inbound),
      noted: async ({ what, data }) => noted(what, { chat: name, ...data }),
    };
    this.guest = invite({ name, module: new URL('guest.ts', import.meta.url), told, env: spec.env ?? [], answers });
    this.#alone = new Alone({
      lease: `wechat/${name}`,
      leases,
      clock,
      ours: () => this.guest.start(),
      theirs: () => this.guest.stop('another process of Tocsin has the account'),
    });
  }

  async start(hearing: Hearing): Promise<void> {
    this.#hearing = hearing;
    void this.#alone.start();
  }

  async stop(): Promise<void> {
    this.#hearing = null;
    await this.#alone.stop();
  }

  state(): EarsState {
    return this.guest.state();
  }

  /** Throws where another process is the one to speak. */
  mustSpeak(): void {
    if (this.#alone.isOurs) return;
    throw new ForAnotherError(`${this.#parts.name}: another process has the account and speaks there`, elsewhereMs);
  }

  /** Throws where nobody would be heard just now, with what to do. */
  mustListen(): void {
    const { state, because } = this.state();
    if (state === 'listening' || !this.#alone.isOurs) return;
    throw new OutsideError('transient', `${this.#parts.name}: ${because ?? 'it is still starting'}`);
  }

  async heard(inbound: Inbound, tries = 0): Promise<void> {
    const { clock, failed, name } = this.#parts;
    try {
      await this.#hearing?.heard(inbound);
    } catch (error) {
      const wait = againMs[tries];
      if (wait === undefined) return failed('what was said in WeChat could not be stored', error, { chat: name });
      clock.alarm(clock.now() + wait, () => void this.heard(inbound, tries + 1));
    }
  }
}
