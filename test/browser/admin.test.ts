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
{ kind: person, name: ana, spec: { displayName: Ana, locale: en, roles: [admin] } }
---
{ kind: person, name: lin, spec: { displayName: 林安, roles: [responder] } }
---
{ kind: channel, name: ops, spec: { platform: web } }
---
{ kind: schedule, name: empty, spec: { layers: [] } }
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

const parts = ['doctor', 'integrations', 'slack', 'config', 'people', 'tokens', 'audit', 'processes'] as const;

test.each([
  ['ana', 1440, 'Doctor'],
  ['lin', 390, '体检'],
] as const)('every part, for %s at %i px: nothing that axe finds, nothing cut', async (person, width, doctor) => {
  const { page, context, errors } = await sightOf(browser, {
    origin: tocsin.origin,
    person,
    width,
    locale: person === 'ana' ? 'en-US' : 'zh-CN',
  });
  for (const part of parts) {
    await page.goto(`/admin/${part}`);
    await page.locator(`.page-tabs a[href="/admin/${part}"][aria-current]`).waitFor();
    await page.locator('.admin .panel h2').first().waitFor();
    if (part === 'doctor') await page.getByRole('heading', { name: doctor, level: 2 }).waitFor();
    expect([part, await violations(page)]).toEqual([part, []]);
    expect([part, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([part, width]);
  }
  expect(errors).toEqual([]);
  await context.close();
});

test('the doctor: the worst first, what to do, live updates measured here, a test that arrives', async () => {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person: 'ana' });
  await page.goto('/admin');
  const first = page.locator('.doctor-check').first();
  await first.getByText('Nobody is on call in empty (tocsin.yaml:10)').waitFor();
  await first.getByText('Add a layer').waitFor();
  await page.locator('[data-check=live]').getByText('one by one').waitFor();
  await page.getByRole('button', { name: 'Test channel ops' }).click();
  await page.getByTestId('tests').getByText('arrived').waitFor();
  await context.close();
});

test('two who edit the same: what the second has typed stays, beside what the first has saved', async () => {
  const [one, two] = await Promise.all([
    sightOf(browser, { origin: tocsin.origin, person: 'ana' }),
    sightOf(browser, { origin: tocsin.origin, person: 'ana' }),
  ]);
  await one.page.goto('/admin/config');
  await one.page.getByRole('button', { name: 'New resource' }).click();
  await one.page.getByRole('textbox').fill('kind: team\nname: payments\nspec:\n  displayName: [wrong]\n');
  await one.page.getByRole('button', { name: 'Save' }).click();
  await one.page.getByRole('alert').getByText('line 4').waitFor();
  await one.page.getByRole('textbox').fill('kind: team\nname: payments\nspec:\n  displayName: Payments\n');
  await one.page.getByRole('button', { name: 'Save' }).click();
  for (const { page } of [one, two]) {
    await page.goto('/admin/config');
    await page.locator('[data-testid=written] summary', { hasText: 'payments' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
  }
  await one.page.getByRole('textbox').fill('kind: team\nname: payments\nspec:\n  displayName: First\n');
  await one.page.getByRole('button', { name: 'Save' }).click();
  await one.page.getByText('payments is in force').waitFor();
  const mine = 'kind: team\nname: payments\nspec:\n  displayName: Second\n';
  await two.page.getByRole('textbox').fill(mine);
  await two.page.getByRole('button', { name: 'Save' }).click();
  await two.page.getByRole('region', { name: 'What it says now' }).getByText('First').waitFor();
  expect(await two.page.getByRole('textbox').inputValue()).toBe(mine);
  await two.page.getByRole('button', { name: 'Save mine over it' }).click();
  const change = two.page.locator('.changes li', { hasText: '+   displayName: Second' });
  await change.locator('summary').click();
  await change.locator('.came').waitFor();
  await Promise.all([one.context.close(), two.context.close()]);
});

test('the audit is live, and narrowed by what was done', async () => {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person: 'ana' });
  await page.goto('/admin/audit');
  const headers = { 'content-type': 'application/json', 'tocsin-as': 'ana' };
  await fetch(`${tocsin.origin}/api/v1/skills/incident/declare`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ title: 'Orders', people: [] }),
  });
  await page.locator('.audit-table').getByText('incident/declare').waitFor();
  await page.getByLabel('What').fill('channel/');
  await page.getByLabel('What').press('Enter');
  await page.locator('.audit-table').getByText('incident/declare').waitFor({ state: 'detached' });
  await page.locator('.audit-table').getByText('channel/test').first().waitFor();
  await context.close();
});
