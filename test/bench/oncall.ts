import { handoffs, onCallAt, Roster, turnsBetween } from '../../domain/oncall/on-call.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';
import { quantile, type Finding } from './figures.ts';

const hour = 3_600_000;
const from = Date.parse('2026-01-10T00:00:00Z');
const to = from + 365 * 24 * hour;

/** Two clock changes a year, nights, weekends, and two dozen people who stood in. */
const schedule = Schedule.parse({
  zone: 'America/Chicago',
  layers: [
    { priority: 0, rotation: { start: '2026-01-05T09:00', unit: 'week', people: ['ana', 'bo', 'chen', 'dora'] } },
    {
      priority: 1,
      rotation: { start: '2026-01-05T20:00', unit: 'day', people: ['eli', 'fei', 'gus'] },
      hours: [{ start: '20:00', end: '08:00' }],
    },
    {
      priority: 2,
      rotation: { start: '2026-01-03T00:00', unit: 'week', people: ['hana', 'ivo'] },
      hours: [{ days: ['SA', 'SU'], start: '09:00', end: '18:00' }],
    },
  ],
  overrides: Array.from({ length: 24 }, (_, i) => {
    const day = `2026-${String(1 + (i % 12)).padStart(2, '0')}-${10 + (i % 9)}`;
    return { start: `${day}T20:00`, end: `${day}T23:00`, remove: 'eli', add: 'ana' };
  }),
});

/** A year of a schedule of three layers: its turns, its hand-overs, and who is on call at each of its hours. */
export function oncall({ rounds }: { rounds: number }): Finding[] {
  const roster = new Roster(schedule);
  const hours = (to - from) / hour;
  const everyHour = (): void => {
    for (let at = from; at < to; at += hour) onCallAt(roster, at);
  };
  return [
    {
      what: 'turns of a year, three layers',
      value: fastest(rounds, () => turnsBetween(new Roster(schedule), from, to)),
      unit: 'ms',
      atMost: 20,
    },
    { what: 'hand-overs of a year, three layers', value: fastest(rounds, () => handoffs(roster, from, to)), unit: 'ms', atMost: 20 },
    { what: 'who is on call at an instant', value: (fastest(rounds, everyHour) / hours) * 1000, unit: 'µs', atMost: 100 },
  ];
}

/** Of several rounds the one that others disturbed least; the first ones warm up. */
function fastest(rounds: number, work: () => unknown): number {
  const took = Array.from({ length: rounds * 4 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return quantile(took, 0);
}
