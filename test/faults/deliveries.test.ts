import { expect, test } from 'vitest';
import { minutes, seconds, world } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, docs, pagingOnly, people } from '../scenarios/firm.ts';

const labels = { alertname: 'Down', instance: 'db-1' };
const at = (ms: number): string => new Date(ms).toISOString();

test('the same alert a thousand times is one incident, one page and one card', async () => {
  const w = await world(anaThenBoDeclaring);
  const body = [{ labels, startsAt: at(w.now), endsAt: at(w.now + minutes(60)) }];
  for (let i = 0; i < 10; i++) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => w.request('POST', '/api/v2/alerts', { body })));
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
  }
  await w.settles();
  expect(await w.incidents()).toEqual(['INC-20261123-001']);
  expect(await w.pages()).toHaveLength(1);
  expect((await w.dm('ana')).messages).toHaveLength(1);
  expect((await w.room('ops')).messages).toHaveLength(1);
});

test('a thousand alerts of one group at once are one incident and one page, and all are counted', async () => {
  const w = await world(anaThenBoDeclaring);
  const body = Array.from({ length: 1000 }, (_, i) => ({
    labels: { alertname: 'Down', instance: `db-${i}` },
    endsAt: at(w.now + minutes(60)),
  }));
  await Promise.all([0, 1, 2, 3].map((n) => w.request('POST', '/api/v2/alerts', { body: body.slice(n * 250, (n + 1) * 250) })));
  await w.settles();
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.pages()).toHaveLength(1);
  expect((await w.room('ops')).cards).toMatchObject([{ state: { word: '1000 firing' } }]);
});

test('an older firing that arrives after its resolve opens nothing anew', async () => {
  const w = await world(anaThenBoDeclaring);
  const startsAt = at(w.now);
  await w.request('POST', '/api/v2/alerts', { body: [{ labels, startsAt, endsAt: at(w.now + minutes(60)) }] });
  await w.settles();
  await w.asks('ana', 'incident/ack', { incident: '1' });
  await w.passes(minutes(1));
  await w.request('POST', '/api/v2/alerts', { body: [{ labels, startsAt, endsAt: at(w.now) }] });
  await w.settles();
  await w.passes(seconds(2));
  await w.request('POST', '/api/v2/alerts', { body: [{ labels, startsAt, endsAt: at(w.now + minutes(60)) }] });
  await w.settles();
  expect(await w.incident('1')).toMatchObject({ alertState: 'recovered' });
  expect((await w.room('1')).lines).toEqual(['Ana acknowledged', 'The alerts have recovered']);
});

test('a resolve that comes before its firing wakes nobody, and neither does the firing that it overtook', async () => {
  const w = await world(anaThenBoDeclaring);
  const startsAt = at(w.now - minutes(1));
  await w.request('POST', '/api/v2/alerts', { body: [{ labels, startsAt, endsAt: at(w.now) }] });
  await w.settles();
  await w.passes(seconds(2));
  await w.request('POST', '/api/v2/alerts', { body: [{ labels, startsAt }] });
  await w.passes(minutes(1));
  await w.paged();
  expect(await w.incidents()).toEqual([]);
});

test('an alert that flaps every few seconds for ten minutes is one page, and the room is not flooded', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(labels);
  await w.acks('ana');
  for (let i = 0; i < 60; i++) {
    await w.signal(labels, { resolved: true });
    await w.passes(seconds(1));
    await w.signal(labels);
    await w.passes(seconds(1));
  }
  expect(await w.pages()).toHaveLength(1);
  expect(await w.incidents()).toHaveLength(1);
  expect((await w.room('1')).lines.length).toBeLessThan(30);
});

test('where alerts page without an incident, flapping does not wake the same person every few seconds', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  for (let i = 0; i < 60; i++) {
    await w.signal(labels);
    await w.passes(seconds(2));
    await w.signal(labels, { resolved: true });
    await w.passes(seconds(2));
  }
  expect((await w.pages()).filter((p) => p.person === 'ana')).toHaveLength(2);
});
