import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { skill } from '../harness/api.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin } from '../harness/tocsin.ts';

const run = promisify(execFile);
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const step = (page: Page, n: number) => page.locator(`[data-step="${n}"]`);
const works = (page: Page, n: number) => page.locator(`[data-step="${n}"][data-works=true]`).waitFor();

/** Firm, duty and hello, as far as the alert source. */
async function asFarAsTheSource(page: Page, me: string): Promise<void> {
  await page.goto('/');
  await page.waitForURL(/\/welcome/u);
  await page.locator('[name=firm]').fill('海港证券');
  await page.locator('[name=zone]').selectOption('Asia/Shanghai');
  await step(page, 1).locator('[type=submit]').click();
  await works(page, 1);
  await page.locator('[name=duty-name]').fill(me);
  await step(page, 2).locator('[type=submit]').click();
  await works(page, 2);
  await step(page, 3).locator('.button.primary').click();
  await works(page, 3);
}

test('from nothing to the first alert by one pasted command: the screen rings, 4 answers, the test has a receipt, and a restart keeps it all', async () => {
  const data = tempFolder('first-run');
  const tocsin = await startTocsin({ dataDir: data.path });
  const { page, context, errors } = await sightOf(browser, { origin: tocsin.origin });
  await asFarAsTheSource(page, '安娜');
  expect(await violations(page)).toEqual([]);
  await run('sh', ['-c', (await step(page, 4).locator('pre').first().textContent()) ?? '']);
  await page.getByTestId('ring').waitFor();
  await page.keyboard.press('4');
  await page.waitForURL(/\/i\/INC-/u);
  await page.goto('/welcome');
  await works(page, 4);
  await step(page, 5).getByRole('button', { name: 'Ring me now' }).click();
  await page.getByTestId('ring').getByText('Test call').waitFor();
  await page.keyboard.press('4');
  await works(page, 5);
  expect(await step(page, 5).locator('.receipt li').count()).toBe(2);

  await tocsin.restart();
  await page.goto('/welcome');
  for (const n of [1, 2, 3, 4]) await works(page, n);
  await page.goto('/oncall');
  await page.getByRole('table').getByText('安娜').first().waitFor();
  // That the stream broke when the server was killed is no error of the page.
  expect(errors.filter((e) => !e.includes('net::'))).toEqual([]);
  await context.close();
  await tocsin.stop();
  data.remove();
}, 120_000);

test('on a phone in Chinese: every step may be skipped, a source gets a key of its own, and nobody is held', async () => {
  const tocsin = await startTocsin();
  const { page, context, errors } = await sightOf(browser, { origin: tocsin.origin, locale: 'zh-CN', width: 390, height: 844 });
  await asFarAsTheSource(page, 'Ana');
  await page.locator('[name=source]').selectOption('generic');
  await step(page, 4).getByRole('button', { name: '生成接入地址' }).click();
  const command = (await step(page, 4).locator('pre').first().textContent()) ?? '';
  expect(command).toMatch(/\/hooks\/generic\/[\w-]{32}/u);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await step(page, 4).getByRole('button', { name: '跳过' }).click();
  await step(page, 5).getByRole('button', { name: '跳过' }).click();
  await page.getByRole('link', { name: '进入控制台' }).click();
  await page.getByText('一切正常').waitFor();
  expect((await skill<{ schedules: unknown[] }>(tocsin, 'oncall/who', {})).schedules).toHaveLength(1);
  expect(errors).toEqual([]);
  await context.close();
  await tocsin.stop();
}, 120_000);

test('what cannot be kept is said where it stands, and nothing typed is lost', async () => {
  const tocsin = await startTocsin();
  const { page, context } = await sightOf(browser, { origin: tocsin.origin });
  await page.goto('/welcome');
  await step(page, 1).getByRole('button', { name: 'Skip' }).click();
  await page.locator('[name=duty-name]').fill('<img src=x onerror=alert(1)>');
  await step(page, 2).locator('[type=email]').fill('ana@mail');
  await step(page, 2).locator('[type=submit]').click();
  await step(page, 2).getByRole('alert').getByText('e-mail').waitFor();
  expect(await page.locator('[name=duty-name]').inputValue()).toBe('<img src=x onerror=alert(1)>');
  await step(page, 2).locator('[type=email]').fill('');
  await step(page, 2).locator('[type=submit]').click();
  await works(page, 2);
  await step(page, 2).getByText('On call now: <img src=x onerror=alert(1)>').waitFor();
  await context.close();
  await tocsin.stop();
}, 120_000);
