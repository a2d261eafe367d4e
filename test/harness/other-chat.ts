import { OutsideError } from '../../ports/errors.ts';
import type { Im, MemberOutcome, Outgoing, Ref } from '../../ports/im.ts';
import type { Life } from './life.ts';

export type Call = 'post' | 'dm' | 'update' | 'pin' | 'ensure' | 'invite' | 'topic';

export interface OtherMessage {
  readonly id: string;
  readonly conv: string;
  readonly key: string;
  readonly as: string;
  text: string;
  card: Outgoing['card'];
  isPinned: boolean;
}

interface OtherRoom {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly members: Set<string>;
  topic: string;
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
  readonly calls: { call: Call; at: number }[] = [];
  /** Users that a room refuses, each with the reason. */
  readonly refused = new Map<string, string>();
  readonly #id: string;
  readonly #everyMs: number;
  #troubles: Trouble[] = [];
  #posted = 0;

  constructor(id: string, options: { everyMs?: number } = {}) {
    this.#id = id;
    this.#everyMs = options.everyMs ?? 0;
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
      },
      rooms: {
        ensure: (spec) => call('ensure', () => this.#ensure(spec)),
        invite: (room, users) => call('invite', () => this.#join(room.conv, users)),
        topic: (room, text) => call('topic', () => void Object.assign(this.#roomAt(room.conv), { topic: text })),
      },
    };
  }

  async #call<T>(name: Call, work: () => T): Promise<T> {
    this.calls.push({ call: name, at: performance.now() });
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
    const message = { id: `m${(this.#posted += 1)}`, conv: to.conv, key, as, text, card, isPinned: false };
    this.messages.push(message);
    return { conv: to.conv, msg: message.id };
  }

  #say(message: OtherMessage, { text, card }: Pick<OtherMessage, 'text' | 'card'>): Ref {
    Object.assign(message, { text, card });
    return { conv: message.conv, msg: message.id };
  }

  #update(ref: Ref, { text, card }: Outgoing): 'edited' | 'gone' {
    const message = this.messages.find(({ id }) => id === ref.msg);
    if (message) this.#say(message, { text, card });
    return message ? 'edited' : 'gone';
  }

  #pin(ref: Ref): void {
    for (const message of this.messages) if (message.id === ref.msg) message.isPinned = true;
  }

  #ensure({ key, name, members }: { key: string; name: string; members: readonly string[] }) {
    let room = this.room(key);
    if (!room) this.rooms.push((room = { id: `r${this.rooms.length + 1}`, key, name, members: new Set(), topic: '' }));
    return { ref: { conv: room.id }, url: `https://other.example/${room.id}`, outcome: this.#join(room.id, members) };
  }

  #join(conv: string, users: readonly string[]): MemberOutcome[] {
    const { members } = this.#roomAt(conv);
    return users.map((user) => {
      const because = this.refused.get(user) ?? null;
      if (because === null) members.add(user);
      return { user, because };
    });
  }

  #roomAt(conv: string): OtherRoom {
    const room = this.rooms.find(({ id }) => id === conv);
    if (!room) throw new OutsideError('not-found', `${this.#id}: there is no room ${conv}`);
    return room;
  }
}
