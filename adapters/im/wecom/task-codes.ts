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

export interface Showing {
  readonly gist: string;
  /** The bot that posted it. */
  readonly as: string;
}

/** What is kept of cards: the codes by which each can be changed, once each, and what it shows. */
export class TaskCodes {
  readonly #memory: ChatMemory;
  readonly #clock: Clock;

  constructor({ memory, clock }: { readonly memory: ChatMemory; readonly clock: Clock }) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** A code came, with the card itself or with a press on it. */
  async given(task: string, code: string, by: 'sending' | 'pressing'): Promise<void> {
    if (code !== '') await this.#keep(`code/${task}/${by}`, code);
  }

  /** Takes a code of the card; null: none is left. */
  async take(task: string): Promise<{ readonly code: string; readonly by: 'sending' | 'pressing' } | null> {
    for (const by of ['pressing', 'sending'] as const) {
      const code = await this.#memory.take(`code/${task}/${by}`);
      if (code !== null) return { code, by };
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
