import { expect, test } from 'vitest';
import { lineDiff } from '../../config/line-diff.ts';
import { massRemoval } from '../../config/mass-removal.ts';
import type { Resource } from '../../domain/resource/resource.ts';

const people = (...names: readonly number[]): Resource[] =>
  names.map((n) => ({ kind: 'person', name: `p${n}`, spec: {}, origin: { file: 'a.yaml', line: n } }) as unknown as Resource);
const upTo = (n: number): Resource[] => people(...Array.from({ length: n }, (_, i) => i));

test.each<[why: string, before: Resource[], now: Resource[], isHeld: boolean]>([
  ['nothing was there', [], [], false],
  ['an emptied directory', upTo(2), [], true],
  ['more than half of ten', upTo(10), upTo(4), true],
  ['half of ten', upTo(10), upTo(5), false],
  ['four of six', upTo(6), upTo(2), false],
  ['five of nine', upTo(9), upTo(4), true],
  ['all renamed', people(1, 2), people(3, 4), true],
  ['a few gone, many new', upTo(10), people(...Array.from({ length: 20 }, (_, i) => i + 3)), false],
])('%s', (_why, before, now, isHeld) => {
  const held = massRemoval(before, now, '/config');
  expect(held !== null).toBe(isHeld);
  if (held) expect(held.hint).toContain('tocsin config reload --yes');
});

test.each<[before: string, after: string, said: string]>([
  ['a\nb\nc\n', 'a\nc\nd\n', ' a,-b, c,+d'],
  ['', 'a\n', '+a'],
  ['a\n', '', '-a'],
  ['a\n', 'a\n', ' a'],
])('the lines of %j and %j', (before, after, said) =>
  expect(
    lineDiff(before, after)
      .map(({ sign, text }) => sign + text)
      .join(','),
  ).toBe(said),
);
