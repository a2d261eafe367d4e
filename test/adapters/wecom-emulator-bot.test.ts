import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import { afterEach, describe, expect, test } from 'vitest';
import { Wecom, type WecomOptions } from '../emulators/wecom/wecom.ts';

const running: { stop: () => unknown }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).toReversed()) await each.stop();
});

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function corp(options: WecomOptions = {}): Promise<Wecom> {
  const wecom = await new Wecom(options).listen();
  running.push(wecom);
  for (const userid of ['ana', 'bo']) wecom.user(userid);
  return wecom;
}

interface Client {
  readonly client: WSClient;
  readonly frames: WsFrame[];
  readonly told: string[];
}

/** Connects with WeCom's own library, and remembers what comes. */
function connect(wecom: Wecom, more: { secret?: string; heartbeatInterval?: number } = {}): Client {
  const { botId, secret } = wecom.bot;
  const client = new WSClient({
    botId,
    secret,
    wsUrl: wecom.botUrl,
    logger: quiet,
    reconnectInterval: 20,
    maxAuthFailureAttempts: 1,
    ...more,
  });
  running.push({ stop: () => client.disconnect() });
  const [frames, told]: [WsFrame[], string[]] = [[], []];
  client.on('message', (frame) => void frames.push(frame));
  client.on('event', (frame) => void frames.push(frame));
  client.on('authenticated', () => void told.push('authenticated'));
  client.on('disconnected', () => void told.push('disconnected'));
  client.on('error', (error) => void told.push(error.message));
  client.connect();
  return { client, frames, told };
}

async function connected(options: WecomOptions = {}): Promise<Client & { wecom: Wecom }> {
  const wecom = await corp(options);
  const client = connect(wecom);
  await wecom.until(() => client.told.includes('authenticated'), 'the connection');
  return { wecom, ...client };
}

/** The frame that came last, once it is the one with this msgid. */
function frameOf({ wecom, frames }: { wecom: Wecom; frames: WsFrame[] }, { key }: { key: string }): Promise<WsFrame> {
  return wecom.until(() => frames.find(({ body }) => (body as { msgid?: string }).msgid === key), 'the frame');
}

const buttons = {
  card_type: 'button_interaction',
  main_title: { title: 'INC-7 支付失败' },
  task_id: 'inc-7-1',
  button_list: [
    { text: '认领', key: 'ack', style: 1 },
    { text: '升级', key: 'escalate', style: 2 },
  ],
};

const notice = {
  card_type: 'text_notice',
  main_title: { title: '已恢复' },
  task_id: 'inc-7-1',
  card_action: { type: 1 as const, url: 'https://tocsin.example/i/7' },
};

describe('the long connection', () => {
  test('is one: who comes last has it, who was there is told and does not come back', async () => {
    const { wecom, told, frames } = await connected();
    const second = connect(wecom);
    await wecom.until(() => second.told.includes('authenticated'), 'the second');
    await wecom.until(() => told.includes('disconnected'), 'the end of the first');
    expect(frames.at(-1)?.body).toMatchObject({ msgtype: 'event', event: { eventtype: 'disconnected_event' } });
    expect(wecom.connections).toBe(1);
    const said = await wecom.someone('ana').saysToBot('还在吗');
    expect(await frameOf({ wecom, frames: second.frames }, said)).toBeDefined();
  });

  test('is refused with a wrong secret', async () => {
    const wecom = await corp();
    const { told } = connect(wecom, { secret: 'wrong' });
    await wecom.until(() => told.some((each) => each.includes('851014')), 'the refusal');
    expect(wecom.connections).toBe(0);
  });

  test('comes back after a break', async () => {
    const { wecom, told } = await connected();
    wecom.cuts();
    await wecom.until(() => told.filter((each) => each === 'authenticated').length === 2, 'the way back');
    expect(wecom.connections).toBe(1);
  });

  test('is held to be dead when pings stay without an answer', async () => {
    const wecom = await corp();
    wecom.mutes();
    const { told } = connect(wecom, { heartbeatInterval: 20 });
    await wecom.until(() => told.includes('disconnected'), 'the client to give up');
  });

  test('lets nobody in while it is shut, and what is said then is lost', async () => {
    const { wecom, told } = await connected();
    wecom.shuts();
    expect(await wecom.someone('ana').saysToBot('有人吗')).toMatchObject({ acked: false, reqId: null });
    wecom.shuts(false);
    await wecom.until(() => told.filter((each) => each === 'authenticated').length === 2, 'the way back');
  });
});

describe('what people do', () => {
  test('in a group only what mentions it reaches the bot', async () => {
    const at = await connected();
    const chatid = at.wecom.group('支付应急群', { members: ['ana', 'bo'] });
    at.wecom.someone('bo').saysIn(chatid, '我在看');
    const said = await at.wecom.someone('ana').mentionsBot(chatid, '状态');
    const { body } = await frameOf(at, said);
    expect(body).toMatchObject({
      chattype: 'group',
      chatid,
      from: { userid: 'ana' },
      msgtype: 'text',
      text: { content: '@值班机器人 状态' },
    });
    expect(at.frames).toHaveLength(1);
    const away = at.wecom.group('别的群', { members: ['ana'], bot: false });
    await expect(at.wecom.someone('ana').mentionsBot(away, '状态')).rejects.toThrow('not in');
  });

  test('a picture comes closed with a key of its own, good for five minutes', async () => {
    let now = Date.now();
    const at = await connected({ now: () => now });
    const picture = Buffer.from('a picture of a graph');
    const { body } = await frameOf(at, await at.wecom.someone('ana').sendsToBot('图.png', picture));
    const { url, aeskey } = (body as { image: { url: string; aeskey: string } }).image;
    expect(await at.client.downloadFile(url, aeskey)).toEqual({ buffer: picture, filename: '图.png' });
    now += 300_001;
    expect((await fetch(url)).status).toBe(404);
  });

  test('what is quoted, spoken, or said beside a picture comes as such', async () => {
    const at = await connected();
    const ana = at.wecom.someone('ana');
    expect((await frameOf(at, await ana.saysToBot('这个？', { quote: 'INC-7' }))).body).toMatchObject({
      quote: { msgtype: 'text', text: { content: 'INC-7' } },
    });
    expect((await frameOf(at, await ana.speaksToBot('状态'))).body).toMatchObject({ msgtype: 'voice', voice: { content: '状态' } });
    const mixed = await frameOf(at, await ana.sendsToBot('图.png', Buffer.from('graph'), '看这里'));
    expect(mixed.body).toMatchObject({ msgtype: 'mixed', mixed: { msg_item: [{ text: { content: '看这里' } }, { msgtype: 'image' }] } });
  });

  test('coming in is welcomed once, within five seconds', async () => {
    let now = Date.now();
    const at = await connected({ now: () => now });
    const welcome = { msgtype: 'text' as const, text: { content: '你好' } };
    const first = await frameOf(at, await at.wecom.someone('ana').entersBot());
    await at.client.replyWelcome(first, welcome);
    expect(at.wecom.messages('bot:ana')).toMatchObject([{ text: '你好', from: 'bot' }]);
    await expect(at.client.replyWelcome(first, welcome)).rejects.toMatchObject({ errcode: 846605 });
    await expect(at.client.replyStream(first, 's', 'no', true)).rejects.toMatchObject({ errcode: 846605 });
    const late = await frameOf(at, await at.wecom.someone('ana').entersBot());
    now += 5_001;
    await expect(at.client.replyWelcome(late, welcome)).rejects.toMatchObject({ errcode: 846605 });
  });
});

describe('what the bot says', () => {
  test('a stream grows, until it is finished or six minutes old', async () => {
    let now = Date.now();
    const at = await connected({ now: () => now });
    const frame = await frameOf(at, await at.wecom.someone('ana').saysToBot('怎么了'));
    await at.client.replyStream(frame, 's1', '支付');
    await at.client.replyStream(frame, 's1', '支付**恢复**中');
    expect(at.wecom.messages('bot:ana').at(-1)).toMatchObject({
      markdown: '支付**恢复**中',
      stream: { id: 's1', finished: false },
      updatedTimes: 1,
    });
    expect(at.wecom.messages('bot:ana').at(-1)!.shown).toEqual([{ text: '支付' }, { text: '恢复', bold: true }, { text: '中' }]);
    now += 360_001;
    await expect(at.client.replyStream(frame, 's1', '完', true)).rejects.toMatchObject({ errcode: 846608 });
    await at.client.replyStream(frame, 's2', '完', true);
    await expect(at.client.replyStream(frame, 's2', '还有')).rejects.toMatchObject({ errcode: 846608 });
    now += 86_400_000;
    await expect(at.client.replyStream(frame, 's3', '太晚')).rejects.toMatchObject({ errcode: 846605 });
  });

  test('20,480 bytes are enough, one more is not', async () => {
    const at = await connected();
    const frame = await frameOf(at, await at.wecom.someone('ana').saysToBot('怎么了'));
    await at.client.replyStream(frame, 's1', 'x'.repeat(20_480), true);
    await expect(at.client.replyStream(frame, 's2', `${'x'.repeat(20_478)}警`, true)).rejects.toMatchObject({ errcode: 40058 });
  });

  test('a click is nested, and changes its card once within five seconds', async () => {
    let now = Date.now();
    const at = await connected({ now: () => now });
    const chatid = at.wecom.group('支付应急群', { members: ['ana', 'bo'] });
    const asked = await frameOf(at, await at.wecom.someone('ana').mentionsBot(chatid, '卡片'));
    await at.client.replyTemplateCard(asked, buttons);
    await expect(at.client.replyTemplateCard(asked, buttons)).rejects.toMatchObject({ errcode: 40058 });
    const click = await frameOf(at, await at.wecom.someone('bo').pressesBot(chatid, 'inc-7-1', '认领'));
    const clicked = { card_type: 'button_interaction', event_key: 'ack', task_id: 'inc-7-1', selected_items: { selected_item: [] } };
    expect(click.body).toMatchObject({
      chatid,
      from: { userid: 'bo' },
      event: { eventtype: 'template_card_event', template_card_event: clicked },
    });
    await expect(at.client.replyStream(click, 's', 'no', true)).rejects.toMatchObject({ errcode: 846605 });
    await expect(at.client.updateTemplateCard(click, { ...buttons, task_id: 'other' })).rejects.toMatchObject({ errcode: 40058 });
    await at.client.updateTemplateCard(click, notice, ['bo']);
    await expect(at.wecom.someone('bo').pressesBot(chatid, 'inc-7-1', '认领')).rejects.toThrow('no "认领"');
    const again = await frameOf(at, await at.wecom.someone('ana').pressesBot(chatid, 'inc-7-1', '升级'));
    await at.client.updateTemplateCard(again, notice);
    expect(at.wecom.messages(chatid).at(-1)).toMatchObject({ card: { main_title: { title: '已恢复' } }, updatedTimes: 1 });
    await expect(at.client.updateTemplateCard(again, notice)).rejects.toMatchObject({ errcode: 846605 });
    await at.client.replyTemplateCard(asked, { ...buttons, task_id: 'inc-7-2' });
    const late = await frameOf(at, await at.wecom.someone('ana').pressesBot(chatid, 'inc-7-2', 'ack'));
    now += 5_001;
    await expect(at.client.updateTemplateCard(late, { ...notice, task_id: 'inc-7-2' })).rejects.toMatchObject({ errcode: 846605 });
  });

  test('a vote tells what was picked', async () => {
    const at = await connected();
    const options = ['轻', '重'].map((text, i) => ({ id: `o${i}`, text }));
    const vote = {
      card_type: 'vote_interaction',
      main_title: { title: '多严重' },
      task_id: 'vote-1',
      checkbox: { question_key: 'q', mode: 1 as const, option_list: options },
      submit_button: { text: '提交', key: 'send' },
    };
    await at.client.replyTemplateCard(await frameOf(at, await at.wecom.someone('ana').saysToBot('投票')), vote);
    at.wecom.someone('ana').picks('vote-1', 'q', ['轻', 'o1'], 'bot:ana');
    const { body } = await frameOf(at, await at.wecom.someone('ana').submitsBot('bot:ana', 'vote-1'));
    const picked = { selected_item: [{ question_key: 'q', option_ids: { option_id: ['o0', 'o1'] } }] };
    expect(body).toMatchObject({ event: { template_card_event: { event_key: 'send', selected_items: picked } } });
  });

  test('first only where somebody spoke to it, whichever kind of chat is meant', async () => {
    const at = await connected();
    const chatid = at.wecom.group('支付应急群', { members: ['ana', 'bo'] });
    const says = { msgtype: 'markdown' as const, markdown: { content: '**恢复**' } };
    await expect(at.client.sendMessage(chatid, says)).rejects.toMatchObject({ errcode: 93006 });
    await expect(at.client.sendMessage('ana', says)).rejects.toMatchObject({ errcode: 93006 });
    await at.wecom.someone('ana').mentionsBot(chatid, '你好');
    await at.wecom.someone('ana').saysToBot('你好');
    await at.client.sendMessage(chatid, says);
    await at.client.sendMessage('ana', says);
    expect(at.wecom.messages(chatid).at(-1)).toMatchObject({ markdown: '**恢复**', from: 'bot' });
    expect(at.wecom.messages('bot:ana').at(-1)).toMatchObject({ markdown: '**恢复**' });
    await expect(at.client.sendMessage(chatid, { ...says, chat_type: 1 } as typeof says)).rejects.toMatchObject({ errcode: 93006 });
  });

  test('a file goes up in pieces and can then be sent', async () => {
    const at = await connected();
    await at.wecom.someone('ana').saysToBot('报告');
    const bytes = Buffer.alloc(1_200_000, 'tocsin');
    const { media_id } = await at.client.uploadMedia(bytes, { type: 'file', filename: '报告.pdf' });
    await at.client.sendMediaMessage('ana', 'file', media_id);
    expect(at.wecom.messages('bot:ana').at(-1)).toMatchObject({ msgtype: 'file', content: { filename: '报告.pdf', size: 1_200_000 } });
  });

  test('with limits, thirty in a minute in each chat', async () => {
    const at = await connected({ limits: true });
    await at.wecom.someone('ana').saysToBot('你好');
    const says = { msgtype: 'markdown' as const, markdown: { content: 'x' } };
    for (let i = 0; i < 30; i++) await at.client.sendMessage('ana', says);
    await expect(at.client.sendMessage('ana', says)).rejects.toMatchObject({ errcode: 45009 });
  });

  test('goes wrong as is wished', async () => {
    const at = await connected();
    await at.wecom.someone('ana').saysToBot('你好');
    const says = { msgtype: 'markdown' as const, markdown: { content: 'x' } };
    at.wecom.goesWrong('aibot_send_msg', { errcode: 45009 });
    await expect(at.client.sendMessage('ana', says)).rejects.toMatchObject({ errcode: 45009 });
    at.wecom.goesWrong('aibot_send_msg', 'late');
    await expect(at.client.sendMessage('ana', says)).rejects.toThrow('closed');
    expect(at.wecom.messages('bot:ana').filter(({ from }) => from === 'bot')).toHaveLength(1);
    expect(at.wecom.count('aibot_send_msg')).toBe(2);
  });
});
