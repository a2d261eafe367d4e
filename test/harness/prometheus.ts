import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, type Server } from './server.ts';
import { tempFolder } from './temp-folder.ts';

export interface AlertRule {
  alert: string;
  expr: string;
  /** How long it must hold, as Prometheus writes it: `0s`, `1m`. */
  for?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

export interface PrometheusSetup {
  /** Origins, with a path prefix if need be, of what speaks the Alertmanager API v2. */
  alertmanagers?: readonly string[];
  rules?: readonly AlertRule[];
  /** Job → `host:port` of its targets. */
  targets?: Record<string, readonly string[]>;
  /** Both scraping and evaluating; 200 ms unless told. */
  everyMs?: number;
  /** A firing alert is sent again after this; Prometheus itself says 1 min. */
  resendMs?: number;
  /** Sent to Alertmanagers as `Authorization: Bearer`. */
  bearerToken?: string;
  externalLabels?: Record<string, string>;
}

export interface Prometheus extends Server {
  /** Instant query: the value of each series, in the order that Prometheus gives. */
  query(promql: string): Promise<number[]>;
}

/** Debian's Prometheus, with its data in a temporary folder. */
export async function startPrometheus(setup: PrometheusSetup): Promise<Prometheus> {
  const folder = tempFolder('prometheus');
  const path = (name: string): string => join(folder.path, name);
  // JSON is YAML, so no writer of YAML is needed.
  writeFileSync(path('rules.json'), JSON.stringify({ groups: [{ name: 'rules', rules: setup.rules ?? [] }] }));
  writeFileSync(path('prometheus.json'), JSON.stringify(config(setup)));
  const server = await startServer({
    name: 'Prometheus',
    command: '/usr/bin/prometheus',
    args: (port) => [
      `--config.file=${path('prometheus.json')}`,
      `--storage.tsdb.path=${path('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--rules.alert.resend-delay=${setup.resendMs ?? 1000}ms`,
      '--log.level=warn',
    ],
    readyPath: '/-/ready',
    cwd: folder.path,
    cleanUp: folder.remove,
  });
  return Object.assign(server, { query: (promql: string) => query(server.origin, promql) });
}

function config(setup: PrometheusSetup): unknown {
  const every = `${setup.everyMs ?? 200}ms`;
  const jobs = Object.entries(setup.targets ?? {});
  return {
    global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: every, external_labels: setup.externalLabels ?? {} },
    rule_files: ['rules.json'],
    scrape_configs: jobs.map(([job, targets]) => ({ job_name: job, static_configs: [{ targets }] })),
    alerting: { alertmanagers: (setup.alertmanagers ?? []).map((url) => alertmanager(url, setup.bearerToken)) },
  };
}

function alertmanager(url: string, bearerToken?: string): unknown {
  const { host, protocol, pathname } = new URL(url);
  const authorization = bearerToken === undefined ? {} : { authorization: { credentials: bearerToken } };
  return {
    api_version: 'v2',
    scheme: protocol.slice(0, -1),
    path_prefix: pathname,
    static_configs: [{ targets: [host] }],
    ...authorization,
  };
}

async function query(origin: string, promql: string): Promise<number[]> {
  const response = await fetch(`${origin}/api/v1/query?query=${encodeURIComponent(promql)}`);
  const answer = (await response.json()) as { error?: string; data: { result: { value: [number, string] }[] } };
  if (!response.ok) throw new Error(`Prometheus refused ${promql}: ${answer.error}`);
  return answer.data.result.map(({ value }) => Number(value[1]));
}

/** Debian's Alertmanager with the given configuration (its YAML, as an object), alone and without a cluster. */
export async function startAlertmanager(configuration: object): Promise<Server> {
  const folder = tempFolder('alertmanager');
  const file = join(folder.path, 'alertmanager.json');
  writeFileSync(file, JSON.stringify(configuration));
  return startServer({
    name: 'Alertmanager',
    command: '/usr/bin/prometheus-alertmanager',
    args: (port) => [
      `--config.file=${file}`,
      `--storage.path=${join(folder.path, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    readyPath: '/-/ready',
    cwd: folder.path,
    cleanUp: folder.remove,
  });
}
