import { OutsideError } from '../../ports/errors.ts';
import type { Im, MemberOutcome, Outgoing, Ref, RoomSpec } from '../../ports/im.ts';
import type { Life } from './life.ts';

export type Call =
  | 'post'
  | 'dm'
  | 'update'
  | 'pin'
  | 'whisper'
  | 'ensure'
  | 'invite'
  | 'remove'
  | 'topic'
  | 'bookmark'
  | 'document'
  | 'archive'
  | 'unarchive';

export interface OtherMessage {
  readonly id: string;
  readonly conv: string;
  readonly key: string;
  readonly as: string;
  /** The message in whose thread it stands. */
  readonly thread: string | null;
  text: string;
  card: Outgoing['card'];
  isPinned: boolean;
}

interface OtherRoom {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly members: Set<string>;
  readonly bookmarks: Map<string, string>;
  topic: string;
  document: { readonly id: string; readonly title: string; readonly markdown: string } | null;
  isArchived: boolean;
}

/** How the next calls go wrong. `late`: it takes effect, and then the answer is lost. */
interface Trouble {
  readonly call: Call;
  readonly error: OutsideError;
  readonly isLate: boolean;
  left: number;
}

/** A second chat platform whose servers are in our hands: they outlive every crash of Tocsin, are slow or broken on demand, and remember all. */
export class OtherChat {
  readonly rooms: OtherRoom[] = [];
  readonly messages: OtherMessage[] = [];
  readonly whispers: { readonly conv: string; readonly user: string; readonly text: string; readonly card: Outgoing['card'] }[] = [];
  readonly calls: { call: Call; at: number }[] = [];
  /** Users that a room refuses, each with the reason. */
  readonly refused = new Map<string, string>();
  readonly #id: string;
  readonly #everyMs: number;
  readonly #addsApart: boolean;
  #held: { readonly call: Call; readonly go: () => void }[] | null = null;
  #troubles: Trouble[] = [];
  #posted = 0;

  /** `addsApart`: making a room adds nobody to it; that takes a call of its own. */
  constructor(id: string, options: { everyMs?: number; addsApart?: boolean } = {}) {
    this.#id = id;
    this.#everyMs = options.everyMs ?? 0;
    this.#addsApart = options.addsApart ?? false;
  }

  /** From now on calls wait until they are let through. */
  holds(): void {
    this.#held = [];
  }

  /** The calls that wait, by name. */
  get waiting(): Call[] {
    return (this.#held ?? []).map(({ call }) => call).toSorted();
  }

  /** All go through again. */
  lets(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const { go } of held) go();
  }

  /** Lets those through that wait now: one round trip. */
  answers(): void {
    for (const { go } of this.#held?.splice(0) ?? []) go();
  }

  /** The next `times` calls of this kind fail with `failure` instead of doing anything. */
  fails(call: Call, failure: OutsideError['failure'], options: { times?: number; retryAfterMs?: number } = {}): void {
    const error = new OutsideError(failure, `${this.#id}: ${call} was refused (${failure})`, options.retryAfterMs ?? null);
    this.#troubles.push({ call, error, isLate: false, left: options.times ?? 1 });
  }

  /** The next call of this kind takes effect, but its answer does not come. */
  loses(call: Call): void {
    this.#troubles.push({ call, error: new OutsideError('transient', `${this.#id}: ${call} timed out`), isLate: true, left: 1 });
  }

  heals(): void {
    this.#troubles = [];
  }

  room(key: string): OtherRoom | undefined {
    return this.rooms.find((room) => room.key === key);
  }

  in(conv: string): OtherMessage[] {
    return this.messages.filter((message) => message.conv === conv);
  }

  /** The adapter as one life of Tocsin holds it. */
  im(life: Life): Im {
    const call = <T>(name: Call, work: () => T): Promise<T> => life.does(`${this.#id}.${name}`, () => this.#call(name, work));
    return {
      id: this.#id,
      post: (to, message, how) => call('post', () => this.#post(to, message, how)),
      dm: (user) => call('dm', () => ({ conv: `dm-${user}` })),
      messages: {
        update: (ref, message) => call('update', () => this.#update(ref, message)),
        pin: (ref) => call('pin', () => this.#pin(ref)),
        whisper: ({ conv }, { text, card }, { user }) => call('whisper', () => void this.whispers.push({ conv, user, text, card })),
      },
      rooms: {
        ensure: (spec) => call('ensure', () => this.#ensure(spec)),
        invite: (room, users) => call('invite', () => this.#join(room.conv, users)),
        remove: (room, users) => call('remove', () => this.#leave(room.conv, users)),
        topic: (room, text) => call('topic', () => void Object.assign(this.#writable(room.conv), { topic: text })),
        bookmark: (room, links) => call('bookmark', () => this.#bookmark(room.conv, links)),
        document: (room, document) => call('document', () => this.#document(room.conv, document)),
        archive: (room) => call('archive', () => void Object.assign(this.#roomAt(room.conv), { isArchived: true })),
        unarchive: (room) => call('unarchive', () => void Object.assign(this.#roomAt(room.conv), { isArchived: false })),
      },
    };
  }

  async #call<T>(name: Call, work: () => T): Promise<T> {
    this.calls.push({ call: name, at: performance.now() });
    await new Promise<void>((go) => (this.#held ? this.#held.push({ call: name, go }) : go()));
    if (this.#everyMs > 0) await new Promise((r) => setTimeout(r, this.#everyMs));
    const trouble = this.#troubles.find((each) => each.call === name && each.left > 0);
    if (!trouble) return work();
    trouble.left -= 1;
    if (trouble.isLate) work();
    throw trouble.error;
  }

  #post(to: Ref, { text, card }: Outgoing, { as, key }: { as: string; key: string }): Ref {
    const known = this.messages.find((message) => message.key === key);
    if (known) return this.#say(known, { text, card });
    if (this.rooms.some((room) => room.id === to.conv)) this.#writable(to.conv);
    const thread = to.thread ?? null;
    if (thread !== null && !this.messages.some(({ id, conv }) => id === thread && conv === to.conv))
      throw new OutsideError('not-found', `${this.#id}: there is no message ${thread} to answer`);
    const message = { id: `m${(this.#posted += 1)}`, conv: to.conv, key, as, thread, text, card, isPinned: false };
    this.messages.push(message);
    return { conv: to.conv, msg: message.id };
  }

  #say(message: OtherMessage, { text, card }: Pick<OtherMessage, 'text' | 'card'>): Ref {
    Object.assign(message, { text, card });
    return { conv: message.conv, msg: message.id };
  }

  #update(ref: Ref, { text, card }: Outgoing): 'edited' | 'gone' {
    const message = this.messages.find(({ id }) => id === ref.msg);
    if (message && this.rooms.some((room) => room.id === message.conv)) this.#writable(message.conv);
    if (message) this.#say(message, { text, card });
    return message ? 'edited' : 'gone';
  }

  #pin(ref: Ref): void {
    for (const message of this.messages) if (message.id === ref.msg) message.isPinned = true;
  }

  #ensure({ key, name, members, private: isPrivate }: RoomSpec) {
    let room = this.room(key);
    if (!room) {
      const bare = { members: new Set<string>(), bookmarks: new Map<string, string>(), topic: '', document: null, isArchived: false };
      this.rooms.push((room = { id: `r${this.rooms.length + 1}`, key, name, isPrivate, ...bare }));
    }
    return {
      ref: { conv: room.id },
      url: `https://other.example/${room.id}`,
      outcome: this.#addsApart ? [] : this.#join(room.id, members),
    };
  }

  #join(conv: string, users: readonly string[]): MemberOutcome[] {
    const { members } = this.#writable(conv);
    return users.map((user) => {
      const because = this.refused.get(user) ?? null;
      if (because === null) members.add(user);
      return { user, because };
    });
  }

  #leave(conv: string, users: readonly string[]): MemberOutcome[] {
    const { members } = this.#writable(conv);
    for (const user of users) members.delete(user);
    return [];
  }

  #bookmark(conv: string, links: readonly { label: string; url: string }[]): void {
    const { bookmarks } = this.#writable(conv);
    for (const { label, url } of links) if (![...bookmarks.values()].includes(url)) bookmarks.set(label, url);
  }

  #document(conv: string, { title, markdown, known }: { title: string; markdown: string; known: string | null }): string {
    const room = this.#writable(conv);
    if (known !== null && known !== room.document?.id) throw new OutsideError('not-found', `${this.#id}: there is no document ${known}`);
    room.document = { id: room.document?.id ?? `d-${conv}`, title, markdown };
    return room.document.id;
  }

  #writable(conv: string): OtherRoom {
    const room = this.#roomAt(conv);
    if (room.isArchived) throw new OutsideError('forbidden', `${this.#id}: room ${conv} is archived`);
    return room;
  }

  #roomAt(conv: string): OtherRoom {
    const room = this.rooms.find(({ id }) => id === conv);
    if (!room) throw new OutsideError('not-found', `${this.#id}: there is no room ${conv}`);
    return room;
  }
}
