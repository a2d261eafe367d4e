import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Slack } from '../emulators/slack/slack.ts';
import type { Call } from '../emulators/slack/web-api.ts';
import { skill } from '../harness/api.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { quantile, type Finding } from './figures.ts';
import { chainTo, endOf, residentMb } from './trips.ts';

/** What each call of Slack takes: as from a firm overseas. */
const delayMs = 300;
/** What we may add to the round trips that Slack itself costs. */
const oursMs = 100;
const ops = 'C0OPS000001';
const people = ['ana', 'bo', 'cai'];

const firm = [
  { kind: 'firm', name: 'firm', spec: { displayName: 'Harbour Securities', zone: 'Asia/Shanghai', locale: 'en' } },
  ...people.map((name) => ({ kind: 'person', name, spec: { displayName: name, chat: { slack: idOf(name) } } })),
  { kind: 'escalation-policy', name: 'default', spec: { steps: [{ to: people.map((person) => ({ person })), delayMinutes: 60 }] } },
];

function idOf(name: string): string {
  return `U0${name.toUpperCase()}`;
}

interface Desk {
  readonly slack: Slack;
  readonly tocsin: Tocsin;
}

/** Slack lives in this process, Tocsin in one of its own; it listens, and has asked ahead who is who. */
async function beside<T>(options: { limits?: boolean }, work: (desk: Desk) => Promise<T>): Promise<T> {
  const folder = tempFolder('slack');
  const slack = await new Slack({ delayMs, ...options }).listen();
  for (const name of people) slack.user(name, { id: idOf(name) });
  slack.channel('ops', { id: ops, members: people.map(idOf) });
  writeFileSync(join(folder.path, 'firm.yaml'), firm.map((each) => JSON.stringify(each)).join('\n---\n'));
  const { botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, apiUrl: SLACK_API_URL } = slack;
  const tocsin = await startTocsin({ configDir: folder.path, env: { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL } });
  try {
    await until(() => slack.sockets > 0 && slack.count('users.info') >= people.length, { what: 'Tocsin to listen and to know who is who' });
    return await work({ slack, tocsin });
  } finally {
    await tocsin.stop();
    await slack.stop();
    folder.remove();
  }
}

/** When what everybody waits for was there, in ms from the declaration, and by how many calls after each other. */
interface Opened {
  readonly pagedMs: number;
  readonly readyMs: number;
  readonly pinnedMs: number;
  readonly tripsToReady: number;
  readonly tripsToPinned: number;
}

type Way = 'API' | 'slash command';

const declares: Readonly<Record<Way, (desk: Desk, title: string) => Promise<unknown>>> = {
  API: ({ tocsin }, title) => skill(tocsin, 'incident/declare', { title, severity: 'SEV1', people }),
  'slash command': ({ slack }, title) =>
    slack.someone('ana').runs('/incident', `declare SEV1 ${title} people=${people.join(',')}`, { in: ops }),
};

async function opened(desk: Desk, way: Way, title: string): Promise<Opened> {
  const { slack } = desk;
  const before = slack.calls.length;
  const began = Date.now();
  await declares[way](desk, title);
  const calls = (): readonly Call[] => slack.calls.slice(before);
  const pin = await until(() => calls().find((c) => c.method === 'pins.add' && c.answer !== null), {
    what: `the card of ${title}`,
    everyMs: 5,
  });
  const room = String(pin.args['channel']);
  const post = (of: (channel: string) => boolean) =>
    calls().filter((c) => c.method === 'chat.postMessage' && of(String(c.args['channel'])));
  const [card] = post((channel) => channel === room);
  const invite = calls().find((c) => c.method === 'conversations.invite');
  if (!card || !invite) throw new Error(`${title}: no card or nobody invited`);
  const inRoom = calls().filter((c) => c.method === 'conversations.create' || c.args['channel'] === room || c.args['channel_id'] === room);
  const since = (...of: readonly Call[]): number => Math.max(...of.map(endOf)) - began;
  return {
    pagedMs: since(...post((channel) => channel.startsWith('D'))),
    readyMs: since(card, invite),
    pinnedMs: since(pin),
    tripsToReady: Math.max(chainTo(card, inRoom), chainTo(invite, inRoom)),
    tripsToPinned: chainTo(pin, inRoom),
  };
}

/** The same number of calls with nothing between them, from here: what this machine makes of them just now. */
async function bareCalls({ slack }: Desk, trips: number): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < trips; n += 1) await (await fetch(`${slack.apiUrl}api.test`, { method: 'POST' })).arrayBuffer();
  return performance.now() - began;
}

/** Slack lets an app make so many rooms at once; more in one life of Tocsin would measure its limits and not us. */
const perLife = 8;
const lives = 3;

/** The first of each life goes through code that has never run: it is told apart. */
async function declared(way: Way): Promise<{ first: Opened[]; later: Opened[]; bareMs: number[] }> {
  const [first, later]: [Opened[], Opened[]] = [[], []];
  const bareMs: number[] = [];
  for (let life = 0; life < lives; life += 1) {
    await beside({}, async (desk) => {
      for (let n = 0; n < perLife; n += 1) (n === 0 ? first : later).push(await opened(desk, way, `orders rejected ${life} ${n}`));
      for (let n = 0; n < 3; n += 1) bareMs.push(await bareCalls(desk, 2));
    });
  }
  return { first, later, bareMs };
}

async function one(way: Way): Promise<Finding[]> {
  const { first, later, bareMs } = await declared(way);
  const of = (get: (o: Opened) => number, q: number): number => quantile(later.map(get), q);
  const most = (trips: number): number => trips * delayMs + oursMs;
  const at = `${later.length} by ${way}, ${delayMs} ms a call:`;
  const others = 'published tools: 4 to 20';
  return [
    { what: `${at} people and card in the room, p50`, value: of((o) => o.readyMs, 0.5), unit: 'ms' },
    { what: `${at} people and card in the room, p95`, value: of((o) => o.readyMs, 0.95), unit: 'ms', atMost: most(2) },
    {
      what: `${at} the same beside two bare calls, p50`,
      value: of((o) => o.readyMs, 0.5) / quantile(bareMs, 0.5),
      unit: 'ratio',
      atMost: 1.17,
    },
    { what: `${at} the same, first after a start`, value: Math.max(...first.map((o) => o.readyMs)), unit: 'ms' },
    { what: `${at} card pinned, p95`, value: of((o) => o.pinnedMs, 0.95), unit: 'ms', atMost: most(3) },
    { what: `${at} all pages out, p95`, value: of((o) => o.pagedMs, 0.95), unit: 'ms', atMost: most(1) },
    { what: `${at} calls after each other to people and card (${others})`, value: of((o) => o.tripsToReady, 1), unit: 'count', atMost: 2 },
    { what: `${at} calls after each other to the pin`, value: of((o) => o.tripsToPinned, 1), unit: 'count', atMost: 3 },
  ];
}

const burst = 30;

/** Thirty incidents at once, with Slack's own limits: what it refuses, what the people called feel of it, and what else is slowed. */
async function crowd(): Promise<Finding[]> {
  return beside({ limits: true }, async ({ slack, tocsin }) => {
    const rooms = () => slack.channels.filter(({ name }) => name.startsWith('inc-'));
    const began = Date.now();
    await Promise.all(
      Array.from({ length: burst }, (_, n) => skill(tocsin, 'incident/declare', { title: `one of many ${n}`, severity: 'SEV1', people })),
    );
    const pageMs: number[] = [];
    const isOver = async (): Promise<boolean> => {
      const asked = performance.now();
      await (await fetch(`${tocsin.origin}/api/v1/incidents.csv`)).arrayBuffer();
      pageMs.push(performance.now() - asked);
      return rooms().length >= burst && rooms().every(({ pins, members }) => pins.length === 1 && members.size === people.length + 1);
    };
    await until(isOver, { what: `${burst} rooms`, timeoutMs: 300_000, everyMs: 250, context: () => `${rooms().length} rooms` });
    const refused = slack.calls.filter(({ answer }) => answer?.['error'] === 'ratelimited').length;
    const firstPages = people.map((name) =>
      slack.calls.find(
        (c) => c.method === 'chat.postMessage' && slack.messages(idOf(name)).some(({ channel }) => channel === c.args['channel']),
      ),
    );
    return [
      {
        what: `${burst} incidents at once: everybody was paged after`,
        value: Math.max(...firstPages.map((c) => (c ? endOf(c) - began : NaN))),
        unit: 'ms',
        atMost: 5_000,
      },
      { what: `${burst} incidents at once: rooms, each complete`, value: rooms().length, unit: 'count', atLeast: burst, atMost: burst },
      { what: `${burst} incidents at once: the last room complete after`, value: Date.now() - began, unit: 'ms' },
      { what: `${burst} incidents at once: calls that Slack refused`, value: refused, unit: 'count', atMost: 5 },
      { what: `${burst} incidents at once: a list over HTTP meanwhile, p95`, value: quantile(pageMs, 0.95), unit: 'ms', atMost: 200 },
    ];
  });
}

/** What Slack costs a process in memory while nothing happens. */
async function memory(): Promise<Finding[]> {
  const idleMs = 5_000;
  const bare = await startTocsin();
  await pause(idleMs);
  const off = residentMb(bare.pid);
  await bare.stop();
  const on = await beside({}, async ({ tocsin }) => {
    await pause(idleMs);
    return residentMb(tocsin.pid);
  });
  return [
    { what: 'resident without Slack', value: off, unit: 'MB' },
    { what: 'resident with Slack, beside without', value: on / off, unit: 'ratio', atMost: 1.5 },
  ];
}

/** Rooms in Slack as people feel them, counted in the round trips that they cost. */
export async function roomsInSlack(): Promise<Finding[]> {
  return [...(await one('API')), ...(await one('slash command')), ...(await crowd()), ...(await memory())];
}
