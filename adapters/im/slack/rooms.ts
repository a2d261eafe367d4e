import type { ConversationsCreateResponse, UsersConversationsResponse } from '@slack/web-api';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import type { Rooms, RoomSpec } from '../../../ports/im.ts';
import { invite, remove } from './invite.ts';
import { refusalCode, SlackRefusal } from './classify.ts';
import { documentOf } from './document.ts';
import { Doubts, Kept } from '../../../ports/kept.ts';
import { keyedPart, numbered, roomName } from './room-name.ts';
import { RoomKeeping } from './room-keeping.ts';
import { NamedChannels } from './named-channels.ts';
import type { SlackParts } from './parts.ts';

type Channel = NonNullable<ConversationsCreateResponse['channel']>;
type Listed = NonNullable<UsersConversationsResponse['channels']>[number];

const remembered = 2_000;
const lastSuffix = 9;
/** A room whose name does not tell whose it is was made by an earlier try only if it is no older. */
const earlierTryMs = 3_600_000;

/** Opens a channel for each key, once: what may be there already is looked for, never made twice, and what is to be private never public. */
class RoomOpener {
  readonly #parts: SlackParts;
  readonly #letters: 'latin' | 'kept';
  readonly #keeping: RoomKeeping;
  readonly #rooms = new Kept<string>({ most: remembered });
  readonly #doubts = new Doubts(remembered);
  /** Which key a channel is the room of, for those opened here. */
  readonly #keys = new Map<string, string>();

  constructor(parts: SlackParts, letters: 'latin' | 'kept', keeping: RoomKeeping) {
    this.#parts = parts;
    this.#letters = letters;
    this.#keeping = keeping;
  }

  async ensure(spec: RoomSpec): ReturnType<Rooms['ensure']> {
    const conv = await this.#rooms.get(spec.key, () =>
      this.#doubts.during(
        spec.key,
        (e) => e instanceof UnansweredError,
        () => this.#open(spec),
      ),
    );
    return { ref: { conv }, url: this.#parts.team.urlOf(conv), outcome: [] };
  }

  async #open(spec: RoomSpec): Promise<string> {
    const name = await roomName(spec.name, this.#letters);
    const isRepeat = spec.isRepeat === true || this.#doubts.has(spec.key);
    const conv = (isRepeat ? await this.#find(spec, name, isRepeat) : null) ?? (await this.#make(spec, name, isRepeat));
    this.#keys.set(conv, spec.key);
    return conv;
  }

  /** A name that somebody has taken gets a number, unless it was us for this very key. */
  async #make(spec: RoomSpec, name: string, isRepeat: boolean): Promise<string> {
    for (let n = 1; ; n += 1) {
      try {
        return await this.#create(spec, numbered(name, n));
      } catch (e) {
        if (refusalCode(e) !== 'name_taken' || n === lastSuffix) throw e;
        const own = n === 1 && !isRepeat ? await this.#find(spec, name, false) : null;
        if (own !== null) return own;
      }
    }
  }

  async #create(spec: RoomSpec, name: string): Promise<string> {
    const { calls } = this.#parts;
    const made = calls.make({ method: 'conversations.create', urgency: 'room' }, (slack) =>
      slack.conversations.create({ name, is_private: spec.private }),
    );
    const said = await made.catch((e: unknown) => {
      if (!(e instanceof SlackRefusal) || e.failure !== 'forbidden' || !spec.private) throw e;
      const words = {
        zh: `${e.words.zh}房间是私密的，不会改开公开的。`,
        en: `${e.words.en} The room is private, and no public one is opened in its place.`,
      };
      throw new SlackRefusal('forbidden', words, { ...e.why, code: e.code, each: e.each });
    });
    const { id = '', is_private: isPrivate }: Channel = said.channel ?? {};
    this.#mustBeAsPrivate(spec, name, isPrivate === true);
    this.#keeping.opened(id);
    return id;
  }

  #mustBeAsPrivate(spec: RoomSpec, name: string, isPrivate: boolean): void {
    if (!spec.private || isPrivate) return;
    const { name: chat } = this.#parts;
    throw new OutsideError(
      'forbidden',
      `${chat}: #${name} was to be private and is not; nobody is invited. Delete it, and look at the app's scopes.`,
    );
  }

  /** The oldest of our own channels that is the room of this key. One that everybody can read is never taken for a private one. */
  async #find(spec: RoomSpec, name: string, isRepeat: boolean): Promise<string | null> {
    const { user } = await this.#parts.team.get();
    const since = (this.#parts.clock.now() - earlierTryMs) / 1_000;
    const part = keyedPart(name, spec.key);
    const names = new Set(Array.from({ length: lastSuffix }, (_, i) => numbered(name, i + 1)));
    const isIts = (it: Listed): boolean => {
      if (it.creator !== user || it.name === undefined || (spec.private && it.is_private !== true)) return false;
      if ((this.#keys.get(it.id ?? '') ?? spec.key) !== spec.key) return false;
      if (part !== null) return it.name === part || it.name.startsWith(`${part}-`);
      return isRepeat && names.has(it.name) && (it.created ?? 0) >= since;
    };
    const its = (await this.#own()).filter(isIts).toSorted((a, b) => (a.created ?? 0) - (b.created ?? 0));
    return its[0]?.id ?? null;
  }

  async #own(): Promise<Listed[]> {
    const all: Listed[] = [];
    const args = { types: 'public_channel,private_channel', exclude_archived: false, limit: 999 };
    for (let cursor = ''; ;) {
      const at = { ...args, ...(cursor === '' ? {} : { cursor }) };
      const said = await this.#parts.calls.make({ method: 'users.conversations', urgency: 'room' }, (slack) =>
        slack.users.conversations(at),
      );
      all.push(...(said.channels ?? []));
      cursor = said.response_metadata?.next_cursor ?? '';
      if (cursor === '') return all;
    }
  }
}

/** War rooms as channels. */
export function slackRooms(parts: SlackParts, letters: 'latin' | 'kept'): Rooms {
  const keeping = new RoomKeeping(parts);
  const opener = new RoomOpener(parts, letters, keeping);
  const channels = new NamedChannels(parts);
  return {
    ensure: (spec) => opener.ensure(spec),
    invite: (room, users) => invite(parts, room.conv, users),
    remove: (room, users) => remove(parts, room.conv, users),
    topic: (room, text) => keeping.topic(room.conv, text),
    purpose: (room, text) => keeping.purpose(room.conv, text),
    bookmark: (room, links) => keeping.bookmark(room.conv, links),
    document: (room, document) => documentOf(parts, room.conv, document),
    archive: (room) => keeping.archive(room.conv),
    unarchive: (room) => keeping.unarchive(room.conv),
    named: (name) => channels.named(name),
  };
}
