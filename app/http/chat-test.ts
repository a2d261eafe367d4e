import { randomBytes } from 'node:crypto';
import type { Caller } from '../../domain/access/caller.ts';
import type { SentCard } from '../../domain/card/card.ts';
import { roomWhy } from '../../domain/incident/words.ts';
import { userOn } from '../../domain/people/chat-user.ts';
import type { Words } from '../../domain/text/lang.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im } from '../../ports/im.ts';
import type { AuditRow } from '../../ports/store.ts';
import type { ChatSetupParts } from './chat-setup.ts';
import { refusal } from './may.ts';

interface By {
  readonly parts: Pick<ChatSetupParts, 'store' | 'clock' | 'ims'>;
  readonly caller: Caller;
}

/** A chat by its name, and what its platform is called: within a Chinese sentence, so with the spaces that stand around a Latin name. */
interface Tried {
  readonly name: string;
  readonly label: Words;
}

/** What came of it: where to look, where the platform says so. */
interface Shown {
  readonly url: string | null;
}

const as = 'emergency-assistant';
const texts = {
  message: {
    en: 'This is a test from Tocsin, asked for at the console: I can write to you. When you are called, it will be here.',
    zh: '这是从控制台发出的 Tocsin 测试：我能给你发消息。需要你时，会在这里呼叫你。',
  },
  room: {
    en: 'This is a test room: war rooms are opened like this one. Archive it when you have seen it.',
    zh: '这是测试房间：作战室就是这样打开的。看过之后归档即可。',
  },
  roomThatStays: {
    en: 'This is a test room: war rooms are opened like this one. It can be neither archived nor dissolved: it stays, and nothing more is posted here.',
    zh: '这是测试群：作战室就是这样打开的。它不能归档或解散，会留着；之后不会再发消息。',
  },
} as const;

/** Writes to the caller directly; with `card`, that below the text. Throws a refusal where they are nobody there, or the platform does not let
 *  us. */
export function postTestMessage(chat: Tried, by: By, card?: SentCard): Promise<Shown> {
  return tried('chat.tested', chat, by, async (im, user) => {
    const text = texts.message[by.caller.lang];
    const shown = card ? { text, card: { ...card, body: text } } : { text };
    await im.post(await im.dm(user), { ...shown, lang: by.caller.lang }, { as, key: `test/${freshId()}` });
    return { url: null };
  });
}

/** Opens a private room with the caller in it, as a war room is opened, and with `guests`, who are people here. */
export function openTestRoom(chat: Tried, by: By, guests: readonly string[] = []): Promise<Shown> {
  return tried('chat.room-tested', chat, by, async (im, user) => {
    const { id, rooms } = im;
    if (!rooms) throw new OutsideError('unsupported', `${id}: there are no rooms`);
    const key = `tocsin-test-${freshId()}`;
    const others = guests.flatMap((person) => userOn(by.parts.store.duty(), person, id) ?? []);
    const { ref, url, outcome } = await rooms.ensure({ key, name: key, private: true, members: [user, ...others] });
    const isIn = outcome.some((each) => each.user === user && each.because === null);
    const refused = isIn ? [] : (await rooms.invite(ref, [user])).flatMap(({ because }) => because ?? []);
    if (refused.length > 0) throw refusal(by.caller, notInvited(id, refused), 409);
    const text = texts[rooms.archive ? 'room' : 'roomThatStays'][by.caller.lang];
    await im.post(ref, { text }, { as, key });
    return { url };
  });
}

const notInvited = (chat: string, refused: readonly string[]): Words => ({
  en: `${chat}: you could not be invited: ${refused.map((because) => roomWhy(because, 'en')).join(', ')}`,
  zh: `${chat}: 无法把你拉进来：${refused.map((because) => roomWhy(because, 'zh')).join('，')}`,
});

/** Small letters and digits, as names of rooms take. */
const freshId = (): string => randomBytes(4).toString('hex');

/** Puts our menu in the place of what the platform shows. Throws a refusal where there is none, or the platform does not let us. */
export async function makeMenu(chat: Tried, by: By): Promise<void> {
  const im = switchedOn(chat, by);
  await audited('chat.menu-made', im, by, async () => {
    if (!im.makeMenu) throw new OutsideError('unsupported', `${im.id}: there are no menus`);
    await im.makeMenu();
  });
}

function switchedOn({ name, label }: Tried, { parts, caller }: By): Im {
  const im = parts.ims.get(name);
  if (!im) throw refusal(caller, { en: `${label.en} is not switched on yet.`, zh: `请先接入${label.zh}再试。` }, 409);
  return im;
}

async function tried(what: string, chat: Tried, by: By, work: (im: Im, user: string) => Promise<Shown>): Promise<Shown> {
  const im = switchedOn(chat, by);
  const { person } = by.caller.viewer;
  const user = person === null ? undefined : userOn(by.parts.store.duty(), person, chat.name);
  if (user === undefined) throw refusal(by.caller, notLinked(chat.label), 409);
  return audited(what, im, by, () => work(im, user));
}

/** What an admin asked of a platform leaves a row, whatever came of it; what the platform refused is said in its words. */
async function audited<T>(what: string, im: Im, by: By, work: () => Promise<T>): Promise<T> {
  const outcome = await work().catch((e: unknown) => e as Error);
  const isFailed = outcome instanceof Error;
  await by.parts.store.keepResources([], auditOf(what, isFailed ? 'failed' : 'done', { by, chat: im.id }));
  if (!isFailed) return outcome;
  throw outcome instanceof OutsideError ? refusal(by.caller, outcome.words ?? { en: outcome.message, zh: outcome.message }, 409) : outcome;
}

const notLinked = ({ en, zh }: Words): Words => ({
  en: `You are not linked to a ${en} user yet. Say who you are under “not linked” above, or write to Tocsin in ${en} and confirm it.`,
  zh: `你还没有关联${zh}账号。请在上方未关联名单中指定，或在${zh}里给 Tocsin 发一条消息并确认身份。`,
});

const auditOf = (what: string, outcome: string, { by: { parts, caller }, chat }: { by: By; chat: string }): AuditRow => ({
  at: parts.clock.now(),
  by: caller.by,
  via: caller.via,
  what,
  outcome,
  data: { chat },
});
