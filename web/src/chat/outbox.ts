import { signal } from '@preact/signals';
import type { ChatFile, Message, Reply } from '../../api.d.ts';
import type { Desk } from '../desk.ts';
import { freshId } from '../state/api.ts';
import { sayRefusal } from '../state/notices.ts';
import { recall, remember } from '../state/remembered.ts';

export type Words = { text: string; files?: ChatFile[]; thread?: string; alsoInRoom?: boolean };
/** `failed`: turned back, and why. Otherwise it is on its way, or waits for the connection. */
export type Pending = Words & { clientId: string; at: string; failed: string | null; isWaiting: boolean };
type Sent = { message?: Message; reply?: Reply };

/** What I said and the server has not yet: kept over a reload, sent in order, each once by its client id. */
export class Outbox {
  readonly pending = signal<Pending[]>([]);
  readonly #desk: Desk;
  readonly #path: string;
  readonly #key: string;
  readonly #arrived: (sent: Sent) => void;
  #isBusy = false;

  constructor(desk: Desk, room: string, arrived: (sent: Sent) => void) {
    this.#desk = desk;
    this.#path = `/chat/rooms/${encodeURIComponent(room)}/messages`;
    this.#key = `outbox ${desk.session.me.peek()?.person?.name ?? ''} ${room}`;
    this.#arrived = arrived;
    this.pending.value = parse(recall(this.#key));
  }

  add(words: Words): void {
    const at = new Date(this.#desk.clock.now.peek()).toISOString();
    this.#set([...this.pending.peek(), { ...words, clientId: freshId(), at, failed: null, isWaiting: false }]);
    void this.flush();
  }

  retry(clientId: string): void {
    this.#change(clientId, { failed: null });
    void this.flush();
  }

  discard(clientId: string): void {
    this.#set(this.pending.peek().filter((each) => each.clientId !== clientId));
  }

  /** My own words may come back by the stream before the answer to the post. */
  landed(text: string): void {
    const found = this.pending.peek().find((each) => each.text === text && each.failed === null);
    if (found) this.discard(found.clientId);
  }

  /** Sends what waits, one after the other, until one finds no connection. */
  async flush(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (;;) {
      const next = this.pending.peek().find((each) => each.failed === null);
      if (!next || !(await this.#send(next))) break;
    }
    this.#isBusy = false;
  }

  async #send({ clientId, text, files, thread, alsoInRoom }: Pending): Promise<boolean> {
    const about = { ...(thread === undefined ? {} : { thread, alsoInRoom }), files: files?.map((file) => file.id) ?? [] };
    const answer = await this.#desk.api.post<Sent>(this.#path, { text, clientId, ...about });
    if (answer.ok) {
      this.discard(clientId);
      this.#arrived(answer.value);
      return true;
    }
    const isAway = answer.refusal.status === 0 || answer.refusal.status === 503;
    this.#change(clientId, isAway ? { isWaiting: true } : { failed: sayRefusal(this.#desk.language, answer.refusal) });
    return !isAway;
  }

  #change(clientId: string, change: Partial<Pending>): void {
    this.#set(this.pending.peek().map((each) => (each.clientId === clientId ? { ...each, ...change } : each)));
  }

  #set(pending: Pending[]): void {
    this.pending.value = pending;
    remember(this.#key, pending.length === 0 ? null : JSON.stringify(pending));
  }
}

function parse(text: string | null): Pending[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? (kept as Pending[]) : [];
  } catch {
    return [];
  }
}
