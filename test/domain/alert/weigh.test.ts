import { describe, expect, test } from 'vitest';
import { applyStorm, type Offer, type Storm } from '../../../domain/alert/storm.ts';
import { weigh, type StormLimits } from '../../../domain/alert/weigh.ts';
import type { Severity } from '../../../domain/incident/severity.ts';
import { t0 } from './some-signals.ts';

const isWide = (tie: string): boolean => tie.startsWith('dc=');
const limits: StormLimits = { groups: (tie) => (isWide(tie) ? 6 : 4), isWide, withinMs: 60_000, holdMs: 2_000, followsMs: 15_000 };
const onward = { key: { reserve: 'incident', cause: null }, type: 'skill.called', data: {} } as const;

const offer = (group: string, ties: readonly string[], severity: Severity = 'SEV2'): Offer => ({
  group,
  ties,
  severity,
  firing: 1,
  onward,
  pages: null,
  declare: onward,
  channel: 'ops',
});
const calm: Storm = { id: 'default', lately: [], gales: [] };

const names = (offers: readonly Offer[]): string => offers.map((o) => o.group).join(' ');

/** What is let through, held, taken in and begun, by names. */
function weighed(offers: readonly Offer[], storm: Storm = calm, now = t0) {
  const w = weigh(storm, offers, { now, limits });
  return {
    passed: names(w.passed),
    held: names(w.held),
    took: Object.fromEntries([...w.took].map(([head, o]) => [head, names(o)])),
    began: w.began.map((b) => `${b.tie}: ${b.head.group} takes ${names(b.took)}`),
  };
}

/** The state after a weighing whose storms got no incident yet. */
function after(offers: readonly Offer[], storm: Storm = calm, now = t0): Storm {
  const { passed, held, began } = weigh(storm, offers, { now, limits });
  const weighedNow = applyStorm(
    storm,
    { type: 'storm.weighed', data: { passed, held, heldUntil: now + limits.holdMs }, at: now },
    'default',
  );
  return began.reduce(
    (s, { tie, head, took, tied }) =>
      applyStorm(
        s,
        {
          type: 'storm.began',
          data: { tie, head: head.group, severity: head.severity, channel: null, incident: 'INC-1', tied, count: took.length, waiting: [] },
          at: now,
        },
        'default',
      ),
    weighedNow,
  );
}

const pay = 'system="payments"';
const dc = 'dc="sh1"';

describe('one team’s alert groups, in the order in which they come', () => {
  test('the first goes at once, what is like it waits a moment', () => {
    expect(weighed([offer('a', [pay]), offer('b', [pay])])).toEqual({ passed: 'a', held: 'b', took: {}, began: [] });
  });
  test('what has nothing in common goes at once', () => {
    expect(weighed([offer('a', [pay]), offer('b', ['system="orders"']), offer('c', [])])).toMatchObject({ passed: 'a b c', held: '' });
  });
  test('what is worse than the first goes at once, what is as bad or less waits', () => {
    const [first, worse, less] = [offer('a', [pay], 'SEV2'), offer('b', [pay], 'SEV1'), offer('c', [pay], 'SEV3')];
    expect(weighed([first, worse, less])).toMatchObject({ passed: 'a b', held: 'c' });
  });
  test('so many of a kind are a storm: the first heads it, the others go under', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((g) => offer(g, [pay, dc]));
    expect(weighed(all)).toEqual({ passed: 'a', held: '', took: {}, began: ['system="payments": a takes b c d e f'] });
  });
  test('the most telling thing in common is its tie', () => {
    const hosts = ['w', 'x', 'y', 'z'].map((s, i) => offer(String(i), [`system="${s}"`, 'host="h"']));
    expect(weighed(hosts).began).toEqual(['host="h": 0 takes 1 2 3']);
  });
  test('of what half the firm has in common it takes more, and two before the third waits', () => {
    const systems = ['u', 'v', 'w', 'x', 'y', 'z'].map((s, i) => offer(String(i), [`system="${s}"`, dc]));
    expect(weighed(systems.slice(0, 5))).toMatchObject({ passed: '0 1', held: '2 3 4', began: [] });
    expect(weighed(systems)).toMatchObject({ passed: '0 1', held: '', began: ['dc="sh1": 0 takes 2 3 4 5'] });
  });
  test('who was let through before it was a storm keeps its own incident and counts', () => {
    const earlier = after([offer('b', [pay])], after([offer('a', [pay])], calm, t0), t0 + 16_000);
    expect(earlier.lately.map((w) => w.heldUntil)).toEqual([null, null]);
    expect(weighed([offer('c', [pay]), offer('d', [pay])], earlier, t0 + 40_000)).toEqual({
      passed: 'c',
      held: '',
      took: {},
      began: ['system="payments": a takes d'],
    });
  });
  test('what came longer ago than a minute is no part of it', () => {
    const earlier = after([offer('a', [pay]), offer('b', ['x']), offer('c', ['y'])]);
    expect(weighed([offer('d', [pay]), offer('e', [pay]), offer('f', [pay])], earlier, t0 + 60_001).began).toEqual([]);
  });
  test('what waits that is worse than the head of the storm goes its own way', () => {
    const storm = after([offer('a', [pay], 'SEV3'), offer('x', ['host="h"'], 'SEV1')]);
    const worse = offer('w', [pay, 'host="h"'], 'SEV1');
    const made = weighed([worse, offer('b', [pay], 'SEV3'), offer('c', [pay], 'SEV3')], storm);
    expect(made).toMatchObject({ passed: 'w', began: ['system="payments": a takes b c'] });
  });
});

describe('while a storm rages', () => {
  const storm = after(['a', 'b', 'c', 'd'].map((g) => offer(g, [pay, dc])));

  test('what belongs to it goes under', () =>
    expect(weighed([offer('e', [pay]), offer('f', [pay], 'SEV4')], storm)).toEqual({
      passed: '',
      held: '',
      took: { a: 'e f' },
      began: [],
    }));
  test('what is different is let through, also when it shares something that is not the tie', () =>
    expect(weighed([offer('e', ['system="orders"', dc])], storm)).toMatchObject({ passed: 'e', took: {} }));
  test('what is worse is let through', () => expect(weighed([offer('e', [pay], 'SEV1')], storm)).toMatchObject({ passed: 'e' }));
  test('those in it count towards no other', () => expect(storm.lately).toEqual([]));
});

test('asked again, a group counts once', () => {
  const storm = after([offer('a', [pay]), offer('b', [pay])]);
  expect(weighed([offer('b', [pay]), offer('b', [pay]), offer('a', [pay])], storm).began).toEqual([]);
});
