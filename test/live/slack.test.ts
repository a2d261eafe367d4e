import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { show } from '../harness/api.ts';
import { firm, slackOf } from '../harness/slack-firm.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const ops = 'C0OPS000001';

/** A Slack with a way to go, and a Tocsin of its own process beside it. */
async function running() {
  const slack = await slackOf({ delayMs: 100 });
  const config = tempFolder('config');
  writeFileSync(join(config.path, 'tocsin.yaml'), firm);
  const { botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, apiUrl: SLACK_API_URL } = slack;
  const tocsin = await startTocsin({ configDir: config.path, env: { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL } });
  onTestFinished(async () => {
    await tocsin.stop();
    config.remove();
  });
  const listens = () => until(() => slack.sockets > 0, { what: 'Tocsin to listen', context: () => tocsin.output() });
  await listens();
  const rooms = () => slack.channels.filter(({ name }) => name.startsWith('inc-'));
  return { slack, tocsin, listens, rooms };
}

test('killed -9 at three different calls while it makes a room, there is one room in the end, with everything in it once', async () => {
  const { slack, tocsin, listens, rooms } = await running();
  const declared = slack.someone('ana').runs('/incident', 'declare SEV1 orders are rejected people=ana,bo', { in: ops });
  for (const method of ['conversations.create', 'chat.postMessage', 'pins.add']) {
    const before = slack.count(method);
    await until(() => slack.count(method) > before || rooms().some(({ pins }) => pins.length > 0), { what: method, everyMs: 1 });
    await tocsin.kill9();
    await tocsin.restart();
    await listens();
  }
  expect(await declared).toMatchObject({ acked: true });
  const isComplete = () => {
    const [room] = rooms();
    const isDone = room && room.pins.length === 1 && room.members.size === 3 && room.topic !== '' && room.purpose !== '';
    return isDone && room.bookmarks.length > 0 && room.canvas !== null && room;
  };
  const room = await until(isComplete, { what: 'a complete room', timeoutMs: 60_000, context: () => JSON.stringify(rooms()) });
  expect(rooms()).toHaveLength(1);
  expect(slack.messages(room.id).filter((m) => m.blocks?.some((b) => b['type'] === 'actions'))).toMatchObject([{ ts: room.pins[0] }]);
  expect(new Set(room.bookmarks.map(({ link }) => link)).size).toBe(room.bookmarks.length);
  for (const person of ['UANA', 'UBO']) {
    const pages = slack.messages(person).filter((m) => !m.text.includes('perhaps a repeat'));
    expect(pages, `${person} is paged once`).toHaveLength(1);
  }
}, 120_000);

test('what was said while it was down is brought again, and answered once', async () => {
  const { slack, tocsin, listens, rooms } = await running();
  await slack.someone('ana').runs('/incident', 'declare SEV2 orders are rejected people=ana,bo', { in: ops });
  const room = await until(() => rooms().find(({ pins }) => pins.length === 1), { what: 'the room' });
  const number = (room.name.match(/^inc-\d+-\d+/u)?.[0] ?? '').toUpperCase();
  await tocsin.kill9();
  await until(() => slack.sockets === 0, { what: 'its connections to end' });
  await slack.someone('bo').mentions(room.id, 'incident note the gateway was restarted');
  const pressed = await slack.someone('bo').presses(room.id, room.pins[0] ?? '', 'Acknowledge');
  expect(pressed.acked, 'Slack tells who presses that nobody answers').toBe(false);
  expect(slack.warnings.at(-1)).toMatchObject({ user: 'UBO', code: 'dispatch_failed' });
  await tocsin.restart();
  await listens();
  await slack.retries('now');
  await slack.retries('now');
  await slack.someone('bo').presses(room.id, room.pins[0] ?? '', 'Acknowledge');
  const told = await until(
    async () => {
      const incident = await show(tocsin, number);
      return incident.acknowledgedBy === 'bo' && incident.timeline.some(({ kind }) => kind === 'incident.noted') && incident;
    },
    { what: 'the note and the acknowledgement', context: () => tocsin.output() },
  );
  expect(told.timeline.filter(({ kind }) => kind === 'incident.noted')).toMatchObject([{ text: 'Bo: the gateway was restarted' }]);
  expect(told.timeline.filter(({ kind }) => kind === 'incident.acked')).toHaveLength(1);
}, 120_000);
