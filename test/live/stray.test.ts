import { expect, onTestFinished, test } from 'vitest';
import { startTocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const stray = "data:text/javascript,process.on('SIGUSR2', () => Promise.reject(new Error('and one more')))";

test('a promise that nobody waits for is in the log, and Tocsin goes on', async () => {
  const tocsin = await startTocsin({ env: { NODE_OPTIONS: `--import="${stray}"` } });
  onTestFinished(() => tocsin.stop());
  process.kill(tocsin.pid, 'SIGUSR2');
  await until(() => tocsin.output().includes('and one more'), { what: 'the log', context: () => tocsin.output() });
  expect(tocsin.output()).toContain('a promise that nobody waited for failed');
  expect((await fetch(`${tocsin.origin}/healthz`)).status).toBe(200);
});
