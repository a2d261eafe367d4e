import { expect, test } from 'vitest';
import { declaring, docs, pagingOnly } from './firm.ts';
import { beside, firm, slackOf } from '../harness/slack-firm.ts';
import { minutes } from '../harness/world.ts';
import type { Slack } from '../emulators/slack/slack.ts';

const ops = 'C0OPS000001';
const number = 'INC-20261123-001';
const roomOf = (slack: Slack) => slack.channels.find(({ name }) => name.startsWith('inc-')) ?? expect.fail('there is no room');
const said = (slack: Slack, channel: string): string =>
  slack
    .messages(channel)
    .map((m) => m.text)
    .join('\n');
const whispered = (slack: Slack, channel: string, user: string): string =>
  slack
    .ephemerals(channel, user)
    .map((m) => m.text)
    .join('\n');
const cardIn = (slack: Slack, channel: string) => slack.messages(channel).find((m) => m.blocks?.length) ?? expect.fail('there is no card');

test('an incident from its declaration to its end, told through Slack alone', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const [ana, bo] = [slack.someone('ana'), slack.someone('bo')];

  const declared = await ana.runs('/incident', 'declare SEV1 订单被拒 orders are rejected', { in: ops });
  await w.settles();
  expect(declared.acked).toBe(true);
  expect(whispered(slack, ops, 'UANA')).toContain(`${number} declared`);

  const room = roomOf(slack);
  expect(room).toMatchObject({ name: 'inc-20261123-001-ding-dan-bei-ju-orders-are-rejected', is_private: false });
  expect([...room.members]).toEqual(expect.arrayContaining(['UANA', 'UBO']));
  expect(room.topic).toContain('SEV1');
  const card = cardIn(slack, room.id);
  expect(room.pins).toContain(card.ts);
  expect(JSON.stringify(card.blocks)).toContain('订单被拒');

  await bo.presses(slack.bot.user, cardIn(slack, 'UBO').ts, 'Acknowledge');
  await w.settles();
  expect(await w.incident(number)).toMatchObject({ progress: 'acknowledged', acknowledgedBy: 'bo' });
  expect(said(slack, room.id)).toContain('Bo acknowledged');
  expect(JSON.stringify(cardIn(slack, room.id).blocks)).toContain('Bo');

  await ana.picks(room.id, card.ts, 'SEV2');
  await ana.says(room.id, 'note that the failover has begun');
  await ana.mentions(room.id, 'incident note the gateway was restarted');
  await w.settles();
  expect(await w.incident(number)).toMatchObject({ severity: 'SEV2' });
  expect((await w.incident(number)).timeline.map((l) => l.text)).toContain('Ana: the gateway was restarted');

  await bo.presses(room.id, card.ts, 'Resolve');
  await w.settles();
  await ana.runs('/incident', 'close', { in: room.id });
  await w.settles();
  expect(await w.incident(number)).toMatchObject({ progress: 'closed' });
});

test('without a title the form opens; sent, it declares', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const ana = slack.someone('ana');
  await ana.runs('/incident', 'declare', { in: ops });
  await w.settles();
  const [view] = slack.views('UANA');
  if (!view) return expect.fail('no form was opened');
  const right = await ana.submits(view, { title: 'Orders are rejected', severity: 'SEV2', people: ['bo'] });
  expect(right).toMatchObject({ closed: true });
  await w.settles();
  expect(await w.incident(number)).toMatchObject({
    title: 'Orders are rejected',
    severity: 'SEV2',
    people: expect.arrayContaining(['ana', 'bo']),
  });
});

test('what is wrong with a form stands at its field, and nothing is lost', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const ana = slack.someone('ana');
  await ana.runs('/alert', 'silence', { in: ops });
  await w.settles();
  const view = slack.views('UANA')[0] ?? expect.fail('no form was opened');
  const wrong = await ana.submits(view, { match: 'no matcher at all', minutes: '30', comment: 'x' });
  expect(wrong).toMatchObject({ errors: { match: expect.stringMatching(/.+/u) } });
  expect(await ana.submits(view, { match: 'alertname="Down"', minutes: '30', comment: 'deploying' })).toMatchObject({ closed: true });
  await w.settles();
  expect(said(slack, 'UANA')).toMatch(/silence/iu);
});

test('a message becomes an incident once, however often it is chosen', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const ana = slack.someone('ana');
  const { ts } = await slack.someone('dee').says(ops, 'checkout answers 503 & <nobody> knows why');
  for (let i = 0; i < 2; i++) {
    await ana.shortcut('declare', ops, ts);
    await w.settles();
    const view = slack.views('UANA').at(-1) ?? expect.fail('no form was opened');
    expect(await ana.submits(view)).toMatchObject({ closed: true });
    await w.settles();
  }
  const answers = slack.messages(ops).filter((m) => m.thread_ts === ts && m.ts !== ts);
  expect(answers.map((m) => m.text.split('\n')[0])).toEqual([`${number} declared`, `${number} is open for this already`]);
  expect(answers[0]?.text).toContain(`/i/${number}`);
  expect(slack.channels.filter(({ name }) => name.startsWith('inc-'))).toHaveLength(1);
  expect(await w.incident(number)).toMatchObject({ title: 'checkout answers 503 & <nobody> knows why' });
});

test('what Slack delivers again is done once', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const command = await slack.someone('ana').runs('/incident', 'declare SEV2 once', { in: ops });
  await command.again();
  await command.again();
  await w.settles();
  const pressed = await slack.someone('bo').presses(roomOf(slack).id, cardIn(slack, roomOf(slack).id).ts, 'Acknowledge');
  await pressed.again();
  await w.settles();
  expect(slack.channels.filter(({ name }) => name.startsWith('inc-'))).toHaveLength(1);
  expect((await w.incident(number)).timeline.filter((l) => l.kind === 'incident.acked')).toHaveLength(1);
});

test('somebody whom the directory vouches for becomes known by saying so, and gets what they wished', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const cai = slack.someone('cai');
  await cai.runs('/incident', 'declare SEV3 the report is late', { in: ops });
  await w.settles();
  const asked = slack.ephemerals(ops, 'UCAI').at(-1) ?? expect.fail('nobody asked');
  expect(asked.text).toContain('Are you Cai?');
  expect(slack.channels.some(({ name }) => name.startsWith('inc-'))).toBe(false);
  // Nobody else can say it for them.
  await slack.someone('dee').runs('/incident', 'list', { in: ops });
  await cai.presses(ops, asked.ts, 'That is me');
  await w.settles();
  expect(await w.incident(number)).toMatchObject({ title: 'the report is late', people: expect.arrayContaining(['cai']) });
  await cai.presses(ops, asked.ts, 'That is me');
  await w.settles();
  expect(whispered(slack, ops, 'UCAI')).toContain('I know you already');
  expect(whispered(slack, ops, 'UDEE')).toContain('I do not know you yet');
  await w.restart();
  await slack.until(() => slack.sockets > 0);
  await cai.runs('/incident', `show ${number}`, { in: ops });
  await w.settles();
  expect(whispered(slack, ops, 'UCAI')).toContain('the report is late');
});

test.each([
  ['a guest', { isRestricted: true }],
  ['a bot', { isBot: true }],
  ['somebody deactivated', { deleted: true }],
  ['somebody of another firm', { teamId: 'T0OTHER' }],
])('%s with the address of one of ours cannot act', async (_who, what) => {
  const slack = await slackOf();
  const w = await beside(slack);
  slack.user('eve', { id: 'UEVE', email: 'cai@example.com', ...what });
  slack.channel('lobby', { id: 'C0LOBBY0001', members: ['UEVE'] });
  await slack.someone('eve').runs('/incident', 'declare SEV1 nothing', { in: 'C0LOBBY0001' });
  await w.settles();
  expect(slack.channels.some(({ name }) => name.startsWith('inc-'))).toBe(false);
  expect(slack.ephemerals('C0LOBBY0001', 'UEVE').some((m) => JSON.stringify(m).includes('That is me'))).toBe(false);
});

test('help shows only what one may do', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await slack.someone('vic').runs('/tocsin', 'help', { in: ops });
  await slack.someone('ana').runs('/tocsin', '', { in: ops });
  await w.settles();
  expect(whispered(slack, ops, 'UVIC')).toContain('/incident list');
  expect(whispered(slack, ops, 'UVIC')).not.toContain('/incident declare');
  expect(whispered(slack, ops, 'UANA')).toContain('/incident declare');
  await slack.someone('vic').runs('/incident', 'declare SEV1 x', { in: ops });
  await w.settles();
  expect(whispered(slack, ops, 'UVIC')).toContain('responder');
  expect(whispered(slack, ops, 'UVIC')).not.toContain('There is no command /incident declare');
  expect(slack.channels.some(({ name }) => name.startsWith('inc-'))).toBe(false);
});

test('a private incident has a private room, and where that is refused none at all', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await slack.someone('ana').runs('/incident', 'declare SEV2 a leak private=yes', { in: ops });
  await w.settles();
  expect(roomOf(slack)).toMatchObject({ is_private: true });
  slack.goesWrong('conversations.create', { error: 'restricted_action' }, 5);
  await slack.someone('ana').runs('/incident', 'declare SEV2 another private=yes', { in: ops });
  await w.settles();
  expect(slack.channels.filter(({ name }) => name.startsWith('inc-'))).toHaveLength(1);
  const second = await w.incident('INC-20261123-002', 'ana');
  expect(second.rooms.find((r) => r.platform === 'slack')).toMatchObject({
    state: 'failed',
    because: expect.stringContaining('restricted_action'),
  });
});

test('a card of an incident that is over says so to whoever presses it', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await slack.someone('ana').runs('/incident', 'declare SEV3 brief', { in: ops });
  await w.settles();
  const room = roomOf(slack);
  const { ts, blocks } = cardIn(slack, room.id);
  await w.asks('ana', 'incident/resolve', { incident: number });
  await w.settles();
  // Somebody still looks at the card as it was.
  const message = room.messages.find((m) => m.ts === ts);
  if (message) Object.assign(message, { blocks });
  const pressed = await slack.someone('bo').presses(room.id, ts, 'Acknowledge');
  await w.settles();
  expect(pressed.acked).toBe(true);
  expect(whispered(slack, room.id, 'UBO')).toMatch(/resolved/u);
});

test('buttons go on after a restart, and what was accepted before a crash is answered after it', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await slack.someone('ana').runs('/incident', 'declare SEV2 it stays', { in: ops });
  await w.settles();
  const room = roomOf(slack);
  await w.restart();
  await slack.until(() => slack.sockets > 0);
  await slack.someone('bo').presses(room.id, cardIn(slack, room.id).ts, 'Acknowledge');
  await w.settles();
  expect(await w.incident(number)).toMatchObject({ progress: 'acknowledged', acknowledgedBy: 'bo' });
});

test('a bare 1 to the bot acknowledges the newest page', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await slack.someone('ana').runs('/incident', 'declare SEV2 one', { in: ops });
  await w.settles();
  await slack.someone('bo').says(slack.bot.user, '1');
  await w.settles();
  expect(await w.incident(number)).toMatchObject({ acknowledgedBy: 'bo' });
});

test('an alert with a mention bomb in every place mentions nobody', async () => {
  const slack = await slackOf();
  const w = await beside(slack, { yaml: docs(firm, declaring) });
  const bomb = '<!channel> <!here> <@UBO> <!subteam^S0PAYMENTS1> <https://evil.test|fix it> `code` *bold* & more';
  await w.signal(
    { alertname: bomb, instance: bomb, severity: 'critical' },
    { annotations: { summary: bomb, description: bomb.repeat(200) } },
  );
  await w.settles();
  for (const channel of slack.channels)
    for (const message of channel.messages) {
      const { users: _users, ...all } = slack.mentioned(message.ts);
      expect({ ...all }, message.text).toMatchObject({});
      expect(JSON.stringify(slack.mentioned(message.ts))).not.toContain('S0PAYMENTS1');
    }
  expect(said(slack, ops)).toContain('&lt;!channel&gt;');
});

test('the assistant says what one may ask, shows that it is at work, and answers bit by bit in its thread', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const ana = slack.someone('ana');
  const { channel, thread_ts } = await ana.opensAssistant();
  await w.settles();
  const inThread = () => slack.messages('UANA').filter((m) => m.thread_ts === thread_ts);
  expect(inThread().map((m) => m.text)).toEqual([expect.stringContaining('I am Tocsin')]);
  expect(slack.count('assistant.threads.setSuggestedPrompts')).toBe(1);
  await ana.says(channel, 'what is open', { thread_ts });
  await w.settles();
  expect(slack.count('assistant.threads.setStatus')).toBe(1);
  expect(slack.count('chat.stopStream')).toBe(1);
  expect(inThread().at(-1)?.text).toMatch(/no such incidents/iu);
});

test('the page of one’s own shows what one is called for, what is open and who is on call, and what is pressed there changes it', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const bo = slack.someone('bo');
  await bo.opensHome();
  await w.settles();
  expect(JSON.stringify(slack.home('UBO')?.blocks)).toContain('Nothing is open');
  await slack.someone('ana').runs('/incident', 'declare SEV2 orders fail', { in: ops });
  await slack.someone('ana').runs('/incident', 'declare SEV2 a leak private=yes people=ana', { in: ops });
  await w.settles();
  await bo.opensHome();
  await w.settles();
  const home = slack.home('UBO') ?? expect.fail('there is no home');
  expect(JSON.stringify(home.blocks)).toContain('orders fail');
  expect(JSON.stringify(home.blocks)).not.toContain('a leak');
  await bo.pressesIn(home, 'Acknowledge');
  await w.settles();
  await w.passes(minutes(1));
  expect(await w.incident(number)).toMatchObject({ acknowledgedBy: 'bo' });
  expect(JSON.stringify(slack.home('UBO')?.blocks)).toContain('acknowledged');
  await slack.someone('dee').opensHome();
  await w.settles();
  expect(JSON.stringify(slack.home('UDEE')?.blocks)).toContain('I do not know you yet');
});

test('a reaction makes a message part of the story; it follows its edits, and goes with it', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  const [ana, bo] = [slack.someone('ana'), slack.someone('bo')];
  await ana.runs('/incident', 'declare SEV2 pins', { in: ops });
  await w.settles();
  const room = roomOf(slack).id;
  const { ts } = await bo.says(room, 'the <@UANA> failover has begun', {
    files: [{ name: 'graph.png', bytes: 'png', mimetype: 'image/png' }],
  });
  await ana.reacts(room, ts, 'pushpin');
  await w.settles();
  const notes = async () => (await w.incident(number)).timeline.filter((l) => l.kind === 'incident.noted').map((l) => l.text);
  expect(await notes()).toEqual([expect.stringContaining('the @ana failover has begun')]);
  expect(slack.count('files.sharedPublicURL')).toBe(0);
  await bo.edits(room, ts, 'the failover has failed');
  await w.settles();
  expect(await notes()).toEqual([expect.stringContaining('the failover has failed')]);
  await bo.deletes(room, ts);
  await w.settles();
  expect((await notes()).join(' ')).not.toContain('failover');
});

test('whoever comes late is brought up to date, privately', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await slack.someone('ana').runs('/incident', 'declare SEV2 orders fail', { in: ops });
  await w.settles();
  const room = roomOf(slack).id;
  expect(slack.ephemerals(room, 'UBO')).toEqual([]);
  await w.passes(minutes(5));
  await slack.someone('vic').joins(room);
  await w.settles();
  const told = JSON.stringify(slack.ephemerals(room, 'UVIC'));
  expect(told).toContain('orders fail');
  expect(said(slack, room)).not.toContain('brought up');
});

test('when a form can no longer be opened, a button opens it', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  slack.goesWrong('views.open', { error: 'expired_trigger_id' });
  await slack.someone('ana').runs('/incident', 'declare', { in: ops });
  await w.settles();
  expect(slack.views('UANA')).toEqual([]);
  const offer = slack.ephemerals(ops, 'UANA').at(-1) ?? expect.fail('no button');
  await slack.someone('ana').presses(ops, offer.ts, 'Open the form');
  await w.settles();
  expect(slack.views('UANA')).toHaveLength(1);
});

test('Slack away for a while loses nothing', async () => {
  const slack = await slackOf();
  const w = await beside(slack, { yaml: docs(firm, pagingOnly) });
  slack.goesWrong('*', { status: 503 }, 6);
  await w.asks('ana', 'incident/declare', { title: 'while it was away', people: ['bo'] });
  await w.passes(minutes(3));
  const room = roomOf(slack);
  expect([...room.members]).toContain('UBO');
  expect(room.pins).toHaveLength(1);
  expect(slack.channels.filter(({ name }) => name.startsWith('inc-'))).toHaveLength(1);
});
