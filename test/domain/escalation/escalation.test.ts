import { describe, expect, test } from 'vitest';
import { applyEscalation, type Escalation, type EscalationFacts, type Plan } from '../../../domain/escalation/escalation.ts';
import { planFor, planOf } from '../../../domain/escalation/staff.ts';
import { Policy } from '../../../domain/escalation/policy.ts';

const id = 'incident:INC-20261123-001';
const about = { incident: 'INC-20261123-001', group: null, title: 'Orders are rejected', severity: 'SEV1' as const };
const plan: Plan = { ...planFor(['ana']), repeat: 2 };

type Fact = { [K in keyof EscalationFacts]: [K, EscalationFacts[K]] }[keyof EscalationFacts];
const after = (...facts: readonly Fact[]): Escalation | null =>
  facts.reduce<Escalation | null>(
    (e, [type, data]) => applyEscalation(e, { type, data, at: 0 } as Parameters<typeof applyEscalation>[1], id),
    null,
  );

const started: Fact = ['escalation.started', { about, plan }];
const stepped = (
  step: number,
  cycle: number,
  next: { step: number; cycle: number } | null,
  pages: string[] = [`p${cycle}.${step}`],
): Fact => ['escalation.stepped', { step, cycle, people: ['ana'], pages, skipped: [], next, nextAt: 300_000 }];
const acked: Fact = ['escalation.stopped', { because: 'acked', person: 'ana' }];
const resolved: Fact = ['escalation.stopped', { because: 'resolved', person: null }];
const lapsed: Fact = ['escalation.lapsed', { because: 'timeout' }];

describe('where it stands', () => {
  test.each<[why: string, facts: Fact[], expected: Partial<Escalation>]>([
    ['begun', [started], { state: 'running', cycle: 0, step: 0, lastCycle: 2, pages: [] }],
    ['a step has fired', [started, stepped(0, 0, { step: 1, cycle: 0 })], { step: 1, cycle: 0, pages: ['p0.0'] }],
    [
      'a page is named once',
      [started, stepped(0, 0, { step: 1, cycle: 0 }), stepped(1, 0, { step: 0, cycle: 1 }, ['p0.0', 'p0.1'])],
      { step: 0, cycle: 1, pages: ['p0.0', 'p0.1'] },
    ],
    ['the last step has fired', [started, stepped(3, 2, null)], { step: 4, cycle: 2 }],
    ['acknowledged, its pages are over', [started, stepped(0, 0, { step: 1, cycle: 0 }), acked], { state: 'acked', pages: [] }],
    ['resolved', [started, resolved], { state: 'stopped', pages: [] }],
    ['taken over by an incident', [started, ['escalation.stopped', { because: 'over', person: null }]], { state: 'stopped' }],
    ['exhausted, its pages go on', [started, stepped(0, 0, null), ['escalation.exhausted', {}]], { state: 'exhausted', pages: ['p0.0'] }],
  ])('%s', (_why, facts, expected) => expect(after(...facts)).toMatchObject(expected));
});

test('an acknowledgement that ran out begins the steps again, in rounds that were never there before', () => {
  const again = after(started, stepped(0, 0, { step: 0, cycle: 1 }), stepped(0, 1, { step: 0, cycle: 2 }), acked, lapsed);
  expect(again).toMatchObject({ state: 'running', step: 0, cycle: 3, lastCycle: 5, plan });
});

test('started anew after its end it goes on counting rounds', () => {
  expect(after(started, resolved, started)).toMatchObject({ state: 'running', step: 0, cycle: 1, lastCycle: 3 });
});

test('a fact before its start is a bug and says so', () =>
  expect(() => after(lapsed)).toThrow(`escalation ${id}: escalation.lapsed before escalation.started`));

describe('the plan', () => {
  const policy = Policy.parse({ steps: [{ to: [{ person: 'ana' }] }] });
  test('of a policy, with what was left out', () => {
    expect(planOf('default', policy)).toEqual({
      policy: 'default',
      steps: [{ to: [{ person: 'ana' }], delayMinutes: 5 }],
      repeat: 0,
      ackTimeoutMinutes: null,
      lastResort: null,
    });
  });
  test('for people who were named: all at the same time, once', () => {
    expect(planFor(['ana', 'bo'])).toMatchObject({ policy: null, steps: [{ to: [{ person: 'ana' }, { person: 'bo' }] }], repeat: 0 });
  });
});
