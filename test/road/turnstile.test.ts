import { expect, test } from 'vitest';
import { Turnstile } from '../../app/road/turnstile.ts';

/** A turnstile whose work ends when told to; `inside` names in order what went in. */
function gate(most: number) {
  const inside: string[] = [];
  const ends: (() => void)[] = [];
  const turnstile = new Turnstile<string>(most, (piece) => {
    inside.push(piece);
    return new Promise((resolve) => ends.push(resolve));
  });
  const leave = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i++) {
      ends.shift()?.();
      await new Promise((r) => setImmediate(r));
    }
  };
  return { turnstile, inside, leave };
}

const group = (share: string) => ({ urgency: 2, share });

test('so many go in at a time, the others when one comes out', async () => {
  const { turnstile, inside, leave } = gate(2);
  for (const piece of ['a', 'b', 'c']) turnstile.add(piece, group('x'));
  expect([inside, turnstile.waiting]).toEqual([['a', 'b'], 1]);
  await leave(1);
  expect([inside, turnstile.waiting]).toEqual([['a', 'b', 'c'], 0]);
});

test('however long one line is, the first of another is next but one', async () => {
  const { turnstile, inside, leave } = gate(1);
  for (let i = 0; i < 100; i++) turnstile.add(`storm ${i}`, group('storm'));
  turnstile.add('other', group('other'));
  await leave(2);
  expect(inside).toEqual(['storm 0', 'storm 1', 'other']);
});

test('lines take turns', async () => {
  const { turnstile, inside, leave } = gate(1);
  for (const share of ['a', 'a', 'a', 'b', 'b', 'c']) turnstile.add(share, group(share));
  await leave(6);
  expect(inside.join('')).toBe('aabcab');
});

test('what is urgent goes before all that is not', async () => {
  const { turnstile, inside, leave } = gate(1);
  turnstile.add('group', group('x'));
  turnstile.add('another', group('y'));
  turnstile.add('page', { urgency: 0, share: 'page' });
  await leave(3);
  expect(inside).toEqual(['group', 'page', 'another']);
});

test('work that fails leaves as well', async () => {
  const inside: string[] = [];
  const turnstile = new Turnstile<string>(1, async (piece) => {
    inside.push(piece);
    await Promise.resolve();
  });
  turnstile.add('a', group('x'));
  turnstile.add('b', group('x'));
  await new Promise((r) => setImmediate(r));
  expect(inside).toEqual(['a', 'b']);
});
