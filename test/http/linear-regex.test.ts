import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** Each matches nothing in many letters a and a b, after trying everything. */
const nasty = [
  '(a+)+',
  '(a*)*',
  '(a|aa)+',
  '(a|a?)+',
  '((a?)*)*',
  '(.*a){12}',
  '(a+){4}(a+){4}',
  '(a{1,4}){1,4}(a+)+',
  '([a-z]+)*',
  '(.+)+x',
  '(?:a?){16}a{16}(a+)+',
];

test('no pattern that is let in can hold the process, with the flags of npm start', () => {
  const script = `
    import { labelTest } from ${JSON.stringify(join(root, 'domain/alert/matcher.ts'))};
    const nasty = ${JSON.stringify(nasty)};
    for (const value of nasty) labelTest([{ name: 'a', value, isEqual: true, isRegex: true }])({ a: 'a'.repeat(2000) + 'b' });
    console.log('done');`;
  const started = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--input-type=module-typescript', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect([stdout.trim(), stderr]).toEqual(['done', '']);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('the flag that makes it so is there', () => expect(flags).toContain('--enable-experimental-regexp-engine-on-excessive-backtracks'));
