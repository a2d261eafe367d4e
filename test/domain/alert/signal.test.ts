import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PostedAlert, signalFrom, signalTitle, type Signal } from '../../../domain/alert/signal.ts';
import { fingerprint } from '../../../domain/alert/fingerprint.ts';
import { minute, t0 } from './some-signals.ts';

const read = (posted: Partial<PostedAlert> = {}): Signal =>
  signalFrom({ labels: { alertname: 'DiskFull' }, ...posted }, { source: 'prom-sh1', now: t0 });
const iso = (at: number): string => new Date(at).toISOString();

describe('times are filled in', () => {
  test.each<[why: string, posted: Partial<PostedAlert>, startsAt: number, endsAt: number, byTimeout: boolean]>([
    ['neither is given: from now on, for five minutes', {}, t0, t0 + 5 * minute, true],
    ['only the start', { startsAt: iso(t0 - minute) }, t0 - minute, t0 + 5 * minute, true],
    ['only an end ahead: it starts now', { endsAt: iso(t0 + minute) }, t0, t0 + minute, false],
    ['only an end behind: it started then', { endsAt: iso(t0 - minute) }, t0 - minute, t0 - minute, false],
    ['both', { startsAt: iso(t0 - minute), endsAt: iso(t0 + minute) }, t0 - minute, t0 + minute, false],
    ['null', { startsAt: null, endsAt: null }, t0, t0 + 5 * minute, true],
    ['empty', { startsAt: '', endsAt: '' }, t0, t0 + 5 * minute, true],
    ['zero as Go writes it', { startsAt: iso(t0), endsAt: '0001-01-01T00:00:00Z' }, t0, t0 + 5 * minute, true],
    ['zero as amtool writes it', { startsAt: '0001-01-01T00:00:00.000Z' }, t0, t0 + 5 * minute, true],
    ['nanoseconds and an offset', { startsAt: '2026-11-23T09:29:00.123456789+08:00' }, t0 - minute + 123, t0 + 5 * minute, true],
  ])('%s', (_why, posted, startsAt, endsAt, byTimeout) => {
    expect(read(posted)).toMatchObject({ startsAt, endsAt, byTimeout, updatedAt: t0 });
  });

  test('an end before the start is refused by name', () => {
    expect(() => read({ startsAt: iso(t0), endsAt: iso(t0 - 1) })).toThrow('endsAt: lies before startsAt.');
  });
});

describe('the schema says which field is wrong, and what to write', () => {
  const why = (alert: unknown): string =>
    PostedAlert.safeParse(alert)
      .error?.issues.map((i) => `${i.path.join('.')} ${i.message}`)
      .join('; ') ?? 'nothing';
  const labels = { alertname: 'X' };
  test.each<[alert: unknown, said: string]>([
    [{ labels }, 'nothing'],
    [{ labels, annotations: null, startsAt: null, endsAt: null, generatorURL: null }, 'nothing'],
    [{ labels: {} }, 'labels has no label with a value. An alert needs at least one, usually alertname.'],
    [{ labels: { a: '' } }, 'labels has no label with a value. An alert needs at least one, usually alertname.'],
    [{ labels: { '': 'x' } }, 'labels has a label without a name.'],
    [{ labels: { a: 1 } }, 'labels.a must be text. Put the value in quotes.'],
    [{ labels, annotations: { a: null } }, 'annotations.a must be text. Put the value in quotes.'],
    [{ labels, startsAt: 'yesterday' }, 'startsAt is not a time. Write it as 2026-11-23T09:31:00Z.'],
    [{ labels, startsAt: 'foo 1' }, 'startsAt is not a time. Write it as 2026-11-23T09:31:00Z.'],
    [{ labels, endsAt: '2026-11-23T09:31:00' }, 'endsAt is not a time. Write it as 2026-11-23T09:31:00Z.'],
    [{ labels, endsAt: '2026-13-01T00:00:00Z' }, 'endsAt is not a time. Write it as 2026-11-23T09:31:00Z.'],
  ])('%j: %s', (alert, said) => expect(why(alert)).toBe(said));
});

test('empty labels and annotations are dropped, and do not count in the fingerprint', () => {
  const signal = read({ labels: { alertname: 'X', empty: '' }, annotations: { summary: '', runbook: 'r' } });
  expect(signal).toMatchObject({ labels: { alertname: 'X' }, annotations: { runbook: 'r' }, fingerprint: fingerprint({ alertname: 'X' }) });
});

test('NUL and halves of characters are replaced wherever they stand', () => {
  const signal = read({ labels: { a: 'x\0y' }, annotations: { 'n\0m': 'v\ud800w', ok: '\u{1f600}' }, generatorURL: 'http://x/\0' });
  expect(signal).toMatchObject({
    labels: { a: 'x\ufffdy' },
    annotations: { 'n\ufffdm': 'v\ufffdw', ok: '\u{1f600}' },
    generatorURL: 'http://x/\ufffd',
  });
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => !/\0/u.test(read({ annotations: { text: `x${text}` } }).annotations['text'] ?? ''),
    ),
  );
});

describe('one alert is at most 65,536 characters', () => {
  const limit = 64 * 1024;
  test.each([
    ['labels', (n: number) => ({ labels: { a: 'x'.repeat(n - 1) } })],
    ['annotations', (n: number) => ({ labels: { a: 'b' }, annotations: { t: 'x'.repeat(n - 3) } })],
    ['address', (n: number) => ({ labels: { a: 'b' }, generatorURL: 'x'.repeat(n - 2) })],
  ])('%s', (_what, of) => {
    expect(() => read(of(limit))).not.toThrow();
    expect(() => read(of(limit + 1))).toThrow('hold 65537 characters, the limit is 65536. Shorten them.');
  });
});

test.each<[labels: Record<string, string>, annotations: Record<string, string>, title: string]>([
  [{ alertname: 'X' }, { summary: 'S', description: 'D' }, 'S'],
  [{ alertname: 'X' }, { description: 'D' }, 'D'],
  [{ alertname: 'X' }, {}, 'X'],
  [{ job: 'api' }, {}, 'api'],
])('%o %o is shown as %s', (labels, annotations, title) => expect(signalTitle({ labels, annotations })).toBe(title));
