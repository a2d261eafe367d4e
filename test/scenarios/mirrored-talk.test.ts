import { expect, test } from 'vitest';
import type { Slack } from '../emulators/slack/slack.ts';
import { beside, slackOf } from '../harness/slack-firm.ts';
import { minutes, seconds, type World } from '../harness/world.ts';

/** An incident of Ana and Bo with its rooms in Slack and in the console. */
async function twoRooms(): Promise<{ slack: Slack; w: World; room: string }> {
  const slack = await slackOf();
  const w = await beside(slack);
  await w.asks('ana', 'incident/declare', { title: 'Orders fail' });
  await w.settles();
  const room = slack.channels.find(({ name }) => name.startsWith('inc-'))?.id ?? expect.fail('there is no room in Slack');
  return { slack, w, room };
}

const inSlack = (slack: Slack, room: string): string[] => slack.messages(room).map((m) => m.text);
const inConsole = async (w: World): Promise<string[]> => (await w.room('1', 'ana')).messages.map((m) => m.text);

test('what is said in Slack is read in the console’s room, and what is said there in Slack: once, with who said it and where', async () => {
  const { slack, w, room } = await twoRooms();
  const said = await slack.someone('ana').says(room, 'the gateway drops one in ten');
  await said.again();
  await w.types('bo', '1', 'I look at the network');
  await w.settles();
  expect((await inConsole(w)).filter((t) => t.includes('one in ten'))).toEqual(['Ana (Slack): the gateway drops one in ten']);
  expect(inSlack(slack, room).filter((t) => t.includes('the network'))).toEqual(['Bo (web): I look at the network']);
});

test('a correction and a deletion follow into the copies, in both directions', async () => {
  const { slack, w, room } = await twoRooms();
  await slack.someone('ana').says(room, 'one in tenn');
  await w.settles();
  const { ts } = slack.messages(room).find((m) => m.text === 'one in tenn') ?? expect.fail('not said');
  await slack.someone('ana').edits(room, ts, 'one in ten');
  await w.settles();
  expect((await inConsole(w)).filter((t) => t.includes('one in'))).toEqual(['Ana (Slack): one in ten']);
  await slack.someone('ana').deletes(room, ts);
  await w.settles();
  expect((await inConsole(w)).filter((t) => t.startsWith('Ana (Slack)'))).toEqual(['Ana (Slack): (deleted)']);
  await w.types('bo', '1', 'in the netwrk');
  await w.settles();
  const { id } = (await w.room('1', 'bo')).messages.find((m) => m.text === 'in the netwrk') ?? expect.fail('not said');
  await w.request('POST', `/api/v1/chat/messages/${id}/edit`, { as: 'bo', body: { text: 'in the network' } });
  await w.settles();
  expect(inSlack(slack, room).filter((t) => t.startsWith('Bo (web)'))).toEqual(['Bo (web): in the network']);
});

test('what would be a mention or a command in the other room is only text there', async () => {
  const { slack, w, room } = await twoRooms();
  await w.types('bo', '1', 'look: <!channel> <@UANA> *now*');
  await slack.someone('ana').says(room, 'hm, resolved?');
  await w.settles();
  const copy = slack.messages(room).find((m) => m.text.startsWith('Bo (web)')) ?? expect.fail('no copy');
  expect(slack.mentioned(copy.ts)).toMatchObject({ users: [], broadcasts: [] });
  expect((await w.incident('1')).progress).toBe('open');
});

test('while Slack is away the console’s room goes on, and Slack reads it all when it is back', async () => {
  const { slack, w, room } = await twoRooms();
  slack.goesWrong('chat.postMessage', { status: 500 }, 3);
  await w.types('bo', '1', 'we go on here');
  await w.settles();
  expect(await inConsole(w)).toContain('we go on here');
  await w.passes(seconds(30));
  expect(inSlack(slack, room).filter((t) => t.includes('we go on here'))).toEqual(['Bo (web): we go on here']);
});

/** What Bo said in the console while Slack was away, and what he made of it before Slack was back. */
async function saidWhileAway(text: string, times: number, amends: (w: World, message: string) => Promise<unknown>): Promise<string[]> {
  const { slack, w, room } = await twoRooms();
  slack.goesWrong('chat.postMessage', { status: 500 }, times);
  await w.types('bo', '1', text);
  await w.settles();
  const { id } = (await w.room('1', 'bo')).messages.find((m) => m.text === text) ?? expect.fail('not said');
  await amends(w, id);
  await w.settles();
  await w.passes(minutes(5));
  return inSlack(slack, room).filter((t) => t.startsWith('Bo (web)'));
}

const edits = (w: World, message: string, text: string): Promise<unknown> =>
  w.request('POST', `/api/v1/chat/messages/${message}/edit`, { as: 'bo', body: { text } });
const deletes = (w: World, message: string): Promise<unknown> =>
  w.request('POST', `/api/v1/chat/messages/${message}/delete`, { as: 'bo', body: {} });

test('what was corrected while the other room was away is read there as it was corrected', async () => {
  const said = saidWhileAway('fail over to DC1', 4, async (w, message) => {
    await edits(w, message, 'do not fail over');
    await w.passes(seconds(1));
    await edits(w, message, 'do NOT fail over to DC1');
  });
  expect(await said).toEqual(['Bo (web): do NOT fail over to DC1']);
});

test('what was taken back while the other room was away is never read there', async () => {
  // It may have come through: then it would be found and would say so as well.
  expect(await saidWhileAway('password is hunter2', 3, deletes)).toEqual(['Bo (web): (deleted)']);
});

test('what was taken back although it may have arrived is taken back there, too', async () => {
  const { slack, w, room } = await twoRooms();
  slack.goesWrong('chat.postMessage', { status: 500, after: true }, 1);
  await w.types('bo', '1', 'password is hunter2');
  await w.settles();
  expect(inSlack(slack, room)).toContain('Bo (web): password is hunter2');
  const { id } = (await w.room('1', 'bo')).messages.find((m) => m.text.includes('hunter2')) ?? expect.fail('not said');
  await deletes(w, id);
  await w.passes(minutes(5));
  expect(inSlack(slack, room).filter((t) => t.startsWith('Bo (web)'))).toEqual(['Bo (web): (deleted)']);
});

test('somebody who is nobody here is named as they are called there', async () => {
  const { slack, w, room } = await twoRooms();
  await slack.someone('dee').joins(room);
  await slack.someone('dee').says(room, 'the bank called');
  await w.settles();
  expect((await inConsole(w)).filter((t) => t.includes('the bank'))).toEqual(['dee (Slack): the bank called']);
});
