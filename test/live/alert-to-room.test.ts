import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show, skill, type Shown } from '../harness/api.ts';
import { startPrometheus, type Prometheus } from '../harness/prometheus.ts';
import { startTarget, type Target } from '../harness/target.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const yaml = `
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 5 }] } }
---
{ kind: route, name: default, spec: { groupBy: [alertname], policy: default, declare: SEV2, channel: ops } }
---
{ kind: channel, name: ops, spec: { platform: web } }
`;

let tocsin: Tocsin;
let target: Target;
let prometheus: Prometheus;
const config = tempFolder('config');

beforeAll(async () => {
  writeFileSync(join(config.path, 'tocsin.yaml'), yaml);
  tocsin = await startTocsin({ configDir: config.path });
  target = await startTarget();
  prometheus = await startPrometheus({
    alertmanagers: [tocsin.origin],
    targets: { orders: [target.host] },
    rules: [
      { alert: 'OrdersDown', expr: 'up{job="orders"} == 0', labels: { severity: 'critical' }, annotations: { summary: 'Orders are down' } },
    ],
  });
});

afterAll(async () => {
  await prometheus?.stop();
  await target?.stop();
  await tocsin?.stop();
  config.remove();
});

const incidents = async (): Promise<Shown[]> => (await skill<{ incidents: Shown[] }>(tocsin, 'incident/list')).incidents;

test('a target that dies leads through an unmodified Prometheus to a paged person and an open room, and its return to a recovered state', async () => {
  await until(async () => (await prometheus.query('up{job="orders"}'))[0] === 1, { what: 'the first scrape' });
  expect(await incidents()).toEqual([]);

  await target.kill();
  const declared = await until(async () => (await incidents())[0], { what: 'an incident', context: () => tocsin.output() });
  const incident = await until(
    async () => {
      const i = await show(tocsin, declared.number);
      return i.rooms[0]?.state === 'open' && i.pages.some((p) => p.state === 'sent') && i;
    },
    { what: 'an open room and a sent page', context: () => tocsin.output() },
  );
  expect(incident.people).toEqual(['ana']);
  expect(incident.alertState).toBe('firing');
  expect(incident.pages.map((p) => p.person)).toEqual(['ana']);

  await target.restart();
  await until(async () => (await show(tocsin, declared.number)).alertState === 'recovered', {
    what: 'the recovery',
    context: () => tocsin.output(),
  });
  expect((await incidents()).map((i) => i.number)).toEqual([declared.number]);
  expect((await show(tocsin, declared.number)).timeline.map((l) => l.kind)).toContain('alerts.recovered');
}, 60_000);
