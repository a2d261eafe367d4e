import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlertmanager, startPrometheus, type Prometheus } from '../harness/prometheus.ts';
import type { Server } from '../harness/server.ts';
import { startTarget, type Target } from '../harness/target.ts';
import { until } from '../harness/until.ts';

let target: Target;
let alertmanager: Server;
let prometheus: Prometheus;

beforeAll(async () => {
  [target, alertmanager] = await Promise.all([
    startTarget(),
    startAlertmanager({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] }),
  ]);
  prometheus = await startPrometheus({
    alertmanagers: [alertmanager.origin],
    targets: { checkout: [target.host] },
    rules: [{ alert: 'CheckoutDown', expr: 'up{job="checkout"} == 0', labels: { severity: 'critical' } }],
  });
});
afterAll(async () => {
  await Promise.all([target, alertmanager, prometheus].map((each) => each.stop()));
});

const firing = async (): Promise<string[]> => {
  const alerts = (await (await fetch(`${alertmanager.origin}/api/v2/alerts?active=true`)).json()) as { labels: Record<string, string> }[];
  return alerts.map(({ labels }) => labels['alertname']!);
};

test('Alertmanager says how it is', async () => {
  const status = await (await fetch(`${alertmanager.origin}/api/v2/status`)).json();
  expect(status).toMatchObject({ cluster: { status: 'disabled' }, versionInfo: { version: expect.stringMatching(/^0\./) as string } });
});

test('Prometheus scrapes what the target reports', async () => {
  await target.report({ orders_open: 42 });
  const values = await until(async () => (await prometheus.query('orders_open')).find((value) => value === 42), {
    what: 'orders_open to be scraped',
  });
  expect(values).toBe(42);
});

test('a killed target fires and a restarted one resolves', async () => {
  await until(async () => (await prometheus.query('up'))[0] === 1, { what: 'the target to be up' });
  await target.kill();
  await until(async () => (await firing()).includes('CheckoutDown'), { what: 'CheckoutDown to reach Alertmanager' });
  await target.restart();
  await until(async () => (await firing()).length === 0, { what: 'CheckoutDown to resolve' });
});
