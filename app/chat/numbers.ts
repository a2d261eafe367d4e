import type { SentCard } from '../../domain/card/card.ts';
import { plainly } from '../../domain/chat/sentence-text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

/** As long as a card may still be looked at. */
const keptMs = 72 * 60 * 60_000;
/** As long as a number means what somebody was told alone that it means; said later, they are told anew. */
const freshMs = 15 * 60_000;

/** The newest card with actions in a conversation. `isPrinted`: each action has its number beside it. `at`: since when it is the newest,
 *  UTC milliseconds. */
export interface Numbered {
  readonly title: string;
  readonly actions: readonly { readonly token: string; readonly label: string }[];
  readonly isPrinted: boolean;
  readonly at: number;
  /** Of the card that is edited from then on. */
  readonly slot?: string;
}

/** What a number stood for when it was said. `title`: what the page was about that it answered. */
export type Meant =
  | { readonly is: 'skill'; readonly skill: string; readonly input: unknown; readonly title?: string }
  | { readonly is: 'button'; readonly token: string }
  | { readonly is: 'list'; readonly card: Numbered }
  | { readonly is: 'nothing' };

/** A card as it is shown, where it is one that is edited. */
type Shown = Pick<SentCard, 'title'> & { readonly actions?: Numbered['actions']; readonly slot?: string };

/** A conversation; `by`: for this one of those who are in it. */
interface Place {
  readonly chat: string;
  readonly conv: string;
  readonly by?: string;
}

/** What a bare number stands for in a conversation. */
export class Numbers {
  readonly #parts: { readonly store: Store; readonly clock: Clock };

  constructor(parts: { readonly store: Store; readonly clock: Clock }) {
    this.#parts = parts;
  }

  /** Of a card that has nothing to press any more stays that it was there; another one's numbers stay. What one of them is answered changes nobody
   *  else's. */
  async shown(place: Place, { title, actions = [], slot }: Shown, isPrinted: boolean): Promise<void> {
    const memory = this.#parts.store.memoryOf(place.chat);
    const kept = slot === undefined ? null : await this.#kept(place);
    const before = kept?.slot === slot ? kept : null;
    if (actions.length === 0 && !before) return;
    const now = this.#parts.clock.now();
    // A card that is edited is not newer for that; what somebody is told again is.
    const at = (place.by === undefined ? before?.at : undefined) ?? now;
    const tokens = actions.slice(0, 9).map(({ token, label }) => ({ token, label }));
    const numbered: Numbered = { title, actions: tokens, isPrinted, at, ...(slot === undefined ? {} : { slot }) };
    await memory.keep(keyOf(place), JSON.stringify(numbered), now + keptMs);
  }

  /** What the number means that was said in the message `id`: found out once. By the time its answer is given again, something else may be the
   *  newest. Null is found out again. */
  async meant<None extends null = never>(
    chat: string,
    id: string | undefined,
    find: () => Promise<Meant | NoInfer<None>>,
  ): Promise<Meant | None> {
    if (id === undefined) return find();
    const memory = this.#parts.store.memoryOf(chat);
    const known = await memory.read(`number/${id}`);
    if (known !== null) return JSON.parse(known) as Meant;
    const meant = await find();
    if (meant !== null) await memory.keep(`number/${id}`, JSON.stringify(meant), this.#parts.clock.now() + keptMs);
    return meant;
  }

  /** What they were answered alone counts until something newer is there for all, and has to be told anew where that is over by now; of a card that
   *  is edited, as long as it is there. */
  async newest({ by, ...place }: Place): Promise<Numbered | null> {
    const all = await this.#kept(place);
    const own = by === undefined ? null : await this.#kept({ ...place, by });
    const isOver = all !== null && all.actions.length === 0;
    if (own === null || (own.slot !== undefined && (isOver || all?.slot !== own.slot))) return isOver ? null : all;
    const isOlder = own.slot === undefined && (all?.at ?? 0) > own.at;
    if (isOlder && !isOver) return all;
    return { ...own, isPrinted: own.isPrinted && !isOlder && this.#parts.clock.now() < own.at + freshMs };
  }

  async #kept(place: Place): Promise<Numbered | null> {
    const kept = await this.#parts.store.memoryOf(place.chat).read(keyOf(place));
    return kept === null ? null : (JSON.parse(kept) as Numbered);
  }
}

const keyOf = ({ conv, by }: Place): string => (by === undefined ? `numbers/${conv}` : `numbers/${conv}/${by}`);

/** The number that somebody answers with: `1`, `１`, `回复 1`, `1 认领`; null where it is something else. */
export function numberIn(text: string): number | null {
  const [, digit] = /^(?:回复|reply)?\s*([1-9])\s*(?:[.,]|认领|收到|ack)?$/iu.exec(plainly(text).trim()) ?? [];
  return digit === undefined ? null : Number(digit);
}
