import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { skill } from '../harness/api.ts';
import { launchChromium } from '../harness/chromium.ts';
import { watchWork } from '../harness/page-work.ts';
import { sightOf, violations, type Sight } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: channel, name: ops, spec: { platform: web } }
---
{ kind: route, name: default, spec: { channel: ops, groupBy: [alertname] } }
`;

/** A storm that has been standing for a while. A hundred thousand take twenty seconds more and look no different. */
const many = 20_000;
const names = ['DiskFull', 'Down', 'Slow', 'QueueFull'];
const systems = ['payments', 'orders', 'quotes', 'risk', 'ledger'];

let tocsin: Tocsin;
let browser: Browser;
const config = tempFolder('config');

beforeAll(async () => {
  writeFileSync(join(config.path, 'tocsin.yaml'), yaml);
  [tocsin, browser] = await Promise.all([startTocsin({ configDir: config.path }), launchChromium()]);
  for (let from = 0; from < many; from += 1_000) await post(Array.from({ length: 1_000 }, (_, i) => alertNumber(from + i)));
});

afterAll(async () => {
  await browser?.close();
  await tocsin?.stop();
  config.remove();
});

function alertNumber(n: number): object {
  const labels = {
    alertname: names[n % 4],
    system: systems[n % 5],
    severity: n % 7 === 0 ? 'critical' : 'warning',
    instance: `host-${n}`,
  };
  const endsAt = new Date(Date.now() + 86_400_000).toISOString();
  return { labels, annotations: { summary: `${labels.alertname} on host-${n}` }, endsAt };
}

async function post(alerts: readonly object[]): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${tocsin.origin}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify(alerts) });
  expect(answer.status).toBe(200);
}

/** Without a path nothing is opened yet. */
async function sight(path?: string, width = 1440): Promise<Sight> {
  const seen = await sightOf(browser, { origin: tocsin.origin, person: 'ana', width });
  if (path !== undefined) await seen.page.goto(path);
  return seen;
}

const total = (page: Page) => page.getByTestId('alert-total');
const rows = (page: Page) => page.locator('.long-row');

test('a storm: the list is there at once, a facet and words narrow it, only what is seen is in the page', async () => {
  const { page, errors } = await sight();
  const longestTask = await watchWork(browser, page);
  await page.goto('/alerts');
  await rows(page).first().waitFor();
  await total(page).getByText('20,000 firing').waitFor();
  expect(await rows(page).count()).toBe(4);
  const began = Date.now();
  await page.getByRole('link', { name: 'All alerts' }).click();
  await page.getByTestId('alert-list').locator('.long-row').first().waitFor();
  expect(Date.now() - began).toBeLessThan(1_000);
  expect(await rows(page).count()).toBeLessThan(60);

  await page.locator('[data-facet=severity]').getByRole('button', { name: 'critical' }).click();
  await total(page).getByText('2,858 firing').waitFor();
  await page.locator('[data-facet=system]').getByRole('button', { name: 'payments' }).click();
  await page.waitForURL(/match=severity.*match=system/u);
  await page.getByRole('searchbox').fill('host-1995');
  await total(page).getByText('2 firing').waitFor();
  await page.getByTestId('alert-list').getByText('host-1995', { exact: false }).first().waitFor();
  // Words are looked for a piece at a time: the second may come a moment after the first.
  await rows(page).nth(1).waitFor();
  expect(await rows(page).count()).toBe(2);
  const again = await sight(new URL(page.url()).pathname + new URL(page.url()).search);
  await total(again.page).getByText('2 firing').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await total(page).getByText('20,000 firing').waitFor();

  await page.mouse.move(800, 600);
  for (let i = 0; i < 8; i++) {
    await page.mouse.wheel(0, 4_000);
    await page.waitForTimeout(50);
  }
  expect(await rows(page).count()).toBeLessThan(60);
  expect(await longestTask(), 'ms in which the page cannot answer').toBeLessThan(200);
  expect([...errors, ...again.errors]).toEqual([]);
  await Promise.all([page.context().close(), again.page.context().close()]);
}, 60_000);

test('what is over can be looked at too', async () => {
  const over = { alertname: 'Recovered', instance: 'host-over' };
  await post([{ labels: over, startsAt: new Date(Date.now() - 60_000).toISOString() }]);
  await post([{ labels: over, startsAt: new Date(Date.now() - 60_000).toISOString(), endsAt: new Date().toISOString() }]);
  const { page } = await sight('/alerts?tab=all');
  await page.locator('[data-facet=state]').getByRole('button', { name: 'Resolved' }).click();
  await rows(page).first().getByText('Recovered').waitFor();
  await total(page).getByText('1 alert').waitFor();
  await page.context().close();
}, 60_000);

test('what is new waits under the hand, and comes when it is wanted', async () => {
  const { page } = await sight('/alerts?tab=all&match=alertname%3D%22Down%22');
  await rows(page).first().waitFor();
  await rows(page).nth(2).hover();
  const first = await rows(page).first().getAttribute('data-alert');
  await post([{ labels: { alertname: 'Down', instance: 'host-new', severity: 'critical' } }]);
  await page.getByTestId('fresh').getByText('1 new').waitFor();
  expect(await rows(page).first().getAttribute('data-alert')).toBe(first);
  await page.getByTestId('fresh').click();
  await rows(page).first().getByText('host-new').first().waitFor();
  await page.context().close();
}, 60_000);

/** Row `at` of the list has the focus. */
const focused = (page: Page, at: number) => rows(page).nth(at).locator('[data-row]:focus').waitFor();
const chosen = (page: Page, count: number) => page.locator('.chosen-bar').getByText(`${count} chosen`).waitFor();

test('by the keyboard: next, unfold with its reasons, choose two, silence them with a reason; it says so on each', async () => {
  const { page, errors } = await sight('/alerts?tab=all&q=host-1234');
  await rows(page).nth(3).waitFor();
  await page.keyboard.press('j');
  await focused(page, 0);
  await page.keyboard.press('j');
  await focused(page, 1);
  await page.keyboard.press('e');
  await rows(page).nth(1).getByText('Why it did or did not call').waitFor();
  await rows(page).nth(1).getByText('Heard from prometheus', { exact: false }).waitFor();
  await page.keyboard.press('x');
  await chosen(page, 1);
  await page.keyboard.press('k');
  await focused(page, 0);
  await page.keyboard.press('x');
  await chosen(page, 2);
  await page.keyboard.press('s');
  const form = page.getByTestId('silence-form');
  await form.getByTestId('silence-hits').getByText('2 alerts fire under it').waitFor();
  await form.getByLabel('Why').fill('rack is moved');
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'detached' });
  await rows(page).first().getByText('Suppressed').waitFor();
  await rows(page).first().getByText('Ana, until', { exact: false }).waitFor();
  expect(await skill<{ total: number }>(tocsin, 'alert/facets', { state: 'suppressed' })).toMatchObject({ total: 2 });
  await page.getByRole('link', { name: 'Silences' }).click();
  await page.getByTestId('silence-list').getByText('rack is moved').waitFor();
  await page.getByRole('button', { name: 'Extend 1 h' }).click();
  await page
    .getByText('1:59', { exact: false })
    .or(page.getByText('2:00:00', { exact: false }))
    .first()
    .waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
}, 60_000);

test('a list that is read anew leaves the focus to the hand that came meanwhile', async () => {
  const { page, errors } = await sight('/alerts?tab=all&q=host-1777');
  let answered = Promise.resolve();
  await page.route('**/skills/alert/list', (route) => answered.then(() => route.continue()));
  // Of a page that is under way, a request may slip by.
  await page.reload();
  await rows(page).nth(10).waitFor();
  const answers = Promise.withResolvers<void>();
  answered = answers.promise;
  const asked = page.waitForRequest('**/skills/alert/list');
  await post([{ labels: { alertname: 'Down', instance: 'host-1777-new' } }]);
  await asked;
  await page.keyboard.press('j');
  await focused(page, 0);
  await page.keyboard.press('x');
  await chosen(page, 1);
  answers.resolve();
  await page.getByTestId('fresh').getByText('1 new').waitFor();
  await page.keyboard.press('j');
  await focused(page, 1);
  await page.keyboard.press('x');
  await chosen(page, 2);
  expect(errors).toEqual([]);
  await page.context().close();
}, 60_000);

test('a silence says that it could not count what fires under it, and counts as soon as it can', async () => {
  const { page } = await sight('/alerts?tab=all&q=host-1555');
  let isAway = false;
  await page.route('**/skills/alert/facets', (route) => (isAway ? route.abort() : route.continue()));
  await page.reload();
  await rows(page).first().waitFor();
  isAway = true;
  await page.keyboard.press('j');
  await focused(page, 0);
  await page.keyboard.press('s');
  const hits = page.getByTestId('silence-hits');
  await hits.getByText('The server cannot be reached').waitFor();
  isAway = false;
  await hits.getByText('1 alert fires under it').waitFor();
  await page.context().close();
}, 60_000);

test('a view is saved under a name and is a tab from then on', async () => {
  const { page } = await sight('/alerts?tab=all&match=system%3D%22risk%22');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name of the view').fill('Risk');
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goto(`${tocsin.origin}/alerts`);
  await page.getByRole('link', { name: 'Risk' }).click();
  await page.waitForURL(/match=system/u);
  await page.context().close();
}, 60_000);

test.each(['/alerts', '/alerts?tab=all&match=severity%3D%22critical%22', '/alerts?tab=silences'])(
  '%s has no accessibility violation and no sideways scroll, on a desk and on a phone',
  async (path) => {
    for (const width of [1440, 390]) {
      const { page, errors } = await sight(path, width);
      await page.locator('.long-row, .silence').first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(errors).toEqual([]);
      await page.context().close();
    }
  },
  60_000,
);
