import fc from 'fast-check';
import { days } from '../../../domain/oncall/schedule.ts';

export const halfHourMs = 1_800_000;
/** A zone, and a day to begin with. */
interface Place {
  readonly zone: string;
  readonly from: string;
}

/** A few days before a clock change of each zone (Lord Howe moves by half an hour, Shanghai not at all). */
export const aroundChanges: readonly Place[] = [
  { zone: 'America/Chicago', from: '2026-03-06' },
  { zone: 'America/Chicago', from: '2026-10-30' },
  { zone: 'Europe/London', from: '2026-03-27' },
  { zone: 'Australia/Lord_Howe', from: '2026-04-03' },
  { zone: 'Australia/Lord_Howe', from: '2026-10-02' },
  { zone: 'Asia/Shanghai', from: '2026-12-29' },
];

/** Besides them those off the half hour, one that moves back for Ramadan, and one that left out a whole day. */
export const anywhere: readonly Place[] = [
  ...aroundChanges,
  { zone: 'Asia/Kathmandu', from: '2026-11-20' },
  { zone: 'Pacific/Chatham', from: '2026-04-03' },
  { zone: 'Africa/Casablanca', from: '2026-02-13' },
  { zone: 'Africa/Casablanca', from: '2026-03-20' },
  { zone: 'Pacific/Apia', from: '2011-12-28' },
];

const person = fc.constantFrom('ana', 'bo', 'chen', 'dora');
const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30')).map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`);
const hours = fc.array(fc.record({ days: fc.subarray([...days], { minLength: 1 }), start: clock, end: clock }), { maxLength: 2 });

const spanFrom = (from: string) =>
  fc.tuple(fc.integer({ min: -20, max: 190 }), fc.integer({ min: 1, max: 60 })).map(([start, length]) => {
    const at = (n: number) => new Date(Date.parse(from) + n * halfHourMs).toISOString();
    return { start: at(start), end: at(start + length) };
  });

export const rotationFrom = (from: string) =>
  fc
    .record({
      day: fc.integer({ min: -9, max: 9 }),
      time: clock,
      length: fc.integer({ min: 1, max: 3 }),
      people: fc.array(fc.oneof({ weight: 4, arbitrary: person }, { weight: 1, arbitrary: fc.array(person, { maxLength: 2 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      form: fc.oneof(
        fc.record({ unit: fc.constantFrom('hour', 'day', 'week', 'month') }),
        fc.constant({ unit: 'day', turns: 'active-days' }),
        fc.record({
          unit: fc.constantFrom('week', 'month'),
          turns: fc.constant('calendar'),
          every: fc.integer({ min: 1, max: 3 }),
          weekStart: fc.constantFrom(...days),
        }),
      ),
      pin: fc.option(fc.record({ n: fc.integer({ min: -300, max: 300 }), index: fc.nat(3) }), { nil: undefined }),
    })
    .map(({ day, time, pin, people, form, length }) => {
      const start = new Date(Date.parse(from) + day * 48 * halfHourMs).toISOString().slice(0, 10);
      const pinned = pin && {
        pin: { at: new Date(Date.parse(from) + pin.n * halfHourMs).toISOString(), index: pin.index % people.length },
      };
      return { start: `${start}T${time}`, length, people, ...form, ...pinned };
    });

const layerFrom = (from: string) =>
  fc
    .record({
      priority: fc.nat(2),
      override: fc.boolean(),
      hours,
      source: fc.oneof(
        { weight: 4, arbitrary: rotationFrom(from).map((rotation) => ({ rotation })) },
        { weight: 2, arbitrary: fc.array(person, { maxLength: 2 }).map((people) => ({ people })) },
        {
          weight: 1,
          arbitrary: fc
            .array(
              fc.tuple(spanFrom(from), person).map(([s, who]) => ({ ...s, person: who })),
              { maxLength: 3 },
            )
            .map((shifts) => ({ shifts })),
        },
      ),
    })
    .map(({ source, ...rest }) => ({ ...rest, ...source }));

const change = fc.oneof(
  person.map((add) => ({ add })),
  person.map((remove) => ({ remove })),
  fc.tuple(person, person).map(([add, remove]) => ({ add, remove })),
);

/** Random schedules with instants around which something happens, all of whose edges fall on half hours of their wall. */
export const scenesIn = (places: readonly Place[]) =>
  fc.constantFrom(...places).chain(({ zone, from }) =>
    fc
      .record({
        layers: fc.array(layerFrom(from), { minLength: 1, maxLength: 4 }),
        overrides: fc.array(
          fc.tuple(spanFrom(from), change).map(([s, c]) => ({ ...s, ...c })),
          { maxLength: 3 },
        ),
        temporary: fc.array(
          fc
            .tuple(
              spanFrom(from),
              fc.array(
                fc.tuple(spanFrom(from), person).map(([s, who]) => ({ ...s, person: who })),
                { maxLength: 2 },
              ),
            )
            .map(([s, shifts]) => ({ ...s, shifts })),
          { maxLength: 2 },
        ),
      })
      .map((spec) => ({ from: Date.parse(from), spec: { zone, ...spec } })),
  );
