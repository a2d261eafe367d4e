import { expect, test } from 'vitest';
import { world } from '../harness/world.ts';
import { docs, people } from './firm.ts';

const desk = `{ kind: schedule, name: desk, spec: { displayName: Desk, zone: Asia/Shanghai, layers: [
  { name: day, rotation: { start: '2026-11-23T09:00', unit: day, length: 1, people: [ana, bo] }, hours: [{ days: [MO, TU, WE, TH, FR], start: '09:00', end: '21:00' }] }] } }`;

interface Roster {
  from: string;
  to: string;
  schedules: {
    schedule: string;
    zone: string;
    turns: { person: string; start: string; end: string }[];
    gaps: { start: string; end: string }[];
  }[];
}

test('the coming days are known: who has which turn, and where nobody is on call', async () => {
  const w = await world(docs(people, desk));
  const roster = await w.asks<Roster>('vic', 'oncall/roster', {
    schedule: 'desk',
    from: '2026-11-23T10:00:00+08:00',
    to: '2026-11-25T09:00:00+08:00',
  });
  expect(roster.schedules).toMatchObject([
    {
      schedule: 'desk',
      zone: 'Asia/Shanghai',
      turns: [
        { person: 'ana', start: '2026-11-23T01:00:00.000Z', end: '2026-11-23T13:00:00.000Z' },
        { person: 'bo', start: '2026-11-24T01:00:00.000Z', end: '2026-11-24T13:00:00.000Z' },
      ],
      gaps: [
        { start: '2026-11-23T13:00:00.000Z', end: '2026-11-24T01:00:00.000Z' },
        { start: '2026-11-24T13:00:00.000Z', end: '2026-11-25T01:00:00.000Z' },
      ],
    },
  ]);
});

test('without limits it is the next two weeks of every schedule; more than a quarter is refused', async () => {
  const w = await world(docs(people, desk, `{ kind: schedule, name: nobody, spec: { layers: [] } }`));
  const roster = await w.asks<Roster>('vic', 'oncall/roster');
  expect(Date.parse(roster.to) - Date.parse(roster.from)).toBe(14 * 86_400_000);
  expect(roster.schedules.map((s) => [s.schedule, s.turns.length, s.gaps.length])).toEqual([
    ['desk', 11, 10],
    ['nobody', 0, 1],
  ]);
  for (const input of [{ to: '2027-11-23T00:00:00Z' }, { from: '2026-11-24T00:00:00Z', to: '2026-11-23T00:00:00Z' }])
    expect(await w.asks('vic', 'oncall/roster', input)).toMatchObject({ ok: false });
  expect(await w.asks('vic', 'oncall/roster', { schedule: 'none' })).toMatchObject({ because: expect.stringContaining('"none"') });
});
