import type { SentCard } from '../../domain/card/card.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

/** As long as a card may still be looked at. */
const keptMs = 72 * 60 * 60_000;

/** The newest card with actions in a conversation. `isPrinted`: each action has its number beside it. */
export interface Numbered {
  readonly title: string;
  readonly actions: readonly { readonly token: string; readonly label: string }[];
  readonly isPrinted: boolean;
}

interface Place {
  readonly chat: string;
  readonly conv: string;
}

/** What a bare number stands for in a conversation. */
export class Numbers {
  readonly #parts: { readonly store: Store; readonly clock: Clock };

  constructor(parts: { readonly store: Store; readonly clock: Clock }) {
    this.#parts = parts;
  }

  /** Nothing changes where the card has nothing to press. */
  async shown({ chat, conv }: Place, { title, actions = [] }: SentCard, isPrinted: boolean): Promise<void> {
    if (actions.length === 0) return;
    const numbered: Numbered = { title, actions: actions.slice(0, 9).map(({ token, label }) => ({ token, label })), isPrinted };
    await this.#parts.store.memoryOf(chat).keep(`numbers/${conv}`, JSON.stringify(numbered), this.#parts.clock.now() + keptMs);
  }

  async newest({ chat, conv }: Place): Promise<Numbered | null> {
    const kept = await this.#parts.store.memoryOf(chat).read(`numbers/${conv}`);
    return kept === null ? null : (JSON.parse(kept) as Numbered);
  }
}

/** The number that somebody answers with: `1`, `回复 1`, `1 认领`; null where it is something else. */
export function numberIn(text: string): number | null {
  const [, digit] = /^(?:回复|reply)?\s*([1-9])\s*(?:[.、。]|认领|收到|ack)?$/iu.exec(text.trim()) ?? [];
  return digit === undefined ? null : Number(digit);
}
