import { expect, test } from 'vitest';
import { until } from '../harness/until.ts';

test('the first value counts, zero and the empty text included', async () => {
  const values = [undefined, null, false, 0] as const;
  const looked: unknown[] = [];
  expect(
    await until(() => (looked.push(values[looked.length]), looked.at(-1) as number | undefined), { what: 'a value', everyMs: 1 }),
  ).toBe(0);
  expect(await until(() => '', { what: 'a text' })).toBe('');
  expect(looked).toEqual([...values]);
});

test('a refusal names what was awaited, the last error and the context', async () => {
  const never = until(() => Promise.reject(new Error('connection refused')), {
    what: 'the room to open',
    timeoutMs: 30,
    everyMs: 5,
    context: () => 'log: -',
  });
  await expect(never).rejects.toThrow('waited 30 ms for the room to open; last error: connection refused\nlog: -');
});
