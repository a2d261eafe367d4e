import type { SentCard } from '../../domain/card/card.ts';
import { plainly } from '../../domain/chat/sentence-text.ts';
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

/** What a number stood for when it was said. */
export type Meant =
  | { readonly is: 'skill'; readonly skill: string; readonly input: unknown }
  | { readonly is: 'button'; readonly token: string }
  | { readonly is: 'list'; readonly card: Numbered }
  | { readonly is: 'nothing' };

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

  /** What the number means that was said in the message `id`: found out once. By the time its answer is given again, something else may be the
   *  newest. */
  async meant(chat: string, id: string | undefined, find: () => Promise<Meant>): Promise<Meant> {
    if (id === undefined) return find();
    const memory = this.#parts.store.memoryOf(chat);
    const known = await memory.read(`number/${id}`);
    if (known !== null) return JSON.parse(known) as Meant;
    const meant = await find();
    await memory.keep(`number/${id}`, JSON.stringify(meant), this.#parts.clock.now() + keptMs);
    return meant;
  }

  async newest({ chat, conv }: Place): Promise<Numbered | null> {
    const kept = await this.#parts.store.memoryOf(chat).read(`numbers/${conv}`);
    return kept === null ? null : (JSON.parse(kept) as Numbered);
  }
}

/** The number that somebody answers with: `1`, `１`, `回复 1`, `1 认领`; null where it is something else. */
export function numberIn(text: string): number | null {
  const [, digit] = /^(?:回复|reply)?\s*([1-9])\s*(?:[.,]|认领|收到|ack)?$/iu.exec(plainly(text).trim()) ?? [];
  return digit === undefined ? null : Number(digit);
}
