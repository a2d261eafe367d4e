import { describe, expect, test } from 'vitest';
import { applyPage, isLive, personOfPage, type Page, type PageFacts } from '../../../domain/page/page.ts';

const id = 'INC-20261123-001.0.0.ana';
const about = { incident: 'INC-20261123-001', group: null, title: 'Orders are rejected', severity: 'SEV1' as const };
const rules = [
  { afterMinutes: 0, by: 'chat' },
  { afterMinutes: 3, by: 'phone' },
] as const;

type Fact = { [K in keyof PageFacts]: [K, PageFacts[K]] }[keyof PageFacts];
const page = (...facts: readonly Fact[]): Page => {
  const all: readonly Fact[] = [['page.started', { person: 'ana', about, escalation: 'e', rules }], ...facts];
  return all.reduce<Page | null>(
    (p, [type, data], i) => applyPage(p, { type, data, at: i } as Parameters<typeof applyPage>[1], id),
    null,
  ) as Page;
};
const tried = (attempt: number, by: 'chat' | 'phone', rule: number | null = attempt): Fact => ['page.tried', { attempt, by, rule }];
const sent = (attempt: number, by: 'chat' | 'phone', state: 'sent' | 'delivered' = 'sent'): Fact => [
  'page.sent',
  { attempt, by, state, repeated: false },
];
const missed = (attempt: number, by: 'chat' | 'phone'): Fact => ['page.missed', { attempt, by, error: 'busy' }];
const acked: Fact = ['page.acked', { via: 'ring' }];
const stopped: Fact = ['page.stopped', { because: 'acked', person: 'bo' }];

describe('a page is as far as its best attempt', () => {
  test.each<[why: string, facts: Fact[], state: Page['state']]>([
    ['just begun', [], 'queued'],
    ['tried', [tried(0, 'chat')], 'queued'],
    ['sent', [tried(0, 'chat'), sent(0, 'chat')], 'sent'],
    ['delivered by the second way', [tried(0, 'chat'), sent(0, 'chat'), tried(1, 'phone'), sent(1, 'phone', 'delivered')], 'delivered'],
    ['sent by one, missed by the other', [tried(0, 'chat'), sent(0, 'chat'), tried(1, 'phone'), missed(1, 'phone')], 'sent'],
    ['missed, but a rule is still to come', [tried(0, 'chat'), missed(0, 'chat')], 'queued'],
    ['missed by all there is', [tried(0, 'chat'), missed(0, 'chat'), tried(1, 'phone'), missed(1, 'phone')], 'failed'],
    ['missed by one while the other is on its way', [tried(0, 'chat'), missed(0, 'chat'), tried(1, 'phone')], 'queued'],
    ['acknowledged', [tried(0, 'chat'), sent(0, 'chat'), acked], 'acked'],
    ['stopped', [tried(0, 'chat'), stopped], 'stopped'],
    ['an ack comes before a stop', [acked, stopped], 'acked'],
    ['a late result does not revive it', [tried(0, 'chat'), acked, sent(0, 'chat')], 'acked'],
    ['nor after a stop', [tried(0, 'chat'), stopped, missed(0, 'chat')], 'stopped'],
  ])('%s', (_why, facts, state) => expect(page(...facts).state).toBe(state));
});

test('each attempt keeps its way, its time and what went wrong', () => {
  const p = page(['page.tried', { attempt: 0, by: 'chat', chat: 'slack', rule: 0 }], tried(1, 'phone'), [
    'page.missed',
    { attempt: 0, by: 'chat', chat: 'slack', error: 'slack is down' },
  ]);
  expect(p.attempts).toEqual([
    { by: 'chat', chat: 'slack', state: 'failed', at: 3, error: 'slack is down' },
    { by: 'phone', state: 'queued', at: 2 },
  ]);
});

test('one rule in two chats is one rule, and what is tried beyond the rules is none', () => {
  expect(page(tried(0, 'chat', 0), tried(1, 'chat', 0)).tried).toBe(1);
  expect(page(tried(0, 'chat', 0), tried(1, 'phone', 1), tried(2, 'chat', null)).tried).toBe(2);
});

test('acknowledged by what and when', () => expect(page(acked)).toMatchObject({ acknowledgedAt: 1, acknowledgedVia: 'ring' }));
test('it rings until somebody acknowledges or it is stopped', () => {
  expect([page(), page(tried(0, 'chat'), missed(0, 'chat')), page(acked), page(stopped)].map(isLive)).toEqual([true, true, false, false]);
});
test('a fact before its start is a bug and says so', () =>
  expect(() => applyPage(null, { type: 'page.acked', data: { via: 'x' }, at: 0 }, id)).toThrow(
    `page ${id}: page.acked before page.started`,
  ));

test.each([
  ['INC-20261123-001.0.0.ana', 'ana'],
  ['INC-20261123-001.12.-1.ana', 'ana'],
  ['INC-20261123-001.0.0.ana.b', 'ana.b'],
  ['INC-20261123-001.0.0.x.1.2.y', 'x.1.2.y'],
  ['default/0~97f50f5299744521.0.1.bo', 'bo'],
  ['site.1.2.north~97f50f5299744521.0.1.bo', 'bo'],
])('the page %s is for %s', (page_, person) => expect(personOfPage(page_)).toBe(person));
