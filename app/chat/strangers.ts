import type { Heard, Inbound } from '../../domain/chat/heard.ts';
import { nameOf, sharedLang } from '../../domain/firm/of-firm.ts';
import { personAt, platformOfUsers, userOn } from '../../domain/people/chat-user.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChatUser, Im } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';
import type { Cards } from './cards.ts';
import type { ChatReply } from './front.ts';

/** What the button “that is me” stands for; no skill, for whoever presses it is nobody yet. */
export const linkAction = 'chat/link';

interface Claim {
  readonly adapter: string;
  readonly user: string;
  readonly person: string;
  /** What they wished when they were asked who they are. */
  readonly wish: Inbound;
}

interface StrangerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly cards: Cards;
}

/** Those who speak to us and are nobody here yet. Nobody is taken for somebody by a guess: the platform's own directory must vouch for an
 *  address that is written for one person alone, and they must say themselves that they are the one. */
export class Strangers {
  readonly #parts: StrangerParts;

  constructor(parts: StrangerParts) {
    this.#parts = parts;
  }

  /** Asks whether they are the one whom their address says, or tells how they become known. */
  async ask(im: Im, { adapter, inbound }: Heard): Promise<ChatReply> {
    const lang = sharedLang(this.#parts.store.resources());
    const user = (await im.directory?.user(inbound.user)) ?? null;
    if (user?.isMember === false) return { ok: false, text: words.guest[lang] };
    const person = user && this.#personOf(user, adapter);
    if (!user || !person) return { ok: false, text: this.#unknown(adapter, inbound.user) };
    const { answer: _answer, form: _form, ...wish } = inbound;
    const input: Claim = { adapter, user: inbound.user, person, wish };
    const action = { label: words.me[lang], style: 'primary' as const, skill: linkAction, input: { ...input } };
    const title = words.title[lang](nameOf(this.#parts.store.resources(), person));
    const card = { title, body: words.body[lang](user.email ?? '', person), actions: [action] };
    return { ok: true, text: title, card: await this.#parts.cards.mint(card, `link/${adapter}/${inbound.user}`) };
  }

  /** They said that they are the one. Answers what they wished before; null where it is not theirs to say. */
  async confirmed(im: Im, input: unknown, { user, at }: Inbound): Promise<{ reply: ChatReply; wish: Inbound | null }> {
    const { adapter, user: asked, person, wish } = input as Claim;
    const { store, clock } = this.#parts;
    const lang = sharedLang(store.resources());
    if (asked === user && personAt(store.duty(), adapter, user) === person)
      return { reply: { ok: true, text: words.known[lang] }, wish: null };
    const now = (await im.directory?.user(user)) ?? null;
    const isStillSo = asked === user && now?.isMember === true && this.#personOf(now, adapter) === person;
    if (!isStillSo) return { reply: { ok: false, text: this.#unknown(adapter, user) }, wish: null };
    const platform = platformOfUsers(store.resources(), adapter);
    const audit = {
      at: clock.now(),
      by: `person:${person}` as const,
      via: `chat:${adapter}`,
      what: 'chat.linked',
      outcome: 'done',
      data: { adapter, user },
    };
    const isTheirs = await store.access.putLink({ platform, workspace: platform, user, person, verifiedAt: at }, audit);
    if (!isTheirs) return { reply: { ok: false, text: words.taken[lang] }, wish: null };
    return { reply: { ok: true, text: words.linked[lang](nameOf(store.resources(), person)) }, wish };
  }

  /** Whose address it is, where it is one person's who is not known on the platform yet. */
  #personOf({ email }: ChatUser, adapter: string): string | null {
    if (email === null) return null;
    const people = this.#parts.store.duty().all('person');
    const [one, another] = people.filter(({ spec }) => spec.email?.toLowerCase() === email);
    return one && !another && userOn(this.#parts.store.duty(), one.name, adapter) === undefined ? one.name : null;
  }

  /** Its users may be written for another chat. */
  #unknown(adapter: string, user: string): string {
    const resources = this.#parts.store.resources();
    return words.unknown[sharedLang(resources)](platformOfUsers(resources, adapter), user);
  }
}

type Say<A extends readonly string[]> = Readonly<Record<Lang, (...args: A) => string>>;

const words = {
  title: { zh: (name) => `你是${name}吗？`, en: (name) => `Are you ${name}?` } satisfies Say<[string]> as Say<[string]>,
  body: {
    zh: (email, person) => `这里的目录说你的邮箱是 ${email}，它属于“${person}”。确认之后，你在这里做的事都记在这个名下。`,
    en: (email, person) =>
      `The directory here says that your address is ${email}, which is written for “${person}”. Once you confirm, what you do here is done in that name.`,
  } satisfies Say<[string, string]> as Say<[string, string]>,
  me: { zh: '是我', en: 'That is me' },
  linked: { zh: (name) => `好的，${name}，我认识你了。`, en: (name) => `Welcome, ${name}: I know you now.` } satisfies Say<[string]> as Say<
    [string]
  >,
  known: { zh: '我已经认识你了，直接说就行。', en: 'I know you already: just go on.' },
  taken: {
    zh: '这个账号已经属于另一个人。请联系管理员。',
    en: 'This account belongs to somebody else already. Ask an admin.',
  },
  guest: {
    zh: '访客、机器人和其他公司的账号不能操作事件。请联系值班人员。',
    en: 'Guests, bots and accounts of other firms cannot act on incidents. Ask somebody on duty.',
  },
  unknown: {
    zh: (platform, user) =>
      `我还不认识你，所以不能替你操作。请管理员在控制台“管理 → 人员”中关联你（${user}），或在你的人员文档中写上 chat: { ${platform}: ${user} }。`,
    en: (platform, user) =>
      `I do not know you yet, so I cannot act for you. Ask an admin to link you at Admin → People, or to write chat: { ${platform}: ${user} } into your person document.`,
  } satisfies Say<[string, string]> as Say<[string, string]>,
};
