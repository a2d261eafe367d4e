import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SentCard } from '../../domain/card/card.ts';
import type { Outgoing, Ref } from '../../ports/im.ts';
import { until } from '../harness/until.ts';
import { aibotDesk, type AibotDesk } from '../harness/aibot-desk.ts';

let desk: AibotDesk;
let group: string;
let at: Ref;
beforeEach(async () => {
  desk = await aibotDesk();
  await desk.listens();
  group = desk.wecom.group('支付应急群', { members: ['ana', 'bo'] });
  await desk.wecom.someone('ana').mentionsBot(group, '大家好');
  at = { conv: `group:${group}` };
});
afterEach(() => desk.close());

const as = 'emergency-assistant';
const card = (title: string, label = '认领'): SentCard => ({
  title,
  severity: 'SEV1',
  state: { word: label === '认领' ? '待认领' : '处理中', tone: 'alarm' },
  actions: [{ token: `token-${label}`, label }],
});
const message = (title: string, more: Partial<Outgoing> = {}, label?: string): Outgoing => ({
  text: title,
  card: card(title, label),
  slot: 'card/incident/7',
  about: { kind: 'incident', phase: 'open', data: {} },
  ...more,
});
const shown = () => desk.wecom.messages(group).filter(({ from }) => from === 'bot');
const titles = () => shown().map(({ card: c }) => (c as { main_title: { title: string } }).main_title.title);
const posts = (title: string, key: string, more?: Partial<Outgoing>) => desk.im.post(at, message(title, more), { as, key });
const presses = async (user = 'ana', label = '认领') => {
  const { key } = await desk.wecom.someone(user).pressesBot(group, shown().at(-1)?.id ?? '', label);
  await desk.wecom.until(() => desk.heard.some((each) => each.key === `press/${key}`), 'the press to be heard');
};

describe('a card that is pressed', () => {
  beforeEach(async () => void (await posts('事件 7', 'first')));

  test('is shown as it is now, in its place and for all, and nothing is posted', async () => {
    await presses();
    await desk.im.messages.refresh?.(at, message('事件 7', {}, '解决'), as);
    expect(shown()).toMatchObject([{ updatedTimes: 1, card: { button_list: [{ text: '解决' }] } }]);
  });

  test('is changed where there is news, too: the news stands in its place', async () => {
    await presses();
    const { msg } = await posts('事件 7 处理中', 'second');
    expect(titles()).toEqual(['事件 7 处理中']);
    await desk.wecom.someone('bo').pressesBot(group, msg ?? '', '认领');
  });

  test('takes one change: what comes after that is a message of its own', async () => {
    await presses();
    await desk.im.messages.refresh?.(at, message('事件 7', {}, '解决'), as);
    await desk.im.messages.refresh?.(at, message('事件 7', {}, '关闭'), as);
    expect(shown()).toMatchObject([{ updatedTimes: 1, card: { button_list: [{ text: '解决' }] } }]);
    await posts('事件 7 已解决', 'second');
    expect(titles()).toEqual(['事件 7', '事件 7 已解决']);
  });

  test('that cannot be changed stands above one that says so; one that is changed stands in nobody’s place', async () => {
    const isBelow = () => shown().map(({ card: c }) => JSON.stringify(c).includes('取代上面的旧卡片'));
    const second = await posts('事件 7 处理中', 'second', { follows: 'open SEV1' });
    expect(isBelow()).toEqual([false, true]);
    await desk.wecom.someone('ana').pressesBot(group, second.msg ?? '', '认领');
    await desk.wecom.until(() => desk.heard.length > 1, 'the press to be heard');
    await posts('事件 7 已止损', 'third', { follows: 'acknowledged SEV1' });
    expect(titles()).toEqual(['事件 7', '事件 7 已止损']);
    expect(isBelow()).toEqual([false, false]);
  });

  test('stays as it is where nobody has pressed it', async () => {
    await desk.im.messages.refresh?.(at, message('事件 7', {}, '解决'), as);
    expect(shown()).toMatchObject([{ updatedTimes: 0 }]);
    expect(desk.wecom.count('aibot_respond_update_msg')).toBe(0);
  });

  test('is not changed by what is news of another', async () => {
    await presses();
    await posts('事件 8', 'other', { slot: 'card/incident/8' });
    expect(titles()).toEqual(['事件 7', '事件 8']);
  });

  test('can be changed for some seconds only, and is posted anew after that', async () => {
    await presses();
    desk.clock.jump(4_501);
    await posts('事件 7 处理中', 'second');
    expect(titles()).toEqual(['事件 7', '事件 7 处理中']);
    expect(desk.wecom.count('aibot_respond_update_msg')).toBe(0);
  });

  test.each<[string, Parameters<AibotDesk['wecom']['goesWrong']>[1]]>([
    ['WeCom says that the press is too old', { errcode: 846605, errmsg: 'invalid req_id' }],
    ['WeCom is busy', { errcode: -1 }],
    ['the connection breaks', 'breaks'],
  ])('is posted anew where %s', async (_what, trouble) => {
    await presses();
    desk.wecom.goesWrong('aibot_respond_update_msg', trouble);
    const again = async (): Promise<boolean> => {
      const isDone = await posts('事件 7 处理中', 'second').then(
        () => true,
        () => false,
      );
      await desk.passes(1_000);
      return isDone;
    };
    await until(again, { what: 'the news to be posted' });
    expect(titles()).toEqual(['事件 7', '事件 7 处理中']);
  });

  test('an older card of the same incident can be pressed, and is the one that is changed', async () => {
    await posts('事件 7 处理中', 'second');
    const [old] = shown();
    const { key } = await desk.wecom.someone('bo').pressesBot(group, old?.id ?? '', '认领');
    await desk.wecom.until(() => desk.heard.some((each) => each.key === `press/${key}`), 'the press');
    await desk.im.messages.refresh?.(at, message('事件 7 处理中', {}, '解决'), as);
    expect(shown().map(({ updatedTimes }) => updatedTimes)).toEqual([1, 0]);
  });
});

describe('choices', () => {
  const choices = (n: number): SentCard['selects'] =>
    Array.from({ length: n }, (_, i) => ({
      label: `选择 ${i}`,
      options: ['一', '二'].map((label, o) => ({ token: `choice-${i}-${o}`, label, ...(o === 0 ? { isChosen: true as const } : {}) })),
    }));

  test('that are picked and taken come in as what they stand for; what holds already does not', async () => {
    await desk.im.post(at, { text: 'x', card: { title: '事件 7', selects: choices(2) ?? [] } }, { as, key: 'choices' });
    const [form] = shown();
    const ana = desk.wecom.someone('ana');
    ana.picks(form?.id ?? '', 'choice-0', 'choice-0-1', group);
    ana.picks(form?.id ?? '', 'choice-1', '=choice-1-0', group);
    const { key } = await ana.submitsBot(group, form?.id ?? '');
    const press = await desk.wecom.until(() => desk.heard.find((each) => each.key === `press/${key}`), 'the choice');
    expect(press.did).toMatchObject({ is: 'pressed', token: 'choice-0-1' });
    expect(desk.heard.filter(({ key: each }) => each.startsWith('press/'))).toHaveLength(1);
  });
});

describe('what only one is to see', () => {
  const tells = (door?: string) =>
    desk.im.messages.whisper?.(at, { text: '已由安娜认领' }, { as, user: 'bo', ...(door === undefined ? {} : { door }) });

  test('is told to them alone where they have spoken to the robot alone', async () => {
    await desk.wecom.someone('bo').saysToBot('你好');
    await tells();
    expect(desk.wecom.messages('bot:bo').at(-1)).toMatchObject({ from: 'bot', markdown: '已由安娜认领' });
    expect(shown()).toEqual([]);
  });

  test('else it is said where they are, and to whom', async () => {
    await tells();
    expect(shown()).toMatchObject([{ mentioned: ['bo'] }]);
  });

  test('that something was done, which the card shows already, is not said there', async () => {
    await desk.im.messages.whisper?.(at, { text: '已认领' }, { as, user: 'bo', isEcho: true });
    expect(shown()).toEqual([]);
  });

  test('who asked there is answered there, each thing once', async () => {
    const { key } = await desk.wecom.someone('bo').mentionsBot(group, '谁在值班');
    const { answer } = await desk.wecom.until(() => desk.heard.find((each) => each.key === `said/${key}`), 'the question');
    await tells(answer);
    await tells(answer);
    expect(shown()).toMatchObject([{ markdown: '已由安娜认领', stream: { finished: true } }]);
    await desk.im.messages.whisper?.(at, { text: '还有一句' }, { as, user: 'bo', door: answer ?? '' });
    expect(shown().map(({ markdown }) => markdown)).toEqual(['已由安娜认领', '还有一句']);
  });
});

test('a card cannot be changed at any other time, and it is said so', async () => {
  const ref = await posts('事件 7', 'first');
  await expect(desk.im.messages.update(ref, message('x'))).rejects.toMatchObject({
    failure: 'unsupported',
    message: /only while somebody presses/u,
  });
});
