import { signal } from '@preact/signals';
import type { CardAction, Message, PersonName, Reply, RoomMessages } from '../../api.d.ts';
import type { Desk } from '../desk.ts';
import type { Answer, Refusal } from '../state/api.ts';
import { Asides } from './asides.ts';
import { Company } from './company.ts';
import { Outbox } from './outbox.ts';
import { Transcript } from './transcript.ts';

const pageSize = 50;
const readAfterMs = 400;

/** One room as I see it: what was said, what I am still sending, who is there, and what the bots told only me. */
export class Conversation {
  readonly transcript = new Transcript();
  readonly members = signal<PersonName[]>([]);
  readonly isLoaded = signal(false);
  readonly problem = signal<Refusal | null>(null);
  /** What was read when I came; null on my first visit. */
  readonly readTo = signal<number | null>(null);
  /** The message that a link or a search points at. */
  readonly pointed = signal<string | null>(null);
  /** The thread that is open beside the room, by its first message. */
  readonly thread = signal<string | null>(null);
  /** The message of mine that is being put right. */
  readonly editing = signal<string | null>(null);
  readonly room: string;
  /** The address of a message. */
  readonly linkTo: (id: string) => string;
  readonly asides: Asides;
  readonly company: Company;
  readonly outbox: Outbox;
  readonly #desk: Desk;
  readonly #path: string;
  #marked = 0;
  #markTimer = 0;
  #isPaging = false;

  constructor(desk: Desk, room: string, linkTo: (id: string) => string) {
    this.#desk = desk;
    this.room = room;
    this.linkTo = linkTo;
    this.asides = new Asides(this.me, room);
    this.company = new Company(desk, room);
    this.outbox = new Outbox(desk, room, ({ message, reply }) => {
      if (message) this.#hear(message);
      if (reply) this.#answered(reply);
    });
    this.#path = `/chat/rooms/${encodeURIComponent(room)}`;
  }

  get me(): string {
    return this.#desk.session.me.peek()?.person?.name ?? 'guest';
  }

  /** Returns `close`. */
  open(): () => void {
    void this.#load();
    void this.outbox.flush();
    const { live } = this.#desk;
    const back = () => void this.outbox.flush();
    const offs = [
      this.company.open(),
      live.on('hello', () => void this.#load().then(back)),
      live.on('beat', back),
      live.on('message', ({ message }) => this.#hear(message)),
      live.on('message.gone', ({ id }) => this.transcript.remove(id)),
    ];
    return () => offs.forEach((off) => off());
  }

  async #load(): Promise<void> {
    const answer = await this.#page('');
    this.problem.value = answer.ok ? null : answer.refusal;
    if (!answer.ok) return;
    const page = answer.value;
    if (!this.isLoaded.peek()) this.readTo.value = page.readTo;
    this.#marked = Math.max(this.#marked, page.readTo ?? 0);
    this.transcript.join(page);
    this.transcript.pin(page.pinned ?? []);
    this.isLoaded.value = true;
  }

  async #page(query: string): Promise<Answer<RoomMessages>> {
    const answer = await this.#desk.api.get<RoomMessages>(`${this.#path}/messages?limit=${pageSize}${query}`);
    if (!answer.ok) return answer;
    this.members.value = answer.value.members;
    this.company.followers.value = answer.value.followers;
    return answer;
  }

  /** Goes on to the next page in one direction, one at a time. */
  async more(direction: 'older' | 'newer'): Promise<void> {
    const all = this.transcript.messages.peek();
    const edge = direction === 'older' ? all[0] : all.at(-1);
    const isThere = direction === 'older' ? this.transcript.hasOlder : this.transcript.hasNewer;
    if (!edge || !isThere.peek() || this.#isPaging) return;
    this.#isPaging = true;
    const answer = await this.#page(direction === 'older' ? `&before=${edge.seq}` : `&after=${edge.seq}`);
    this.#isPaging = false;
    if (!answer.ok) return this.#desk.notices.refused(answer.refusal);
    if (direction === 'older') this.transcript.before(answer.value);
    else this.transcript.after(answer.value);
  }

  /** Shows a message where it stands, however long ago it was said. */
  async jump(id: string): Promise<void> {
    if (!this.transcript.messages.peek().some((each) => each.id === id)) {
      const answer = await this.#page(`&around=${encodeURIComponent(id)}`);
      if (!answer.ok) return this.#desk.notices.refused(answer.refusal);
      this.transcript.replace(answer.value);
    }
    this.pointed.value = id;
  }

  async toEnd(): Promise<void> {
    this.pointed.value = null;
    if (!this.transcript.hasNewer.peek()) return;
    const answer = await this.#page('');
    if (answer.ok) this.transcript.replace(answer.value);
  }

  async press(action: Pick<CardAction, 'token'>): Promise<void> {
    const answer = await this.#desk.api.post<{ reply: Reply }>('/chat/actions', { token: action.token });
    if (answer.ok) this.#answered(answer.value.reply);
    else this.#desk.notices.refused(answer.refusal);
  }

  /** Does something with a message; answers whether it was done. */
  async act(message: Message, verb: 'edit' | 'delete' | 'reactions' | 'pin', body: object = {}): Promise<boolean> {
    const path = `/chat/messages/${encodeURIComponent(message.id)}/${verb}`;
    const answer = await this.#desk.api.post<{ message: Message }>(path, body);
    if (answer.ok) this.transcript.put([answer.value.message]);
    else this.#desk.notices.refused(answer.refusal);
    return answer.ok;
  }

  /** The last thing I said here, to be put right. */
  editLast(): boolean {
    const mine = this.transcript.messages
      .peek()
      .findLast((each) => each.author.kind === 'person' && each.author.name === this.me && each.deletedAt === null);
    if (mine) this.editing.value = mine.id;
    return mine !== undefined;
  }

  react(message: Message, emoji: string): Promise<boolean> {
    const mine = message.reactions.find((each) => each.emoji === emoji)?.people.some((person) => person.name === this.me) === true;
    return this.act(message, 'reactions', { emoji, on: !mine });
  }

  /** I have seen the newest. */
  seen(): void {
    const last = this.transcript.messages.peek().at(-1)?.seq ?? 0;
    if (last <= this.#marked || this.transcript.hasNewer.peek() || document.hidden) return;
    this.#marked = last;
    clearTimeout(this.#markTimer);
    this.#markTimer = window.setTimeout(() => void this.#desk.api.post(`${this.#path}/read`, { seq: last }), readAfterMs);
  }

  #answered(reply: Reply): void {
    // Its text says what to type where there are no forms.
    if (reply.form) return void (this.#desk.sheet.value = { kind: 'form', skill: reply.form.skill, values: reply.form.values });
    if (reply.text === '' && !reply.card) return;
    // The clock on screen moves once a second: an answer must not slip in front of what it answers.
    const last = this.transcript.messages.peek().at(-1)?.at ?? '';
    const now = new Date(this.#desk.clock.now.peek()).toISOString();
    this.asides.add(last > now ? last : now, reply);
  }

  #hear(message: Message): void {
    if (message.room !== this.room) return;
    this.company.stopped(message.author.name);
    if (message.author.kind === 'person' && message.author.name === this.me) this.outbox.landed(message.text);
    this.transcript.put([message]);
  }
}
