import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en, roles: [admin], email: ana@example.com } }
---
{ kind: person, name: lin, spec: { displayName: 林安, roles: [admin] } }
---
{ kind: channel, name: ops, spec: { platform: web } }
---
{ kind: schedule, name: desk, spec: { displayName: Order desk, zone: Asia/Shanghai, layers: [{ people: [ana], hours: [{ start: '00:00', end: '12:00' }] }] } }
`;

let tocsin: Tocsin;
let browser: Browser;
const config = tempFolder('config');

beforeAll(async () => {
  writeFileSync(join(config.path, 'tocsin.yaml'), yaml);
  [tocsin, browser] = await Promise.all([startTocsin({ configDir: config.path }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await tocsin?.stop();
  config.remove();
});

test('two weeks on call: who, where nobody is, what is mine, and who hands over', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: tocsin.origin, person: 'ana' });
  await page.goto('/oncall');
  const strip = page.getByTestId('rota-desk');
  await strip.getByText('14 gaps').or(strip.getByText('15 gaps')).waitFor();
  const gaps = strip.getByRole('listitem').filter({ hasText: 'Gap' });
  expect(await gaps.count()).toBeGreaterThanOrEqual(14);
  expect(await gaps.nth(1).getAttribute('title')).toMatch(/^Gap\n\d{4}-\d\d-\d\d 12:00 Asia\/Shanghai\n/u);
  // To scale: half a day is free after half a day of work.
  const [gap, turn] = [await gaps.nth(2).boundingBox(), await strip.locator('.mine').nth(2).boundingBox()];
  expect(Math.abs((gap?.width ?? 0) - (turn?.width ?? -10))).toBeLessThan(2);
  expect(await page.getByTestId('my-turns').getByRole('listitem').count()).toBeGreaterThanOrEqual(14);
  await page
    .getByRole('table')
    .getByText('Ana goes, and nobody takes over')
    .or(page.getByRole('table').getByText('Ana takes over'))
    .waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test.each([
  ['ana', 1440, 'The coming two weeks'],
  ['lin', 390, '未来两周'],
] as const)('on call can be used by everybody, as %s at %i px', async (person, width, said) => {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person, width });
  await page.goto('/oncall');
  await page.getByTestId('rota-desk').waitFor();
  await page.getByRole('heading', { name: said }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  await context.close();
});
