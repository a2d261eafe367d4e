import { describe, expect, test } from 'vitest';
import { mayHit, parseMatcher } from '../../../domain/alert/matcher.ts';
import { applySilence, hitsEverything, keepsId, silencedBy, silenceState, type Silence } from '../../../domain/alert/silence.ts';
import { hour, minute, t0 } from './some-signals.ts';

const matchers = (...texts: string[]) => texts.map(parseMatcher);
const silence = (given: Partial<Silence> = {}): Silence => ({
  id: 's1',
  matchers: matchers('alertname="DiskFull"'),
  startsAt: t0,
  endsAt: t0 + hour,
  createdBy: 'ana',
  comment: 'Disk is being replaced',
  updatedAt: t0,
  ...given,
});

test.each([
  ['the millisecond before it begins', -1, 'pending'],
  ['as it begins', 0, 'active'],
  ['the millisecond before it ends', hour - 1, 'active'],
  ['as it ends', hour, 'expired'],
])('%s it is what it should be', (_when, after, state) => {
  expect(silenceState(silence(), t0 + after)).toBe(state);
});

describe('an edit keeps the id', () => {
  const now = t0 + minute;
  const pending = silence({ startsAt: now + minute });
  test.each<[why: string, old: Silence, next: Partial<Silence>, keeps: boolean]>([
    ['when only the end of an active one moves', silence(), { endsAt: t0 + 2 * hour }, true],
    ['when an active one shall end now', silence(), { endsAt: now }, true],
    ['not when the end lies behind', silence(), { endsAt: now - 1 }, false],
    ['not when the start of an active one moves', silence(), { startsAt: t0 + 1 }, false],
    ['when the start of a pending one moves ahead', pending, { startsAt: now + hour, endsAt: now + 2 * hour }, true],
    ['not when the start of a pending one moves into the past', pending, { startsAt: now - 1 }, false],
    ['not when it is over', silence({ endsAt: now }), { endsAt: now + hour }, false],
    ['not when a matcher differs', silence(), { matchers: matchers('alertname="Down"') }, false],
    ['not when a matcher is added', silence(), { matchers: matchers('alertname="DiskFull"', 'a="b"') }, false],
    ['not when a regex takes the place of a text', silence(), { matchers: matchers('alertname=~"DiskFull"') }, false],
    [
      'whatever order the fields of a matcher come in',
      silence(),
      { matchers: [{ isRegex: false, isEqual: true, value: 'DiskFull', name: 'alertname' }] },
      true,
    ],
  ])('%s', (_why, old, next, keeps) => {
    expect(keepsId(old, { ...old, ...next }, now)).toBe(keeps);
  });
});

describe('a group is touched', () => {
  const group = { alertname: 'DiskFull', site: 'sh' };
  test.each<[why: string, texts: string[], touched: boolean]>([
    ['when its own labels are hit', ['alertname="DiskFull"'], true],
    ['when some of its alerts may be hit', ['instance="db-1"'], true],
    ['not when its own labels say otherwise', ['alertname="Down"', 'instance="db-1"'], false],
    ['not when one of several says otherwise', ['alertname="DiskFull"', 'site!="sh"'], false],
  ])('%s', (_why, texts, touched) => expect(mayHit(matchers(...texts), group)).toBe(touched));

  test('always, when it groups by nothing', () => expect(mayHit(silence().matchers, {})).toBe(true));
});

test('only active silences hit, and all that do are named', () => {
  const all = [
    silence(),
    silence({ id: 's2', matchers: matchers('instance=~"db.*"') }),
    silence({ id: 'old', endsAt: t0 }),
    silence({ id: 'later', startsAt: t0 + 1 }),
  ];
  const hits = silencedBy(all, t0);
  expect(hits({ alertname: 'DiskFull', instance: 'db-1' })).toEqual(['s1', 's2']);
  expect(hits({ alertname: 'Down', instance: 'web-1' })).toEqual([]);
});

test.each<[texts: string[], everything: boolean]>([
  [['a="x"'], false],
  [['a=""'], true],
  [['a!="x"'], true],
  [['a=~".*"'], true],
  [['a=~".+"'], false],
  [['a=~".*"', 'b="x"'], false],
])('%j hits alerts without any of its labels: %s', (texts, everything) => {
  expect(hitsEverything(matchers(...texts))).toBe(everything);
});

describe('its facts', () => {
  const { id: _id, updatedAt: _at, ...data } = silence();
  const set = { type: 'silence.set', data, at: t0 + 5 } as const;
  const expired = (at: number) => ({ type: 'silence.expired', data: { by: 'person:ana' }, at }) as const;

  test('set, it has its id and the time', () =>
    expect(applySilence(null, set, 's9')).toEqual({ ...silence({ id: 's9' }), updatedAt: t0 + 5 }));
  test('expired while active it ends then', () =>
    expect(applySilence(silence(), expired(t0 + minute), 's1')).toMatchObject({
      startsAt: t0,
      endsAt: t0 + minute,
      updatedAt: t0 + minute,
    }));
  test('expired before it began it never was', () =>
    expect(silenceState(applySilence(silence({ startsAt: t0 + minute }), expired(t0), 's1'), t0)).toBe('expired'));
  test('expired once more it keeps its end', () =>
    expect(applySilence(silence({ endsAt: t0 + 1 }), expired(t0 + 9), 's1').endsAt).toBe(t0 + 1));
  test('expired before it was set is a bug and says so', () =>
    expect(() => applySilence(null, expired(t0), 's1')).toThrow('silence s1: silence.expired before silence.set'));
});
