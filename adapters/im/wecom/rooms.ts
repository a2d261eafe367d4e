import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Cuts } from '../../../domain/card/cuts.ts';
import { literal } from '../../../domain/card/literal.ts';
import { useridKey } from '../../../domain/chat/wecom-chat.ts';
import { lastTwo, roomOfOne, roomWhy } from '../../../domain/incident/words.ts';
import type { Lang, Words } from '../../../domain/text/lang.ts';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import type { MemberOutcome, Ref, Rooms, RoomSpec } from '../../../ports/im.ts';
import { Doubts, Kept } from '../../../ports/kept.ts';
import { full, invite, refusedAmong } from './invite.ts';
import type { WecomParts } from './parts.ts';
import { placeOf } from './place.ts';
import { errcodeOf } from './refusals.ts';

const remembered = 2_000;
const mostInName = 50;
const mostMembers = 2_000;
const leastMembers = 2;
/** Before it is looked again whether there are two, and how long that is waited for: then the room is said to be missing, and why. */
const company = { lookMs: 5_000, waitMs: 30_000 } as const;
/** Names of the same key, where an earlier life has taken the first. */
const mostNames = 9;
const existed = 86215;

const Info = z.looseObject({ chat_info: z.looseObject({ name: z.string().default(''), userlist: z.array(z.string()).default([]) }) });

/** Says who is missing, and what an admin can do. `retryAfterMs`: while somebody else may still come. */
class RoomOfOne extends OutsideError {
  override readonly why = { code: roomOfOne };
  override readonly words: Words;

  constructor(chat: string, { missing, isPrivate }: Lone, retryAfterMs: number | null) {
    const not = (lang: Lang, comma: string): string =>
      missing.map(({ user, because }) => `${user} (${roomWhy(because ?? '', lang)})`).join(comma);
    const words = {
      zh: `${chat}: 企业微信建群至少要两个人。${missing.length === 0 ? '' : `未能加入：${not('zh', '、')}。`}${lone[isPrivate ? 'private' : 'owner'].zh}`,
      en: `${chat}: a group of WeCom needs two people. ${missing.length === 0 ? '' : `Not taken in: ${not('en', ', ')}. `}${lone[isPrivate ? 'private' : 'owner'].en}`,
    };
    super(retryAfterMs === null ? 'forbidden' : 'rate-limited', words.en, retryAfterMs);
    this.words = words;
  }
}

interface Lone {
  readonly missing: readonly MemberOutcome[];
  readonly isPrivate: boolean;
}

const lone: Readonly<Record<'private' | 'owner', Words>> = {
  private: {
    zh: '私密的群里只有它自己的人：再有人加入，群就会建好。',
    en: 'A private one has its own people alone: it is made once somebody else joins.',
  },
  owner: {
    zh: '在这个聊天的配置里写上 owner，一个人也能建群。',
    en: 'Write an owner into the configuration of the chat, and one person is enough.',
  },
};

interface Made {
  readonly chatid: string;
  readonly outcome: readonly MemberOutcome[];
}

interface Group {
  readonly chatid: string;
  /** The userids of who is in it. */
  readonly inside: readonly string[];
}

/** Each once, and the owner of all groups first: not in a private room, unless it is theirs too. */
function wantedIn({ members, private: isPrivate }: RoomSpec, owner: string | undefined): string[] {
  const isTheirs = owner !== undefined && (!isPrivate || members.some((user) => useridKey(user) === useridKey(owner)));
  return [...new Map([...(isTheirs ? [owner] : []), ...members].map((user) => [useridKey(user), user])).values()];
}

/** Of those who were asked for, as they were written; whoever is neither in nor refused is not among them. */
function outcomeOf(members: readonly string[], known: readonly MemberOutcome[]): MemberOutcome[] {
  const byKey = new Map(known.map(({ user, because }) => [useridKey(user), because]));
  return members.flatMap((user) => {
    const because = byKey.get(useridKey(user));
    return because === undefined ? [] : [{ user, because }];
  });
}

/** Makes a group for each key, once. */
class RoomOpener {
  readonly #parts: WecomParts;
  readonly #rooms = new Kept<Made>({ most: remembered });
  readonly #doubts = new Doubts(remembered);
  /** Since when each key waits for company. */
  readonly #alone = new Kept<number>({ most: remembered });

  constructor(parts: WecomParts) {
    this.#parts = parts;
  }

  async ensure(spec: RoomSpec): ReturnType<Rooms['ensure']> {
    const isInDoubt = (e: unknown): boolean => e instanceof UnansweredError;
    const { chatid, outcome } = await this.#rooms.get(spec.key, () => this.#doubts.during(spec.key, isInDoubt, () => this.#open(spec)));
    return { ref: { conv: `chat:${chatid}` }, url: null, outcome };
  }

  /** One call, unless somebody cannot be taken in, or something of an earlier life is in the way. */
  async #open(spec: RoomSpec): Promise<Made> {
    const asked = wantedIn(spec, this.#parts.spec.owner);
    const outcome: MemberOutcome[] = asked.slice(mostMembers).map((user) => ({ user, because: full }));
    let members = asked.slice(0, mostMembers);
    for (;;) {
      if (members.length < leastMembers) throw await this.#tooFew(spec, outcome);
      try {
        const { chatid, inside } = await this.#create(spec, members);
        return { chatid, outcome: outcomeOf(spec.members, [...inside.map((user) => ({ user, because: null })), ...outcome]) };
      } catch (e) {
        const refused = await refusedAmong(this.#parts, members, e);
        outcome.push(...refused);
        members = members.filter((user) => !refused.some((each) => each.user === user));
      }
    }
  }

  /** WeCom makes no group of one. Somebody else is called soon, or nobody. */
  async #tooFew({ key, private: isPrivate }: RoomSpec, missing: readonly MemberOutcome[]): Promise<OutsideError> {
    const { name, clock } = this.#parts;
    const waited = clock.now() - (await this.#alone.get(key, async () => clock.now()));
    return new RoomOfOne(name, { missing, isPrivate }, waited < company.waitMs ? company.lookMs : null);
  }

  /** A group that an earlier try has made has those whom that try knew of. */
  async #create(spec: RoomSpec, members: readonly string[]): Promise<Group> {
    const name = new Cuts().text(literal(spec.name).replaceAll(/\s+/gu, ' ').trim(), mostInName, { what: 'name' });
    for (let n = 1; ; n += 1) {
      const chatid = this.#idOf(spec.key, n);
      try {
        const body = { name, owner: members[0], userlist: members, chatid };
        await this.#parts.calls.make({ method: 'appchat/create', urgency: 'room', body });
        return { chatid, inside: members };
      } catch (e) {
        if (errcodeOf(e) !== existed || n === mostNames) throw e;
        const isRepeat = spec.isRepeat === true || this.#doubts.has(spec.key);
        const there = isRepeat ? await this.#look(chatid) : null;
        if (there?.name === name) return { chatid, inside: there.userlist };
      }
    }
  }

  /** WeCom keeps two in a group: who would leave one behind stays. Who is not in it is not asked for, for then nobody would go. */
  async remove(room: Ref, users: readonly string[]): Promise<MemberOutcome[]> {
    const place = placeOf(room, this.#parts.name);
    if (place.is !== 'chat') throw new OutsideError('unsupported', `${this.#parts.name}: nobody leaves a conversation of one.`);
    const { chatid } = place;
    const leaving = new Set(users.map(useridKey));
    const inside = (await this.#look(chatid)).userlist;
    const there = inside.filter((user) => leaving.has(useridKey(user)));
    const most = Math.max(0, inside.length - leastMembers);
    const gone = there.slice(0, most);
    if (gone.length > 0)
      await this.#parts.calls.make({ method: 'appchat/update', urgency: 'room', conv: chatid, body: { chatid, del_user_list: gone } });
    const stay = new Set(there.slice(most).map(useridKey));
    return users.filter((user) => stay.has(useridKey(user))).map((user) => ({ user, because: lastTwo }));
  }

  async #look(chatid: string): Promise<z.output<typeof Info>['chat_info']> {
    return Info.parse(await this.#parts.calls.make({ method: 'appchat/get', urgency: 'room', query: { chatid } })).chat_info;
  }

  /** Another Tocsin beside the same app has rooms of its own. */
  #idOf(key: string, n: number): string {
    const { name, origin } = this.#parts;
    return createHash('sha256').update(`${origin()} ${name} ${key} ${n}`).digest('hex').slice(0, 32);
  }
}

/** War rooms as groups of the app: it speaks into them and hears nothing. They have no topic, and WeCom puts none away. */
export function wecomRooms(parts: WecomParts): Rooms {
  const opener = new RoomOpener(parts);
  return {
    isOneWay: true,
    ensure: (spec) => opener.ensure(spec),
    invite: (room, users) => invite(parts, room, users),
    remove: (room, users) => opener.remove(room, users),
    named: async (name) => ({ conv: /^(?:user|chat):/u.test(name) ? name : `chat:${name}` }),
  };
}
