import { createHash } from 'node:crypto';
import type { SentCard } from '../../../domain/card/card.ts';
import type { ChatMemory } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Subject } from '../../../ports/im.ts';

/** As long as WeCom lets a card be changed, less what a call may take. */
const livesMs = 72 * 3_600_000 - 60_000;

/** One card of an app by the key that it was posted under: 43 of `0-9A-Za-z_-`. */
export const taskOf = (conv: string, key: string): string => createHash('sha256').update(`${conv} ${key}`).digest('base64url');

/** What of a card somebody has to know at once: an update that leaves it as it was can wait for one that does not. */
export function gist({ severity, state, actions = [], selects = [] }: SentCard, about: Subject | undefined): string {
  const tone = state?.tone === 'alarm' ? 'alarm' : [state?.tone, about?.phase ?? state?.word];
  const chosen = selects.flatMap(({ options }) => options.filter(({ isChosen }) => isChosen).map(({ token }) => token));
  const said = JSON.stringify([severity, tone, actions.map(({ token, label }) => [token, label]), chosen]);
  return createHash('sha256').update(said).digest('base64url');
}

/** The gist of a card that shows one of several. */
export const unknown = '';

export interface Showing {
  readonly gist: string;
  /** The bot that posted it. */
  readonly as: string;
}

/** By which a card can be changed once. */
export interface Code {
  readonly code: string;
  readonly by: 'sending' | 'pressing';
}

const spent = (code: string): string => `spent/${createHash('sha256').update(code).digest('base64url')}`;

/** What is kept of cards: the codes by which each can be changed, once each, and what it shows. */
export class TaskCodes {
  readonly #memory: ChatMemory;
  readonly #clock: Clock;

  constructor({ memory, clock }: { readonly memory: ChatMemory; readonly clock: Clock }) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** A code came, with the card itself or with a press on it. WeCom brings a press again, with a code that may be used up by now. */
  async given(task: string, { code, by }: Code): Promise<void> {
    if (code === '' || (await this.#memory.read(spent(code))) !== null) return;
    await this.#keep(`code/${task}/${by}`, code);
  }

  /** Uses codes of the card, until one was good. False: none is left. `change` answers whether the code was good; where it throws what may
   *  pass, it gives the code back. */
  async use(task: string, change: (code: Code) => Promise<boolean>): Promise<boolean> {
    for (let code = await this.#take(task); code !== null; code = await this.#take(task)) if (await change(code)) return true;
    return false;
  }

  /** It was not used after all. */
  async back(task: string, code: Code): Promise<void> {
    await this.#memory.take(spent(code.code));
    await this.given(task, code);
  }

  async #take(task: string): Promise<Code | null> {
    for (const by of ['pressing', 'sending'] as const) {
      const code = await this.#memory.take(`code/${task}/${by}`);
      if (code === null) continue;
      await this.#keep(spent(code), 'yes');
      return { code, by };
    }
    return null;
  }

  async shows(task: string, card: Showing): Promise<void> {
    await this.#keep(`shows/${task}`, JSON.stringify(card));
  }

  async shown(task: string): Promise<Showing | null> {
    const kept = await this.#memory.read(`shows/${task}`);
    return kept === null ? null : (JSON.parse(kept) as Showing);
  }

  /** A card has taken the place of another, whose task is at the end of its key. */
  async replaced(key: string): Promise<void> {
    const [, task] = /\/([\w-]{43})$/u.exec(key) ?? [];
    if (task !== undefined) await this.#keep(`replaced/${task}`, 'yes');
  }

  async isReplaced(task: string): Promise<boolean> {
    return (await this.#memory.read(`replaced/${task}`)) !== null;
  }

  #keep(key: string, value: string): Promise<void> {
    return this.#memory.keep(key, value, this.#clock.now() + livesMs);
  }
}
