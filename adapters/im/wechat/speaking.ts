import type { ChatMemory } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Pace, Turn } from '../../../ports/pace.ts';
import type { WechatCalls } from './calls.ts';
import type { WechatEars } from './ears.ts';

export interface SpeakingParts {
  readonly name: string;
  readonly clock: Clock;
  /** With the limits of `wechatLimits`. */
  readonly pace: Pace;
  readonly memory: ChatMemory;
  readonly noted: (what: string, data: object) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

type Asked<K extends keyof WechatCalls> = Parameters<WechatCalls[K]>[0];
type Answer<K extends keyof WechatCalls> = Promise<Awaited<ReturnType<WechatCalls[K]>>>;

/** What is asked of Wechaty, by the one process that has the account, and each in its turn. */
export class Speaking {
  readonly parts: SpeakingParts;
  readonly #ears: WechatEars;

  constructor(parts: SpeakingParts, ears: WechatEars) {
    this.parts = parts;
    this.#ears = ears;
  }

  /** What only looks waits for no turn. */
  async look<K extends 'knows' | 'find'>(method: K, asked: Asked<K>): Answer<K> {
    this.#ears.mustSpeak();
    return this.#ears.guest.call(method, asked);
  }

  /** Files go with what is said. */
  async ask<K extends 'say' | 'send' | 'create' | 'invite'>(method: K, asked: Asked<K>, turn: Omit<Turn, 'method'>): Answer<K> {
    this.#ears.mustSpeak();
    await this.parts.pace.turn({ ...turn, method: method === 'send' ? 'say' : method });
    this.#ears.mustSpeak();
    return this.#ears.guest.call(method, asked);
  }
}
