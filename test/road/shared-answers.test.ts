import { expect, test } from 'vitest';
import { SharedAnswers } from '../../app/access/shared-answers.ts';

const tick = (): Promise<void> => new Promise((r) => setImmediate(r));

test('who asks the same at the same time gets the same answer', async () => {
  const shared = new SharedAnswers();
  let made = 0;
  const ask = (): Promise<number> => shared.share('a', () => Promise.resolve(++made));
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask(), 'nothing was decided since').toBe(1);
  expect(await shared.share('b', () => Promise.resolve(++made)), 'another question').toBe(2);
});

test('what is quick is made anew as soon as something was decided', async () => {
  const shared = new SharedAnswers();
  let made = 0;
  const ask = (): Promise<number> => shared.share('a', () => Promise.resolve(++made));
  await ask();
  shared.touch();
  expect(await ask()).toBe(2);
});

test('what failed is asked for again', async () => {
  const shared = new SharedAnswers();
  await expect(shared.share('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await tick();
  expect(await shared.share('a', () => Promise.resolve(1))).toBe(1);
});
