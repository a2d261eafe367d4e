import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show, skill } from '../harness/api.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: person, name: bo, spec: { displayName: 薄伯, locale: zh-CN } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 5 }] } }
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

const desk = (person: string, width = 1440) => sightOf(browser, { origin: tocsin.origin, person, width });

test('declare in the console, see the room, be rung, press 4, resolve', async () => {
  const bo = await desk('bo');
  await bo.page.goto(tocsin.origin);
  await bo.page.getByTestId('declare').first().click();
  const form = bo.page.getByTestId('declare-form');
  await form.locator('[name=title]').fill('Orders are rejected');
  await form.locator('button[type=submit]').click();
  await bo.page.waitForURL(/\/i\/INC-/u);
  const number = /INC-\d{8}-\d+/u.exec(bo.page.url())?.[0] ?? '';
  await bo.page.getByTestId('incident-header').getByText('Orders are rejected').waitFor();
  await bo.page.getByTestId('people').getByText('Ana').first().waitFor();
  await bo.page.getByTestId('messages').getByText(number).first().waitFor();

  const ana = await desk('ana');
  await ana.page.goto(tocsin.origin);
  await ana.page.getByTestId('ring').getByText('Orders are rejected').waitFor();
  await ana.page.keyboard.press('4');
  await ana.page.getByTestId('ring').waitFor({ state: 'detached' });
  await until(async () => (await show(tocsin, number)).acknowledgedBy === 'ana', { what: 'the acknowledgement' });

  // The other browser hears of it without a reload.
  await bo.page
    .getByTestId('timeline')
    .getByText(/Ana/u)
    .filter({ hasText: /认领|acknowledged/u })
    .first()
    .waitFor();
  await bo.page.getByTestId('composer').fill('On my way');
  await bo.page.keyboard.press('Enter');
  await ana.page.goto(`${tocsin.origin}/i/${number}`);
  await ana.page.getByTestId('messages').getByText('On my way').waitFor();

  await ana.page.getByTestId('more-acts').locator('summary').click();
  await ana.page.getByTestId('resolve').click();
  await ana.page.getByRole('dialog').getByRole('button').last().click();
  await until(async () => (await show(tocsin, number)).progress === 'resolved', { what: 'the resolution' });
  expect([...bo.errors, ...ana.errors]).toEqual([]);
  await Promise.all([bo.context.close(), ana.context.close()]);
}, 60_000);

test('a ring goes on after a restart of Tocsin, and stops where somebody else acknowledged', async () => {
  const { incident } = await skill<{ incident: string }>(tocsin, 'incident/declare', { title: 'Quotes are late', severity: 'SEV1' });
  await tocsin.kill9();
  await tocsin.restart();
  const ana = await desk('ana');
  await ana.page.goto(tocsin.origin);
  await ana.page.getByTestId('ring').getByText('Quotes are late').waitFor();
  await skill(tocsin, 'incident/ack', { incident, person: 'bo' });
  await ana.page.getByTestId('ring').waitFor({ state: 'detached' });
  await ana.context.close();
}, 60_000);

test.each(['/', '/incidents', '/i/1', '/alerts', '/oncall', '/chat', '/admin'])(
  '%s has no accessibility violation and no sideways scroll, on a desk and on a phone',
  async (path) => {
    for (const width of [1440, 390]) {
      const { page, context, errors } = await desk('bo', width);
      await page.goto(tocsin.origin + path);
      await page.waitForLoadState('load');
      await page.locator('main').first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(errors.filter((e) => !e.includes('404'))).toEqual([]);
      await context.close();
    }
  },
  60_000,
);
