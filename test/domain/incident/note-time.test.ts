import { expect, test } from 'vitest';
import { isRefusal } from '../../../domain/event/reply.ts';
import { noteTime } from '../../../domain/incident/note-time.ts';

const shanghai = (text: string): number => Date.parse(`2026-11-${text}+08:00`);

test.each<[now: string, said: string, at: string]>([
  ['23T10:00', '09:31', '23T09:31'],
  ['23T10:00', '9:31', '23T09:31'],
  ['23T10:00', '2026-11-23T01:31:30Z', '23T09:31:30'],
  ['23T10:00', '2026-11-23T09:31', '23T09:31'],
  ['23T10:00', '昨天 23:50', '22T23:50'],
  ['23T10:00', 'yesterday 23:50', '22T23:50'],
  ['23T10:00', 'now', '23T10:00'],
  // Shortly after midnight an hour of the evening was yesterday's.
  ['23T00:10', '23:50', '22T23:50'],
  // A clock that is a little fast.
  ['23T10:00', '2026-11-23T10:00:40+08:00', '23T10:00'],
])('at %s, "%s" was %s', (now, said, at) =>
  expect(noteTime(said, { now: shanghai(now), zone: 'Asia/Shanghai', declaredAt: shanghai(now) - 60_000 })).toBe(shanghai(at)),
);

test.each<[said: string, because: string]>([
  ['soon', 'is no time'],
  ['2026-11-23T25:00', 'is no time'],
  ['tomorrow 9:00', 'is still to come'],
  ['2026-11-23T10:05:00+08:00', 'is still to come'],
  ['2026-11-22T08:00', 'more than a day before'],
  ['the day before yesterday 9:00', 'more than a day before'],
])('"%s" is refused: %s', (said, because) => {
  const refused = noteTime(said, { now: shanghai('23T10:00'), zone: 'Asia/Shanghai', declaredAt: shanghai('23T09:00') });
  expect(isRefusal(refused) && refused.because.en).toContain(because);
  expect(isRefusal(refused) && refused.issues?.[0]?.path).toBe('at');
});
