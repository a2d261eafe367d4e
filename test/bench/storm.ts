import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { skill, show } from '../harness/api.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import type { Finding } from './figures.ts';
import { follow } from './latency.ts';
import type { Load, LoadResult } from './load.ts';

const run = promisify(execFile);

const person = (name: string) => ({ kind: 'person', name, spec: { displayName: name } });
const policy = (name: string, who: string) => ({
  kind: 'escalation-policy',
  name,
  spec: { steps: [{ to: [{ person: who }], delayMinutes: 30 }] },
});
/** Two teams: the outage is ana's, the other alert zed's. */
const configuration = [
  person('ana'),
  person('zed'),
  policy('default', 'ana'),
  policy('orders', 'zed'),
  { kind: 'channel', name: 'ops', spec: { platform: 'web' } },
  {
    kind: 'route',
    name: 'default',
    spec: { policy: 'default', channel: 'ops', declare: 'SEV2', routes: [{ match: ['team="orders"'], policy: 'orders' }] },
  },
];

const alerts = 100_000;
const alertsPerRequest = 100;

/** One outage of 100,000 distinct alerts over 50 connections, once as eight groups and once as two thousand: how long it takes, how many incidents
 *  and pages it makes, how much memory, and how soon another team is paged in the middle of it. */
export async function storm(): Promise<Finding[]> {
  return [...(await outage('8 groups', undefined)), ...(await outage('2,000 groups', 2_000))];
}

async function outage(named: string, groups: number | undefined): Promise<Finding[]> {
  const folder = tempFolder('storm');
  writeFileSync(join(folder.path, 'storm.yaml'), configuration.map((each) => JSON.stringify(each)).join('\n---\n'));
  const tocsin = await startTocsin({ configDir: folder.path });
  try {
    const began = performance.now();
    const loading = load(tocsin, groups);
    await pause(400);
    const otherMs = await otherTeam(tocsin);
    const { alertsPerSecond } = await loading;
    const accepted = performance.now() - began;
    await until(async () => (await firing(tocsin)) === alerts, {
      what: 'all alerts counted',
      timeoutMs: 60_000,
      context: () => tocsin.output(),
    });
    const settled = performance.now() - began;
    return await report(`100,000 alerts in ${named}`, { alertsPerSecond, accepted, settled, otherMs }, tocsin);
  } finally {
    await tocsin.stop();
    folder.remove();
  }
}

async function load({ origin }: Tocsin, groups: number | undefined): Promise<LoadResult> {
  const requests = alerts / alertsPerRequest;
  const plan: Load = {
    origin,
    path: '/api/v2/alerts',
    connections: 50,
    alertsPerRequest,
    requests,
    first: 0,
    ...(groups ? { groups } : {}),
  };
  const { stdout } = await run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'load.ts'),
    JSON.stringify(plan),
  ]);
  return JSON.parse(stdout) as LoadResult;
}

interface Listed {
  number: string;
  title: string;
  storm: { groups: number; firing: number } | null;
}
const incidents = async (tocsin: Tocsin): Promise<Listed[]> =>
  (await skill<{ incidents: Listed[] }>(tocsin, 'incident/list', {})).incidents;

/** From an alert of another team sent, to the ring on the screen of who is paged. */
async function otherTeam(tocsin: Tocsin): Promise<number> {
  const ending = new AbortController();
  const { body: stream } = await fetch(`${tocsin.origin}/api/v1/events`, { headers: { 'tocsin-as': 'zed' }, signal: ending.signal });
  const { promise: rung, resolve } = Promise.withResolvers<number>();
  void follow(stream ?? new ReadableStream(), (name, _data, at) => name === 'ring' && resolve(at)).catch(() => {}); // closed by us
  const began = performance.now();
  const body = JSON.stringify([{ labels: { alertname: 'OrderRejects', team: 'orders', severity: 'critical' } }]);
  await fetch(`${tocsin.origin}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const at = await rung;
  ending.abort();
  return at - began;
}

async function firing(tocsin: Tocsin): Promise<number> {
  return (await incidents(tocsin)).reduce((n, i) => n + (i.storm?.firing ?? 0), 0);
}

interface Times {
  alertsPerSecond: number;
  accepted: number;
  settled: number;
  otherMs: number;
}

async function report(what: string, times: Times, tocsin: Tocsin): Promise<Finding[]> {
  const outages = (await incidents(tocsin)).filter((i) => i.title !== 'OrderRejects');
  const pages = await Promise.all(outages.map(async (i) => (await show(tocsin, i.number)).pages.length));
  const peak = Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${tocsin.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  return [
    { what: `${what}: accepted`, value: times.alertsPerSecond, unit: 'alerts/s' },
    { what: `${what}: all accepted after`, value: times.accepted, unit: 'ms' },
    { what: `${what}: all counted in the incident after`, value: times.settled, unit: 'ms' },
    { what: `${what}: incidents`, value: outages.length, unit: 'count', atMost: 1 },
    { what: `${what}: pages`, value: pages.reduce((n, p) => n + p, 0), unit: 'count', atMost: 1 },
    { what: `${what}: resident at most`, value: peak, unit: 'MB', atMost: 400 },
    { what: `${what}: another team paged after`, value: times.otherMs, unit: 'ms', atMost: 1_000 },
  ];
}
