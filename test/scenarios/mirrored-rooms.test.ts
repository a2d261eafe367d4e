import { expect, onTestFinished, test } from 'vitest';
import { Slack } from '../emulators/slack/slack.ts';
import { asInstalled } from '../harness/as-installed.ts';
import { until } from '../harness/until.ts';
import { besideWecom, type BesideWecom } from '../harness/wecom-firm.ts';
import { minutes } from '../harness/world.ts';
import { docs } from './firm.ts';

const number = 'INC-20261123-001';

/** Ana is in both chats, Bo only in WeCom. */
const firm = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: zh-CN } }`,
  `{ kind: person, name: ana, spec: { displayName: 安娜, chat: { wecom: ana, slack: UANA } } }`,
  `{ kind: person, name: bo, spec: { displayName: 小博, chat: { wecom: bo } } }`,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 5 }] } }`,
);

/** One incident in a WeCom group, a Slack channel and the console. */
async function threeChats(): Promise<BesideWecom & { slack: Slack }> {
  const slack = await asInstalled(await new Slack().listen());
  onTestFinished(() => slack.stop());
  slack.user('ana', { id: 'UANA', realName: 'ana' });
  const beside = await besideWecom({ yaml: () => firm, slack });
  await until(() => slack.sockets > 0, { what: 'Tocsin to listen to Slack' });
  return { ...beside, slack };
}

const inWecom = ({ wecom }: BesideWecom): string[] => (wecom.chats[0]?.messages ?? []).map((m) => m.shown.map(({ text }) => text).join(''));
const channelOf = (slack: Slack) => slack.channels.find(({ name }) => name.startsWith('inc-')) ?? expect.fail('no channel in Slack');
const inSlack = (slack: Slack): string[] => slack.messages(channelOf(slack).id).map((m) => m.text);
const inConsole = async ({ w }: BesideWecom): Promise<string[]> => (await w.room(number)).messages.map((m) => m.text);

test('one incident, three rooms, one timeline: what is done and said in one is seen in all', async () => {
  const { slack, ...b } = await threeChats();
  await b.wecom.someone('bo').says('/incident declare SEV1 委托网关拒单');
  await b.w.settles();
  expect((await b.w.incident('1')).rooms.map((r) => `${r.platform} ${r.state}`).toSorted()).toEqual([
    'slack open',
    'web open',
    'wecom open',
  ]);
  await slack.someone('ana').says(channelOf(slack).id, '交易所那边正常');
  await b.wecom.someone('bo').says('1');
  await b.w.types('ana', '1', '我看网络');
  await b.w.settles();
  for (const [where, texts] of [
    ['WeCom', inWecom(b)],
    ['Slack', inSlack(slack)],
    ['the console', await inConsole(b)],
  ] as const) {
    expect(
      texts.some((t) => t.includes('交易所那边正常')),
      `${where} reads what was said in Slack`,
    ).toBe(true);
    expect(
      texts.some((t) => t.includes('我看网络')),
      `${where} reads what was said in the console`,
    ).toBe(true);
    expect(
      texts.some((t) => t.includes('小博 已认领')),
      `${where} hears of the acknowledgement`,
    ).toBe(true);
  }
  expect(inWecom(b).filter((t) => t.includes('交易所'))).toEqual(['安娜（Slack）：交易所那边正常']);
  expect(b.w.failures).toEqual([]);
});

test('what is taken back in one room is told where its copy stays', async () => {
  const { slack, ...b } = await threeChats();
  await b.wecom.someone('bo').says('/incident declare SEV1 委托网关拒单');
  await b.w.settles();
  const room = channelOf(slack).id;
  const long = '交易所那边正常，不过柜台前置机已经连不上，正在换到备用机房';
  for (const text of [long, '手滑']) {
    await slack.someone('ana').says(room, text);
    await b.w.settles();
    const { ts } = slack.messages(room).find((m) => m.text === text) ?? expect.fail('not said');
    await slack.someone('ana').deletes(room, ts);
    await b.w.settles();
  }
  expect(inWecom(b).filter((t) => t.includes('撤回'))).toEqual([
    `安娜（Slack）撤回了一条消息：“${long.slice(0, 20)}…”`,
    '安娜（Slack）撤回了一条消息：“手滑”',
  ]);
  expect(
    (await inConsole(b)).filter((t) => t.startsWith('安娜（Slack）')),
    'where the copy can be edited it says so itself',
  ).toEqual(['安娜（Slack）：（已删除）', '安娜（Slack）：（已删除）']);
});

test('what was corrected or taken back while WeCom was away is said there once, as it is now, and never as it was', async () => {
  const { slack, ...b } = await threeChats();
  await b.wecom.someone('bo').says('/incident declare SEV1 委托网关拒单');
  await b.w.settles();
  const room = channelOf(slack).id;
  b.wecom.goesWrong('appchat/send', { errcode: -1 }, 4);
  const ana = slack.someone('ana');
  for (const text of ['切到机房一', '密码是 hunter2']) await ana.says(room, text);
  await b.w.settles();
  const ts = (text: string): string => slack.messages(room).find((m) => m.text === text)?.ts ?? expect.fail('not said');
  await ana.edits(room, ts('切到机房一'), '不要切到机房一');
  await ana.deletes(room, ts('密码是 hunter2'));
  await b.w.settles();
  await b.w.passes(minutes(5));
  expect(inWecom(b).filter((t) => t.includes('安娜（Slack）'))).toEqual(['安娜（Slack）：不要切到机房一', '安娜（Slack）撤回了一条消息']);
});

test.each(['wecom', 'slack'] as const)(
  'while %s is down the other rooms go on, people are paged, and it catches up when it is back',
  async (down) => {
    const { slack, ...b } = await threeChats();
    if (down === 'wecom') b.wecom.goesWrong('*', { status: 500 }, 500);
    else slack.goesWrong('*', { status: 500 }, 500);
    await b.w.asks('ana', 'incident/declare', { title: '行情延迟', severity: 'SEV1' });
    await b.w.settles();
    const states = async (): Promise<Record<string, string>> =>
      Object.fromEntries((await b.w.incident('1')).rooms.map((r) => [r.platform, r.state]));
    const up = down === 'wecom' ? 'slack' : 'wecom';
    expect(await states()).toMatchObject({ web: 'open', [up]: 'open' });
    await b.w.paged('ana', 'bo');
    await b.w.types('ana', '1', '先在这里说');
    await b.w.settles();
    const texts = up === 'slack' ? inSlack(slack) : inWecom(b);
    expect(texts.filter((t) => t.includes('先在这里说'))).toHaveLength(1);
    b.wecom.heals();
    slack.heals();
    await b.w.passes(minutes(90));
    expect(await states()).toMatchObject({ web: 'open', slack: 'open', wecom: 'open' });
  },
);
