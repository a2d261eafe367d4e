import { describe, expect, test } from 'vitest';
import { wechatLimits } from '../../adapters/im/wechat/limits.ts';
import { wechatChat } from '../../adapters/im/wechat/wechat-chat.ts';
import { Paces } from '../../app/chat/paces.ts';
import { WechatChat } from '../../domain/chat/guest-chats.ts';
import { OutsideError, UnansweredError } from '../../ports/errors.ts';
import type { Guest } from '../../ports/guest.ts';
import type { Im } from '../../ports/im.ts';
import { memoryInHand } from '../harness/chat-memory.ts';
import { HandClock } from '../harness/hand-clock.ts';

const key = 'INC-20261123-001';
const room = { key, name: `${key} rejected`, private: false, members: ['ana', 'bo'] };
const as = 'pager';

interface Asked {
  readonly name: string;
  readonly asked: { readonly conv?: string; readonly text?: string };
}

/** The adapter before a guest that answers what a test says, and remembers what it was asked. `again` is the same chat in another life. */
async function chat(found: string | null = null) {
  const clock = new HandClock(Date.parse('2026-11-23T01:00:00Z'));
  const asked: Asked[] = [];
  const noted: string[] = [];
  const wrong: { error: Error | null } = { error: null };
  let rooms = 0;
  const answers: Readonly<Record<string, () => unknown>> = {
    find: () => found && { conv: found },
    create: () => ({ conv: `room:${(rooms += 1)}`, outcome: [] }),
    say: () => ({ msg: `m${asked.length}` }),
  };
  const guest = {
    start: () => {},
    stop: async () => {},
    state: () => ({ state: 'listening', since: 0, because: null }),
    call: async (name: string, of: Asked['asked']) => {
      asked.push({ name, asked: of });
      const { error } = wrong;
      wrong.error = null;
      if (error) throw error;
      return answers[name]?.();
    },
  };
  const memory = memoryInHand(clock);
  const life = async (): Promise<Im & Required<Pick<Im, 'rooms'>>> => {
    const im = wechatChat({
      name: 'wechat',
      spec: WechatChat.parse({ type: 'wechat', puppet: 'wechaty-puppet-service' }),
      clock,
      pace: new Paces({ name: 'wechat', clock, limits: wechatLimits }),
      memory,
      leases: { hold: async () => true, release: async () => {} },
      invite: () => guest as unknown as Guest<never>,
      folder: '/tmp',
      lang: () => 'en',
      noted: (what) => noted.push(what),
      failed: (what) => noted.push(what),
    });
    await im.ears?.start({ heard: async () => {}, submitted: async () => null, options: async () => [] });
    // The lease is taken behind it.
    await new Promise((resolve) => setImmediate(resolve));
    return im as Im & Required<Pick<Im, 'rooms'>>;
  };
  const of = (name: string): Asked[] => asked.filter((each) => each.name === name);
  return { im: await life(), life, clock, memory, of, noted, wrong };
}

describe('a group of WeChat', () => {
  test('is made without looking for one that is called so', async () => {
    const { im, of } = await chat('room:of-somebody');
    expect((await im.rooms.ensure(room)).ref.conv).toBe('room:1');
    expect(of('find')).toEqual([]);
  });

  test('that an earlier try may have made is looked for, and is then known', async () => {
    const { im, life, of } = await chat('room:ours');
    expect((await im.rooms.ensure({ ...room, isRepeat: true })).ref.conv).toBe('room:ours');
    expect((await (await life()).rooms.ensure(room)).ref.conv).toBe('room:ours');
    expect([of('find').length, of('create').length]).toEqual([1, 0]);
  });

  test('of a private incident is made anew rather than guessed at, and that there may be two is said', async () => {
    const { im, of, noted } = await chat('room:ours');
    expect((await im.rooms.ensure({ ...room, private: true, isRepeat: true })).ref.conv).toBe('room:1');
    expect(of('find')).toEqual([]);
    expect(noted).toEqual([expect.stringContaining('may stand there twice')]);
  });

  test('of another incident that people have given this name is left alone', async () => {
    const { im, memory, noted } = await chat('room:of-another');
    await memory.keep('made/room:of-another', 'INC-20261122-001', Number.MAX_SAFE_INTEGER);
    expect((await im.rooms.ensure({ ...room, isRepeat: true })).ref.conv).toBe('room:1');
    expect(noted).toHaveLength(1);
  });

  test('whose making went unanswered is looked for in the same life, too', async () => {
    const { im, of, wrong } = await chat('room:ours');
    wrong.error = new UnansweredError('wechat: no answer');
    await expect(im.rooms.ensure(room)).rejects.toBeInstanceOf(UnansweredError);
    expect((await im.rooms.ensure(room)).ref.conv).toBe('room:ours');
    expect([of('find').length, of('create').length]).toEqual([1, 1]);
  });

  test('that cannot be remembered is there all the same', async () => {
    const { im, memory, noted } = await chat();
    memory.keep = async () => Promise.reject(new Error('the store is away'));
    expect((await im.rooms.ensure(room)).ref.conv).toBe('room:1');
    expect((await im.rooms.ensure(room)).ref.conv).toBe('room:1');
    expect(noted).toEqual(['which group is whose could not be kept']);
  });
});

describe('what is said in WeChat', () => {
  test('to somebody goes before what is said to a group, however much of that there is', async () => {
    const { im, clock, of } = await chat();
    const copies = Array.from({ length: 30 }, (_, i) => im.post({ conv: 'room:1' }, { text: `copy ${i}` }, { as, key: `copy-${i}` }));
    void Promise.allSettled(copies);
    const page = im.post({ conv: 'user:ana' }, { text: 'page' }, { as, key: 'page' });
    const card = im.post({ conv: 'room:1' }, { text: 'a page in a group' }, { as, key: 'card', urgency: 'page' });
    for (let i = 0; i < 4; i += 1) {
      clock.jump(1_000);
      clock.ring();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all([page, card]);
    expect(of('say').map(({ asked }) => asked.text)).toEqual([
      ...Array.from({ length: 10 }, (_, i) => `copy ${i}`),
      'page',
      'a page in a group',
    ]);
  });

  test('and taken is not said again by another life, and what did not get out is', async () => {
    const { im, life, of, wrong } = await chat();
    const to = { conv: 'user:ana' };
    const text = 'line\n'.repeat(700);
    expect((await im.post(to, { text }, { as, key: 'long' })).msg).toBe('m1');
    expect((await (await life()).post(to, { text }, { as, key: 'long', isRepeat: true })).msg).toBe('m1');
    expect(of('say')).toHaveLength(2);
    wrong.error = new OutsideError('transient', 'wechat: not logged in');
    await expect(im.post(to, { text: 'x' }, { as, key: 'short' })).rejects.toMatchObject({ name: 'OutsideError' });
    await (await life()).post(to, { text: 'x' }, { as, key: 'short', isRepeat: true });
    expect(of('say')).toHaveLength(4);
  });

  test('is said once where that it was said cannot be kept', async () => {
    const { im, memory, of, noted } = await chat();
    memory.keep = async () => Promise.reject(new Error('the store is away'));
    await im.post({ conv: 'user:ana' }, { text: 'x' }, { as, key: 'x' });
    expect([of('say').length, noted]).toEqual([1, ['what was said in WeChat could not be kept']]);
  });
});
