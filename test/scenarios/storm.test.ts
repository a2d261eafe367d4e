import { expect, test } from 'vitest';
import { field } from '../harness/desk.ts';
import { minutes, seconds, world } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, docs, pagingOnly, people } from './firm.ts';

const broken = (n: number, more: Record<string, string> = {}) => ({ alertname: `Broken${n}`, system: 'payments', ...more });
const many = (n: number, more: Record<string, string> = {}) => Array.from({ length: n }, (_, i) => broken(i, more));

test('a hundred alert groups of one system are one incident and one page, and its card says how many came', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(100));
  expect(await w.incidents()).toEqual(['INC-20261123-001']);
  expect((await w.pages()).map((p) => p.person)).toEqual(['ana']);
  expect(await w.incident('1')).toMatchObject({ storm: { tie: 'system="payments"', groups: 99, firing: 100 } });
  const room = await w.room('1');
  expect(field(room.cards[0], 'Storm')).toBe(
    '99 more alert groups with system="payments" came in, nobody was called for them; 100 alerts fire in all',
  );
  expect(room.lines).toEqual(['A storm: alert groups with system="payments" come in here and call nobody; the card counts them']);
  expect((await w.room('ops')).cards, 'the channel is spared the others').toHaveLength(1);
});

test('what comes later goes under as well, and the room is not told again', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(10));
  await w.passes(minutes(3));
  await w.signals(many(60));
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.incident('1')).toMatchObject({ storm: { groups: 59, firing: 60 } });
  expect((await w.room('1')).lines).toHaveLength(1);
});

test('what trickles in within seconds waits two of them, and then goes under in the storm', async () => {
  const w = await world(anaThenBoDeclaring);
  for (const alert of many(5)) await w.signal(alert);
  expect(await w.incidents()).toHaveLength(1);
  expect((await w.pages()).length).toBe(1);
});

test('two of a kind are no storm: the second waits two seconds and gets its own incident', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(2));
  expect(await w.incidents()).toHaveLength(1);
  await w.passes(seconds(1));
  expect(await w.incidents()).toHaveLength(1);
  await w.passes(seconds(1));
  expect(await w.incidents()).toHaveLength(2);
});

test('one that is over before its two seconds are calls nobody', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(2));
  await w.signal(broken(1), { resolved: true });
  await w.passes(seconds(10));
  expect(await w.incidents()).toHaveLength(1);
});

test('something different is let through at once, in the middle of the storm', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(50, { dc: 'sh1' }));
  await w.signal({ alertname: 'Rejects', system: 'orders', dc: 'sh1' });
  expect(await w.incidents()).toEqual(['INC-20261123-001', 'INC-20261123-002']);
  expect(await w.incident('2')).toMatchObject({ title: 'Rejects', storm: null });
});

test('something worse is let through', async () => {
  const w = await world(
    docs(
      people,
      anaThenBo,
      `{ kind: route, name: default, spec: { policy: default, channel: ops, declare: SEV3, routes: [{ match: ['severity="critical"'], declare: SEV1 }] } }`,
    ),
  );
  await w.signals(many(20));
  await w.signal(broken(77, { severity: 'critical' }));
  expect(await w.incident('2')).toMatchObject({ severity: 'SEV1' });
});

test('one team’s storm is not another’s: each has its own incident', async () => {
  const w = await world(
    docs(
      people,
      anaThenBo,
      `{ kind: escalation-policy, name: net, spec: { steps: [{ to: [{ person: chen }], delayMinutes: 5 }] } }`,
      `{ kind: route, name: default, spec: { policy: default, channel: ops, declare: SEV3, routes: [{ match: ['team="net"'], policy: net }] } }`,
    ),
  );
  await w.signals([...many(50, { dc: 'sh1' }), { alertname: 'SwitchDown', team: 'net', dc: 'sh1', system: 'payments' }]);
  expect(await w.incidents()).toHaveLength(2);
  await w.paged('ana', 'chen');
});

test('systems that cannot work without the same one go under together', async () => {
  const systems = ['a', 'b', 'c', 'd', 'e', 'f'];
  const w = await world(
    docs(
      anaThenBoDeclaring,
      ...systems.map((s) => `{ kind: system, name: ${s}, spec: { dependsOn: [core-db] } }`),
      `{ kind: system, name: core-db, spec: {} }`,
    ),
  );
  await w.signals(systems.map((system) => ({ alertname: `Slow-${system}`, system })));
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.incident('1')).toMatchObject({ storm: { tie: 'system="core-db"', groups: 5 } });
});

test('the same alert on many hosts is a storm, where each is a group of its own', async () => {
  const w = await world(
    docs(people, anaThenBo, `{ kind: route, name: default, spec: { policy: default, declare: SEV2, groupBy: [alertname, instance] } }`),
  );
  await w.signals(Array.from({ length: 30 }, (_, i) => ({ alertname: 'Down', instance: `db-${i}` })));
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.incident('1')).toMatchObject({ storm: { tie: 'alertname="Down"', groups: 29 } });
});

test('a storm of a route that only pages becomes an incident, and one page goes on', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signals(many(1));
  await w.signals(many(20));
  expect(await w.incidents()).toHaveLength(1);
  const live = (await w.pages()).filter((p) => p.state !== 'stopped');
  expect(live.map((p) => [p.person, p.about.incident])).toEqual([['ana', 'INC-20261123-001']]);
});

test('when all of it is over the incident has recovered, and the story says so in one line', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(40));
  await w.passes(minutes(6));
  await w.signals(many(40), { resolved: true });
  const incident = await w.incident('1');
  expect(incident).toMatchObject({ alertState: 'recovered', storm: { groups: 39, firing: 0 } });
  expect(incident.timeline.filter((l) => l.kind.startsWith('alerts.')).length).toBeLessThan(5);
});

test('after its incident is resolved, what comes is called for anew', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(10));
  await w.signals(many(10), { resolved: true });
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  await w.passes(minutes(10));
  await w.signal(broken(99));
  expect(await w.incidents()).toHaveLength(2);
});

test('a storm outlives kill -9: what waited for it is not lost', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(3));
  await w.restart();
  await w.signals([broken(3), broken(4), broken(5)]);
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.incident('1')).toMatchObject({ storm: { groups: 5 } });
});

test('the firm says when alerts are a storm', async () => {
  const firm = people.replace('locale: en }', 'locale: en, storm: { groups: 3, holdSeconds: 0, labels: [] } }');
  const w = await world(docs(firm, anaThenBo, `{ kind: route, name: default, spec: { policy: default, declare: SEV3 } }`));
  await w.signals(many(2));
  expect(await w.incidents(), 'nothing waits').toHaveLength(2);
  await w.signals(many(6));
  expect(await w.incidents(), 'the third makes it a storm, which the first heads').toHaveLength(2);
  expect(await w.incident('1')).toMatchObject({ storm: { groups: 4 } });
});

test('why an alert of a storm paged nobody is said', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(20));
  const { alerts } = (await w.asks('ana', 'alert/list', { match: ['alertname="Broken7"'] })) as { alerts: { fingerprint: string }[] };
  const { steps } = (await w.asks('ana', 'alert/why', { fingerprint: alerts[0]?.fingerprint })) as { steps: { text: string }[] };
  expect(steps.at(-1)?.text).toBe(
    'Went under in a storm (system="payments"): counted in incident INC-20261123-001, nobody is called for it',
  );
});

test('a channel that is only shown alerts is spared a storm: one card stands for all, with their number', async () => {
  const w = await world(docs(people, `{ kind: route, name: default, spec: { channel: ops } }`));
  await w.signals(many(60));
  await w.passes(seconds(40));
  const cards = (await w.room('ops')).cards;
  expect(cards.map((c) => `${c.title} · ${c.state?.word}`).toSorted()).toEqual([
    'Broken0 · 1 firing',
    'Storm: system="payments" · 59 alert groups',
  ]);
  await w.paged();
  await w.passes(minutes(1));
  await w.signals([broken(70), broken(71), { alertname: 'Other', system: 'orders' }]);
  await w.passes(seconds(40));
  const after = (await w.room('ops')).cards;
  expect(after.map((c) => `${c.title} · ${c.state?.word}`).toSorted()).toEqual([
    'Broken0 · 1 firing',
    'Other · 1 firing',
    'Storm: system="payments" · 61 alert groups',
  ]);
});

test('after a storm that was only shown is calm, what comes is shown again', async () => {
  const w = await world(docs(people, `{ kind: route, name: default, spec: { channel: ops } }`));
  await w.signals(many(20));
  await w.passes(seconds(40));
  await w.signals(many(20), { resolved: true });
  await w.passes(minutes(12));
  await w.signal(broken(3));
  await w.passes(seconds(40));
  expect((await w.room('ops')).cards.at(-1)).toMatchObject({ title: 'Broken3', state: { word: '1 firing' } });
});

test('after all of a storm has recovered, what is new rings again', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals(many(10));
  await w.acks('ana');
  await w.passes(minutes(1));
  await w.signals(many(10), { resolved: true });
  await w.passes(minutes(1));
  await w.signal(broken(50));
  expect(await w.incidents()).toHaveLength(2);
});

test('the room of a storm lists the worst of its alerts first', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals([
    ...many(150, { severity: 'warning' }),
    broken(200, { severity: 'critical' }),
    ...many(100, { severity: 'warning', port: '2' }),
  ]);
  expect((await w.incident('1')).alerts[0]?.labels).toMatchObject({ alertname: 'Broken200', severity: 'critical' });
});
