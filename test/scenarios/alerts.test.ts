import { expect, test } from 'vitest';
import { field } from '../harness/desk.ts';
import { hours, minutes, seconds, world } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, docs, pagingOnly, people, showing } from './firm.ts';

const down = { alertname: 'Down', instance: 'db-1' };
const down2 = { alertname: 'Down', instance: 'db-2' };
const down3 = { alertname: 'Down', instance: 'db-3' };
const showsOnly = docs(people, showing);

test('an alert by a route with a policy pages the person on call at once and opens a room with them in it', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.paged('ana');
  const room = await w.room('1');
  expect(room.members).toEqual(['ana']);
  expect(room.pinned[0]?.card?.title).toBe('INC-20261123-001 Down');
  expect(await w.incident('1')).toMatchObject({ severity: 'SEV3', alertState: 'firing', rooms: [{ platform: 'web', state: 'open' }] });
});

test('a route without a policy waits 30 s, so that alerts that come together are one card', async () => {
  const w = await world(showsOnly);
  await w.signal(down);
  await w.passes(seconds(29));
  await w.signal(down2);
  expect((await w.room('ops')).cards).toEqual([]);
  await w.passes(seconds(1));
  expect((await w.room('ops')).cards).toMatchObject([{ title: 'Down', state: { word: '2 firing' } }]);
  await w.paged();
});

test('an alert that began long ago does not wait again', async () => {
  const w = await world(showsOnly);
  const startsAt = new Date(w.now - minutes(2)).toISOString();
  await w.request('POST', '/api/v2/alerts', { body: [{ labels: down, startsAt }] });
  await w.settles();
  expect((await w.room('ops')).cards).toHaveLength(1);
});

test('new alerts in a group edit its card at once, and the channel is told after the interval', async () => {
  const w = await world(showsOnly);
  await w.signal(down);
  await w.passes(seconds(30));
  await w.passes(minutes(1));
  await w.signals([down2, down3]);
  expect((await w.room('ops')).cards).toMatchObject([{ state: { word: '3 firing' } }]);
  expect((await w.room('ops')).lines).toEqual([]);
  await w.passes(minutes(4));
  expect((await w.room('ops')).lines).toEqual(['Down: 2 more, 3 firing in all']);
});

test('an alert that joins in the very millisecond of the first notification is told of too', async () => {
  const w = await world(docs(people, `{ kind: route, name: default, spec: { channel: ops, groupWaitSeconds: 0 } }`));
  await w.signal(down);
  await w.signal(down2);
  await w.passes(minutes(5));
  expect((await w.room('ops')).lines).toEqual(['Down: 1 more, 2 firing in all']);
});

test('a group that goes on firing is told of again after the repeat interval, and not before', async () => {
  const w = await world(showsOnly);
  await w.signal(down);
  await w.passes(hours(4));
  expect((await w.room('ops')).lines).toEqual([]);
  await w.passes(seconds(30));
  expect((await w.room('ops')).lines).toEqual(['Down: still 1 firing']);
});

test('when the alerts are over, the room is told and the cards say so, and the incident stays open', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.passes(minutes(1));
  await w.signal(down, { resolved: true });
  expect((await w.room('1')).lines).toEqual(['The alerts have recovered']);
  expect(field((await w.room('1')).cards[0], 'Alerts')).toBe('alerts recovered');
  expect((await w.room('ops')).cards).toMatchObject([{ state: { word: 'resolved', tone: 'good' } }]);
  expect(await w.incident('1')).toMatchObject({ progress: 'open', alertState: 'recovered' });
});

test('an alert without an end that is not heard of for five minutes counts as over', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down, { unlimited: true });
  await w.passes(minutes(3));
  await w.signal(down, { unlimited: true });
  await w.passes(minutes(4));
  expect(await w.incident('1')).toMatchObject({ alertState: 'firing' });
  await w.passes(minutes(1) + seconds(1));
  expect(await w.incident('1')).toMatchObject({ alertState: 'recovered' });
});

test('an alert that fires anew after recovery joins the incident that is still open, and the room is told', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.acks('ana');
  await w.signal(down, { resolved: true });
  await w.passes(minutes(10));
  await w.signal(down);
  expect(await w.incidents()).toEqual(['INC-20261123-001']);
  expect(await w.incident('1')).toMatchObject({ alertState: 'firing' });
  expect((await w.room('1')).lines).toEqual(['Ana acknowledged', 'The alerts have recovered', '1 alert is firing']);
});

test('an alert that fires after its incident was resolved is a new incident', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.signal(down, { resolved: true });
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  await w.passes(minutes(1));
  await w.signal(down);
  expect(await w.incidents()).toEqual(['INC-20261123-001', 'INC-20261123-002']);
});

test('alerts that fire anew in the very moment in which their incident is resolved are not lost', async () => {
  for (let turns = 0; turns < 4; turns++) {
    const w = await world(anaThenBoDeclaring);
    await w.signal(down);
    await w.passes(minutes(1));
    await w.signal(down, { resolved: true });
    await w.passes(minutes(1));
    const resolved = w.asks('ana', 'incident/resolve', { incident: '1' });
    for (let turn = 0; turn < turns; turn++) await new Promise((r) => setImmediate(r));
    await Promise.all([resolved, w.signal(down)]);
    const kinds = (await w.incident('INC-20261123-001')).timeline.map((line) => line.kind);
    const cameBefore = kinds.includes('alerts.fired');
    expect(await w.incidents(), `${turns} turns after the resolve`).toHaveLength(cameBefore ? 1 : 2);
  }
});

test('a repeated alert changes nothing and tells nobody', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  const before = await w.room('1');
  for (let i = 0; i < 10; i++) await w.signal(down);
  expect(await w.room('1')).toEqual(before);
});

test('while silenced an alert pages nobody, and when the silence ends the group is told at once', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 62, comment: 'disk is being replaced' });
  await w.signal(down);
  await w.passes(minutes(61));
  await w.paged();
  expect(await w.incidents()).toEqual([]);
  expect(await w.asks('ana', 'alert/list', {})).toMatchObject({ alerts: [{ state: 'suppressed', silencedBy: [expect.any(String)] }] });
  await w.passes(minutes(1));
  await w.paged('ana');
});

test('a silence shows on the card at once, with who and until when; when it ends the card fires again', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signal(down);
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 60, comment: 'known' });
  const [card] = (await w.room('ops')).cards;
  expect(field(card, 'Silenced')).toBe('alertname="Down" · Bo · until 11:00');
  expect(card?.state?.tone).toBe('quiet');
  await w.passes(hours(1));
  expect((await w.room('ops')).cards[0]?.state?.tone).toBe('alarm');
});

test('silenced is not recovered: an incident goes on firing while its alerts are silenced', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 60, comment: 'known' });
  await w.passes(minutes(1));
  await w.signal(down, { annotations: { summary: 'still down' } });
  await w.signal(down2);
  await w.passes(minutes(10));
  expect(await w.incident('1')).toMatchObject({ alertState: 'firing' });
  expect((await w.room('1')).lines).not.toContain('The alerts have recovered');
});

test('an alert group that pages goes on paging while silenced only in part', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signals([down, down2]);
  await w.asks('bo', 'alert/silence', { match: ['instance="db-1"'], minutes: 60, comment: 'known' });
  await w.passes(minutes(5));
  await w.paged('ana', 'bo');
});

test('the card of an alert group has its actions: acknowledge, silence, declare, who is on call', async () => {
  const w = await world(
    docs(
      people,
      anaThenBo,
      pagingOnly,
      `{ kind: schedule, name: desk, spec: { zone: Asia/Shanghai, layers: [{ name: all, people: [ana] }] } }`,
    ),
  );
  await w.signal(down);
  expect((await w.presses('bo', 'Who is on call', 'ops')).text).toBe('desk: Ana');
  expect((await w.presses('bo', 'Acknowledge', 'ops')).text).toBe('Acknowledged');
  expect(field((await w.room('ops')).cards[0], 'Acknowledged by')).toBe('Bo');
  await w.passes(minutes(30));
  await w.paged('ana');
  expect((await w.presses('bo', 'Declare incident', 'ops')).text).toBe('INC-20261123-001 declared');
  expect((await w.room('ops')).cards[0]?.links).toMatchObject([{ label: 'INC-20261123-001' }, { label: 'See all its alerts' }]);
});

test('when people are paged for an alert and one declares, the incident takes over: nobody is called twice over', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signal(down);
  await w.presses('ana', 'Declare incident', 'ops');
  await w.takes('ana', '1');
  await w.passes(hours(1));
  await w.paged('ana');
  expect((await w.pages()).map((p) => p.state)).not.toContain('sent');
});

test('the end of the alerts ends the paging that they alone had begun', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signal(down);
  await w.signal(down, { resolved: true });
  await w.passes(hours(1));
  await w.paged('ana');
  expect((await w.dm('ana')).cards[0]?.state?.word).toBe('no longer needed');
});
