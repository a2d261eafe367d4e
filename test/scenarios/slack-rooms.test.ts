import { expect, test } from 'vitest';
import { docs, showing } from './firm.ts';
import { beside, firm, slackOf } from '../harness/slack-firm.ts';
import type { Slack } from '../emulators/slack/slack.ts';
import { until } from '../harness/until.ts';
import { hours, minutes, seconds, type World } from '../harness/world.ts';

const number = 'INC-20261123-001';
const weekLater = async (w: World): Promise<void> => {
  await w.asks('ana', 'incident/resolve', { incident: number });
  await w.asks('ana', 'incident/close', { incident: number });
  await w.jumps(hours(24 * 7));
  await w.passes(seconds(3));
};

test.each([
  ['taken out of the archive', false, 1],
  ['replaced by another, where Slack does not let a bot do that', true, 2],
] as const)('reopened in Slack, the room is %s', async (_what, archiveEmpties, channels) => {
  const slack = await slackOf({ archiveEmpties });
  const w = await beside(slack);
  const rooms = () => slack.channels.filter(({ name }) => name.startsWith('inc-'));
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'] });
  await w.passes(seconds(8));
  expect(rooms()).toMatchObject([
    { name: 'inc-20261123-001-orders-are-rejected', bookmarks: [{ link: `http://tocsin.test/i/${number}` }] },
  ]);
  expect(JSON.stringify(rooms()[0]?.canvas)).toContain('SEV');
  await weekLater(w);
  expect(rooms().map((r) => r.is_archived)).toEqual([true]);
  await w.asks('bo', 'incident/reopen', { incident: number, reason: 'rejected again' });
  await w.passes(seconds(8));
  expect(rooms()).toHaveLength(channels);
  const [open, ...more] = rooms().filter((r) => !r.is_archived);
  expect(more).toEqual([]);
  expect([...(open?.members ?? [])]).toEqual(expect.arrayContaining(['UANA', 'UBO']));
  expect(open?.topic).toContain('open');
  expect(
    slack
      .messages(open?.id ?? '')
      .map((m) => m.text)
      .join('\n'),
  ).toContain('Bo reopened it: rejected again');
  expect(JSON.stringify(open?.canvas)).toContain('rejected again');
});

test('the purpose is the number and the title as written; the document says once what happened in several chats', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'] });
  await w.passes(seconds(8));
  const room = slack.channels.find(({ name }) => name.startsWith('inc-'));
  expect(room?.purpose).toBe(`${number} Orders are rejected`);
  const document = JSON.stringify(room?.canvas);
  expect(document.match(/War room open/gu)).toHaveLength(1);
  expect(document).toMatch(/War room open \\*\(web, Slack\\*\)/u);
});

test('the card of an alert group tells alike alerts apart, and leads to where all of them stand whole', async () => {
  const slack = await slackOf();
  const w = await beside(slack, { yaml: docs(firm, showing) });
  const on = (instance: string) => ({ alertname: 'OrderRejects', instance });
  await w.signals([on('om-1'), on('om-2')], { annotations: { summary: 'Orders are rejected' } });
  await w.passes(minutes(1));
  const card = JSON.stringify(slack.messages('C0OPS000001').find((m) => m.blocks?.length)?.blocks);
  expect(card).toContain('Orders are rejected (instance: om-1)');
  expect(card).toContain('Orders are rejected (instance: om-2)');
  expect(card).toMatch(/http:\/\/tocsin\.test\/alerts\?group=default/u);
});

const anaHasIt = async (w: World): Promise<void> => {
  await w.asks('ana', 'incident/ack', { incident: number });
  await w.passes(seconds(8));
};
const roomIn = (slack: Slack) => slack.channels.find(({ name }) => name.startsWith('inc-')) ?? expect.fail('there is no room');
const cardIn = (slack: Slack): string => JSON.stringify(slack.messages(roomIn(slack).id).find((m) => m.blocks?.length)?.blocks);
const stateOf = async (w: World) => (await w.incident(number)).rooms.find(({ platform }) => platform === 'slack')?.state;
const turns = (w: World, state: string) => until(async () => (await w.settles(), (await stateOf(w)) === state), { what: state });
const story = async (w: World): Promise<string> => (await w.incident(number)).timeline.map((l) => l.text).join('\n');

test.each([
  ['archived by hand', false, 'The war room (Slack) was archived by hand'],
  ['left by our bot, public', false, 'Tocsin was removed from the war room (Slack)'],
  ['left by our bot, private', true, 'Tocsin was removed from the war room (Slack)'],
] as const)('a room %s is said to be missing, and once it is there again it shows what is true by now', async (how, isPrivate, said) => {
  const slack = await slackOf();
  const w = await beside(slack);
  const ana = slack.someone('ana');
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'], private: isPrivate });
  await w.passes(seconds(8));
  const { id } = roomIn(slack);
  const isArchived = how === 'archived by hand';
  await (isArchived ? ana.archives(id) : ana.removes(id, slack.bot.user));
  await turns(w, 'lost');
  expect(await story(w)).toContain(said);
  expect(JSON.stringify((await w.room(number.toLowerCase())).cards[0])).toContain(isArchived ? 'archived by hand' : 'Tocsin is not in it');
  await anaHasIt(w);
  expect(roomIn(slack).is_archived, 'nothing is forced').toBe(isArchived);
  expect(roomIn(slack).topic).toContain('open');

  await (isArchived ? ana.unarchives(id) : ana.invites(id, slack.bot.user));
  await turns(w, 'open');
  await w.passes(seconds(8));
  expect(roomIn(slack).topic).toContain('acknowledged');
  expect(cardIn(slack)).toContain('acknowledged');
  expect(JSON.stringify(roomIn(slack).canvas)).toContain('Ana acknowledged');
});

test('what happened to a room while nobody could tell us is found out, and so is that it is there again', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'] });
  await w.passes(seconds(8));
  roomIn(slack).is_archived = true;
  await anaHasIt(w);
  expect(await stateOf(w)).toBe('lost');
  expect(await story(w)).toContain('was archived by hand');
  roomIn(slack).is_archived = false;
  await w.passes(minutes(3));
  expect(await stateOf(w)).toBe('open');
  expect(roomIn(slack).topic).toContain('acknowledged');
  expect(cardIn(slack)).toContain('acknowledged');
});

test('where no private room can be opened, its people are told in their own messages, once, where the room is', async () => {
  const slack = await slackOf();
  slack.withdraws('groups:write');
  const w = await beside(slack);
  const told = (person: string) =>
    slack
      .messages(person)
      .map((m) => m.text)
      .filter((text) => text.includes('could not be opened here'));
  await w.asks('ana', 'incident/declare', { title: 'a leak', people: ['bo'], private: true });
  await w.passes(minutes(2));
  expect(slack.channels.filter(({ name }) => name.startsWith('inc-'))).toEqual([]);
  for (const person of ['UANA', 'UBO']) {
    expect(told(person), person).toHaveLength(1);
    expect(told(person)[0]).toContain(`http://tocsin.test/i/${number}`);
    expect(told(person)[0]).toContain('groups:write');
    expect(told(person)[0], 'not what it is about').not.toContain('leak');
  }
  expect(
    slack
      .messages('C0OPS000001')
      .map((m) => m.text)
      .join('\n'),
  ).not.toContain(number);
});

test('where Slack opens no room its people have the card in the app, and one that they had is kept true when the room is there', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  slack.goesWrong('conversations.create', { error: 'restricted_action' }, 1);
  await w.asks('max', 'incident/declare', { title: 'Orders are rejected', people: ['bo'] });
  await w.settles();
  expect((await w.incident('1')).rooms).toContainEqual(expect.objectContaining({ platform: 'slack', state: 'failed' }));
  const cards = (): string[] =>
    slack
      .messages('UBO')
      .map((m) => m.text)
      .filter((text) => text.includes('People: '));
  expect(cards()).toEqual([expect.stringContaining('I take command')]);
  await w.passes(minutes(5));
  expect((await w.incident('1')).rooms).toContainEqual(expect.objectContaining({ platform: 'slack', state: 'open' }));
  await w.asks('max', 'incident/mitigate', { incident: '1' });
  await w.settles();
  expect(cards()).toEqual([expect.stringContaining('mitigated')]);
});
