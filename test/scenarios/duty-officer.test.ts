import { expect, test } from 'vitest';
import { hours, minutes, world, type World } from '../harness/world.ts';
import { docs, people } from './firm.ts';

/** Ana and Bo take turns, 09 to 09, Ana first. Only Ana has a phone. */
const desk = `{ kind: schedule, name: desk, spec: { displayName: Desk, zone: Asia/Shanghai, layers: [
  { name: day, rotation: { start: '2026-11-23T09:00', unit: day, people: [ana, bo] } }] } }`;
const team = `{ kind: team, name: desk, spec: { people: [ana, bo], schedule: desk, channel: ops } }`;
const phones = people.replace('locale: en, email: ana', "locale: en, phone: '+8613800000001', email: ana");
const firm = docs(phones, desk, team);

const told = async (w: World, person: string): Promise<readonly string[]> => (await w.dm(person)).lines;
/** To nine the next morning. */
const untilMorning = async (w: World): Promise<void> => w.passes(hours(23) + minutes(1), minutes(10));

test('at a hand-over whoever comes on and whoever goes off are told once, with what is open', async () => {
  const w = await world(firm);
  expect([await told(w, 'ana'), await told(w, 'bo')]).toEqual([[], []]);
  await w.asks('max', 'incident/declare', { title: 'Orders are rejected', severity: 'SEV2', people: ['max'] });
  await w.asks('max', 'incident/declare', { title: 'A secret', severity: 'SEV2', people: ['max'], private: true });
  await untilMorning(w);
  expect(await told(w, 'ana')).toEqual(['Your shift is over: Desk. On call now: Bo. Open:\nINC-20261123-001 SEV2 Orders are rejected']);
  expect(await told(w, 'bo')).toContain(
    'You are on call now: Desk, until Wed 25 Nov 09:00. Open:\nINC-20261123-001 SEV2 Orders are rejected',
  );
});

test('a restart, or files that are read again, tell nobody anything', async () => {
  const w = await world(firm);
  await untilMorning(w);
  const before = [await told(w, 'ana'), await told(w, 'bo')];
  await w.restart();
  await w.passes(minutes(5));
  w.configure(docs(firm, `{ kind: person, name: dora, spec: { locale: en } }`));
  await expect
    .poll(async () => (await w.request('GET', '/api/v1/resources/person', { as: 'max' })).body)
    .toMatchObject({ resources: { length: 6 } });
  await w.passes(minutes(5));
  expect([await told(w, 'ana'), await told(w, 'bo')]).toEqual(before);
});

test('after two days away whoever is on call is told that, and nothing else', async () => {
  const w = await world(firm);
  await w.crash();
  await w.jumps(hours(24 * 3 + 3));
  await w.start();
  await w.passes(minutes(1));
  expect(await told(w, 'bo')).toEqual([expect.stringMatching(/^You are on call now: Desk, until Fri 27 Nov 09:00/u)]);
  expect(await told(w, 'ana')).toEqual([]);
});

test('a schedule that says something else hands over at once', async () => {
  const w = await world(firm);
  w.configure(docs(phones, desk.replace('[ana, bo]', '[bo]'), team));
  await expect.poll(async () => (await w.settles(), told(w, 'bo'))).toEqual([expect.stringMatching(/^You are on call now/u)]);
  expect(await told(w, 'ana')).toEqual([expect.stringMatching(/^Your shift is over: Desk\. On call now: Bo\./u)]);
});

test('the day before, at a waking hour, whoever has no phone number is told; whoever has one is not', async () => {
  const w = await world(firm, { at: '2026-11-23T09:30:00+08:00' });
  await w.passes(minutes(31));
  expect(await told(w, 'bo')).toEqual([
    'You go on call at Tue 24 Nov 09:00 (Desk) and have no phone number: nobody can ring you. Add one on the page Me, or ask an admin.',
  ]);
  await w.passes(hours(24), minutes(10));
  expect((await told(w, 'bo')).filter((l) => l.includes('phone number'))).toHaveLength(1);
  expect((await told(w, 'ana')).filter((l) => l.includes('phone number'))).toHaveLength(0);
});

test('gaps within a week are told to the team once a day, but not hours that the schedule leaves out', async () => {
  const office = desk.replace(
    'people: [ana, bo] }',
    "people: [ana, bo] }, hours: [{ days: [MO, TU, WE, TH, FR], start: '09:00', end: '18:00' }]",
  );
  const away = office.replace('layers:', "overrides: [{ start: '2026-11-25T09:00', end: '2026-11-25T12:00', remove: ana }], layers:");
  const w = await world(docs(phones, away, team), { at: '2026-11-23T09:30:00+08:00' });
  await w.passes(hours(1), minutes(10));
  await w.restart();
  await w.passes(hours(1), minutes(10));
  const gap = 'Nobody is on call for Desk within 7 days: Wed 25 Nov 09:00 – 12:00. Let somebody cover: /oncall cover.';
  expect((await w.room('ops', 'max')).lines).toEqual([gap]);
  await w.passes(hours(23), minutes(10));
  expect((await w.room('ops', 'max')).lines).toEqual([gap, gap]);
  await w.asks('max', 'oncall/cover', { schedule: 'desk', person: 'chen', from: '2026-11-25T09:00', to: '2026-11-25T12:00' });
  await w.passes(hours(24), minutes(10));
  expect((await w.room('ops', 'max')).lines).toHaveLength(2);
});

test('a cover is told to those it is about, but not to whoever set it; and it hands over when its time comes', async () => {
  const w = await world(firm);
  await w.asks('max', 'oncall/cover', { person: 'bo', instead: 'ana', from: 'tonight 20-08', because: 'concert' });
  expect(await told(w, 'bo')).toEqual(['You cover Ana in Desk: Mon 23 Nov 20:00 – Tue 24 Nov 08:00, set by Max: concert']);
  expect(await told(w, 'ana')).toEqual(['Bo covers you in Desk: Mon 23 Nov 20:00 – Tue 24 Nov 08:00, set by Max: concert']);
  await w.passes(hours(10) + minutes(1), minutes(5));
  expect((await told(w, 'bo')).at(-1)).toMatch(/^You are on call now: Desk, until Tue 24 Nov 08:00/u);
  expect((await told(w, 'ana')).at(-1)).toMatch(/^Your shift is over/u);
});

test('who takes over at once hears of it once', async () => {
  const w = await world(firm);
  await w.asks('bo', 'oncall/take', {});
  expect([await told(w, 'bo'), await told(w, 'ana')]).toEqual([[], [expect.stringMatching(/^Bo covers you in Desk/u)]]);
});

test('a swap is asked by card, changes nothing until it is agreed to, and both are told', async () => {
  const w = await world(firm);
  const asked = await w.asks<{ swap: string; back: object }>('ana', 'oncall/swap', {
    person: 'bo',
    from: 'now - 20:00',
    back: 'tue 09:00 - wed 09:00',
    because: 'dentist',
  });
  expect(asked).toMatchObject({ state: 'asked', back: { start: '2026-11-24T01:00:00.000Z', end: '2026-11-25T01:00:00.000Z' } });
  const on = async (): Promise<unknown> => (await w.asks<{ schedules: unknown[] }>('vic', 'oncall/who')).schedules[0];
  expect(await on()).toMatchObject({ people: [{ person: 'ana' }] });
  expect((await w.dm('bo')).cards).toMatchObject([
    { state: { word: 'not answered yet' }, actions: [{ label: 'Agree' }, { label: 'Decline' }] },
  ]);
  expect((await w.dm('ana')).cards).toMatchObject([{ actions: [{ label: 'Withdraw' }] }]);
  expect(await w.asks('chen', 'oncall/agree', { swap: asked.swap })).toMatchObject({ ok: false });
  expect((await w.presses('bo', 'Agree')).text).toMatch(
    /^Ana and Bo have swapped · Desk: Bo takes Mon 23 Nov 10:00 – 20:00; Ana takes Tue 24 Nov 09:00/u,
  );
  expect(await on()).toMatchObject({ people: [{ person: 'bo' }] });
  expect((await w.dm('ana')).cards).toMatchObject([{ state: { word: 'agreed', tone: 'good' } }]);
  expect(await told(w, 'ana')).toEqual(['Desk: Bo agreed to the swap with Ana; it holds']);
  expect(await w.asks('bo', 'oncall/agree', { swap: asked.swap })).toMatchObject({ existed: true });
  expect(await w.asks('bo', 'oncall/decline', { swap: asked.swap })).toMatchObject({
    ok: false,
    because: expect.stringContaining('uncover'),
  });
});

test.each([
  ['declined', 'bo', 'Decline', 'ana'],
  ['withdrawn', 'ana', 'Withdraw', 'bo'],
])('a swap that is %s changes nothing', async (word, who, button, other) => {
  const w = await world(firm);
  await w.asks('ana', 'oncall/swap', { person: 'bo' });
  await w.presses(who, button);
  expect((await w.dm(other)).cards).toMatchObject([{ state: { word } }]);
  expect((await w.dm(other)).cards[0]?.actions).toBeUndefined();
  expect((await told(w, other)).at(-1)).toMatch(/nothing has changed$/u);
  expect(await w.asks('vic', 'oncall/who', { at: 'tomorrow 10:00' })).toMatchObject({ schedules: [{ people: [{ person: 'bo' }] }] });
});

test('a swap that nobody answers lapses when the first shift begins, over a restart too', async () => {
  const w = await world(firm);
  const { swap } = await w.asks<{ swap: string }>('ana', 'oncall/swap', { person: 'bo', from: 'tonight 20-21' });
  await w.passes(hours(9), minutes(10));
  await w.restart();
  await w.passes(hours(1) + minutes(1), minutes(1));
  expect((await w.dm('bo')).cards).toMatchObject([{ state: { word: 'lapsed' } }]);
  expect(await told(w, 'ana')).toEqual(['Desk: the swap between Ana and Bo was not answered in time; nothing has changed']);
  expect(await w.asks('bo', 'oncall/agree', { swap })).toMatchObject({ ok: false, because: expect.stringContaining('lapsed') });
});

test('a shadow is told when the one they learn from is called, and of nothing private', async () => {
  const policy = `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ schedule: desk }], delayMinutes: 5 }] } }`;
  const w = await world(docs(firm, policy));
  await w.asks('max', 'oncall/shadow', { person: 'chen', from: 'now - 18:00' });
  await w.asks('max', 'incident/declare', { title: 'Orders are rejected', severity: 'SEV2' });
  await w.asks('max', 'incident/declare', { title: 'A secret', severity: 'SEV2', private: true });
  expect(await told(w, 'chen')).toEqual([
    '你见习 Desk：11-23 周一 10:00 – 18:00，由 Max 安排',
    'Desk 正在呼叫 Ana（SEV2 INC-20261123-001）。你在见习，请跟着看，不必应答。',
  ]);
  expect((await w.pages()).map((p) => p.person)).toEqual(['ana', 'ana']);
});
