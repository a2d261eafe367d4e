import { describe, expect, test } from 'vitest';
import { Alone } from '../../adapters/im/wechat/alone.ts';
import { heardIn, joinedIn, leftIn, type Written } from '../../adapters/im/wechat/receive.ts';
import { isRoomOf, roomTopic } from '../../adapters/im/wechat/room-topic.ts';
import { parted, textsOf } from '../../adapters/im/wechat/text.ts';
import { HandClock } from '../harness/hand-clock.ts';

const now = Date.parse('2026-11-23T01:30:00Z');

describe('a message to WeChat', () => {
  const actions = Array.from({ length: 12 }, (_, i) => ({ token: `t${i}`, label: `Do ${i}` }));

  test('has a number for what one digit can say, and says that it may be answered', () => {
    const [text = ''] = textsOf({ text: 'x', card: { title: 'Rejected', actions } }, 'en');
    expect(text.split('\n')).toEqual([
      'Rejected',
      ...actions.slice(0, 9).map(({ label }, i) => `${i + 1}. ${label}`),
      'Answer with a number to do it, such as 1.',
    ]);
  });

  test('without anything to do asks for nothing', () => expect(textsOf({ text: 'x', card: { title: 'Over' } }, 'zh')).toEqual(['Over']));

  test('shows nothing that is not there: no control characters, nothing that turns the direction', () =>
    expect(textsOf({ text: 'a\u0007b\u202Ecd\r\nef\tg 👨‍👩‍👧' }, 'zh')).toEqual(['abcd\nef\tg 👨‍👩‍👧']));

  test('is parted at the ends of lines, and loses nothing', () => {
    const text = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    const parts = parted(text, 'en', 100);
    expect(parts.every((part) => part.length <= 100 && part.startsWith('line '))).toBe(true);
    expect(parts.join('\n')).toBe(text);
  });

  test('is never parted within a character', () => {
    const parts = parted('𠮷'.repeat(60), 'zh', 25);
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
  });

  test('ends after six parts, and says so', () => {
    const parts = parted('x'.repeat(10_000), 'en', 100);
    expect(parts).toHaveLength(6);
    expect(parts.every((part) => part.length <= 100)).toBe(true);
    expect(parts.at(-1)).toMatch(/the rest is in Tocsin\.$/u);
  });
});

describe('a message from WeChat', () => {
  const it: Written = {
    id: 'm1',
    at: now,
    talker: { id: 'wxid_ana', isSelf: false, isOfficial: false },
    room: null,
    text: ' 1 ',
    isText: true,
    mentionsUs: false,
    ourName: 'Tocsin (bot)',
  };

  test('to us alone is for us', () =>
    expect(heardIn(it, now)).toEqual({
      key: 'said/m1',
      at: now,
      user: 'wxid_ana',
      conv: 'user:wxid_ana',
      did: { is: 'said', msg: 'm1', text: '1', isToUs: true, isDirect: true },
    }));

  test.each([
    ['with the space that WeChat puts there', '@Tocsin (bot)\u2005who leads?'],
    ['typed by hand', '@Tocsin (bot) who leads?'],
    ['at the end', 'who leads? @Tocsin (bot)'],
  ])('in a group that mentions us loses the mention: %s', (_name, text) =>
    expect(heardIn({ ...it, room: 'r1', text, mentionsUs: true }, now)?.did).toMatchObject({
      text: 'who leads?',
      isToUs: true,
      isDirect: false,
    }),
  );

  test.each<[string, Partial<Written>]>([
    ['our own', { talker: { id: 'wxid_tocsin', isSelf: true, isOfficial: false } }],
    ['of an official account', { talker: { id: 'gh_news', isSelf: false, isOfficial: true } }],
    ['a picture', { isText: false }],
    ['told anew long after', { at: now - 11 * 60_000 }],
  ])('%s is nothing', (_name, other) => expect(heardIn({ ...it, ...other }, now)).toBeNull());

  test('who comes and goes: others join, we are let in and shown out', () => {
    const ana = { room: 'r1', user: 'wxid_ana', isSelf: false, at: now };
    const us = { ...ana, user: 'wxid_tocsin', isSelf: true };
    expect([joinedIn(ana).did, joinedIn(us).did, leftIn(ana), leftIn(us)?.did]).toEqual([
      { is: 'joined' },
      { is: 'room', now: 'open' },
      null,
      { is: 'room', now: 'without-us' },
    ]);
  });
});

describe('a group', () => {
  test.each([
    ['INC-20261123-001', 'INC-20261123-001 订单被拒', 'INC-20261123-001 订单被拒'],
    ['INC-20261123-001-r2', 'INC-20261123-001 订单', 'INC-20261123-001-r2 INC-20261…'],
    ['INC-20261123-001', 'INC-20261123-001', 'INC-20261123-001'],
    ['INC-20261123-001', `INC-20261123-001 ${'订单'.repeat(20)}`, `INC-20261123-001 ${'订单'.repeat(6)}…`],
  ])('of %s that should be called %s is called %s, and is found again', (key, name, topic) => {
    expect(roomTopic(key, name)).toBe(topic);
    expect(isRoomOf(key, topic)).toBe(true);
  });

  test('of another incident whose number begins alike is not taken for it', () => {
    expect(isRoomOf('INC-20261123-100', 'INC-20261123-1000 x')).toBe(false);
    expect(isRoomOf('INC-20261123-001', 'INC-20261123-001-r2 x')).toBe(false);
  });
});

describe('of several processes', () => {
  const lone = (hold: () => Promise<boolean>, leaves = async (): Promise<void> => {}) => {
    const clock = new HandClock(now);
    const seen: string[] = [];
    const alone = new Alone({
      lease: 'wechat',
      leases: { hold, release: async () => void seen.push('released') },
      clock,
      ours: () => seen.push('ours'),
      theirs: () => {
        seen.push('theirs');
        return leaves();
      },
    });
    const passes = async (ms: number): Promise<void> => {
      clock.jump(ms);
      clock.ring();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { alone, seen, passes, clock };
  };

  test('the one that has it keeps it, and gives it back when it goes', async () => {
    const { alone, seen, passes } = lone(async () => true);
    await alone.start();
    await passes(10_000);
    await alone.stop();
    expect(seen).toEqual(['ours', 'theirs', 'released']);
  });

  test('another takes over when it is free', async () => {
    let isFree = false;
    const { alone, seen, passes } = lone(async () => isFree);
    await alone.start();
    expect([alone.isOurs, seen]).toEqual([false, []]);
    isFree = true;
    await passes(10_000);
    expect([alone.isOurs, seen]).toEqual([true, ['ours']]);
  });

  test('a store that does not answer takes nothing from it before its time is up, and then it lets go and comes in again once it does', async () => {
    const asked: PromiseWithResolvers<boolean>[] = [];
    let hangs = false;
    const { alone, seen, passes } = lone(() => {
      const answer = Promise.withResolvers<boolean>();
      asked.push(answer);
      if (!hangs) answer.resolve(true);
      return answer.promise;
    });
    await alone.start();
    hangs = true;
    await passes(10_000);
    expect([asked.length, alone.isOurs]).toEqual([2, true]);
    await passes(14_000);
    expect([alone.isOurs, seen]).toEqual([true, ['ours']]);
    await passes(1_000);
    expect([alone.isOurs, seen]).toEqual([false, ['ours', 'theirs']]);
    // Too late: what was taken at 10 s is over at 40 s.
    await passes(20_000);
    asked[1]?.resolve(true);
    hangs = false;
    await passes(0);
    expect([alone.isOurs, seen]).toEqual([false, ['ours', 'theirs']]);
    await passes(10_000);
    expect([alone.isOurs, seen]).toEqual([true, ['ours', 'theirs', 'ours']]);
  });

  test('one that is not told of its time is not taken for the one that has it', async () => {
    let isThere = true;
    const { alone, clock } = lone(async () => (isThere ? true : new Promise(() => {})));
    await alone.start();
    isThere = false;
    clock.jump(33_000);
    expect(alone.isOurs).toBe(false);
  });

  test('the next one comes in only when the one before it has left', async () => {
    const left = Promise.withResolvers<void>();
    let isHeld = true;
    const { alone, seen, passes } = lone(
      async () => isHeld,
      () => left.promise,
    );
    await alone.start();
    isHeld = false;
    await passes(10_000);
    isHeld = true;
    expect([alone.isOurs, seen]).toEqual([false, ['ours', 'theirs']]);
    left.resolve();
    await passes(0);
    await passes(10_000);
    expect([alone.isOurs, seen]).toEqual([true, ['ours', 'theirs', 'ours']]);
  });

  test('one that stopped while it asked gives back what it was given then', async () => {
    const answer = Promise.withResolvers<boolean>();
    const { alone, seen, passes } = lone(() => answer.promise);
    void alone.start();
    await alone.stop();
    answer.resolve(true);
    await passes(0);
    expect(seen).toEqual(['released']);
  });

  test('a store that is away takes nothing from it before its time is up, and then it lets go', async () => {
    let isAway = false;
    const { alone, passes } = lone(async () => (isAway ? Promise.reject(new Error('away')) : true));
    await alone.start();
    isAway = true;
    await passes(10_000);
    expect(alone.isOurs).toBe(true);
    await passes(14_999);
    expect(alone.isOurs).toBe(true);
    await passes(1);
    expect(alone.isOurs).toBe(false);
  });
});
