import { expect, test } from 'vitest';
import { minutes, seconds, world, type World } from '../harness/world.ts';
import { anaThenBo, docs, people } from './firm.ts';

const route = `{ kind: route, name: default, spec: { channel: ops, policy: default, groupBy: [alertname] } }`;
const firm = docs(people, anaThenBo, route);
const alert = (alertname: string, severity: string, instance: string, more = {}) => ({ alertname, severity, instance, ...more });

async function burning(): Promise<World> {
  const w = await world(firm);
  await w.signals([alert('DiskFull', 'warning', 'db-1', { system: 'orders' }), alert('DiskFull', 'warning', 'db-2', { system: 'orders' })]);
  await w.passes(seconds(10));
  await w.signals([alert('Down', 'critical', 'gw-1', { system: 'payments' })], { annotations: { summary: 'Gateway 一号 is down' } });
  await w.passes(seconds(10));
  await w.signals([alert('Slow', 'warning', 'gw-2', { system: 'payments' })]);
  return w;
}

type Alerts = { alerts: { labels: Record<string, string>; severity: string; group: string }[]; next: string | null } & Record<
  string,
  unknown
>;
const names = async (w: World, input: object): Promise<string[]> =>
  (await w.asks<Alerts>('ana', 'alert/list', input)).alerts.map((a) => a.labels['instance'] ?? '');

test('alerts come newest first, by words, matchers and group, page by page', async () => {
  const w = await burning();
  expect((await names(w, {})).slice(0, 2)).toEqual(['gw-2', 'gw-1']);
  expect(await names(w, { text: '一号 GATEWAY' })).toEqual(['gw-1']);
  expect(await names(w, { text: 'system=payments' })).toEqual(['gw-2', 'gw-1']);
  expect((await names(w, { match: ['severity="warning"', 'system="orders"'] })).toSorted()).toEqual(['db-1', 'db-2']);
  expect(await names(w, { source: 'elsewhere' })).toEqual([]);
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Alerts = await w.asks<Alerts>('ana', 'alert/list', { limit: 1, cursor });
    found.push(...page.alerts.map((a) => a.labels['instance'] ?? ''));
    cursor = page.next;
  }
  expect(found).toEqual(await names(w, {}));
  expect(await w.asks('ana', 'alert/list', { cursor: 'x' })).toMatchObject({ ok: false });
});

test('asked in a chat, alerts and groups are told in the words of who asks', async () => {
  const w = await burning();
  await w.passes(minutes(1));
  const asked = (person: string, text: string) => w.types(person, 'ops', text).then((reply) => reply.text.split('\n'));
  expect((await asked('ana', '/alert list'))[1]).toMatch(/^SEV1 Down · Gateway 一号 is down · firing · [0-9a-f]{16}$/u);
  expect((await asked('chen', '/alert list firing'))[0]).toMatch(/^SEV3 Slow · gw-2 · 告警中 · [0-9a-f]{16}$/u);
  expect(await asked('ana', '/alert groups')).toEqual(['SEV1 Down · 1', 'SEV3 Slow · 1', 'SEV3 DiskFull · 2']);
  expect(await asked('chen', '/silence list')).toEqual(['没有静默']);
});

test('groups come worst first, with what fires and what is quiet, who took them and where they are told', async () => {
  const w = await burning();
  await w.asks('bo', 'alert/silence', { match: ['instance="db-1"'], minutes: 60, comment: 'known' });
  const slow = await w.asks<Alerts>('ana', 'alert/list', { match: ['alertname="Slow"'] });
  await w.asks('ana', 'alert/ack', { group: slow.alerts[0]?.group });
  const { groups, ...sums } = await w.asks<{ groups: object[] } & Record<string, unknown>>('ana', 'alert/groups', {});
  expect(groups).toMatchObject([
    { name: 'Down', severity: 'SEV1', firing: 1, quiet: 0, channel: 'ops', route: 'default', summary: 'Gateway 一号 is down' },
    { name: 'Slow', severity: 'SEV3', firing: 1, quiet: 0, acked: { person: 'ana', name: 'Ana' } },
    { name: 'DiskFull', severity: 'SEV3', firing: 1, quiet: 1, labels: { alertname: 'DiskFull' } },
  ]);
  expect(sums).toMatchObject({ total: 3, firing: 3, quiet: 1, next: null });
  expect(await w.asks('ana', 'alert/groups', { match: ['system="orders"'] })).toMatchObject({ groups: [{ name: 'DiskFull' }], total: 1 });
  const first = await w.asks<{ next: string } & Record<string, unknown>>('ana', 'alert/groups', { limit: 2 });
  expect(await w.asks('ana', 'alert/groups', { cursor: first.next })).toMatchObject({ groups: [{ name: 'DiskFull' }], next: null });
});

test('a group all of which is quiet comes after what burns', async () => {
  const w = await burning();
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 60, comment: 'known' });
  const { groups } = await w.asks<{ groups: { name: string }[] } & Record<string, unknown>>('ana', 'alert/groups', {});
  expect(groups.map((g) => g.name)).toEqual(['Slow', 'DiskFull', 'Down']);
});

test('facets count what could be chosen instead, and are true at once after something was decided', async () => {
  const w = await burning();
  type Facets = { total: number; facets: { name: string; values: { value: string; count: number }[] }[] } & Record<string, unknown>;
  const facets = async (input: object): Promise<Record<string, Record<string, number>>> => {
    const { facets: all } = await w.asks<Facets>('ana', 'alert/facets', input);
    return Object.fromEntries(all.map((f) => [f.name, Object.fromEntries(f.values.map((v) => [v.value, v.count]))]));
  };
  expect(await facets({})).toMatchObject({
    state: { firing: 4 },
    severity: { critical: 1, warning: 3 },
    system: { payments: 2, orders: 2 },
    alertname: { DiskFull: 2, Down: 1, Slow: 1 },
    source: { prometheus: 4 },
  });
  // The severities that were not chosen can still be; the systems are those of what was chosen.
  expect(await facets({ match: ['severity="critical"'] })).toMatchObject({
    severity: { critical: 1, warning: 3 },
    system: { payments: 1 },
  });
  await w.asks('bo', 'alert/silence', { match: ['system="orders"'], minutes: 60, comment: 'known' });
  expect(await facets({})).toMatchObject({ state: { firing: 2, suppressed: 2 } });
  expect(await facets({ state: 'suppressed' })).toMatchObject({ state: { firing: 2, suppressed: 2 }, system: { orders: 2 } });
  await w.signal(alert('Down', 'critical', 'gw-1', { system: 'payments' }), { resolved: true });
  expect((await facets({}))['severity']).toEqual({ warning: 3 });
  expect((await w.asks<Facets>('ana', 'alert/facets', { state: 'resolved' })).total).toBe(1);
});

test('a screen hears that a group grows, though nobody is told', async () => {
  const w = await burning();
  await w.passes(minutes(1));
  const live = await w.watches('ana');
  await live.sees('event: hello');
  await w.signal(alert('DiskFull', 'warning', 'db-3'));
  await live.sees('event: alerts');
});
