import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { field } from '../harness/desk.ts';
import { minutes, seconds, world } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, declaring, docs, people } from './firm.ts';

const switchDown = { alertname: 'SwitchDown', rack: 'r7', severity: 'critical' };
const hostDown = { alertname: 'HostDown', rack: 'r7', severity: 'warning', host: 'db-1' };
const network = `{ kind: inhibition, name: network, spec: { source: ['alertname="SwitchDown"'], target: ['alertname="HostDown"'], equal: [rack] } }`;
const inhibiting = docs(anaThenBoDeclaring, network);

const list = async (w: Awaited<ReturnType<typeof world>>, input: object = {}) =>
  ((await w.asks('ana', 'alert/list', { ...input })) as { alerts: { state: string; fingerprint: string; inhibitedBy: string[] }[] }).alerts;

test('while the switch is down its hosts call nobody; their alerts are kept and say why', async () => {
  const w = await world(inhibiting);
  await w.signals([hostDown, switchDown]);
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.incident('1')).toMatchObject({ title: 'SwitchDown' });
  const [source] = await list(w, { match: ['alertname="SwitchDown"'] });
  const [target] = await list(w, { match: ['alertname="HostDown"'] });
  expect(target).toMatchObject({ state: 'suppressed', inhibitedBy: [source?.fingerprint] });
  const { steps } = (await w.asks('ana', 'alert/why', { fingerprint: target?.fingerprint })) as { steps: { text: string }[] };
  expect(steps.map((s) => s.text)).toContain(`Inhibited while SwitchDown (${source?.fingerprint}) fires (rule network)`);
  const api = (await w.request('GET', '/api/v2/alerts?filter=alertname%3D%22HostDown%22')).body as { status: object }[];
  expect(api[0]?.status).toMatchObject({ state: 'suppressed', inhibitedBy: [source?.fingerprint] });
});

test('when the switch is back and a host is not, its people are called', async () => {
  const w = await world(inhibiting);
  await w.signals([hostDown, switchDown]);
  await w.passes(minutes(1));
  await w.signal(switchDown, { resolved: true });
  await w.passes(seconds(2));
  expect(await w.incidents()).toHaveLength(2);
});

test('as long as a second switch of the rack is down they stay quiet', async () => {
  const w = await world(inhibiting);
  const other = { ...switchDown, port: '2' };
  await w.signals([switchDown, other, hostDown]);
  await w.signal(switchDown, { resolved: true });
  await w.passes(minutes(10));
  expect((await list(w, { match: ['alertname="HostDown"'] }))[0]).toMatchObject({ state: 'suppressed' });
  await w.signal(other, { resolved: true });
  await w.passes(seconds(2));
  expect((await list(w, { match: ['alertname="HostDown"'] }))[0]).toMatchObject({ state: 'firing' });
});

test('a switch of another rack keeps nobody quiet', async () => {
  const w = await world(inhibiting);
  await w.signals([{ ...switchDown, rack: 'r1' }, hostDown]);
  await w.passes(seconds(5));
  expect(await w.incidents()).toHaveLength(2);
});

test('inhibitions outlive kill -9, and a rule that is written later holds for what fires already', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signals([switchDown, hostDown]);
  expect((await list(w, { match: ['alertname="HostDown"'] }))[0]).toMatchObject({ state: 'firing' });
  w.configure(inhibiting);
  await w.restart();
  expect((await list(w, { match: ['alertname="HostDown"'] }))[0]).toMatchObject({ state: 'suppressed' });
  await w.restart();
  expect((await list(w, { match: ['alertname="HostDown"'] }))[0]).toMatchObject({ state: 'suppressed' });
});

const night = `{ kind: time-interval, name: night, spec: { zone: Asia/Shanghai, spans: [{ times: [{ start: '00:00', end: '08:00' }] }] } }`;
const mutedAtNight = docs(
  people,
  anaThenBo,
  night,
  `{ kind: route, name: default, spec: { policy: default, channel: ops, declare: SEV3, muteIn: [night] } }`,
);

test('what comes at night by a route that is muted then is told in the morning, to the minute', async () => {
  const w = await world(mutedAtNight, { at: '2026-11-23T07:30:00+08:00' });
  await w.signal(switchDown);
  await w.passes(minutes(29));
  expect(await w.incidents()).toHaveLength(0);
  await w.passes(minutes(1));
  expect(await w.incidents()).toHaveLength(1);
});

test('what is over before the morning calls nobody', async () => {
  const w = await world(mutedAtNight, { at: '2026-11-23T07:30:00+08:00' });
  await w.signal(switchDown);
  await w.passes(minutes(5));
  await w.signal(switchDown, { resolved: true });
  await w.passes(minutes(60));
  expect(await w.incidents()).toHaveLength(0);
});

test('why says until when a route is muted, also for an alert that is not there', async () => {
  const w = await world(mutedAtNight, { at: '2026-11-23T07:30:00+08:00' });
  const { steps } = (await w.asks('ana', 'route/test', { labels: ['alertname=SwitchDown'] })) as {
    steps: { text: string; outcome: string }[];
  };
  expect(steps.map((s) => s.text)).toContain('Its route is muted until 08:00 Asia/Shanghai (night)');
});

test('what fires and recovers again and again is told to be over a few times, and then only once it is calm', async () => {
  const w = await world(docs(people, anaThenBo, declaring));
  await w.signal(switchDown);
  for (let turn = 0; turn < 12; turn++) {
    await w.passes(minutes(1));
    await w.signal(switchDown, { resolved: true });
    await w.passes(minutes(1));
    await w.signal(switchDown);
  }
  const card = async () => (await w.room('ops')).cards.at(-1);
  expect(field(await card(), 'Flapping')).toBe('fires and recovers again and again');
  await w.signal(switchDown, { resolved: true });
  await w.passes(minutes(9));
  expect(await w.incident('1')).toMatchObject({ alertState: 'firing' });
  await w.passes(minutes(2));
  expect(await w.incident('1')).toMatchObject({ alertState: 'recovered' });
  expect(await w.incidents()).toHaveLength(1);
});

test('an old firing that comes after its recovery changes nothing, and the story says so', async () => {
  const w = await world(anaThenBoDeclaring);
  const startsAt = new Date(w.now - 1_000).toISOString();
  await w.signal(switchDown);
  await w.passes(minutes(1));
  await w.signal(switchDown, { resolved: true });
  await w.request('POST', '/api/v2/alerts', { body: [{ labels: switchDown, startsAt }] });
  await w.settles();
  const incident = await w.incident('1');
  expect(incident).toMatchObject({ alertState: 'recovered' });
  expect(incident.timeline.map((l) => l.text)).toContain('An old firing came after the recovery and did not count');
});

test('what a source cut off and cannot be asked for is said in the story', async () => {
  const w = await world(docs(anaThenBoDeclaring, `{ kind: integration, name: am, spec: { source: alertmanager, key: secret } }`));
  const alert = { status: 'firing', labels: switchDown, annotations: {}, startsAt: new Date(w.now).toISOString() };
  const body = { version: '4', status: 'firing', alerts: [alert], truncatedAlerts: 3, groupLabels: { alertname: 'SwitchDown' } };
  await w.request('POST', '/hooks/am/secret', { body });
  await w.settles();
  expect((await w.incident('1')).timeline.map((l) => l.text).filter((t) => t.startsWith('The source left out'))).toEqual([
    'The source left out 3 alerts, which could not be fetched: the integration am has no "api". Give it the address at which its source can be asked',
  ]);
});

test('a source whose clock is ahead is put up with, and the story says so once', async () => {
  const w = await world(anaThenBoDeclaring);
  const startsAt = new Date(w.now + minutes(10)).toISOString();
  const endsAt = new Date(w.now + minutes(60)).toISOString();
  for (let i = 0; i < 3; i++) {
    await w.request('POST', '/api/v2/alerts', { body: [{ labels: { ...switchDown, port: String(i) }, startsAt, endsAt }] });
    await w.settles();
  }
  await w.paged('ana');
  const lines = (await w.incident('1')).timeline.map((l) => l.text);
  expect(lines.filter((t) => t.startsWith('The clock'))).toEqual(['The clock of a source is about 10 min ahead']);
});

test('old news that is sent a hundred times is one line', async () => {
  const w = await world(anaThenBoDeclaring);
  const startsAt = new Date(w.now - 1_000).toISOString();
  await w.signal(switchDown);
  await w.passes(minutes(1));
  await w.signal(switchDown, { resolved: true });
  for (let i = 0; i < 100; i++) await w.request('POST', '/api/v2/alerts', { body: [{ labels: switchDown, startsAt }] });
  await w.settles();
  expect((await w.incident('1')).timeline.filter((l) => l.text.startsWith('An old firing'))).toHaveLength(1);
});

test('what a source cut off is asked for where it can be, and counts', async () => {
  const left = [1, 2, 3].map((n) => ({ labels: { ...switchDown, port: String(n) }, annotations: {}, startsAt: '2026-11-23T01:00:00Z' }));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(left));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((r) => server.once('listening', r));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const w = await world(
    docs(anaThenBoDeclaring, `{ kind: integration, name: am, spec: { source: alertmanager, key: secret, api: '${api}' } }`),
  );
  const alert = { status: 'firing', labels: { ...switchDown, port: '1' }, annotations: {}, startsAt: '2026-11-23T01:00:00Z' };
  const body = { version: '4', status: 'firing', alerts: [alert], truncatedAlerts: 2, groupLabels: { alertname: 'SwitchDown' } };
  await w.request('POST', '/hooks/am/secret', { body });
  await w.settles();
  expect(asked[0]).toMatch(/^\/api\/v2\/alerts\?.*SwitchDown/u);
  expect(await list(w, { match: ['alertname="SwitchDown"'] })).toHaveLength(3);
  expect((await w.incident('1')).timeline.map((l) => l.text)).toContain('The source left out 2 alerts; asked for them, 3 came');
});
