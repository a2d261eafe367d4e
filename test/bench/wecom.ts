import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../emulators/wecom/http-api.ts';
import { Wecom } from '../emulators/wecom/wecom.ts';
import { skill } from '../harness/api.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { botOf } from '../harness/wecom-firm.ts';
import { quantile, type Finding } from './figures.ts';
import { chainTo, endOf, residentMb } from './trips.ts';

/** What each call of WeCom takes. */
const delayMs = 300;
/** What we may add to the round trips that WeCom itself costs. */
const oursMs = 100;
const called = ['ana', 'bo', 'cai'];
/** Who speaks to the app: each within what WeCom lets one person have in a minute. */
const speakers = Array.from({ length: 50 }, (_, n) => `p${n}`);

interface Desk {
  readonly wecom: Wecom;
  readonly tocsin: Tocsin;
}

/** WeCom lives in this process, Tocsin in one of its own: it is called, and its bot is connected. */
async function beside<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const folder = tempFolder('wecom');
  const wecom = await new Wecom({ delayMs }).listen();
  const people = [...called, ...speakers];
  for (const name of people) wecom.user(name);
  const firm = [
    { kind: 'firm', name: 'firm', spec: { displayName: '海港证券', zone: 'Asia/Shanghai', locale: 'zh-CN' } },
    ...people.map((name) => ({ kind: 'person', name, spec: { displayName: name, chat: { wecom: name } } })),
    { kind: 'escalation-policy', name: 'default', spec: { steps: [{ to: called.map((person) => ({ person })), delayMinutes: 60 }] } },
  ].map((each) => JSON.stringify(each));
  writeFileSync(join(folder.path, 'firm.yaml'), [...firm, botOf(wecom)].join('\n---\n'));
  const env = {
    WECOM_CORP_ID: wecom.corpId,
    WECOM_AGENT_ID: String(wecom.agentId),
    WECOM_SECRET: wecom.secret,
    WECOM_TOKEN: wecom.token,
    WECOM_ENCODING_AES_KEY: wecom.encodingAesKey,
    WECOM_API_URL: wecom.apiUrl,
  };
  const tocsin = await startTocsin({ configDir: folder.path, env });
  try {
    await until(() => wecom.connections > 0, { what: 'the bot to be connected' });
    if (!(await wecom.callsTo(`${tocsin.origin}/im/wecom/callback`))) throw new Error('the callback could not be verified');
    return await work({ wecom, tocsin });
  } finally {
    await tocsin.stop();
    await wecom.stop();
    folder.remove();
  }
}

interface Opened {
  readonly readyMs: number;
  readonly pagedMs: number;
  readonly trips: number;
}

async function opened({ wecom, tocsin }: Desk, title: string): Promise<Opened> {
  const before = wecom.calls.length;
  const began = Date.now();
  await skill(tocsin, 'incident/declare', { title, severity: 'SEV1', people: called });
  const calls = (method: string): Call[] => wecom.calls.slice(before).filter((c) => c.method === method && c.answer !== null);
  const pages = () => calls('message/send').filter(({ args }) => JSON.stringify(args).includes('呼叫你'));
  const isDone = () => calls('appchat/send').length > 0 && pages().length >= called.length;
  await until(isDone, { what: `the card of ${title}`, everyMs: 5, context: () => tocsin.output() });
  const [card] = calls('appchat/send');
  if (!card) throw new Error(`${title}: no card`);
  const inRoom = [...calls('appchat/create'), ...calls('appchat/send'), ...calls('user/get'), ...calls('gettoken')];
  return {
    readyMs: endOf(card) - began,
    pagedMs: Math.max(...pages().map(endOf)) - began,
    trips: chainTo(card, inRoom),
  };
}

/** Two calls with nothing between them, from here: what this machine makes of them just now. */
async function bareCalls({ wecom }: Desk): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < 2; n += 1) await (await fetch(`${wecom.apiUrl}/gettoken`)).arrayBuffer();
  return performance.now() - began;
}

/** So many that nobody gets more messages in a minute than WeCom gives them. */
const perLife = 8;
const lives = 3;

/** The first of each life goes through code that has never run, and fetches the token: it is told apart. */
async function rooms(): Promise<Finding[]> {
  const [first, later]: [Opened[], Opened[]] = [[], []];
  const bareMs: number[] = [];
  for (let life = 0; life < lives; life += 1)
    await beside(async (desk) => {
      for (let n = 0; n < perLife; n += 1) {
        (n === 0 ? first : later).push(await opened(desk, `委托网关拒单 ${life} ${n}`));
        bareMs.push(await bareCalls(desk));
      }
    });
  const of = (get: (o: Opened) => number, q: number): number => quantile(later.map(get), q);
  const at = `${later.length} declared, ${delayMs} ms a call:`;
  return [
    { what: `${at} people and card in the group, p50`, value: of((o) => o.readyMs, 0.5), unit: 'ms' },
    { what: `${at} people and card in the group, p95`, value: of((o) => o.readyMs, 0.95), unit: 'ms', atMost: 2 * delayMs + oursMs },
    {
      what: `${at} the same beside two bare calls, p50`,
      value: of((o) => o.readyMs, 0.5) / quantile(bareMs, 0.5),
      unit: 'ratio',
      atMost: 1.17,
    },
    { what: `${at} two bare calls, p95`, value: quantile(bareMs, 0.95), unit: 'ms' },
    { what: `${at} the same, first after a start`, value: Math.max(...first.map((o) => o.readyMs)), unit: 'ms' },
    { what: `${at} all pages out, p95`, value: of((o) => o.pagedMs, 0.95), unit: 'ms', atMost: delayMs + oursMs },
    { what: `${at} calls after each other to people and card`, value: of((o) => o.trips, 1), unit: 'count', atMost: 2 },
  ];
}

const perSecond = 50;
const forSeconds = 10;

/** What people say to the app is taken while it answers them, and the bot answers in its line. */
async function heard(): Promise<Finding[]> {
  return beside(async ({ wecom }) => {
    const began = performance.now();
    const all = Array.from({ length: perSecond * forSeconds }, async (_, n) => {
      await pause(Math.max(0, began + (n * 1_000) / perSecond - performance.now()));
      return wecom.someone(speakers[n % speakers.length] ?? '').says('谁在值班');
    });
    const brought = await Promise.all(all);
    const firstMs: number[] = [];
    for (const speaker of speakers.slice(0, 20)) {
      const asked = performance.now();
      await wecom.someone(speaker).saysToBot('谁在值班');
      await wecom.until(() => wecom.messages(`bot:${speaker}`).some(({ from }) => from === 'bot'), 'the answer of the bot');
      firstMs.push(performance.now() - asked);
    }
    const tookMs = brought.map((each) => each.tookMs);
    return [
      { what: `${perSecond} callbacks a second: not taken`, value: brought.filter(({ acked }) => !acked).length, unit: 'count', atMost: 0 },
      { what: `${perSecond} callbacks a second: taken after, p50`, value: quantile(tookMs, 0.5), unit: 'ms' },
      // WeCom waits five seconds; asking for the verification, one.
      { what: `${perSecond} callbacks a second: taken after, p99`, value: quantile(tookMs, 0.99), unit: 'ms', atMost: 1_000 },
      { what: `the bot’s first word, p95`, value: quantile(firstMs, 0.95), unit: 'ms', atMost: delayMs + oursMs },
    ];
  });
}

/** What WeCom and its bot cost a process in memory while nothing happens. */
async function memory(): Promise<Finding[]> {
  const idleMs = 5_000;
  const bare = await startTocsin();
  await pause(idleMs);
  const off = residentMb(bare.pid);
  await bare.stop();
  const on = await beside(async ({ tocsin }) => {
    await pause(idleMs);
    return residentMb(tocsin.pid);
  });
  return [
    { what: 'resident without WeCom', value: off, unit: 'MB' },
    { what: 'resident with WeCom and its bot, beside without', value: on / off, unit: 'ratio', atMost: 1.5 },
  ];
}

/** Rooms in WeCom as people feel them, counted in the round trips that they cost. */
export async function roomsInWecom(): Promise<Finding[]> {
  return [...(await rooms()), ...(await heard()), ...(await memory())];
}
