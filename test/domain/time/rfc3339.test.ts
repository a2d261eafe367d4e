import { expect, test } from 'vitest';
import { instantOf, rfc3339 } from '../../../domain/time/rfc3339.ts';

test.each([
  ['2026-11-23T09:30:00Z', '2026-11-23T09:30:00.000Z'],
  ['2026-11-23T17:30:00+08:00', '2026-11-23T09:30:00.000Z'],
  ['2026-11-23T09:30:00.123456789Z', '2026-11-23T09:30:00.123Z'],
  ['2026-11-23t09:30:00z', '2026-11-23T09:30:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T00:00:00Z', '9999-12-31T00:00:00.000Z'],
])('%s is %s', (text, out) => expect(rfc3339(instantOf(text))).toBe(out));

test.each([
  '',
  '2026-11-23',
  '2026-11-23T09:30',
  '2026-11-23T09:30:00',
  '2026-11-23 09:30:00Z',
  '2026-13-01T00:00:00Z',
  'foo 1',
  '1795426200',
])('%j is none', (text) => expect(instantOf(text)).toBeNull());
test('no time is no text', () => expect(rfc3339(null)).toBeNull());
