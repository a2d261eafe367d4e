import { afterEach, describe, expect, test } from 'vitest';
import { UnansweredError } from '../../../../ports/errors.ts';
import { until } from '../../../../test/harness/until.ts';
import { ana, bo, chen, wechatDesk, type WechatDesk, type WechatDeskOptions } from './wechat-desk.ts';

const open: WechatDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});
const desk = async (options?: WechatDeskOptions): Promise<WechatDesk> => {
  const it = await wechatDesk(options);
  open.push(it);
  return it;
};
const isLost = ({ im }: WechatDesk) => until(() => im.ears.state().state === 'lost', { what: 'us to be out' });
const comes = ({ heard }: WechatDesk, count: number) =>
  until(() => heard.length >= count, { what: `${count} to be heard`, context: () => JSON.stringify(heard) });
const post = { as: 'pager', key: 'k' } as const;

describe('what is said in WeChat', () => {
  test('comes in once, from people, with who said it and to whom', async () => {
    const it = await desk();
    const room = await it.wechat.call('invitedTo', { members: [ana, bo] });
    await it.wechat.call('says', { user: ana, text: '谁在值班' });
    await it.wechat.call('again', null);
    await it.wechat.call('says', { user: 'gh_news', text: 'Read this' });
    await it.wechat.call('says', { user: ana, text: 'only among us', room });
    await it.wechat.call('says', { user: bo, text: '@Tocsin\u2005绑定 3', room, isToUs: true });
    await comes(it, 4);
    const said = it.heard.map(({ key, user, conv, did }) => ({ key, user, conv, did }));
    expect(said[1]?.key).toBe(said[0]?.key);
    expect(said).toMatchObject([
      { user: ana, conv: `user:${ana}`, did: { is: 'said', text: '谁在值班', isDirect: true, isToUs: true } },
      { user: ana, conv: `user:${ana}` },
      { user: ana, conv: `room:${room}`, did: { text: 'only among us', isDirect: false, isToUs: false } },
      { user: bo, conv: `room:${room}`, did: { text: '绑定 3', isDirect: false, isToUs: true } },
    ]);
  });

  test('by ourselves does not', async () => {
    const it = await desk();
    await it.im.post({ conv: `user:${ana}` }, { text: 'INC-1' }, post);
    await it.wechat.call('says', { user: ana, text: '1' });
    await comes(it, 1);
    expect(it.heard.map(({ user }) => user)).toEqual([ana]);
  });

  test('people who join are told, and that we were shown out', async () => {
    const it = await desk();
    const room = await it.wechat.call('invitedTo', { members: [ana, bo] });
    await it.wechat.call('joins', { room: `room:${room}`, user: chen });
    await it.wechat.call('leaves', { room: `room:${room}`, user: bo });
    await it.wechat.call('leaves', { room: `room:${room}`, user: 'wxid_tocsin' });
    await comes(it, 2);
    expect(it.heard).toMatchObject([
      { user: chen, conv: `room:${room}`, did: { is: 'joined' } },
      { conv: `room:${room}`, did: { is: 'room', now: 'without-us' } },
    ]);
  });
});

describe('what we say in WeChat', () => {
  test('is a card in lines, with numbers for what can be done, and who is meant is called by name', async () => {
    const it = await desk();
    const { ref } = await it.im.rooms.ensure({
      key: 'INC-20261123-001',
      name: 'INC-20261123-001 订单被拒',
      private: true,
      members: [ana, bo],
    });
    expect(await it.wechat.call('topic', ref.conv)).toBe('INC-20261123-001 订单被拒');
    const card = {
      title: '订单被拒',
      severity: 'SEV1' as const,
      actions: [
        { token: 'a', label: '认领' },
        { token: 'b', label: '升级' },
      ],
    };
    await it.im.post(
      ref,
      {
        text: '',
        card,
        mentions: [
          { name: '安娜', user: ana },
          { name: '老周', user: null },
        ],
      },
      post,
    );
    const [shown] = await it.wechat.call('messages', ref.conv);
    expect(shown?.text).toBe('@ana SEV1 · 订单被拒\n1. 认领\n2. 升级\n回复数字即可操作，如“1”。');
  });

  test('is several messages when it is long, and a file goes with it', async () => {
    const it = await desk();
    const text = Array.from({ length: 300 }, (_, i) => `line ${i} of a long story`).join('\n');
    const bytes = Buffer.from('a picture');
    const file = { name: 'curve.png', type: 'image/png', size: bytes.length, fetch: async () => bytes };
    await it.im.post({ conv: `user:${ana}` }, { text, files: [file] }, post);
    const shown = await it.wechat.call('messages', `user:${ana}`);
    expect(shown.filter((each) => each.isFile)).toHaveLength(1);
    const texts = shown.filter((each) => !each.isFile).map((each) => each.text);
    expect(texts.every((each) => each.length <= 2_000)).toBe(true);
    expect(texts.join('\n')).toBe(text);
  });

  test('in a room that people have renamed is still in that room', async () => {
    const it = await desk();
    const spec = { key: 'INC-20261123-002', name: 'INC-20261123-002 x', private: false, members: [ana, bo] };
    const { ref } = await it.im.rooms.ensure(spec);
    await it.wechat.call('rename', { room: ref.conv, topic: '快来' });
    expect((await it.im.rooms.ensure(spec)).ref).toEqual(ref);
  });

  test('is never said in a group of somebody else, whatever that is called', async () => {
    const it = await desk();
    const theirs = await it.wechat.call('invitedTo', { members: [ana, bo], topic: 'INC-20261123-004 x' });
    const spec = { name: 'INC-20261123-004 x', private: false, members: [ana, bo] };
    const { ref } = await it.im.rooms.ensure({ ...spec, key: 'INC-20261123-004', isRepeat: true });
    expect(ref.conv).not.toBe(`room:${theirs}`);
  });

  test('may have come though Wechaty failed: that is said, and the group that was made is found again, unless it is private', async () => {
    const it = await desk();
    await it.wechat.call('breaksAfter', 'socket hang up');
    await expect(it.im.post({ conv: `user:${ana}` }, { text: 'x' }, { ...post, key: 'broken' })).rejects.toBeInstanceOf(UnansweredError);
    expect(await it.wechat.call('messages', `user:${ana}`)).toHaveLength(1);
    const made = async (key: string, isPrivate: boolean): Promise<string> => {
      const spec = { key, name: `${key} x`, private: isPrivate, members: [ana, bo] };
      await it.wechat.call('breaksAfter', 'socket hang up');
      await expect(it.im.rooms.ensure(spec)).rejects.toBeInstanceOf(UnansweredError);
      return (await it.im.rooms.ensure({ ...spec, isRepeat: true })).ref.conv;
    };
    expect(await made('INC-20261123-005', false)).toBe('room:1@chatroom');
    expect(await made('INC-20261123-006', true)).toBe('room:3@chatroom');
    expect(it.noted.filter(({ what }) => what.startsWith('a group may stand there twice'))).toHaveLength(1);
  });

  test('needs two for a room, and says what to do instead', async () => {
    const it = await desk();
    const alone = it.im.rooms.ensure({ key: 'INC-20261123-003', name: 'x', private: false, members: [ana, 'wxid_nobody'] });
    await expect(alone).rejects.toMatchObject({ failure: 'unsupported', message: expect.stringContaining('bind') as string });
  });
});

describe('an account that is not logged in', () => {
  test('says what to scan until somebody does, and is then there', async () => {
    const it = await desk({ isOut: true });
    await until(() => it.im.ears.state().because?.includes('http://weixin.qq.com/x/scan-me'), { what: 'the link' });
    await expect(it.im.check()).rejects.toMatchObject({ message: expect.stringContaining('scan-me') as string });
    await expect(it.im.post({ conv: `user:${ana}` }, { text: 'x' }, post)).rejects.toMatchObject({ failure: 'transient' });
    await it.wechat.call('login', null);
    await it.isListening();
    await expect(it.im.check()).resolves.toBeUndefined();
  });

  test('was logged out: that is said', async () => {
    const it = await desk();
    await it.wechat.call('logout', 'on another device');
    await isLost(it);
    expect(it.im.ears.state().because).toContain('on another device');
    await expect(it.im.dm(ana)).rejects.toMatchObject({ failure: 'transient' });
  });
});

describe('what Wechaty does wrong', () => {
  test('an error is noted and nothing else, as long as it is logged in', async () => {
    const it = await desk();
    await it.wechat.call('error', 'Puppet heartbeat timeout');
    await until(() => it.noted.some(({ data }) => JSON.stringify(data).includes('heartbeat')), { what: 'it to be noted' });
    expect(it.im.ears.state().state).toBe('listening');
  });

  test('a promise that it forgets is noted and nothing else', async () => {
    const it = await desk();
    await it.wechat.call('forget', 'ret 1203');
    await until(() => it.noted.some(({ data }) => JSON.stringify(data).includes('1203')), { what: 'it to be noted' });
    expect(it.im.ears.state().state).toBe('listening');
  });

  test.each<[string, (it: WechatDesk) => Promise<void>]>([
    ['throws outside of any promise', (it) => it.wechat.call('crash', 'socket hang up')],
    ['ends the process', (it) => it.wechat.call('exit', null)],
  ])('where it %s it comes again, and we stand', async (_name, does) => {
    const it = await desk();
    void does(it).catch(() => {});
    await until(() => it.comings() === 2, { what: 'it to come again' });
    await it.isListening();
    await it.im.post({ conv: `user:${ana}` }, { text: 'still here' }, post);
    expect((await it.wechat.call('messages', `user:${ana}`)).map(({ text }) => text)).toEqual(['still here']);
  });

  test('a puppet that is not installed is named, with what to do', async () => {
    const it = await desk({ puppet: 'wechaty-puppet-of-nobody' });
    await isLost(it);
    expect(it.im.ears.state().because).toBe(
      'the package wechaty-puppet-of-nobody is not installed here. Run npm install --no-save --prefix adapters/im/wechat wechaty-puppet-of-nobody',
    );
  });
});

describe('of several processes', () => {
  test('only one comes in; the others leave it to that one', async () => {
    const it = await desk({ isOurs: () => false });
    expect(it.comings()).toBe(0);
    await expect(it.im.post({ conv: `user:${ana}` }, { text: 'x' }, post)).rejects.toMatchObject({ name: 'ForAnotherError' });
    expect(it.im.ears.state().state).toBe('off');
  });
});
