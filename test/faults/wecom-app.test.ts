import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { postInDoubt } from '../../app/chat/in-doubt.ts';
import type { SentCard } from '../../domain/card/card.ts';
import { UnansweredError, type OutsideError } from '../../ports/errors.ts';
import type { Outgoing } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';
import { failureOf } from '../harness/slack-desk.ts';
import { wecomDesk, type WecomDesk } from '../harness/wecom-desk.ts';

let desk: WecomDesk;
let n = 0;
const as = 'on-call';
const key = (): string => `key-${(n += 1)}`;
beforeEach(async () => {
  desk = await wecomDesk({ patienceMs: 400 });
});
afterEach(() => desk.close());

const ana = { conv: 'user:ana' };
const card: SentCard = { title: 'INC-7', state: { word: '待认领', tone: 'alarm' }, actions: [{ token: 't', label: '认领' }] };
const page: Outgoing = { text: '', card, about: { kind: 'page', phase: 'sent', data: {} } };
const members = (count: number): string[] => Array.from({ length: count }, (_, i) => desk.wecom.user(`m${i}`));
const room = (over: object = {}) => ({ key: key(), name: 'INC-7 支付网关超时', private: false, members: ['ana', 'bo'], ...over });
const post = (message: Outgoing = { text: '你好' }, k = key(), more: object = {}) => desk.im.post(ana, message, { as, key: k, ...more });

/** What the core remembers of where it posted. */
function memoryOfCards(): { cards: Map<string, CardPlace>; store: Store } {
  const cards = new Map<string, CardPlace>();
  const rememberCard = async (slot: string, at: CardPlace): Promise<void> => void cards.set(slot, at);
  return { cards, store: { card: async (slot: string) => cards.get(slot) ?? null, rememberCard } as unknown as Store };
}
type CardPlace = { readonly conv: string; readonly msg: string };

/** Every method that the adapter calls, with what calls it. */
const everything: readonly [method: string, call: () => Promise<unknown>][] = [
  ['gettoken', () => desk.again().check()],
  ['agent/get', () => desk.im.check()],
  ['message/send', () => post()],
  ['message/update_template_card', async () => desk.im.messages.update(await post(page), { ...page, card: { ...card, actions: [] } })],
  ['appchat/create', () => desk.im.rooms.ensure(room())],
  ['appchat/update', async () => desk.im.rooms.invite((await desk.im.rooms.ensure(room())).ref, ['chen'])],
  ['appchat/send', async () => desk.im.post((await desk.im.rooms.ensure(room())).ref, { text: 'x' }, { as, key: key() })],
  ['user/get', () => desk.im.directory.user('ana')],
  ['user/simplelist', async () => desk.im.directory.all?.()],
  ['department/simplelist', async () => desk.im.directory.all?.()],
  [
    'media/upload',
    () => post({ text: 'x', files: [{ name: 'a.txt', type: 'text/plain', size: 9, fetch: async () => Buffer.from(`file ${key()}`) }] }),
  ],
];

/** What failed, each time. */
async function storm(times: number, call: () => Promise<unknown>): Promise<OutsideError[]> {
  const all: OutsideError[] = [];
  for (let i = 0; i < times; i += 1) {
    all.push(await failureOf(call()));
    desk.clock.jump(61_000);
  }
  return all;
}

const isClean = ({ message, stack = '' }: Error): boolean =>
  ![desk.wecom.secret, desk.wecom.token, desk.wecom.encodingAesKey, 'emulated-access-token-canary'].some((key_) =>
    `${message}${stack}`.includes(key_),
  );

describe.each(everything)('%s', (method, call) => {
  test.each([
    [-1, 'transient', null],
    [45009, 'rate-limited', 60_000],
    [45033, 'rate-limited', 1_000],
  ] as const)('in a storm of %i waits, and then goes through', async (errcode, failure, retryAfterMs) => {
    desk.wecom.goesWrong(method, { errcode }, 3);
    for (const e of await storm(3, call))
      expect([e.failure, e.retryAfterMs, e.passing, isClean(e)]).toEqual([failure, retryAfterMs, true, true]);
    await call();
  });

  test('with a token that has ended it gets another, and is made once more', async () => {
    await desk.im.check();
    desk.wecom.expiresTokens();
    await call();
    expect(desk.wecom.calls.every(({ answer }) => answer !== null)).toBe(true);
  });

  test.each([{ status: 502 }, 'breaks', 'hangs', 'silent', 'late'] as const)(
    'whatever becomes of the call (%j), it fails as what may pass, and says nothing secret',
    async (trouble) => {
      desk.wecom.goesWrong(method, trouble);
      const e = await failureOf(call());
      expect([e.failure, isClean(e), e.message.startsWith('wecom: ')]).toEqual(['transient', true, true]);
      await call();
    },
  );

  test('a refusal names what to do, and no secret', async () => {
    desk.wecom.goesWrong(method, { errcode: 60020 });
    const e = await failureOf(call());
    expect([e.failure, e.passing, isClean(e)]).toEqual(['auth', false, true]);
    expect(e.message).toMatch(/errcode 60020: .*127\.0\.0\.1.*trusted IPs/u);
  });
});

describe('tokens', () => {
  test('that end in the middle of a burst are renewed once', async () => {
    await desk.im.check();
    desk.wecom.expiresTokens();
    const users = members(30);
    await Promise.all(users.map((user) => desk.im.post({ conv: `user:${user}` }, { text: 'x' }, { as, key: key() })));
    expect([desk.wecom.count('gettoken'), users.every((user) => desk.wecom.seenBy(user).length === 1)]).toEqual([2, true]);
  });
  test('are asked for once by many at the beginning, and kept for two hours', async () => {
    await Promise.all(members(20).map((user) => desk.im.post({ conv: `user:${user}` }, { text: 'x' }, { as, key: key() })));
    expect(desk.wecom.count('gettoken')).toBe(1);
    desk.clock.jump(7_200_000);
    await post();
    expect(desk.wecom.count('gettoken')).toBe(2);
  });
  test('that a wrong secret does not get are nobody else’s fault', async () => {
    desk.wecom.revokesSecret();
    const e = await failureOf(post());
    expect([e.failure, e.passing, isClean(e)]).toEqual(['auth', false, true]);
    expect(e.message).toMatch(/^wecom: gettoken refused \(errcode 40001: .*Secret/u);
  });
});

describe('what has certainly not been said', () => {
  const { store, cards } = memoryOfCards();
  const inGroup = async (trouble: () => void, message: Outgoing): Promise<{ said: () => string[]; again: () => Promise<unknown> }> => {
    cards.clear();
    const { ref } = await desk.im.rooms.ensure(room());
    desk.clock.jump(7_200_000);
    trouble();
    const to = { im: desk.im, to: ref, lang: 'zh', isWorthTwice: false, as, key: key() } as const;
    const again = () => postInDoubt(message, to, { store, clock: desk.clock });
    const e = await failureOf(again());
    expect([e.failure, e instanceof UnansweredError]).toEqual(['transient', false]);
    return {
      again,
      said: () => desk.wecom.messages(ref.conv.slice(5)).map(({ text = '', markdown = '', msgtype }) => text || markdown || msgtype),
    };
  };

  test.each([{ status: 502 }, 'hangs', 'breaks', 'silent'] as const)(
    'for want of a token (%j) is said at the next try, once and without a doubt',
    async (trouble) => {
      const { said, again } = await inGroup(() => desk.wecom.goesWrong('gettoken', trouble), {
        text: '',
        card: { ...card, title: '已解决' },
      });
      expect(said()).toEqual([]);
      await again();
      expect([said().length, said()[0]]).toEqual([1, expect.not.stringContaining('可能重复')]);
    },
  );
  test('for want of an uploaded file follows at the next try', async () => {
    const file = { name: 'a.txt', type: 'text/plain', size: 9, fetch: async () => Buffer.from('what happened') };
    const { said, again } = await inGroup(() => desk.wecom.goesWrong('media/upload', 'late'), { text: '现场', files: [file] });
    await again();
    expect(said()).toEqual(['现场', 'file']);
  });
});

describe('an answer that was lost', () => {
  test.each(['late', 'silent'] as const)('of a card (%s): it is sent again, and is there once', async (trouble) => {
    desk.wecom.goesWrong('message/send', trouble);
    const once = key();
    expect(await failureOf(post(page, once))).toBeInstanceOf(UnansweredError);
    const ref = await post(page, once);
    expect(desk.wecom.messages('ana')).toHaveLength(1);
    expect(desk.wecom.messages('ana')[0]?.card).toMatchObject({ task_id: ref.msg });
  });
  test.each(['late', 'silent'] as const)('of a line (%s): it is there once', async (trouble) => {
    desk.wecom.goesWrong('message/send', trouble);
    const once = key();
    await failureOf(post({ text: '一次' }, once));
    await post({ text: '一次' }, once);
    expect(desk.wecom.messages('ana')).toHaveLength(1);
  });
  test('of a line before a restart: it is there once, and a line that says the same later is another', async () => {
    desk.wecom.goesWrong('message/send', 'late');
    const once = key();
    await failureOf(post({ text: '一次' }, once));
    await desk.again().post(ana, { text: '一次' }, { as, key: once, isRepeat: true });
    await post({ text: '一次' });
    expect(desk.wecom.messages('ana')).toHaveLength(2);
  });
  test.each([
    ['was refused', { errcode: -1 }],
    ['found no answer', { status: 502 }],
  ] as const)('of a line whose first try %s: it is there, although one before it said the same', async (_what, trouble) => {
    await post({ text: '还在等你' }, key(), { urgency: 'page' });
    desk.clock.jump(60_000);
    desk.wecom.goesWrong('message/send', trouble);
    const second = key();
    await failureOf(post({ text: '还在等你' }, second, { urgency: 'page' }));
    desk.clock.jump(500);
    await post({ text: '还在等你' }, second, { urgency: 'page', isRepeat: true });
    expect(desk.wecom.messages('ana')).toHaveLength(2);
  });
  test('of a line that is tried for minutes: it is there once', async () => {
    desk.wecom.goesWrong('message/send', 'late');
    desk.wecom.goesWrong('message/send', { errcode: -1 }, 3);
    const once = key();
    for (let i = 0; i < 4; i += 1) {
      await failureOf(post({ text: '一次' }, once, { urgency: 'page', isRepeat: i > 0 }));
      desk.clock.jump(100_000);
    }
    await post({ text: '一次' }, once, { urgency: 'page', isRepeat: true });
    expect(desk.wecom.messages('ana')).toHaveLength(1);
  });
  test.each(['late', 'silent'] as const)('of a new group (%s): there is one', async (trouble) => {
    desk.wecom.goesWrong('appchat/create', trouble);
    const spec = room();
    await failureOf(desk.im.rooms.ensure(spec));
    const { ref, outcome } = await desk.im.rooms.ensure(spec);
    expect(desk.wecom.chats.map(({ chatid }) => `chat:${chatid}`)).toEqual([ref.conv]);
    expect(outcome).toEqual(['ana', 'bo'].map((user) => ({ user, because: null })));
  });
  test('of a new group, with somebody else called meanwhile: they are not said to be in it, and are taken in like anybody', async () => {
    desk.wecom.goesWrong('appchat/create', 'late');
    const spec = room();
    await failureOf(desk.im.rooms.ensure(spec));
    const { ref, outcome } = await desk.im.rooms.ensure({ ...spec, members: ['Ana', 'bo', 'chen'] });
    expect(outcome).toEqual(['Ana', 'bo'].map((user) => ({ user, because: null })));
    expect(await desk.im.rooms.invite(ref, ['chen'])).toEqual([{ user: 'chen', because: null }]);
    expect(desk.wecom.chats.map(({ users }) => users)).toEqual([['ana', 'bo', 'chen']]);
  });
  test('of a new group before a restart: it is found', async () => {
    desk.wecom.goesWrong('appchat/create', 'late');
    const spec = room();
    await failureOf(desk.im.rooms.ensure(spec));
    await desk.again().rooms.ensure({ ...spec, isRepeat: true });
    expect(desk.wecom.chats).toHaveLength(1);
  });
});

describe('a group', () => {
  test('of an earlier life under the same key is left alone', async () => {
    const spec = room();
    const first = await desk.im.rooms.ensure(spec);
    const second = await desk.again().rooms.ensure({ ...spec, name: 'INC-7 another' });
    expect([desk.wecom.chats.length, first.ref.conv === second.ref.conv]).toEqual([2, false]);
  });
  test('takes in whom it can, and names the others with the reason', async () => {
    desk.wecom.hides('chen');
    const { ref, outcome } = await desk.im.rooms.ensure(room({ members: ['ana', 'chen', 'nobody', 'bo'] }));
    expect(outcome.filter(({ because }) => because === null).map(({ user }) => user)).toEqual(['ana', 'bo']);
    expect(outcome.filter(({ because }) => because !== null)).toEqual(['chen', 'nobody'].map((user) => ({ user, because: 'wecom-60111' })));
    const invited = await desk.im.rooms.invite(ref, ['chen', 'nobody']);
    expect(invited.every(({ because }) => because !== null)).toBe(true);
  });
  test('of 2,001 takes 2,000 and names who is left', async () => {
    const all = members(2_001);
    const { outcome } = await desk.im.rooms.ensure(room({ members: all }));
    expect(desk.wecom.chats[0]?.users).toHaveLength(2_000);
    expect(outcome.filter(({ because }) => because !== null)).toEqual([{ user: 'm2000', because: 'wecom-86006' }]);
    const { ref } = await desk.im.rooms.ensure(room({ members: all.slice(0, 1_999) }));
    expect((await desk.im.rooms.invite(ref, ['ana'])).map(({ because }) => because)).toEqual([null]);
    expect((await desk.im.rooms.invite(ref, ['bo'])).map(({ because }) => because)).toEqual(['wecom-86006']);
  });
  test('with room for one of two takes one, and of many as many as it can', async () => {
    const all = members(2_020);
    const { ref } = await desk.im.rooms.ensure(room({ members: all.slice(0, 1_999) }));
    expect(await desk.im.rooms.invite(ref, ['ana', 'bo'])).toEqual([
      { user: 'ana', because: null },
      { user: 'bo', because: 'wecom-86006' },
    ]);
    const second = await desk.im.rooms.ensure(room({ members: all.slice(0, 1_993) }));
    const before = desk.wecom.count('appchat/update');
    const outcome = await desk.im.rooms.invite(second.ref, all.slice(1_993));
    expect(outcome.map(({ user }) => user)).toEqual(all.slice(1_993));
    expect(outcome.map(({ because }) => because)).toEqual([...Array(7).fill(null), ...Array(20).fill('wecom-86006')]);
    expect(desk.wecom.count('appchat/update') - before).toBeLessThanOrEqual(10);
  });
  test('of one waits for another for a while, and then is said to be missing', async () => {
    const spec = room({ members: ['ana', 'nobody'] });
    const e = await failureOf(desk.im.rooms.ensure(spec));
    expect([e.failure, e.retryAfterMs]).toEqual(['rate-limited', 5_000]);
    expect(e.message).toContain('two people. Not taken in: nobody');
    desk.clock.jump(30_000);
    expect(await failureOf(desk.im.rooms.ensure(spec))).toMatchObject({
      failure: 'forbidden',
      passing: false,
      words: { zh: expect.stringMatching(/至少要两个人。未能加入：nobody \(请把此人加入.*60111.*\)。.*owner/u) },
    });
    const alone = await failureOf(desk.im.rooms.ensure(room({ members: ['ana'], private: true })));
    expect(alone.words?.zh).toBe('wecom: 企业微信建群至少要两个人。私密的群里只有它自己的人：再有人加入，群就会建好。');
    await desk.im.rooms.ensure({ ...spec, members: ['ana', 'bo'] });
    expect(desk.wecom.chats.map(({ users }) => users)).toEqual([['ana', 'bo']]);
  });
  test('belongs to the owner of all of them, who is in no private one that is not theirs', async () => {
    const owned = await wecomDesk({ spec: { owner: 'chen' } });
    onTestFinished(() => owned.close());
    const usersOf = async (over: object): Promise<readonly string[]> => {
      const { ref } = await owned.im.rooms.ensure(room(over));
      return owned.wecom.chats.find(({ chatid }) => ref.conv === `chat:${chatid}`)?.users ?? [];
    };
    expect(await usersOf({ members: ['ana'] })).toEqual(['chen', 'ana']);
    expect(await usersOf({ members: ['ana', 'Chen'] })).toEqual(['chen', 'ana']);
    expect(await usersOf({ private: true })).toEqual(['ana', 'bo']);
    expect(await usersOf({ private: true, members: ['ana', 'CHEN'] })).toEqual(['chen', 'ana']);
    const alone = room({ private: true, members: ['ana'] });
    expect(await failureOf(owned.im.rooms.ensure(alone))).toMatchObject({ failure: 'rate-limited' });
    owned.clock.jump(30_000);
    expect(await failureOf(owned.im.rooms.ensure(alone))).toMatchObject({ why: { code: 'room-of-one' } });
  });
  test('of the owner alone, written in other letters, is one of one', async () => {
    const owned = await wecomDesk({ spec: { owner: 'Chen' } });
    onTestFinished(() => owned.close());
    expect(await failureOf(owned.im.rooms.ensure(room({ members: ['chen'] })))).toMatchObject({ failure: 'rate-limited' });
  });
  test('has a name that fits, whole letters and all', async () => {
    await desk.im.rooms.ensure(room({ name: `INC-7 ${'👨‍👩‍👧𠮷'.repeat(30)}` }));
    const { name } = desk.wecom.chats[0]!;
    expect([name.length <= 50, name.endsWith('…'), name === name.toWellFormed()]).toEqual([true, true, true]);
  });
  test('that is gone is one without us', async () => {
    const e = await failureOf(desk.im.post({ conv: 'chat:nosuchchat' }, { text: 'x' }, { as, key: key() }));
    expect([e.failure, e.room]).toEqual(['not-found', 'without-us']);
  });
  test('of an app that does not see the root department says what to do', async () => {
    desk.wecom.withdrawsRoot();
    const e = await failureOf(desk.im.rooms.ensure(room()));
    expect([e.failure, desk.wecom.count('user/get'), e.why?.code]).toEqual(['forbidden', 0, 'wecom-60011']);
    expect(e.message).toMatch(/root department/u);
  });
});

describe('who cannot be reached', () => {
  // Hundreds of calls on a busy machine, and none that is to be given up on.
  beforeEach(async () => {
    await desk.close();
    desk = await wecomDesk();
  });
  test.each([
    ['is hidden', () => desk.wecom.hides('ana'), 'not-found'],
    ['is in the list of those who did not get it', () => desk.wecom.goesWrong('message/send', { partly: ['ana'] }), 'not-found'],
    ['has no licence', () => desk.wecom.user('ana', { licensed: false }), 'forbidden|not-found'],
  ] as const)('who %s fails at once, with what to do', async (_, trouble, failure) => {
    trouble();
    const e = await failureOf(post(page));
    expect(failure.split('|')).toContain(e.failure);
    expect([e.passing, /visible range|licence/u.test(e.message)]).toEqual([false, true]);
  });
  test('nothing is sent that WeCom would drop: a page goes on to the next way, the rest waits', async () => {
    for (let i = 0; i < 22; i += 1) await post({ text: `${i}` });
    expect(await failureOf(post({ text: 'more' }))).toMatchObject({ failure: 'rate-limited', retryAfterMs: 60_000 });
    for (let i = 0; i < 8; i += 1) await post(page);
    expect(await failureOf(post(page))).toMatchObject({ failure: 'forbidden', passing: false, why: { code: 'over-limit' } });
    expect(desk.wecom.messages('ana').filter(({ droppedFor }) => droppedFor.length > 0)).toEqual([]);
    expect(desk.wecom.seenBy('ana')).toHaveLength(30);
    desk.clock.jump(60_000);
    await post(page);
  });
  test.each([
    ['refused by WeCom', () => desk.wecom.goesWrong('message/send', { errcode: -1 }, 30), 0],
    ['refused for want of rights', () => desk.wecom.goesWrong('message/send', { errcode: 60020 }, 30), 0],
    ['for want of a token', () => desk.wecom.goesWrong('gettoken', { status: 502 }, 30), 0],
    ['in the list of those who did not get it', () => desk.wecom.goesWrong('message/send', { partly: ['ana'] }, 30), 0],
    ['unanswered, all of one message', () => desk.wecom.goesWrong('message/send', { status: 502 }, 30), 1],
  ] as const)('tries that reached nobody use nothing up: %s', async (_what, trouble, counted) => {
    trouble();
    for (let i = 0; i < 30; i += 1) await failureOf(post({ text: '呼叫' }, 'one page', { urgency: 'page' }));
    expect(await desk.im.full?.()).toEqual([]);
    for (let i = counted; i < 22; i += 1) await post({ text: `${i}` });
    expect(await desk.im.full?.()).toEqual(['ana']);
    for (let i = 0; i < 8; i += 1) await post(page);
    expect(desk.wecom.messages('ana').every(({ droppedFor }) => droppedFor.length === 0)).toBe(true);
  });
  test('a try that may have got through stays counted when the next one is refused', async () => {
    desk.wecom.goesWrong('message/send', 'late');
    await failureOf(post(page, 'one page'));
    await post(page, 'one page');
    for (let i = 0; i < 29; i += 1) await post(page);
    expect(await failureOf(post(page))).toMatchObject({ why: { code: 'over-limit' } });
    expect(desk.wecom.seenBy('ana')).toHaveLength(30);
  });
  test('nor in an hour', async () => {
    for (let i = 0; i < 900; i += 1) {
      if (i % 20 === 0) desk.clock.jump(60_000);
      await post({ text: `${i}` }, key(), { urgency: 'card' });
    }
    expect((await failureOf(post({ text: 'more' }))).failure).toBe('rate-limited');
    await post(page);
    expect(desk.wecom.messages('ana').every(({ droppedFor }) => droppedFor.length === 0)).toBe(true);
  });
});

test('what can wait does not go out on the hour, and each conversation at its own time', async () => {
  const hour = 3_600_000;
  desk.clock.jump(hour - (desk.clock.now() % hour));
  const waits = await Promise.all(
    ['ana', 'bo', 'chen'].map((user) =>
      failureOf(desk.im.post({ conv: `user:${user}` }, { text: 'x' }, { as, key: key(), urgency: 'digest' })),
    ),
  );
  expect(
    waits.every(({ failure, retryAfterMs }) => failure === 'rate-limited' && retryAfterMs! >= 60_000 && retryAfterMs! <= 240_000),
  ).toBe(true);
  expect(new Set(waits.map(({ retryAfterMs }) => retryAfterMs)).size).toBe(3);
  await post(page);
  desk.clock.jump(240_000);
  await post({ text: 'x' }, key(), { urgency: 'digest' });
});
