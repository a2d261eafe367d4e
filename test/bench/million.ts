import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { skill } from '../harness/api.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { quantile, type Finding } from './figures.ts';
import type { Load, LoadResult } from './load.ts';

const run = promisify(execFile);
const stored = 1_000_000;
const firing = 50_000;
const measured = 100_000;

/** Pages of a store that holds a million alerts, 50,000 of them firing, and how fast it takes new ones to when it was empty. */
export async function million(): Promise<Finding[]> {
  const tocsin = await startTocsin();
  try {
    const empty = await load(tocsin, { first: 0, alerts: measured });
    await load(tocsin, { first: measured, alerts: stored - measured - firing, isOver: true });
    await load(tocsin, { first: stored, alerts: firing });
    const full = await load(tocsin, { first: 2 * stored, alerts: measured });
    return [
      { what: 'new alerts to an empty store', value: empty, unit: 'alerts/s' },
      { what: `new alerts to a store of ${stored}`, value: full, unit: 'alerts/s' },
      { what: 'empty to full', value: empty / full, unit: 'ratio', atMost: 1.5 },
      ...(await pages(tocsin)),
    ];
  } finally {
    await tocsin.stop();
  }
}

interface Part {
  first: number;
  alerts: number;
  isOver?: boolean;
}

async function load({ origin }: Tocsin, { first, alerts, isOver = false }: Part): Promise<number> {
  const plan: Load = { origin, path: '/api/v2/alerts', connections: 50, alertsPerRequest: 100, requests: alerts / 100, first, isOver };
  const { stdout } = await run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'load.ts'),
    JSON.stringify(plan),
  ]);
  return (JSON.parse(stdout) as LoadResult).alertsPerSecond;
}

const asked: readonly (readonly [what: string, name: string, input: object])[] = [
  ['all that fires', 'alert/list', {}],
  ['what is over', 'alert/list', { state: 'resolved' }],
  ['what matches', 'alert/list', { match: ['alertname="DiskWillFill"'] }],
  ['groups', 'alert/groups', {}],
];

async function pages(tocsin: Tocsin): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [what, name, input] of asked) {
    const tookMs: number[] = [];
    for (let i = 0; i < 30; i++) {
      const began = performance.now();
      await skill(tocsin, name, input);
      tookMs.push(performance.now() - began);
    }
    findings.push({ what: `first page of ${what}, p95`, value: quantile(tookMs, 0.95), unit: 'ms', atMost: 100 });
  }
  return findings;
}
