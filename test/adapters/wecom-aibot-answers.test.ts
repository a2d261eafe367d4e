import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aibotLimits } from '../../adapters/im/wecom-aibot/limits.ts';
import { Paces } from '../../app/chat/paces.ts';
import type { Inbound } from '../../domain/chat/heard.ts';
import { UnansweredError } from '../../ports/errors.ts';
import type { Outgoing, WrittenFile } from '../../ports/im.ts';
import type { Trouble } from '../emulators/wecom/troubles.ts';
import { aibotDesk, hearingInto, type AibotDesk } from '../harness/aibot-desk.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { failureOf } from '../harness/slack-desk.ts';

const as = 'emergency-assistant';
const at = { conv: 'user:ana' };

let desk: AibotDesk;
beforeEach(async () => {
  desk = await aibotDesk();
  await desk.listens();
});
afterEach(() => desk.close());

const heard = ({ wecom, heard: all }: AibotDesk, key: string): Promise<Inbound> =>
  wecom.until(() => all.find((each) => each.key.endsWith(`/${key}`)), 'what they did');
/** Ana asks; answers the door through which she is answered. */
async function asks(it = desk, text = '谁在值班'): Promise<string> {
  const { key } = await it.wecom.someone('ana').saysToBot(text);
  return (await heard(it, key)).answer ?? '';
}
async function enters(): Promise<string> {
  const { key } = await desk.wecom.someone('ana').entersBot();
  return (await heard(desk, key)).answer ?? '';
}
const shown = (it = desk) => it.wecom.messages('bot:ana').filter(({ from }) => from === 'bot');
const answers = (message: Outgoing, door: string, key = 'answer') => desk.im.post(at, message, { as, key, door });

describe('an answer', () => {
  test('of text is a stream that is there at once, under the id of the question', async () => {
    const door = await asks();
    await answers({ text: '安娜 <@all> 在值班' }, door);
    expect(shown()).toMatchObject([{ markdown: '安娜 ＜@all＞ 在值班', mentioned: [], stream: { finished: true } }]);
    expect(desk.wecom.count('aibot_send_msg')).toBe(0);
  });

  test('with something to press is a card under the same id', async () => {
    const card = { title: '认领？', actions: [{ token: 'yes', label: '认领' }] };
    await answers({ text: '认领？', card }, await asks());
    expect(shown()).toMatchObject([{ card: { card_type: 'button_interaction', button_list: [{ text: '认领', key: 'yes' }] } }]);
    expect(desk.wecom.count('aibot_send_msg')).toBe(0);
  });

  test('goes out as a message once the question is too old', async () => {
    const door = await asks();
    desk.clock.jump(86_400_001);
    await answers({ text: '安娜' }, door);
    expect(shown()).toMatchObject([{ msgtype: 'markdown', markdown: '安娜' }]);
  });

  test('whose first try got through, though nobody said so, stands there once', async () => {
    const door = await asks();
    desk.wecom.goesWrong('aibot_respond_msg', 'late');
    expect(await failureOf(answers({ text: '安娜' }, door))).toMatchObject({ name: 'UnansweredError', failure: 'transient' });
    await desk.passes(1_000);
    await desk.wecom.until(() => desk.im.ears.state().state === 'listening', 'the robot to be back');
    await answers({ text: '安娜' }, door);
    expect(shown().map(({ markdown }) => markdown)).toEqual(['安娜']);
  });

  test('a card whose first try got through stands there once, be it an answer or not', async () => {
    const card = { title: '事件 7', actions: [{ token: 'ack', label: '认领' }] };
    await asks();
    desk.wecom.goesWrong('aibot_send_msg', 'silent');
    const first = failureOf(desk.im.post(at, { text: 'x', card }, { as, key: 'card' }));
    await desk.wecom.until(() => shown().length === 1, 'the card');
    await desk.passes(11_000);
    expect(await first).toMatchObject({ name: 'UnansweredError' });
    await desk.im.post(at, { text: 'x', card }, { as, key: 'card', isRepeat: true });
    expect(shown()).toHaveLength(1);
  });
});

describe('who comes in', () => {
  test('is greeted at once', async () => {
    await answers({ text: '你好，我是 Tocsin' }, await enters());
    expect(shown()).toMatchObject([{ msgtype: 'text', text: '你好，我是 Tocsin' }]);
  });

  test('is told that as a message where it took too long, and they have spoken to us before', async () => {
    await asks();
    const door = await enters();
    desk.clock.jump(5_000);
    await answers({ text: '你好' }, door);
    expect(shown()).toMatchObject([{ msgtype: 'markdown', markdown: '你好' }]);
    expect(desk.wecom.count('aibot_respond_welcome_msg')).toBe(0);
  });
});

describe('whoever never spoke to the robot', () => {
  test('cannot be written to, and it is said what to do', async () => {
    expect(await failureOf(desk.im.post({ conv: 'user:bo' }, { text: 'x' }, { as, key: 'x' }))).toMatchObject({
      failure: 'forbidden',
      passing: false,
      message: expect.stringContaining('say a word to it there') as string,
    });
  });
});

describe('a text that grows', () => {
  const second = 1_000;
  /** Parts that come one after the other, with time between them. */
  async function* parts(texts: readonly string[], everyMs: number): AsyncGenerator<string> {
    for (const text of texts) {
      yield text;
      desk.clock.jump(everyMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const streams = (texts: readonly string[], door: string | null, everyMs = second) =>
    desk.im.messages.stream?.(at, parts(texts, everyMs), { as, key: 'answer', user: 'ana', ...(door === null ? {} : { door }) });
  const frames = () =>
    desk.wecom.calls
      .filter(({ method }) => method === 'aibot_respond_msg')
      .map(({ args }) => args['stream'] as { id: string; finish: boolean; content: string });

  test('is one answer, each frame of it with all that is known', async () => {
    await streams(['谁', '在值班：', '安娜'], await asks());
    expect(frames().map(({ content, finish }) => [content, finish])).toEqual([
      ['谁在值班：', false],
      ['谁在值班：安娜', false],
      ['谁在值班：安娜', true],
    ]);
    expect(new Set(frames().map(({ id }) => id)).size).toBe(1);
    expect(shown()).toMatchObject([{ markdown: '谁在值班：安娜', stream: { finished: true } }]);
  });

  test('that comes at once is one frame', async () => {
    await streams(['谁', '在', '值班'], await asks(), 1);
    expect(frames().map(({ content, finish }) => [content, finish])).toEqual([['谁在值班', true]]);
  });

  test('beyond what one answer holds goes on in messages, and nothing is lost', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `第 ${n} 行 ${'中'.repeat(300)}\n`);
    await streams(lines, await asks());
    const texts = shown().map(({ markdown = '' }) => markdown);
    expect(texts.length).toBe(3);
    expect(texts.every((text) => Buffer.byteLength(text) <= 20_480)).toBe(true);
    expect(texts.join('\n').replaceAll(/\n+/gu, '\n').trim()).toBe(lines.join('').trim());
    expect(shown()[0]).toMatchObject({ stream: { finished: true } });
  });

  test('for longer than six minutes is finished in time, and the rest is a message', async () => {
    const words = Array.from({ length: 40 }, (_, n) => `词${n} `);
    await streams(words, await asks(), 10 * second);
    expect(shown().map(({ msgtype }) => msgtype)).toEqual(['stream', 'markdown']);
    expect(
      shown()
        .map(({ markdown = '' }) => markdown)
        .join(''),
    ).toBe(words.join(''));
    expect(desk.wecom.calls.map(({ answer }) => answer?.['errcode'])).not.toContain(846608);
  });

  test.each<[string, Trouble, number]>([
    ['WeCom takes no more of it', { errcode: 846608, errmsg: 'stream message update expired' }, 0],
    ['the id is not valid any more', { errcode: 846605, errmsg: 'invalid req_id' }, 0],
    ['the connection breaks', 'breaks', 0],
  ])('is told to its end where %s in the middle', async (_what, trouble) => {
    const door = await asks();
    async function* broken(): AsyncGenerator<string> {
      yield '第一句。';
      desk.clock.jump(second);
      yield '第二句。';
      desk.wecom.goesWrong('aibot_respond_msg', trouble);
      desk.clock.jump(second);
      yield '第三句。';
      await desk.passes(2 * second);
      await desk.wecom.until(() => desk.im.ears.state().state === 'listening', 'the robot to be back');
      yield '第四句。';
    }
    await desk.im.messages.stream?.(at, broken(), { as, key: 'answer', user: 'ana', door });
    expect(shown().map(({ markdown }) => markdown)).toEqual(['第一句。第二句。', '第三句。第四句。']);
  });

  const back = async (): Promise<void> => {
    await desk.passes(2 * second);
    await desk.wecom.until(() => desk.im.ears.state().state === 'listening', 'the robot to be back');
  };
  test.each([
    ['at once', 1],
    ['bit by bit', second],
  ])('%s, and whose end went unanswered, stands there once', async (_what, everyMs) => {
    const door = await asks();
    async function* told(): AsyncGenerator<string> {
      yield* parts(['安娜', '在', '值班'], everyMs);
      desk.wecom.goesWrong('aibot_respond_msg', 'late');
    }
    expect(await failureOf(desk.im.messages.stream!(at, told(), { as, key: 'answer', user: 'ana', door }))).toBeInstanceOf(UnansweredError);
    await back();
    await streams(['安娜', '在', '值班'], door, everyMs);
    expect(shown().map(({ markdown }) => markdown)).toEqual(['安娜在值班']);
  });
  test('and that another process may have given stands there once', async () => {
    const door = await asks();
    await streams(['安娜'], door, 1);
    const again = desk.another();
    await desk.im.ears.stop();
    await again.im.ears.start(hearingInto(again.heard));
    await desk.wecom.until(() => again.im.ears.state().state === 'listening', 'the next life to listen');
    const how = { as, key: 'answer', user: 'ana', door, isRepeat: true };
    await again.im.messages.stream!(at, parts(['安娜'], 1), how);
    expect(shown()).toHaveLength(1);
  });
  test('and that certainly never went out is said, whatever WeCom says of its name', async () => {
    const door = await asks();
    desk.wecom.goesWrong('aibot_respond_msg', { errcode: -1 });
    await failureOf(streams(['安娜'], door, 1)!);
    desk.wecom.goesWrong('aibot_respond_msg', { errcode: 846608, errmsg: 'stream message update expired' });
    await desk.im.messages.stream!(at, parts(['安娜'], 1), { as, key: 'answer', user: 'ana', door, isRepeat: true });
    expect(shown()).toMatchObject([{ msgtype: 'markdown', markdown: '安娜' }]);
  });

  test('that answers nothing any more is a message', async () => {
    const door = await asks();
    desk.clock.jump(86_400_001);
    await streams(['谁', '在值班'], door);
    await streams(['安娜'], null);
    expect(shown().map(({ msgtype, markdown }) => [msgtype, markdown])).toEqual([
      ['markdown', '谁在值班'],
      ['markdown', '安娜'],
    ]);
  });

  test('that could not begin is told whole at the next try', async () => {
    const door = await asks();
    desk.wecom.goesWrong('aibot_respond_msg', { errcode: -1 });
    expect(await failureOf(streams(['a'], door) ?? Promise.resolve())).toMatchObject({ failure: 'transient', passing: true });
    expect(shown()).toEqual([]);
    await streams(['a'], door);
    expect(shown().map(({ markdown }) => markdown)).toEqual(['a']);
  });
});

describe('files', () => {
  const file = (name: string, type: string, bytes: Buffer): WrittenFile => ({ name, type, size: bytes.length, fetch: async () => bytes });
  const mediaOf = (message: { content?: Record<string, unknown> } | undefined): Buffer | undefined =>
    desk.wecom.corp.media.get(String(message?.content?.['media_id']))?.bytes;

  test('go in pieces, and out behind the message', async () => {
    await asks();
    const [picture, log] = [Buffer.alloc(700_000, 1), Buffer.alloc(10_000, 2)];
    const files = [file('故障.png', 'image/png', picture), file('a.log', 'text/plain', log)];
    await desk.im.post(at, { text: '现场', files }, { as, key: 'files' });
    expect(shown().map(({ msgtype }) => msgtype)).toEqual(['markdown', 'image', 'file']);
    expect(
      shown()
        .slice(1)
        .map((each) => mediaOf(each)?.length),
    ).toEqual([picture.length, log.length]);
    expect(desk.wecom.count('aibot_upload_media_chunk')).toBe(3);
  });

  test('that fail are tried again, and what went out before them stays as it is', async () => {
    await asks();
    const message = { text: '现场', files: [file('a.log', 'text/plain', Buffer.alloc(100, 1))] };
    desk.wecom.goesWrong('aibot_upload_media_finish', { errcode: -1 });
    expect(await failureOf(desk.im.post(at, message, { as, key: 'files' }))).toMatchObject({ passing: true });
    await desk.im.post(at, message, { as, key: 'files' });
    expect(shown().map(({ msgtype }) => msgtype)).toEqual(['markdown', 'file']);
  });

  test('whose upload went unanswered have certainly not been shown', async () => {
    await asks();
    const message = { text: '现场', files: [file('a.log', 'text/plain', Buffer.alloc(100, 1))] };
    desk.wecom.goesWrong('aibot_upload_media_finish', 'late');
    expect(await failureOf(desk.im.post(at, message, { as, key: 'files' }))).toMatchObject({ name: 'OutsideError', failure: 'transient' });
  });

  test.each([
    ['beyond 50 MB', 50 * 1024 * 1024 + 1],
    ['of a few bytes', 5],
  ])('%s are left out, and that is noted', async (_what, size) => {
    await asks();
    await desk.im.post(at, { text: '现场', files: [file('core', 'application/octet-stream', Buffer.alloc(size))] }, { as, key: 'files' });
    expect(shown().map(({ msgtype }) => msgtype)).toEqual(['markdown']);
    expect(desk.noted).toMatchObject([{ what: expect.stringContaining('left out') as string }]);
  });
});

describe('the limits of a conversation', () => {
  test('are kept on our side, however much is wanted: 30 in any minute, 1000 in any hour, and nearly as many', async () => {
    const clock = new HandClock(Date.UTC(2026, 10, 23, 1));
    const pace = new Paces({ name: 'aibot', clock, limits: aibotLimits });
    const went: number[] = [];
    for (let n = 0; n < 2 * 3_600; n += 1) {
      const took = (): void => void went.push(clock.now());
      pace.turn({ method: 'message', conv: 'group:x', urgency: 'card' }).then(took, () => {});
      await new Promise((resolve) => setImmediate(resolve));
      clock.jump(1_000);
      clock.ring();
    }
    const most = (ms: number): number => Math.max(...went.map((end) => went.filter((one) => one > end - ms && one <= end).length));
    expect(most(60_000)).toBeLessThanOrEqual(30);
    expect(most(3_600_000)).toBeLessThanOrEqual(1_000);
    expect(most(3_600_000)).toBeGreaterThan(940);
  });

  test('refused all the same, it waits for as long as WeCom counts', async () => {
    await asks();
    desk.wecom.goesWrong('aibot_send_msg', { errcode: 45009, errmsg: 'api freq out of limit' });
    const post = () => desk.im.post(at, { text: 'x' }, { as, key: 'x' });
    expect(await failureOf(post())).toMatchObject({
      failure: 'rate-limited',
      retryAfterMs: 60_000,
      words: { zh: expect.stringMatching(/被拒绝（错误码 45009：api freq out of limit）。每个会话每分钟最多 30 条/u) },
    });
    expect(await failureOf(post()), 'our own patience').toMatchObject({ failure: 'rate-limited' });
    expect(desk.wecom.count('aibot_send_msg')).toBe(1);
    await desk.passes(61_000);
    await post();
    expect(shown()).toHaveLength(1);
  });
});

test('whom a card is for is said in a line before it', async () => {
  await asks();
  const card = { title: '呼叫', actions: [{ token: 'ack', label: '认领' }] };
  await desk.im.post(
    at,
    {
      text: 'x',
      card,
      mentions: [
        { name: '小博', user: 'bo' },
        { name: '陈总', user: null },
      ],
    },
    { as, key: 'call' },
  );
  expect(shown()).toMatchObject([{ markdown: '<@bo> @陈总', mentioned: ['bo'] }, { card: { main_title: { title: '呼叫' } } }]);
});
