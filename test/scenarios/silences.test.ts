import { expect, test } from 'vitest';
import { field } from '../harness/desk.ts';
import { hours, minutes, world, type World } from '../harness/world.ts';
import { anaThenBo, docs, pagingOnly, people, showing } from './firm.ts';

const down = { alertname: 'Down', instance: 'db-1', system: 'payments' };
const firm = docs(people, showing);

interface Listed {
  silences: { id: string; state: string; hits: number | null; kind: string; endsAt: string; byName: string }[];
}
const silences = async (w: World, state?: string): Promise<Listed['silences']> =>
  (await w.asks<Listed & Record<string, unknown>>('ana', 'silence/list', state ? { state } : {})).silences;

test('the button of a card asks for how long and why, and silences nothing by itself', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signal(down);
  const reply = await w.presses('bo', 'Silence…', 'ops');
  expect(reply).toMatchObject({ ok: true, form: { skill: 'alert/silence', values: { match: ['alertname="Down"'], minutes: 60 } } });
  expect(reply.text).toBe('Complete it and send: /alert silence match=alertname="Down" minutes=60 …');
  expect(await silences(w)).toEqual([]);
  const said = await w.types('bo', 'ops', '/alert silence match=alertname="Down" minutes=60 comment="disk is swapped"');
  expect(said.text).toMatch(/^silenced until 11:00 \(Asia\/Shanghai\) · [0-9a-f]{8}$/u);
});

test('pressed twice, there is one silence; asked for longer, it is longer', async () => {
  const w = await world(firm);
  await w.signal(down);
  const ask = { match: ['alertname="Down"', 'system="payments"'], minutes: 60, comment: 'known' };
  const both = await Promise.all([w.asks('ana', 'alert/silence', ask), w.asks('bo', 'alert/silence', ask)]);
  expect(both.filter((o) => o['existed'] === true)).toHaveLength(1);
  const longer = await w.asks('bo', 'alert/silence', { ...ask, match: ask.match.toReversed(), minutes: 120 });
  expect(longer).toMatchObject({ existed: true, endsAt: '2026-11-23T04:00:00.000Z' });
  expect(await silences(w)).toMatchObject([{ state: 'active', hits: 1 }]);
});

test('after it has ended the same matchers are a new silence, and both are remembered', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signal(down);
  const ask = { match: ['alertname="Down"'], minutes: 60, comment: 'known' };
  await w.asks('ana', 'alert/silence', ask);
  const [first] = await silences(w);
  await w.types('ana', 'ops', `/silence end ${first?.id.slice(0, 8)}`);
  await w.asks('ana', 'alert/silence', ask);
  expect((await silences(w, 'active'))[0]?.id).not.toBe(first?.id);
  expect(await silences(w, 'expired')).toMatchObject([{ id: first?.id, hits: null }]);
});

test('ten minutes before it ends, who set it and the channel hear that alerts still fire under it, once', async () => {
  const w = await world(firm);
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 60, comment: 'disk is swapped' });
  await w.signal(down);
  await w.passes(minutes(49));
  expect((await w.dm('bo')).cards).toEqual([]);
  await w.passes(minutes(1));
  const [card] = (await w.dm('bo')).cards;
  expect(card).toMatchObject({
    title: 'Silence: alertname="Down"',
    state: { word: 'ends 11:00', tone: 'warn' },
    body: '1 alert still fires under it. When it ends, people are told again.',
  });
  expect(field(card, 'Why')).toBe('disk is swapped');
  expect((await w.room('ops')).cards.map((c) => c.title)).toContain('Silence: alertname="Down"');
  await w.passes(minutes(9));
  expect((await w.dm('bo')).cards).toHaveLength(1);
});

test('extended by an hour from the card it is quiet for that hour, pressed by two or not, and then warned of again', async () => {
  const w = await world(firm);
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 60, comment: 'known' });
  await w.signal(down);
  await w.passes(minutes(50));
  const token = await w.token('bo', 'Extend 1 h');
  expect((await w.pressesToken('bo', token)).text).toMatch(/^Extended, until 12:00/u);
  await w.pressesToken('ana', token);
  expect(await silences(w)).toMatchObject([{ endsAt: '2026-11-23T04:00:00.000Z' }]);
  expect((await w.dm('bo')).cards).toMatchObject([{ state: { word: 'now until 12:00', tone: 'quiet' } }]);
  await w.passes(hours(1));
  expect((await w.dm('bo')).cards.map((c) => c.state?.word)).toEqual(['now until 12:00', 'ends 12:00']);
});

test('ended from the card, people are told at once of what fires', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 60, comment: 'known' });
  await w.signal(down);
  await w.passes(minutes(50));
  await w.paged();
  expect((await w.presses('bo', 'End now')).text).toMatch(/has ended$/u);
  await w.paged('ana');
  expect((await w.dm('bo')).cards[0]).toMatchObject({ state: { word: 'ended 10:50', tone: 'quiet' } });
});

test('nobody is bothered about the end of a silence under which nothing fires', async () => {
  const w = await world(firm);
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 60, comment: 'known' });
  await w.signal(down);
  await w.signal(down, { resolved: true });
  await w.signal({ alertname: 'Other' });
  await w.passes(hours(1));
  expect((await w.dm('bo')).cards).toEqual([]);
});

test('of a short silence people are warned in its last quarter, and the warning survives a restart', async () => {
  const w = await world(firm);
  await w.asks('bo', 'alert/silence', { match: ['alertname="Down"'], minutes: 8, comment: 'known' });
  await w.signal(down);
  await w.passes(minutes(5));
  await w.restart();
  expect((await w.dm('bo')).cards).toEqual([]);
  await w.passes(minutes(1));
  expect((await w.dm('bo')).cards).toMatchObject([{ state: { word: 'ends 10:08' } }]);
});

test('a maintenance window of a system that begins later keeps quiet only then, and says so', async () => {
  const w = await world(docs(people, anaThenBo, pagingOnly));
  await w.signal({ alertname: 'Other' });
  await w.acks('ana');
  const said = await w.types('chen', 'ops', '/alert maintain payments 30 startsAt=2026-11-23T11:00 发布 2.4');
  expect(said.text).toMatch(/^维护期 11:00 起，至 11:30（Asia\/Shanghai）· [0-9a-f]{8}$/u);
  expect(await silences(w)).toMatchObject([{ kind: 'maintenance', state: 'pending', byName: '陈晨' }]);
  await w.passes(minutes(61));
  await w.signal(down);
  expect(await w.rings('ana')).toEqual([]);
  expect(await w.asks('ana', 'alert/list', { match: ['alertname="Down"'] })).toMatchObject({
    alerts: [{ state: 'suppressed', severity: 'SEV3' }],
  });
  expect((await w.types('ana', 'ops', '/silence list')).text).toMatch(
    /^[0-9a-f]{8} maintenance payments · until 11:30 · 陈晨: 发布 2.4 · 1 firing under it$/u,
  );
  await w.passes(minutes(30));
  expect(await w.rings('ana')).toHaveLength(1);
});

test('without a reason nothing is silenced, nor everything, nor backwards', async () => {
  const w = await world(firm);
  for (const [skill, input] of [
    ['alert/silence', { match: ['a="b"'], minutes: 5 }],
    ['alert/silence', { match: ['a="b"'], minutes: 5, comment: '  ' }],
    ['alert/silence', { match: ['a=~".*"'], minutes: 5, comment: 'x' }],
    ['alert/maintain', { comment: 'x' }],
    ['alert/maintain', { system: 'payments', until: '2026-11-22T10:00', comment: 'x' }],
  ] as const)
    expect(await w.asks('ana', skill, input)).toMatchObject({ ok: false });
  expect(await silences(w)).toEqual([]);
});
