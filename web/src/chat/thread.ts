import { signal } from '@preact/signals';
import type { Message } from '../../api.d.ts';
import type { Desk } from '../desk.ts';
import type { Refusal } from '../state/api.ts';

/** A message and the answers to it. */
export class Thread {
  readonly root = signal<Message | null>(null);
  readonly replies = signal<Message[]>([]);
  readonly problem = signal<Refusal | null>(null);
  readonly #desk: Desk;
  readonly #id: string;

  constructor(desk: Desk, id: string) {
    this.#desk = desk;
    this.#id = id;
  }

  /** Returns `close`. */
  open(): () => void {
    void this.#load();
    const { live } = this.#desk;
    const offs = [live.on('hello', () => void this.#load()), live.on('message', ({ message }) => this.put(message))];
    return () => offs.forEach((off) => off());
  }

  put(message: Message): void {
    if (message.id === this.root.peek()?.id) this.root.value = message;
    if (message.thread !== this.root.peek()?.id) return;
    const others = this.replies.peek().filter((each) => each.id !== message.id);
    this.replies.value = [...others, message].toSorted((a, b) => a.seq - b.seq);
  }

  async #load(): Promise<void> {
    const answer = await this.#desk.api.get<{ root: Message; replies: Message[] }>(`/chat/messages/${encodeURIComponent(this.#id)}/thread`);
    this.problem.value = answer.ok ? null : answer.refusal;
    if (!answer.ok) return;
    this.root.value = answer.value.root;
    this.replies.value = answer.value.replies;
  }
}
