import type { WechatChat } from '../../../domain/chat/guest-chats.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { ChatMemory, Leases } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Guest, Invite } from '../../../ports/guest.ts';
import type { Im, Outgoing, Posting, Ref, Rooms, RoomSpec } from '../../../ports/im.ts';
import { Kept } from '../../../ports/kept.ts';
import type { Pace } from '../../../ports/pace.ts';
import type { WechatCalls, WechatTold } from './calls.ts';
import { WechatEars } from './ears.ts';
import { roomTopic } from './room-topic.ts';
import { textsOf } from './text.ts';

export interface WechatChatParts {
  /** What it is called where chats are configured. */
  readonly name: string;
  readonly spec: WechatChat;
  readonly clock: Clock;
  /** With the limits of `wechatLimits`. */
  readonly pace: Pace;
  readonly memory: ChatMemory;
  readonly leases: Leases;
  readonly invite: Invite;
  /** Where files of ours may lie. */
  readonly folder: string;
  readonly lang: () => Lang;
  readonly noted: (what: string, data: object) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

const remembered = 5_000;
/** Groups whose name people have changed are still known. */
const roomsKeptMs = 90 * 86_400_000;
/** A file that nobody opens on a phone is not sent there. */
const mostBytes = 10 * 1024 * 1024;

/** WeChat through Wechaty, as far as its puppet goes: plain text with numbers. Nothing can be edited, so only news is posted. */
export function wechatChat(parts: WechatChatParts): Im {
  const { name, spec, folder } = parts;
  const { token, options, puppet } = spec;
  const told: WechatTold = {
    name,
    puppet,
    options: { ...options, ...(token === undefined ? {} : { token }) },
    file: `${folder}/wechaty-${name}`,
  };
  const ears = new WechatEars({ ...parts, told });
  const wechat = new Wechat(parts, ears);
  return {
    id: name,
    numbers: true,
    showsAgain: () => true,
    post: (to, message, how) => wechat.post(to, message, how),
    dm: (user) => wechat.dm(user),
    news: ({ about, card, text }) => (about ? `${about.phase} ${card?.severity ?? ''}` : text),
    rooms: { ensure: (room) => wechat.ensure(room), invite: (room, users) => wechat.invite(room, users) },
    ears,
    check: async () => ears.mustListen(),
  };
}

class Wechat {
  readonly #parts: WechatChatParts;
  readonly #guest: Guest<WechatCalls>;
  readonly #ears: WechatEars;
  readonly #said = new Kept<string | null>({ most: remembered });
  readonly #posted = new Kept<Ref>({ most: remembered });
  readonly #rooms = new Kept<Awaited<ReturnType<Rooms['ensure']>>>({ most: remembered });

  constructor(parts: WechatChatParts, ears: WechatEars) {
    this.#parts = parts;
    this.#guest = ears.guest;
    this.#ears = ears;
  }

  post(to: Ref, message: Outgoing, how: Posting): Promise<Ref> {
    return this.#posted.get(how.key, () => this.#post(to, message, how));
  }

  async dm(user: string): Promise<Ref> {
    this.#ears.mustSpeak();
    if (!(await this.#guest.call('knows', user)))
      throw new OutsideError('not-found', `${this.#parts.name}: ${user} is not a contact of the account. Let them add it in WeChat.`);
    return { conv: `user:${user}` };
  }

  ensure(spec: RoomSpec): ReturnType<Rooms['ensure']> {
    return this.#rooms.get(spec.key, () => this.#ensure(spec));
  }

  async invite(room: Ref, users: readonly string[]): ReturnType<Rooms['invite']> {
    await this.#turn('invite', room.conv);
    return this.#guest.call('invite', { conv: room.conv, users });
  }

  /** What has been said of it stays said when a later part fails and all of it is tried again. */
  async #post({ conv }: Ref, message: Outgoing, { key }: Posting): Promise<Ref> {
    const mentions = (message.mentions ?? []).flatMap(({ user }) => user ?? []);
    let first: string | null = null;
    for (const [i, text] of textsOf(message, message.lang ?? this.#parts.lang()).entries()) {
      const msg = await this.#said.get(`${key}/${i}`, () => this.#say({ conv, text, mentions: i === 0 ? mentions : [] }));
      first ??= msg;
    }
    for (const [i, file] of (message.files ?? []).entries()) {
      if (file.size > mostBytes) continue;
      await this.#said.get(`${key}/file/${i}`, async () => {
        await this.#turn('say', conv);
        await this.#guest.call('send', { conv, name: file.name, bytes: await file.fetch() });
        return null;
      });
    }
    return { conv, msg: first ?? key };
  }

  async #say(asked: Parameters<WechatCalls['say']>[0]): Promise<string | null> {
    await this.#turn('say', asked.conv);
    return (await this.#guest.call('say', asked)).msg;
  }

  async #ensure({ key, name, members }: RoomSpec): ReturnType<Rooms['ensure']> {
    const { memory, clock } = this.#parts;
    this.#ears.mustSpeak();
    const known = await memory.read(`room/${key}`);
    const conv = known ?? (await this.#guest.call('find', key))?.conv ?? null;
    if (conv !== null) return { ref: { conv }, url: null, outcome: [] };
    await this.#turn('create', null);
    const made = await this.#guest.call('create', { topic: roomTopic(key, name), users: members });
    await memory.keep(`room/${key}`, made.conv, clock.now() + roomsKeptMs);
    return { ref: { conv: made.conv }, url: null, outcome: made.outcome };
  }

  async #turn(method: string, conv: string | null): Promise<void> {
    this.#ears.mustSpeak();
    await this.#parts.pace.turn({ method, conv, urgency: 'page' });
  }
}
