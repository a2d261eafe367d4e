import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onCallAt, peopleAt, Roster, turnsBetween, type OnCall } from '../../../domain/oncall/on-call.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';
import { bruteForce } from './brute-force.ts';
import { aroundChanges, halfHourMs, scenesIn } from './scenes.ts';

const scanDays = 4;
/** A scan by half hours misses nothing of them. */
const scenes = scenesIn(aroundChanges);

const holds = (turn: OnCall, at: number): boolean =>
  (turn.start ?? Number.NEGATIVE_INFINITY) <= at && at < (turn.end ?? Number.POSITIVE_INFINITY);

test('the preview, the engine and a count from the anchor by half hours say the same', () => {
  fc.assert(
    fc.property(scenes, ({ from, spec }) => {
      const schedule = Schedule.parse(spec);
      const roster = new Roster(schedule);
      const slow = bruteForce(schedule);
      const to = from + scanDays * 48 * halfHourMs;
      const turns = turnsBetween(roster, from, to);
      for (let at = from; at < to; at += halfHourMs) {
        const when = new Date(at).toISOString();
        expect([when, peopleAt(roster, at).toSorted()]).toEqual([when, slow(at)]);
        const byName = (a: OnCall, b: OnCall) => (a.person < b.person ? -1 : 1);
        expect([when, onCallAt(roster, at).toSorted(byName)]).toEqual([when, turns.filter((t) => holds(t, at)).toSorted(byName)]);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('without a rotation no two turns of one person touch', () => {
  fc.assert(
    fc.property(scenes, ({ from, spec }) => {
      const schedule = Schedule.parse({ ...spec, layers: spec.layers.filter((l) => !('rotation' in l)) });
      const turns = turnsBetween(schedule, from, from + scanDays * 48 * halfHourMs);
      const touching = turns.filter((a) =>
        turns.some(
          (b) => a !== b && a.person === b.person && a.end !== null && a.end >= (b.start ?? from) && (a.start ?? 0) <= (b.start ?? 0),
        ),
      );
      expect(touching).toEqual([]);
    }),
    { numRuns: 50 },
  );
}, 120_000);
