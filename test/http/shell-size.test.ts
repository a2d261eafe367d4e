import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = resolve(import.meta.dirname, '../../web/dist');

/** Over a thin line at night each of these is waited for before anything is seen. */
test('what every page needs comes to 40 kB at most, gzipped', () => {
  expect(existsSync(join(dist, 'index.html')), 'the console is built by npm ci').toBe(true);
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const assets = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/gu)].map(([, path = '']) => readFileSync(join(dist, path)));
  expect(assets.length).toBeGreaterThanOrEqual(2);
  const bytes = [Buffer.from(page), ...assets].reduce((sum, each) => sum + gzipSync(each).length, 0);
  expect(bytes).toBeLessThanOrEqual(40_000);
});
