import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { skill } from '../harness/api.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: person, name: bo, spec: { displayName: 薄伯, locale: zh-CN } }
`;
const many = 130;

let tocsin: Tocsin;
let browser: Browser;
const config = tempFolder('config');

beforeAll(async () => {
  writeFileSync(join(config.path, 'firm.yaml'), yaml);
  [tocsin, browser] = await Promise.all([startTocsin({ configDir: config.path }), launchChromium()]);
  for (let n = 1; n <= many; n += 1) {
    const severity = n % 10 === 0 ? 'SEV2' : 'SEV4';
    await skill(tocsin, 'incident/declare', { title: `Quotes ${n}`, severity, system: n % 2 ? 'quotes' : 'orders' }, 'ana');
  }
  await skill(tocsin, 'incident/ack', { incident: '7' }, 'bo');
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await tocsin?.stop();
  config.remove();
});

test('newest first without an end, sorted by a column, narrowed by the address, kept as a view and taken along as CSV', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: tocsin.origin, person: 'ana' });
  const rows = page.locator('tbody tr');
  await page.goto('/incidents');
  await rows.first().getByText(`Quotes ${many}`).waitFor();
  await rows.nth(99).scrollIntoViewIfNeeded();
  await rows.nth(many - 1).waitFor();
  await page.getByRole('columnheader', { name: 'Number' }).getByRole('button').click();
  await rows.first().getByText('Quotes 1', { exact: true }).waitFor();

  await page.getByRole('combobox', { name: 'Severity' }).selectOption('SEV2');
  await rows.nth(12).waitFor();
  expect(await rows.count()).toBe(13);
  await page.locator('[data-search]').fill('quotes 13');
  await rows.first().getByText('Quotes 130').waitFor();
  await rows.nth(1).waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('?severity=SEV2&text=quotes+13');
  await page.reload();
  await rows.first().getByText('Quotes 130').waitFor();
  expect(await rows.count()).toBe(1);

  const href = await page.getByRole('link', { name: 'As CSV' }).getAttribute('href');
  const lines = (await (await fetch(tocsin.origin + href)).text()).trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('Quotes 130');

  await page.getByRole('button', { name: 'Save as a view' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Late quotes');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goto('/incidents');
  await page.getByRole('link', { name: 'Late quotes' }).click();
  await rows.nth(1).waitFor({ state: 'detached' });
  await rows.first().getByText('Quotes 130').waitFor();
  await page.goto('/alerts');
  await page.locator('.page-tabs').waitFor();
  expect(await page.getByRole('link', { name: 'Late quotes' }).count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);

test.each([
  ['ana', 'en-US', 1440],
  ['bo', 'zh-CN', 390],
] as const)(
  '%s (%s, %i px): mine alone, by keyboard, without an accessibility violation',
  async (person, locale, width) => {
    const { page, context, errors } = await sightOf(browser, { origin: tocsin.origin, person, locale, width });
    const rows = page.locator('tbody tr');
    await page.goto('/incidents');
    await rows.nth(50).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    if (person === 'bo') {
      await page.getByRole('checkbox').check();
      await rows.nth(1).waitFor({ state: 'detached' });
      await rows.first().getByText('Quotes 7', { exact: true }).waitFor();
    }
    await page.locator('main').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/i/INC-*');
    expect(errors).toEqual([]);
    await context.close();
  },
  60_000,
);
