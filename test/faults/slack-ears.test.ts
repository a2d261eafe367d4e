import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { slackEars } from '../../adapters/im/slack/ears.ts';
import { SlackChat } from '../../domain/chat/slack-chat.ts';
import type { Ears } from '../../ports/chat-ears.ts';
import type { Disconnect } from '../emulators/slack/socket-mode.ts';
import { Slack } from '../emulators/slack/slack.ts';
import type { Trouble } from '../emulators/slack/troubles.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { beside, firm, slackOf } from '../harness/slack-firm.ts';
import { until } from '../harness/until.ts';
import { minutes, seconds, world, type World } from '../harness/world.ts';
import { docs } from '../scenarios/firm.ts';

const ops = 'C0OPS000001';
const number = 'INC-20261123-001';

/** Tocsin listens over both of its connections, and there is a room. */
async function room(): Promise<{ slack: Slack; w: World; conv: string }> {
  const slack = await slackOf();
  const w = await beside(slack);
  await w.passes(minutes(1));
  await until(() => slack.sockets === 2, { what: 'both connections' });
  await w.asks('ana', 'incident/declare', { title: 'orders', people: ['ana', 'bo'] });
  await w.settles();
  const conv = slack.channels.find(({ name }) => name.startsWith('inc-'))?.id ?? expect.fail('there is no room');
  return { slack, w, conv };
}

/** People talk on while something goes wrong; in the end each of their notes stands in the story once. */
async function notes({ slack, w, conv }: Awaited<ReturnType<typeof room>>, wrong: (n: number) => Promise<void> | void): Promise<void> {
  const said = ['one', 'two', 'three', 'four', 'five', 'six'];
  for (const [n, word] of said.entries()) {
    await wrong(n);
    await slack.someone('ana').mentions(conv, `incident note ${word}`);
  }
  const isHeard = async (): Promise<boolean> => {
    await w.passes(seconds(30));
    if (slack.sockets > 0) await slack.retries('now');
    await w.settles();
    const { timeline } = await w.incident(number);
    return said.every((word) => timeline.some(({ text }) => text.endsWith(`: ${word}`)));
  };
  await until(isHeard, { what: 'every note', timeoutMs: 60_000 });
  const told = (await w.incident(number)).timeline.filter((l) => l.kind === 'incident.noted').map((l) => l.text.split(': ')[1]);
  expect(new Set(told)).toEqual(new Set(said));
  expect(told).toHaveLength(said.length);
}

test.each(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets'] satisfies Disconnect[])(
  'told to go (%s), both connections are made anew, and everything said meanwhile is taken in once',
  async (reason) => {
    const there = await room();
    await notes(there, (n) => (n % 2 === 0 ? there.slack.disconnects(reason) : undefined));
    if (reason === 'too_many_websockets') await there.w.passes(minutes(6));
    await until(() => there.slack.sockets === 2, { what: 'both connections again' });
  },
  seconds(90),
);

test(
  'cut off without a word, again and again, it comes back and has missed nothing',
  async () => {
    const there = await room();
    await notes(there, () => there.slack.cuts());
    await there.w.passes(minutes(1));
    await until(() => there.slack.sockets === 2, { what: 'both connections again' });
  },
  seconds(90),
);

test(
  'away for a while, Slack finds us again by itself, and both have what the other missed',
  async () => {
    const there = await room();
    const { slack, w } = there;
    slack.goesWrong('apps.connections.open', { status: 503 }, 8);
    await notes(there, (n) => (n === 2 ? slack.cuts() : undefined));
    await w.passes(minutes(3));
    await until(() => slack.sockets === 2, { what: 'both connections again' });
  },
  seconds(90),
);

interface Listener {
  readonly ears: Ears;
  readonly clock: HandClock;
  /** Keys of what was taken in. */
  readonly heard: string[];
  passes(ms: number): void;
}

/** Ears alone, with a clock of their own. */
async function listener(slack: Slack, spec: { appToken?: string; url?: string } = {}): Promise<Listener> {
  const clock = new HandClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const { botToken, appToken, apiUrl: url } = slack;
  const chat = SlackChat.parse({ type: 'slack', botToken, appToken, url, ...spec });
  const self = async () => ({ user: slack.bot.user, team: slack.team.id });
  const ears = slackEars({ name: 'slack', spec: chat, clock, self, failed: () => {} });
  const heard: string[] = [];
  await ears.start({ heard: async ({ key }) => void heard.push(key), submitted: async () => null, options: async () => [] });
  onTestFinished(() => ears.stop());
  return { ears, clock, heard, passes: (ms) => (clock.jump(ms), void clock.ring()) };
}

const is = (ears: Ears, state: string) =>
  until(() => ears.state().state === state, { what: `ears that are ${state}`, context: () => JSON.stringify(ears.state()) });

test.each<[what: string, trouble: Trouble, because: string]>([
  ['429', { status: 429, retryAfter: 7 }, 'ratelimited'],
  ['500', { status: 500 }, 'HTTP 500'],
  ['invalid_auth', { error: 'invalid_auth' }, 'invalid_auth'],
  ['a connection that breaks', 'breaks', 'UND_ERR_SOCKET'],
])('where opening a connection is answered with %s, it is said, and tried again until it succeeds', async (_what, trouble, because) => {
  const slack = await slackOf();
  slack.goesWrong('apps.connections.open', trouble, 3);
  const { ears, clock, passes, heard } = await listener(slack);
  await until(() => slack.count('apps.connections.open') === 3 || (passes(seconds(10)), false), { what: 'the third try' });
  await until(() => ears.state().because === because, { what: because, context: () => JSON.stringify(ears.state()) });
  expect(ears.state()).toMatchObject({ state: 'lost' });
  passes(seconds(30));
  await is(ears, 'listening');
  expect(ears.state()).toMatchObject({ because: null, since: clock.now() });
  await slack.someone('ana').runs('/incident', 'list', { in: ops });
  expect(heard).toHaveLength(1);
});

test('where nobody answers at all it is said, and found as soon as somebody does', async () => {
  const gone = await slackOf();
  const port = Number(new URL(gone.origin).port);
  await gone.stop();
  const { ears, passes } = await listener(gone);
  await until(() => ears.state().because === 'ECONNREFUSED' || (passes(seconds(1)), false), { what: 'that it is said' });
  expect(ears.state()).toMatchObject({ state: 'lost' });
  const back = await new Slack().listen(port);
  onTestFinished(() => back.stop());
  await until(() => ears.state().state === 'listening' || (passes(seconds(30)), false), { what: 'Slack to be found' });
});

test('the eleventh connection of an app is told to go: the others stay, and it asks again minutes later', async () => {
  const slack = await slackOf();
  const { ears, passes } = await listener(slack);
  await is(ears, 'listening');
  const taken = await Promise.all(Array.from({ length: 9 }, () => taker(slack)));
  await until(() => slack.sockets === 10, { what: 'ten connections' });
  passes(minutes(1));
  await until(() => slack.count('apps.connections.open') === 11, { what: 'our second connection to be tried' });
  for (let n = 0; n < 4; n += 1) passes(minutes(1));
  expect(slack.count('apps.connections.open'), 'it does not ask again and again').toBe(11);
  expect(ears.state(), 'the first goes on').toMatchObject({ state: 'listening' });
  expect(await slack.someone('ana').runs('/incident', 'list', { in: ops })).toBeDefined();
  for (const socket of taken) socket.close();
  await until(() => slack.sockets === 1, { what: 'the others to go' });
  passes(minutes(5));
  await until(() => slack.sockets === 2, { what: 'both of ours' });
});

/** Another program with the same app. */
async function taker(slack: Slack): Promise<WebSocket> {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const { url } = (await (await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers })).json()) as { url: string };
  const socket = new WebSocket(url);
  onTestFinished(() => socket.close());
  return socket;
}

test('told to go the moment it has come, it does not spin', async () => {
  const slack = await slackOf();
  const { ears, passes } = await listener(slack);
  await is(ears, 'listening');
  slack.disconnects('refresh_requested');
  await until(() => slack.sockets === 0, { what: 'the first to end' });
  passes(0);
  await until(() => slack.sockets === 1, { what: 'another at once' });
  slack.disconnects('refresh_requested');
  await is(ears, 'lost');
  passes(0);
  expect(slack.count('apps.connections.open')).toBe(2);
  passes(seconds(1));
  await is(ears, 'listening');
});

test('a token that was wrong and is mended in the files is listened with, without a restart', async () => {
  const slack = await slackOf();
  const chat = (appToken: string): string =>
    `{ kind: chat, name: slack, spec: { type: slack, botToken: ${slack.botToken}, appToken: ${appToken}, url: '${slack.apiUrl}' } }`;
  const w = await world(docs(firm, chat('xapp-1-wrong')), { mayFail: true });
  await until(() => slack.count('apps.connections.open') > 0, { what: 'a try with the wrong token' });
  expect(slack.sockets).toBe(0);
  w.configure(docs(firm, chat(slack.appToken)));
  await until(async () => (await w.passes(seconds(2)), slack.sockets > 0), { what: 'Tocsin to listen', timeoutMs: 30_000 });
  await slack.someone('ana').runs('/incident', 'declare SEV2 it is heard', { in: ops });
  await w.settles();
  expect(await w.incidents()).toEqual([number]);
});
