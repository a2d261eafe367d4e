import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handoffs, onCallAt, peopleAt, Roster, turnsBetween, type OnCall } from '../../../domain/oncall/on-call.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';
import { anywhere, halfHourMs, rotationFrom, scenesIn } from './scenes.ts';

const spanMs = 8 * 48 * halfHourMs;
const offsets = fc.array(fc.integer({ min: 0, max: spanMs - 1 }), { minLength: 20, maxLength: 20 });
const holds = (turn: OnCall, at: number): boolean =>
  (turn.start ?? Number.NEGATIVE_INFINITY) <= at && at < (turn.end ?? Number.POSITIVE_INFINITY);
const iso = (at: number): string => new Date(at).toISOString();

/** One person at a time, without end and without a pause. */
const rotations = fc.constantFrom(...anywhere).chain(({ zone, from }) =>
  rotationFrom(from).map(({ people, ...rotation }) => {
    const layers = [{ rotation: { ...rotation, every: 1, people: people.map((_, i) => `p${i}`) } }];
    return { from: Date.parse(from), spec: { zone, layers } };
  }),
);

test('the turns of a rotation tile time: each begins where the one before ends, and every instant is in exactly one', () => {
  fc.assert(
    fc.property(rotations, offsets, ({ from, spec }, some) => {
      const roster = new Roster(Schedule.parse(spec));
      const turns = turnsBetween(roster, from, from + spanMs);
      for (const [i, turn] of turns.entries()) {
        expect(turn.end ?? Infinity).toBeGreaterThan(turn.start ?? -Infinity);
        if (i > 0) expect(turn.start).toBe(turns[i - 1]?.end);
      }
      expect(turns[0]?.start ?? -Infinity).toBeLessThanOrEqual(from);
      expect(turns.at(-1)?.end ?? Infinity).toBeGreaterThanOrEqual(from + spanMs);
      for (const at of some.map((offset) => from + offset)) {
        const here = turns.filter((turn) => holds(turn, at));
        expect(here, iso(at)).toHaveLength(1);
        expect(onCallAt(roster, at), iso(at)).toEqual(here);
      }
    }),
    { numRuns: 100 },
  );
}, 120_000);

test('a span cut in two has the turns of the whole', () => {
  fc.assert(
    fc.property(scenesIn(anywhere), fc.integer({ min: 1, max: spanMs - 1 }), ({ from, spec }, cut) => {
      const roster = new Roster(Schedule.parse(spec));
      const said = (turns: readonly OnCall[]) => [...new Set(turns.map((turn) => JSON.stringify(turn)))].toSorted();
      const [before, after] = [turnsBetween(roster, from, from + cut), turnsBetween(roster, from + cut, from + spanMs)];
      expect(said([...before, ...after])).toEqual(said(turnsBetween(roster, from, from + spanMs)));
    }),
    { numRuns: 100 },
  );
}, 120_000);

test('the answer changes at hand-overs and nowhere else', () => {
  const answer = (roster: Roster, at: number) => onCallAt(roster, at).toSorted((a, b) => (a.person < b.person ? -1 : 1));
  fc.assert(
    fc.property(scenesIn(anywhere), offsets, ({ from, spec }, some) => {
      const roster = new Roster(Schedule.parse(spec));
      const changes = handoffs(roster, from, from + spanMs);
      for (const { at, off, on } of changes) {
        const [before, now] = [onCallAt(roster, at - 1), onCallAt(roster, at)];
        expect(off.toSorted(), iso(at)).toEqual(
          before
            .filter((t) => t.end === at)
            .map((t) => t.person)
            .toSorted(),
        );
        expect(on.toSorted(), iso(at)).toEqual(
          now
            .filter((t) => t.start === at)
            .map((t) => t.person)
            .toSorted(),
        );
        expect(off.length + on.length, iso(at)).toBeGreaterThan(0);
      }
      const edges = [from, ...changes.map(({ at }) => at)];
      for (const at of some.map((offset) => from + offset)) {
        const since = edges.findLast((edge) => edge <= at) ?? from;
        expect([iso(at), answer(roster, at)]).toEqual([iso(at), answer(roster, since)]);
        expect(peopleAt(roster, at).toSorted()).toEqual(answer(roster, at).map((t) => t.person));
      }
    }),
    { numRuns: 100 },
  );
}, 120_000);

test('a turn is the same from wherever in it one looks, also where one that began later ends with it', () => {
  const hourly = { start: '2026-10-02T00:00', length: 1, unit: 'hour', people: ['ana'] };
  const daily = { start: '2026-10-02T01:30', length: 1, unit: 'day', turns: 'active-days', people: [['ana']] };
  const roster = new Roster(
    Schedule.parse({
      zone: 'Australia/Lord_Howe',
      layers: [
        { priority: 0, hours: [{ days: ['SU'], start: '02:00', end: '01:30' }], rotation: hourly },
        { priority: 0, rotation: daily },
      ],
      overrides: [{ start: '2026-10-04T14:30:00.000Z', end: '2026-10-04T15:00:00.000Z', add: 'ana' }],
    }),
  );
  const from = Date.UTC(2026, 9, 2);
  for (const { start, end } of turnsBetween(roster, from, from + spanMs)) {
    const within = [start ?? from, Math.round(((start ?? from) + (end ?? from + spanMs)) / 2), (end ?? from + spanMs) - 1];
    expect(within.map((at) => onCallAt(roster, at))).toEqual(within.map(() => [{ person: 'ana', start, end }]));
  }
});

test('a question is answered alike whatever was asked before', () => {
  fc.assert(
    fc.property(scenesIn(anywhere), offsets, ({ from, spec }, some) => {
      const schedule = Schedule.parse(spec);
      const asked = new Roster(schedule);
      for (const offset of some) expect(onCallAt(asked, from + offset), iso(from + offset)).toEqual(onCallAt(schedule, from + offset));
    }),
    { numRuns: 50 },
  );
}, 120_000);
