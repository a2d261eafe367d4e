import { describe, expect, test } from 'vitest';
import { sift, type Change } from '../../../domain/alert/sift.ts';
import type { Signal, StoredSignal } from '../../../domain/alert/signal.ts';
import { heard, hour, minute, stored, t0 } from './some-signals.ts';

const now = t0 + hour;
/** An explicit end that the source gave. */
const ending = (endsAt: number): Partial<Signal> => ({ endsAt, byTimeout: false });

type Row = [why: string, known: StoredSignal | undefined, hearing: Signal, change: Change, after: Partial<StoredSignal> | null];

const firing = (given: Partial<StoredSignal> = {}): StoredSignal => stored({ endsAt: now + 3 * minute, byTimeout: true, ...given });
/** It fired at t0 and its source said half an hour later that it is over. */
const over = (given: Partial<StoredSignal> = {}): StoredSignal =>
  stored({ state: 'resolved', updatedAt: t0 + hour / 2, startsAt: t0, turnedAt: t0 + hour / 2, ...ending(t0 + hour / 2), ...given });
const again = (given: Partial<Signal> = {}): Signal =>
  heard({ startsAt: t0, updatedAt: now, endsAt: now + 5 * minute, byTimeout: true, ...given });
const resolve = (endsAt: number, given: Partial<Signal> = {}): Signal => again({ ...ending(endsAt), ...given });

const rows: Record<string, Row[]> = {
  'never heard before': [
    ['a firing one is new', undefined, again(), 'new', { state: 'firing', turnedAt: now, startsAt: t0 }],
    [
      'a resolve before its firing is kept and announces nothing',
      undefined,
      resolve(now - minute),
      'same',
      { state: 'resolved', turnedAt: now },
    ],
    ['one that ends this very instant is over', undefined, resolve(now), 'same', { state: 'resolved' }],
    ['one that ends a millisecond from now fires', undefined, resolve(now + 1), 'new', { state: 'firing' }],
  ],
  'named by a key of its source': [
    ['a resolve of what is not known makes nothing', undefined, resolve(now, { isKeyed: true, onlyKnown: true }), 'stale', null],
    ['nor one of what is over', over(), resolve(now, { isKeyed: true, onlyKnown: true }), 'stale', null],
    [
      'a resolve without labels ends what is known, labels and all',
      firing({ labels: { alertname: 'DiskFull', host: 'db-1' } }),
      resolve(now, { isKeyed: true, onlyKnown: true, labels: { alertname: 'resolve' }, annotations: {} }),
      'resolved',
      { state: 'resolved', labels: { alertname: 'DiskFull', host: 'db-1' } },
    ],
    [
      'a resolve with other labels ends it under those it had',
      firing({ labels: { severity: 'critical' } }),
      resolve(now, { isKeyed: true, labels: { severity: 'ok' } }),
      'resolved',
      { state: 'resolved', labels: { severity: 'critical' } },
    ],
    [
      'a resolve of a clock that is behind ends it all the same',
      firing({ startsAt: now - minute }),
      resolve(now - hour / 2, { isKeyed: true, onlyKnown: true }),
      'resolved',
      { state: 'resolved' },
    ],
    [
      'other labels while it fires are news',
      firing({ labels: { severity: 'warning' } }),
      again({ isKeyed: true, labels: { severity: 'critical' } }),
      'altered',
      { state: 'firing', labels: { severity: 'critical' } },
    ],
    [
      'a word about what fires says nothing of its end',
      firing({ endsAt: now + hour, byTimeout: false }),
      again({ isKeyed: true, onlyKnown: true, labels: {}, annotations: { acknowledged: 'by bo' } }),
      'altered',
      { state: 'firing', endsAt: now + hour, annotations: { summary: 'The disk of db-1 is full', acknowledged: 'by bo' } },
    ],
  ],
  'while it fires': [
    [
      'heard again, nothing but its times is new',
      firing(),
      again(),
      'same',
      { state: 'firing', turnedAt: t0, endsAt: now + 5 * minute, updatedAt: now },
    ],
    [
      'other words are news',
      firing(),
      again({ annotations: { summary: 'Worse' } }),
      'altered',
      { turnedAt: t0, annotations: { summary: 'Worse' } },
    ],
    ['one more annotation is news', firing(), again({ annotations: { summary: 'The disk of db-1 is full', runbook: 'x' } }), 'altered', {}],
    ['its explicit end', firing(), resolve(now - 1), 'resolved', { state: 'resolved', turnedAt: now, endsAt: now - 1 }],
    ['an earlier start is believed', firing({ startsAt: t0 + minute }), again(), 'same', { startsAt: t0 }],
    ['a later start changes nothing', firing(), again({ startsAt: t0 + minute }), 'same', { startsAt: t0 }],
    ['a resolve keeps the earliest start', firing(), resolve(now - 1, { startsAt: t0 + minute }), 'resolved', { startsAt: t0 }],
    ['an explicit end ahead outlasts a guess', firing(ending(now + hour)), again(), 'same', { endsAt: now + hour, byTimeout: false }],
    [
      'an explicit end ahead outlasts an earlier explicit one',
      firing(ending(now + hour)),
      resolve(now + minute),
      'same',
      { endsAt: now + hour, byTimeout: false },
    ],
    ['a guess gives way to an explicit end', firing(), resolve(now + minute), 'same', { endsAt: now + minute, byTimeout: false }],
    ['a later explicit end is taken', firing(ending(now + minute)), resolve(now + hour), 'same', { endsAt: now + hour, byTimeout: false }],
    ['the timeout has passed', firing({ endsAt: now - 1 }), again({ endsAt: now - 1 }), 'resolved', { state: 'resolved', byTimeout: true }],
    ['a timeout that a later hearing has put off', firing({ endsAt: now + minute }), again({ endsAt: now - 1 }), 'stale', null],
    ['the end of an earlier span comes late', firing({ startsAt: now - minute }), resolve(now - 2 * minute), 'stale', null],
    ['an older hearing overtaken by a younger', firing({ updatedAt: now }), again({ updatedAt: now - 1 }), 'stale', null],
    [
      'an older resolve overtaken by a younger firing',
      firing({ updatedAt: now }),
      resolve(now - minute, { updatedAt: now - 1 }),
      'stale',
      null,
    ],
  ],
  'after it resolved': [
    ['resolved once more is nothing new', over(), resolve(t0 + hour / 2), 'same', { state: 'resolved', turnedAt: t0 + hour / 2 }],
    ['the later of two ends counts', over(), resolve(now - minute), 'same', { endsAt: now - minute, startsAt: t0 }],
    ['the later of two ends counts, whichever comes first', over(), resolve(t0 + minute), 'same', { endsAt: t0 + hour / 2 }],
    [
      'a resolve of a span that was never heard firing is a span of its own',
      over(),
      resolve(now - minute, { startsAt: now - 2 * minute }),
      'same',
      { startsAt: now - 2 * minute, endsAt: now - minute },
    ],
    ['a new span', over(), again({ startsAt: now - minute }), 'refired', { state: 'firing', turnedAt: now, startsAt: now - minute }],
    ['its own firing, overtaken on the way', over({ turnedAt: now - 4 * minute }), again(), 'stale', null],
    ['an even older firing', over({ turnedAt: now - 4 * minute }), again({ startsAt: t0 - hour }), 'stale', null],
    [
      'who goes on saying for five minutes that it fires is believed',
      over({ turnedAt: now - 5 * minute }),
      again(),
      'refired',
      { state: 'firing', startsAt: t0 },
    ],
    [
      'it had only lapsed, and is heard again with the same start',
      over({ byTimeout: true, turnedAt: now - 1 }),
      again(),
      'refired',
      { state: 'firing', startsAt: t0 },
    ],
    ['the firing whose resolve came first', over({ turnedAt: now - 1, startsAt: t0 }), again(), 'stale', null],
    ['an older hearing', over({ updatedAt: now }), again({ updatedAt: now - 1, startsAt: now - 2 }), 'stale', null],
  ],
};

describe.each(Object.entries(rows))('%s', (_when, table) => {
  test.each(table)('%s', (_why, known, hearing, change, after) => {
    const sifted = sift(known, hearing, now);
    expect(sifted.change).toBe(change);
    if (after === null) expect(sifted.signal).toBeNull();
    else expect(sifted.signal).toMatchObject(after);
  });
});

test('the younger hearing wins words and address', () => {
  const { signal } = sift(firing(), again({ annotations: { summary: 'New words' }, generatorURL: 'http://prom/graph' }), now);
  expect(signal).toMatchObject({ annotations: { summary: 'New words' }, generatorURL: 'http://prom/graph' });
});
