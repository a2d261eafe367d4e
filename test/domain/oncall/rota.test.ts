import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laidOver } from '../../../domain/oncall/lay.ts';
import { peopleAt, turnsBetween } from '../../../domain/oncall/on-call.ts';
import { applyRota, emptyRota, type Rota, type RotaFact, type RotaFacts } from '../../../domain/oncall/rota.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';
import { shadowsAt } from '../../../domain/oncall/shadows.ts';

const hour = 3_600_000;
const t0 = Date.parse('2026-11-23T00:00:00Z');
const h = (n: number): number => t0 + n * hour;
const moment = (n: number): string => new Date(h(n)).toISOString();

type Said = { [K in keyof RotaFacts]: [type: K, data: RotaFacts[K], at?: number] }[keyof RotaFacts];

/** The rota after these facts; each at the start unless it says when. */
const after = (...facts: readonly Said[]): Rota =>
  facts.reduce<Rota>(
    (rota, [type, data, at = h(0)]) => applyRota(rota, { type, data, at, by: 'person:max' } as RotaFact, 'desk'),
    emptyRota('desk'),
  );

/** Bo for twelve hours, then Chen for twelve. */
const schedule = Schedule.parse({
  layers: [
    {
      shifts: [
        { start: moment(0), end: moment(12), person: 'bo' },
        { start: moment(12), end: moment(24), person: 'chen' },
      ],
    },
  ],
});
/** `bo 0-12 chen 12-24` */
const line = (rota: Rota | undefined, spec = schedule): string =>
  turnsBetween(laidOver(spec, rota), h(0), h(24))
    .map((t) => `${t.person} ${((t.start ?? 0) - t0) / hour}-${((t.end ?? 0) - t0) / hour}`)
    .join(' ');

const cover = (id: string, [from, to]: [number, number], who: { add?: string; remove?: string; shadow?: boolean }): Said => [
  'cover.set',
  { id, start: h(from), end: h(to), ...who },
];
const asked: Said = ['swap.asked', { id: 's', from: 'bo', to: 'chen', start: h(0), end: h(12), back: { start: h(12), end: h(24) } }];

describe('what a rota makes of bo 0-12 chen 12-24', () => {
  test.each<[said: string, facts: Said[], expected: string]>([
    ['nothing', [], 'bo 0-12 chen 12-24'],
    ['ana covers bo for some hours', [cover('a', [4, 8], { add: 'ana', remove: 'bo' })], 'bo 0-4 ana 4-8 bo 8-12 chen 12-24'],
    ['beyond the hours of bo she does not', [cover('a', [8, 16], { add: 'ana', remove: 'bo' })], 'bo 0-8 ana 8-12 chen 12-24'],
    ['ana joins', [cover('a', [8, 16], { add: 'ana' })], 'bo 0-12 ana 8-16 chen 12-24'],
    ['bo is away', [cover('a', [0, 6], { remove: 'bo' })], 'bo 6-12 chen 12-24'],
    [
      'a cover is taken back before it begins',
      [cover('a', [4, 8], { add: 'ana', remove: 'bo' }), ['cover.ended', { id: 'a' }]],
      'bo 0-12 chen 12-24',
    ],
    [
      'half-way: what was stays',
      [cover('a', [4, 8], { add: 'ana', remove: 'bo' }), ['cover.ended', { id: 'a' }, h(6)]],
      'bo 0-4 ana 4-6 bo 6-12 chen 12-24',
    ],
    [
      'dora covers ana, who covers bo',
      [cover('a', [4, 10], { add: 'ana', remove: 'bo' }), cover('b', [6, 8], { add: 'dora', remove: 'ana' })],
      'bo 0-4 ana 4-6 dora 6-8 ana 8-10 bo 10-12 chen 12-24',
    ],
    [
      'and no longer',
      [cover('a', [4, 10], { add: 'ana', remove: 'bo' }), cover('b', [6, 8], { add: 'dora', remove: 'ana' }), ['cover.ended', { id: 'b' }]],
      'bo 0-4 ana 4-10 bo 10-12 chen 12-24',
    ],
    [
      'bo takes back what ana covers',
      [cover('a', [4, 10], { add: 'ana', remove: 'bo' }), cover('b', [6, 12], { add: 'bo', remove: 'ana' })],
      'bo 0-4 ana 4-6 bo 6-12 chen 12-24',
    ],
    ['a swap that is only asked for', [asked], 'bo 0-12 chen 12-24'],
    ['declined', [asked, ['swap.declined', { id: 's' }]], 'bo 0-12 chen 12-24'],
    ['withdrawn', [asked, ['swap.withdrawn', { id: 's' }]], 'bo 0-12 chen 12-24'],
    ['lapsed', [asked, ['swap.lapsed', { id: 's' }]], 'bo 0-12 chen 12-24'],
    ['agreed', [asked, ['swap.agreed', { id: 's' }]], 'chen 0-12 bo 12-24'],
    ['undone half-way', [asked, ['swap.agreed', { id: 's' }], ['swap.ended', { id: 's' }, h(6)]], 'chen 0-6 bo 6-12 chen 12-24'],
    [
      'a temporary schedule',
      [['stand.set', { id: 't', start: h(6), end: h(18), shifts: [{ start: h(6), end: h(12), people: ['ana'] }] }]],
      'bo 0-6 ana 6-12 chen 18-24',
    ],
    [
      'and covered in it',
      [
        ['stand.set', { id: 't', start: h(6), end: h(18), shifts: [{ start: h(6), end: h(18), people: ['ana'] }] }],
        cover('a', [6, 8], { add: 'dora', remove: 'ana' }),
      ],
      'bo 0-6 dora 6-8 ana 8-18 chen 18-24',
    ],
    [
      'which ends early',
      [
        ['stand.set', { id: 't', start: h(6), end: h(18), shifts: [{ start: h(6), end: h(18), people: ['ana'] }] }],
        ['stand.ended', { id: 't' }, h(8)],
      ],
      'bo 0-6 ana 6-8 bo 8-12 chen 12-24',
    ],
    ['dora learns', [cover('a', [0, 24], { add: 'dora', shadow: true })], 'bo 0-12 chen 12-24'],
  ])('%s', (_said, facts, expected) => {
    expect(line(after(...facts))).toBe(expected);
  });

  test('who covers somebody that an override of the file put there stands in for whom that one stands in for', () => {
    const spec = Schedule.parse({ ...schedule, overrides: [{ start: moment(2), end: moment(6), add: 'ana', remove: 'bo' }] });
    expect(line(after(cover('a', [4, 12], { add: 'dora', remove: 'ana' })), spec)).toBe('bo 0-2 ana 2-4 dora 4-6 bo 6-12 chen 12-24');
  });
});

test('what has been over for ninety days leaves the state', () => {
  const rota = after(cover('a', [0, 1], { add: 'ana' }), asked, [
    'duty.turned',
    { people: [{ person: 'bo', until: null }] },
    h(24 * 90 + 2),
  ]);
  expect([rota.covers, rota.swaps.map((s) => s.id), rota.told]).toEqual([[], ['s'], [{ person: 'bo', until: null }]]);
  expect(applyRota(rota, { type: 'duty.turned', data: { people: [] }, at: h(24 * 92), by: 'tocsin' }, 'desk').swaps).toEqual([]);
});

describe('shadows', () => {
  const spec = Schedule.parse({
    layers: [
      { people: ['bo'] },
      { shadow: true, priority: -3, people: ['dora', 'bo'] },
      { shadow: true, override: true, shifts: [{ start: moment(1), end: moment(2), person: 'chen' }] },
    ],
    overrides: [{ start: moment(0), end: moment(4), add: 'ana', shadow: true }],
  });
  test.each([
    [1, ['dora', 'chen', 'ana'], 'all who learn, in the file or the rota, but nobody who is on call'],
    [5, ['dora'], 'only while it lasts'],
  ])('at hour %i they are %j: %s', (at, expected) => {
    expect([peopleAt(spec, h(at)), shadowsAt(spec, h(at))]).toEqual([['bo'], expected]);
  });
  test('a shadow of a rota changes nobody’s turn', () => {
    const rota = after(cover('a', [0, 24], { add: 'dora', shadow: true }));
    expect(shadowsAt(laidOver(schedule, rota), h(3))).toEqual(['dora']);
    expect(peopleAt(laidOver(schedule, rota), h(3))).toEqual(['bo']);
  });
  test.each([[{ remove: 'bo', add: 'ana', shadow: true }], [{ remove: 'bo', shadow: true }]])('%j is refused', (override) => {
    expect(Schedule.safeParse({ overrides: [{ start: moment(0), end: moment(1), ...override }] }).success).toBe(false);
  });
});

const person = fc.constantFrom('ana', 'bo', 'chen', 'dora');
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]) => ({ start: h(from), end: h(from + length) }));
const specs = fc.array(fc.tuple(stretch, person), { maxLength: 5 }).map((all) =>
  Schedule.parse({
    layers: [
      { shifts: all.map(([s, who]) => ({ start: new Date(s.start).toISOString(), end: new Date(s.end).toISOString(), person: who })) },
    ],
  }),
);
const turns = (spec: Schedule) => turnsBetween(spec, h(-1), h(48));

test('a swap that nobody has agreed to changes nothing', () => {
  const swaps = fc.array(
    fc.tuple(
      stretch,
      fc.option(stretch, { nil: undefined }),
      person,
      person,
      fc.constantFrom(undefined, 'swap.declined', 'swap.withdrawn', 'swap.lapsed'),
    ),
  );
  fc.assert(
    fc.property(specs, swaps, (spec, all) => {
      const facts = all.flatMap(([s, back, from, to, answer], i): Said[] => [
        ['swap.asked', { id: `${i}`, ...s, from, to, ...(back ? { back } : {}) }],
        ...(answer ? [[answer, { id: `${i}` }] as Said] : []),
      ]);
      expect(turns(laidOver(spec, after(...facts)))).toEqual(turns(spec));
    }),
  );
});

test('covers that stand in for nobody who stands in are the same as written as overrides', () => {
  // Whoever comes is another than whoever goes, so that no cover is of a cover.
  const covers = fc.array(fc.tuple(stretch, fc.constantFrom('eve', 'finn'), fc.option(person, { nil: undefined })), { maxLength: 6 });
  fc.assert(
    fc.property(specs, covers, (spec, all) => {
      const facts = all.map(([s, add, remove], i): Said => ['cover.set', { id: `${i}`, ...s, add, ...(remove ? { remove } : {}) }]);
      const overrides = all.map(([s, add, remove]) => ({
        start: new Date(s.start).toISOString(),
        end: new Date(s.end).toISOString(),
        add,
        ...(remove ? { remove } : {}),
      }));
      expect(turns(laidOver(spec, after(...facts)))).toEqual(turns(Schedule.parse({ ...spec, overrides })));
    }),
  );
});
