import { signal } from '@preact/signals';
import type { CardAction, Message, PersonName, Reply, RoomMessages } from '../../api.d.ts';
import type { Desk } from '../desk.ts';
import { freshId, type Refusal } from './api.ts';
import { sayRefusal } from './notices.ts';
import { Transcript } from './transcript.ts';

export type Pending = { clientId: string; text: string; at: string; failed: string | null };
/** An answer that only I see. */
export type Aside = { id: string; at: string; reply: Reply };

const pageSize = 50;

/** One room as I see it: what was said, what I am still sending, and what the bots told only me. */
export class Conversation {
  readonly transcript = new Transcript();
  readonly members = signal<PersonName[]>([]);
  readonly pending = signal<Pending[]>([]);
  readonly asides = signal<Aside[]>([]);
  readonly hasOlder = signal(false);
  readonly isLoaded = signal(false);
  readonly problem = signal<Refusal | null>(null);
  readonly #desk: Desk;
  readonly #room: string;
  readonly #path: string;

  constructor(desk: Desk, room: string) {
    this.#desk = desk;
    this.#room = room;
    this.#path = `/chat/rooms/${encodeURIComponent(room)}/messages`;
  }

  /** Returns `close`. */
  open(): () => void {
    void this.#load();
    const { live } = this.#desk;
    const offs = [
      live.on('hello', () => void this.#load()),
      live.on('message', ({ message }) => this.#hear(message)),
      live.on('message.gone', ({ id }) => this.transcript.remove(id)),
    ];
    return () => offs.forEach((off) => off());
  }

  async #load(): Promise<void> {
    const answer = await this.#desk.api.get<RoomMessages>(`${this.#path}?limit=${pageSize}`);
    this.problem.value = answer.ok ? null : answer.refusal;
    if (!answer.ok) return;
    this.isLoaded.value = true;
    this.members.value = answer.value.members;
    const isJoined = this.transcript.join(answer.value.messages);
    if (!isJoined) this.hasOlder.value = answer.value.messages.length === pageSize;
    this.transcript.pin(answer.value.pinned ?? []);
  }

  async older(): Promise<void> {
    const first = this.transcript.messages.peek()[0];
    if (!first) return;
    const answer = await this.#desk.api.get<RoomMessages>(`${this.#path}?before=${first.seq}&limit=${pageSize}`);
    if (!answer.ok) return this.#desk.notices.refused(answer.refusal);
    this.hasOlder.value = answer.value.messages.length === pageSize;
    this.transcript.put(answer.value.messages);
  }

  send(text: string): Promise<void> {
    return this.#post({ clientId: freshId(), text, at: this.#now(), failed: null });
  }

  async retry(clientId: string): Promise<void> {
    const item = this.pending.peek().find((each) => each.clientId === clientId);
    if (item) await this.#post(item);
  }

  async press(action: CardAction): Promise<void> {
    const answer = await this.#desk.api.post<{ reply: Reply }>('/chat/actions', { token: action.token });
    if (answer.ok) this.#answered(answer.value.reply);
    else this.#desk.notices.refused(answer.refusal);
  }

  drop(asideId: string): void {
    this.asides.value = this.asides.peek().filter((each) => each.id !== asideId);
  }

  async #post(item: Pending): Promise<void> {
    const others = this.pending.peek().filter((each) => each.clientId !== item.clientId);
    this.pending.value = [...others, { ...item, failed: null }];
    const body = { text: item.text, clientId: item.clientId };
    const answer = await this.#desk.api.post<{ message?: Message; reply?: Reply }>(this.#path, body);
    const isThis = (each: Pending) => each.clientId === item.clientId;
    if (!answer.ok) {
      const failed = sayRefusal(this.#desk.language, answer.refusal);
      this.pending.value = this.pending.peek().map((each) => (isThis(each) ? { ...each, failed } : each));
      return;
    }
    this.pending.value = this.pending.peek().filter((each) => !isThis(each));
    if (answer.value.message) this.transcript.put([answer.value.message]);
    if (answer.value.reply) this.#answered(answer.value.reply);
  }

  #answered(reply: Reply): void {
    // Its text says what to type where there are no forms.
    if (reply.form) return void (this.#desk.sheet.value = { kind: 'form', skill: reply.form.skill, values: reply.form.values });
    if (reply.text === '' && !reply.card) return;
    // The clock on screen moves once a second: an answer must not slip in front of what it answers.
    const last = this.transcript.messages.peek().at(-1)?.at ?? '';
    const now = this.#now();
    this.asides.value = [...this.asides.peek(), { id: freshId(), at: last > now ? last : now, reply }];
  }

  #hear(message: Message): void {
    if (message.room !== this.#room) return;
    const me = this.#desk.session.me.peek()?.person?.name;
    // Our own words may come back by the stream before the answer to the post.
    if (message.author.kind === 'person' && message.author.name === me) this.#dropPending(message.text);
    this.transcript.put([message]);
  }

  #dropPending(text: string): void {
    const at = this.pending.peek().findIndex((each) => each.text === text);
    this.pending.value = this.pending.peek().filter((_, index) => index !== at);
  }

  #now(): string {
    return new Date(this.#desk.clock.now.peek()).toISOString();
  }
}
