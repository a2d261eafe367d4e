import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freshDatabase, startPostgres } from '../harness/postgres.ts';
import { startAlertmanager } from '../harness/prometheus.ts';
import { startServer } from '../harness/server.ts';
import { startTocsin } from '../harness/tocsin.ts';
import { median, type Finding } from './figures.ts';
import type { Load, LoadResult } from './load.ts';

const run = promisify(execFile);
const path = '/api/v2/alerts';

export interface IngestPlan {
  rounds: number;
  connections: number;
  engine: 'sqlite' | 'postgres';
  shapes: readonly Shape[];
}

interface Shape {
  alertsPerRequest: number;
  /** In one round. */
  alerts: number;
  /** Whether the server has not seen any of them, or has seen them all, as when Prometheus sends again what still fires. */
  kind: 'new' | 'known';
  /** Tocsin's alerts/s to Alertmanager's. */
  atLeast: number;
}

export const shapes: readonly Shape[] = [
  { alertsPerRequest: 100, alerts: 100_000, kind: 'new', atLeast: 1 },
  { alertsPerRequest: 100, alerts: 100_000, kind: 'known', atLeast: 1 },
  { alertsPerRequest: 1, alerts: 30_000, kind: 'new', atLeast: 0.5 },
  { alertsPerRequest: 1, alerts: 30_000, kind: 'known', atLeast: 0.5 },
];

interface Subject {
  name: 'Tocsin' | 'Alertmanager' | 'bare server';
  origin: string;
  stop(): Promise<void>;
}

/** Alerts/s that are accepted by Tocsin (on disk before the 2xx), by Debian's Alertmanager (in memory) and by a server that only parses JSON.
 *  They take turns in every round, so that what else the machine does hits all alike, and the ratio is taken round by round. */
export async function ingest(plan: IngestPlan): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const shape of plan.shapes) findings.push(...(await measure(plan, shape)));
  return findings;
}

async function measure(plan: IngestPlan, shape: Shape): Promise<Finding[]> {
  const subjects = await Promise.all([tocsin(plan.engine), alertmanager(), bare()]);
  const rates = subjects.map((): number[] => []);
  const slow = subjects.map((): number[] => []);
  try {
    for (let round = -1; round < plan.rounds; round += 1) {
      for (const [i, subject] of subjects.entries()) {
        const result = await oneRound(plan, shape, subject, shape.kind === 'known' ? 0 : (round + 1) * shape.alerts);
        if (round < 0) continue; // warm-up
        rates[i]!.push(result.alertsPerSecond);
        slow[i]!.push(result.p99);
      }
    }
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()));
  }
  return report(shape, subjects, rates, slow);
}

async function oneRound(plan: IngestPlan, shape: Shape, subject: Subject, first: number): Promise<LoadResult> {
  const { alertsPerRequest, alerts } = shape;
  const requests = alerts / alertsPerRequest;
  const load: Load = { origin: subject.origin, path, connections: plan.connections, alertsPerRequest, requests, first };
  const { stdout } = await run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'load.ts'),
    JSON.stringify(load),
  ]);
  return JSON.parse(stdout) as LoadResult;
}

function report(shape: Shape, subjects: readonly Subject[], rates: readonly number[][], slow: readonly number[][]): Finding[] {
  const of = `at ${shape.alertsPerRequest} ${shape.kind} a request`;
  const ratioTo = (i: number): number => median(rates[0]!.map((rate, round) => rate / rates[i]![round]!));
  return [
    ...subjects.map(({ name }, i): Finding => ({ what: `${name} ${of}`, value: median(rates[i]!), unit: 'alerts/s' })),
    ...subjects.map(({ name }, i): Finding => ({ what: `${name} ${of}, p99 of a request`, value: median(slow[i]!), unit: 'ms' })),
    { what: `Tocsin to Alertmanager ${of}`, value: ratioTo(1), unit: 'ratio', atLeast: shape.atLeast },
    { what: `Tocsin to a bare server ${of}`, value: ratioTo(2), unit: 'ratio' },
  ];
}

async function tocsin(engine: IngestPlan['engine']): Promise<Subject> {
  if (engine === 'sqlite') return named('Tocsin', await startTocsin());
  const postgres = await startPostgres();
  const server = await startTocsin({ env: { DATABASE_URL: await freshDatabase(postgres) } });
  const stop = async (): Promise<void> => {
    await server.stop();
    await postgres.stop();
  };
  return { name: 'Tocsin', origin: server.origin, stop };
}

async function alertmanager(): Promise<Subject> {
  const route = { receiver: 'nobody', group_by: ['alertname'] };
  return named('Alertmanager', await startAlertmanager({ route, receivers: [{ name: 'nobody' }] }));
}

async function bare(): Promise<Subject> {
  const args = (port: number): string[] => ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'bare.ts'), `${port}`];
  return named('bare server', await startServer({ name: 'the bare server', command: process.execPath, args, readyPath: '/' }));
}

function named(name: Subject['name'], server: Omit<Subject, 'name'>): Subject {
  return { name, origin: server.origin, stop: () => server.stop() };
}
