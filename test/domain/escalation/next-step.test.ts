import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../domain/escalation/escalation.ts';
import { drawFrom, nextStep, type Crew, type Step } from '../../../domain/escalation/next-step.ts';
import { aimOf, Target } from '../../../domain/escalation/policy.ts';

const step = (team: string, delayMinutes: number): Plan['steps'][number] => ({ to: [{ team }], delayMinutes });
const plan = (given: Partial<Plan> = {}): Plan => ({
  policy: 'default',
  steps: [step('first', 5), step('second', 10), step('third', 15)],
  repeat: 0,
  ackTimeoutMinutes: null,
  lastResort: null,
  ...given,
});

/** Who is there: by team; nobody where nothing is said. */
const staffed = (teams: Readonly<Record<string, readonly string[]>>): Crew => ({
  people: (targets) => [...new Set(targets.flatMap((t) => teams[t.team ?? t.person ?? ''] ?? []))],
  channels: (targets) => targets.flatMap((t) => t.channel ?? []),
  lastResort: (p) => (p.lastResort?.person === undefined ? [] : (teams[p.lastResort.person] ?? [])),
});

const everybody = { first: ['ana'], second: ['bo'], third: ['chen'] };
const resort = { lastResort: { person: 'fang' } };
const fang = { fang: ['fang'] };
const from = (stepNo: number, cycle = 0, lastCycle = 0) => ({ step: stepNo, cycle, lastCycle });

const rows: [
  why: string,
  plan: Plan,
  from: { step: number; cycle: number; lastCycle: number },
  teams: Record<string, string[]>,
  expected: Step | null,
][] = [
  [
    'the first step',
    plan(),
    from(0),
    everybody,
    { cycle: 0, step: 0, people: ['ana'], channels: [], skipped: [], next: { cycle: 0, step: 1, afterMinutes: 5 } },
  ],
  [
    'the next, after the delay of this one',
    plan(),
    from(1),
    everybody,
    { cycle: 0, step: 1, people: ['bo'], channels: [], skipped: [], next: { cycle: 0, step: 2, afterMinutes: 10 } },
  ],
  ['nothing follows the last', plan(), from(2), everybody, { cycle: 0, step: 2, people: ['chen'], channels: [], skipped: [], next: null }],
  [
    'but once more from the start where it repeats',
    plan({ repeat: 1 }),
    from(2, 0, 1),
    everybody,
    { cycle: 0, step: 2, people: ['chen'], channels: [], skipped: [], next: { cycle: 1, step: 0, afterMinutes: 15 } },
  ],
  [
    'and then no more',
    plan({ repeat: 1 }),
    from(2, 1, 1),
    everybody,
    { cycle: 1, step: 2, people: ['chen'], channels: [], skipped: [], next: null },
  ],
  [
    'an empty step is skipped at once, and said',
    plan(),
    from(0),
    { second: ['bo'] },
    { cycle: 0, step: 1, people: ['bo'], channels: [], skipped: [0], next: { cycle: 0, step: 2, afterMinutes: 10 } },
  ],
  [
    'two empty steps are skipped at once',
    plan(),
    from(0),
    { third: ['chen'] },
    { cycle: 0, step: 2, people: ['chen'], channels: [], skipped: [0, 1], next: null },
  ],
  [
    'an empty end goes over into the next round',
    plan({ repeat: 1 }),
    from(1, 0, 1),
    { first: ['ana'] },
    { cycle: 1, step: 0, people: ['ana'], channels: [], skipped: [1, 2], next: { cycle: 1, step: 1, afterMinutes: 5 } },
  ],
  [
    'all are empty: the last resort',
    plan(resort),
    from(0),
    fang,
    { cycle: 0, step: -1, people: ['fang'], channels: [], skipped: [0, 1, 2], next: null },
  ],
  [
    'all are empty and it repeats a hundred times: the last resort, once round',
    plan({ ...resort, repeat: 100 }),
    from(0, 0, 100),
    fang,
    { cycle: 0, step: -1, people: ['fang'], channels: [], skipped: [0, 1, 2], next: null },
  ],
  [
    'nobody is left to call after the first: the last resort',
    plan(resort),
    from(1),
    { first: ['ana'], ...fang },
    { cycle: 0, step: -1, people: ['fang'], channels: [], skipped: [1, 2], next: null },
  ],
  ['all are empty, and so is the last resort', plan(resort), from(0), {}, null],
  ['all are empty and there is no last resort', plan(), from(0), {}, null],
  [
    'somebody in two targets is called once',
    plan({ steps: [{ to: [{ team: 'first' }, { person: 'ana' }], delayMinutes: 5 }] }),
    from(0),
    { first: ['ana', 'bo'], ana: ['ana'] },
    { cycle: 0, step: 0, people: ['ana', 'bo'], channels: [], skipped: [], next: null },
  ],
  [
    'a step that only tells a channel is waited out like any other',
    plan({ steps: [{ to: [{ channel: 'ops' }], delayMinutes: 5 }, step('second', 10)] }),
    from(0),
    everybody,
    { cycle: 0, step: 0, people: [], channels: ['ops'], skipped: [], next: { cycle: 0, step: 1, afterMinutes: 5 } },
  ],
  ['a step that an edit has taken away is passed over', plan(), from(7), everybody, null],
];

test.each(rows)('%s', (_why, p, place, teams, expected) => expect(nextStep(p, place, staffed(teams))).toEqual(expected));

describe('whose turn it is', () => {
  test.each<[why: string, people: string[], last: string | null, next: string | null]>([
    ['the first by name at first', ['chen', 'ana', 'bo'], null, 'ana'],
    ['then the next', ['chen', 'ana', 'bo'], 'ana', 'bo'],
    ['after the last the first again', ['chen', 'ana', 'bo'], 'chen', 'ana'],
    ['after somebody who is gone whoever follows them', ['ana', 'dora'], 'bo', 'dora'],
    ['nobody of nobody', [], 'ana', null],
  ])('%s', (_why, people, last, next) => expect(drawFrom(people, last)).toBe(next));
});

describe('a target names exactly one thing', () => {
  test.each([{}, { person: 'ana', team: 'x' }])('%j is refused', (target) => {
    expect(Target.safeParse(target).error?.issues[0]?.message).toMatch(/exactly one of person, schedule, rotation, team, channel/u);
  });
  test('and says which', () => expect(aimOf({ schedule: 'payments' })).toEqual({ kind: 'schedule', name: 'payments' }));
});
