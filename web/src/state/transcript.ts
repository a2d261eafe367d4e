import { signal, type ReadonlySignal } from '@preact/signals';
import type { Message } from '../../api.d.ts';

/** What has been said in a room, in the order of the room's own numbering. */
export class Transcript {
  readonly #messages = signal<Message[]>([]);
  readonly #pinned = signal<Message[]>([]);
  readonly messages: ReadonlySignal<Message[]> = this.#messages;
  readonly pinned: ReadonlySignal<Message[]> = this.#pinned;

  /** Same id = newer version. */
  put(fresh: Message[]): void {
    this.#messages.value = merged(this.#messages.peek(), fresh);
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

  /** The newest page. Where it does not reach back to what is shown, what is shown is dropped:
   *  a hole in the story is worse than a short one. Returns whether it was joined on. */
  join(page: Message[]): boolean {
    const last = this.#messages.peek().at(-1);
    const joins = last !== undefined && last.seq >= (page[0]?.seq ?? 0);
    if (!joins) this.#messages.value = [];
    this.put(page);
    return joins;
  }
}

function merged(known: Message[], fresh: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fresh) byId.set(message.id, message);
  return [...byId.values()].toSorted((a, b) => a.seq - b.seq);
}
