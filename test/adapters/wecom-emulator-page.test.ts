import { WSClient } from '@wecom/aibot-node-sdk';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../emulators/wecom/as-app.ts';
import type { Json } from '../emulators/wecom/records.ts';
import { Wecom } from '../emulators/wecom/wecom.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations, type Sight } from '../harness/sight.ts';

let browser: Browser;
const open: (() => unknown)[] = [];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface At {
  readonly wecom: Wecom;
  readonly call: (method: string, args: Json) => Promise<Json>;
  readonly sees: (who: string, chat?: string, width?: number) => Promise<Sight>;
}

async function corp(): Promise<At> {
  const wecom = await new Wecom().listen();
  open.push(() => wecom.stop());
  for (const [userid, name] of [
    ['ana', '安娜'],
    ['bo', '小博'],
  ] as const)
    wecom.user(userid, { name });
  const sees: At['sees'] = async (who, chat = 'app', width = 1440) => {
    const sight = await sightOf(browser, { origin: wecom.origin, width });
    open.push(() => sight.context.close());
    await sight.page.goto(`/?user=${who}&chat=${encodeURIComponent(chat)}`);
    await sight.page.locator('main .top').waitFor();
    return sight;
  };
  return { wecom, call: (method, args) => call(wecom, method, args), sees };
}

const card = {
  card_type: 'button_interaction',
  source: { desc: '支付', desc_color: 2 },
  main_title: { title: 'INC-7 <b>不粗</b>', desc: '第 1 次呼叫' },
  quote_area: { title: '告警', quote_text: '[不是链接](https://evil.example)' },
  horizontal_content_list: [{ keyname: '指挥', type: 3, userid: 'bo', value: '' }],
  action_menu: { desc: '更多', action_list: [{ text: '转给别人', key: 'pass' }] },
  task_id: 'inc-7',
  button_list: [
    { text: '认领', key: 'ack' },
    { text: '误报', key: 'no', style: 3 },
  ],
};

test('cards are shown as text, pressed, and greyed when they are updated', async () => {
  const { wecom, call: calls, sees } = await corp();
  const { response_code } = await calls('message/send', { touser: 'ana', agentid: 1000002, msgtype: 'template_card', template_card: card });
  const { page } = await sees('ana');
  await page.getByText('INC-7 <b>不粗</b>').last().waitFor();
  expect(await page.getByText('[不是链接](https://evil.example)').locator('a').count()).toBe(0);
  await page.getByRole('button', { name: '认领' }).click();
  await wecom.until(
    () => wecom.deliveries.some(({ content }) => content['EventKey'] === 'ack' && content['FromUserName'] === 'ana'),
    'the press',
  );
  await page.getByText('没有应用在听').waitFor();
  await calls('message/update_template_card', {
    userids: ['ana'],
    agentid: 1000002,
    response_code,
    button: { replace_name: '安娜已认领' },
  });
  await page.getByRole('button', { name: '安娜已认领' }).waitFor();
  expect(await page.getByRole('button', { name: '认领', exact: true }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test('votes and selects are filled in and sent', async () => {
  const { wecom, call: calls, sees } = await corp();
  const option_list = ['轻', '重'].map((text, i) => ({ id: `o${i}`, text }));
  const submit_button = { text: '提交', key: 'send' };
  const vote = {
    card_type: 'vote_interaction',
    main_title: { title: '多严重' },
    task_id: 'v',
    checkbox: { question_key: 'q', option_list },
    submit_button,
  };
  const select_list = [{ question_key: 's', title: '服务', option_list }];
  const selects = { card_type: 'multiple_interaction', main_title: { title: '报告' }, task_id: 'm', select_list, submit_button };
  for (const each of [vote, selects])
    await calls('message/send', { touser: 'ana', agentid: 1000002, msgtype: 'template_card', template_card: each });
  const { page } = await sees('ana');
  await page.getByRole('radio', { name: '重' }).check();
  await wecom.until(() => wecom.messages('ana')[0]!.picked, 'the pick');
  await page.getByRole('button', { name: '提交' }).first().click();
  await page.getByLabel('服务').selectOption('重');
  await wecom.until(() => wecom.messages('ana')[1]!.picked, 'the choice');
  await page.getByRole('button', { name: '提交' }).last().click();
  const sent = await wecom.until(
    () => wecom.deliveries.length === 2 && wecom.deliveries.map(({ content }) => content['SelectedItems']),
    'both',
  );
  expect(sent).toEqual(['q', 's'].map((QuestionKey) => ({ SelectedItem: [{ QuestionKey, OptionIds: { OptionId: ['o1'] } }] })));
  expect(await violations(page)).toEqual([]);
});

test('one types to the app, calls the bot in a group, and sees its answer grow', async () => {
  const { wecom, call: calls, sees } = await corp();
  await calls('menu/create?agentid=1000002', {
    button: [{ name: '事故', sub_button: [{ type: 'click', name: '报告事故', key: 'declare' }] }],
  });
  const { page } = await sees('ana');
  await page.getByLabel('发给值班告警').fill('回复 1 认领');
  await page.getByLabel('发给值班告警').press('Enter');
  await page.locator('.mine').getByText('回复 1 认领').waitFor();
  await page.getByText('≡ 事故').click();
  await page.getByRole('button', { name: '报告事故' }).click();
  await wecom.until(() => wecom.deliveries.some(({ content }) => content['EventKey'] === 'declare'), 'the menu');
  const group = wecom.group('支付应急群', { members: ['ana', 'bo'] });
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const client = new WSClient({ ...wecom.bot, wsUrl: wecom.botUrl, logger });
  open.push(() => client.disconnect());
  client.on('message.text', (frame) => void client.replyStream(frame, 's', '正在看 **pay-gw**'));
  client.connect();
  await wecom.until(() => wecom.connections === 1, 'the bot');
  await page.getByRole('navigation').getByText('支付应急群').click();
  await page.getByRole('button', { name: '@值班机器人' }).click();
  await page.getByLabel('发给支付应急群').pressSequentially('状态');
  await page.getByRole('button', { name: '发送' }).click();
  await page.locator('.bold').getByText('pay-gw').waitFor();
  expect(await page.locator('.growing').count()).toBe(1);
  expect(wecom.messages(group)[0]).toMatchObject({ text: '@值班机器人 状态', from: 'ana' });
});

test('who was put out sees nothing more; on a phone the list is a page of its own', async () => {
  const { call: calls, sees } = await corp();
  const text = (content: string): Json => ({ chatid: 'inc7', msgtype: 'text', text: { content } });
  await calls('appchat/create', { chatid: 'inc7', name: 'INC-7 支付', owner: 'ana', userlist: ['ana', 'bo'] });
  const { page } = await sees('bo', 'app', 390);
  await page.getByRole('button', { name: '会话' }).click();
  await page.getByRole('navigation').getByText('值班机器人').waitFor();
  expect(await page.getByText('INC-7 支付').count()).toBe(0);
  await calls('appchat/send', text('开始'));
  await page.getByRole('navigation').getByText('INC-7 支付').click();
  await page.getByRole('main').getByText('开始').waitFor();
  await page.getByRole('button', { name: '退出' }).click();
  await calls('appchat/send', text('结束'));
  await page.getByText('你被移出群聊').waitFor();
  expect(await page.getByText('结束').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});
