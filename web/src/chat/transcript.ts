import { signal, type ReadonlySignal } from '@preact/signals';
import type { Message } from '../../api.d.ts';

/** More than a few screens are never in the page: what is far is fetched again. */
const most = 160;

export type Stretch = { messages: Message[]; hasOlder: boolean; hasNewer: boolean };

/** A stretch of what has been said in a room, without a hole, in the order of the room's own numbering. */
export class Transcript {
  readonly #messages = signal<Message[]>([]);
  readonly #pinned = signal<Message[]>([]);
  readonly hasOlder = signal(false);
  readonly hasNewer = signal(false);
  readonly messages: ReadonlySignal<Message[]> = this.#messages;
  readonly pinned: ReadonlySignal<Message[]> = this.#pinned;

  /** News, or a newer version of what is there. What lies beyond the stretch is left out; what stands in a thread alone too. */
  put(fresh: Message[]): void {
    const known = this.#messages.peek();
    const ids = new Set(known.map((message) => message.id));
    const last = known.at(-1)?.seq ?? 0;
    const isNext = (message: Message) => message.isInRoom && message.seq > last && !this.hasNewer.peek();
    const shown = fresh.filter((message) => ids.has(message.id) || isNext(message));
    if (shown.length > 0) this.#show(merged(known, shown), 'end');
    this.pin(fresh);
  }

  /** Pinned messages may be older than what is shown. */
  pin(fresh: Message[]): void {
    this.#pinned.value = merged(this.#pinned.peek(), fresh).filter((message) => message.pinned);
  }

  remove(id: string): void {
    this.#messages.value = this.#messages.peek().filter((message) => message.id !== id);
    this.#pinned.value = this.#pinned.peek().filter((message) => message.id !== id);
  }

  /** Another stretch altogether. */
  replace({ messages, hasOlder, hasNewer }: Stretch): void {
    this.hasOlder.value = hasOlder;
    this.hasNewer.value = hasNewer;
    this.#messages.value = messages;
  }

  before({ messages, hasOlder }: Stretch): void {
    this.hasOlder.value = hasOlder;
    this.#show(merged(this.#messages.peek(), messages), 'start');
  }

  after({ messages, hasNewer }: Stretch): void {
    this.hasNewer.value = hasNewer;
    this.#show(merged(this.#messages.peek(), messages), 'end');
  }

  /** The newest page again, after a gap. Where it does not reach back to what is shown, what is shown is dropped:
   *  a hole in the story is worse than a short one. */
  join(page: Stretch): void {
    const last = this.#messages.peek().at(-1);
    if (this.hasNewer.peek()) this.put(page.messages.filter((message) => message.seq <= (last?.seq ?? 0)));
    else if (last !== undefined && last.seq >= (page.messages[0]?.seq ?? 0)) this.put(page.messages);
    else this.replace(page);
  }

  /** Cut at the other end. */
  #show(all: Message[], grown: 'start' | 'end'): void {
    const isCut = all.length > most;
    if (isCut && grown === 'start') this.hasNewer.value = true;
    if (isCut && grown === 'end') this.hasOlder.value = true;
    this.#messages.value = grown === 'start' ? all.slice(0, most) : all.slice(-most);
  }
}

function merged(known: Message[], fresh: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fresh) byId.set(message.id, message);
  return [...byId.values()].toSorted((a, b) => a.seq - b.seq);
}
