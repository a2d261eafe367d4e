import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test('it renders a page and runs its script', async () => {
  const page = await browser.newPage();
  await page.goto(`data:text/html;charset=utf-8,<h1>作战室</h1><button onclick="this.textContent='已确认'">确认</button>`);
  await page.getByRole('button', { name: '确认' }).click();
  expect(await page.getByRole('button').textContent()).toBe('已确认');
  await page.close();
});

test('it draws Chinese characters, each its own way', async () => {
  const page = await browser.newPage();
  const [one, other] = await Promise.all(
    ['集', '结'].map((character) =>
      page.evaluate(`(() => { const c = document.createElement('canvas').getContext('2d'); c.font = '16px sans-serif';
      c.fillText('${character}', 2, 20); return c.canvas.toDataURL(); })()`),
    ),
  );
  // A font without them draws the same empty box for both.
  expect(one).not.toEqual(other);
  await page.close();
});
