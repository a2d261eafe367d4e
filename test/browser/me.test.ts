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

test('a test call on Me, with its receipt', async () => {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person: 'ana' });
  await page.goto('/me');
  const contacts = page.getByTestId('contacts');
  await contacts.getByText('ana@example.com').waitFor();
  await contacts.getByText('not known').first().waitFor();
  await contacts.getByRole('button', { name: 'Test Ringing screen' }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor();
  await page.keyboard.press('4');
  await contacts.getByText('You answered.').waitFor();
  expect(await contacts.locator('.receipt li').count()).toBe(1);
  await contacts.getByRole('button', { name: 'Test E-mail' }).click();
  await contacts.getByText('no mail server is configured').waitFor();
  // Ana is written in a file, which says so.
  await page.getByTestId('call-settings').getByText('tocsin.yaml:4').waitFor();
  expect(await page.getByTestId('call-settings').getByRole('checkbox').isDisabled()).toBe(true);
  const refused = await context.request.post('/api/v1/me/settings', { data: { locale: 'en' } });
  expect([refused.status(), await refused.text()]).toEqual([409, expect.stringContaining('tocsin.yaml:4')]);
  await context.close();
});

test('quiet hours are kept, also after a restart', async () => {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person: 'cai' });
  const cai = { kind: 'person', name: 'cai', spec: { displayName: 'Cai', locale: 'en', chat: { other: 'UCAI' } } };
  expect((await context.request.post('/api/v1/resources', { data: { documents: [cai] } })).status()).toBe(200);
  await page.goto('/me');
  const settings = page.getByTestId('call-settings');
  await settings.getByLabel('Quiet hours').check();
  await settings.getByLabel('From').fill('21:30');
  await settings.getByLabel('Until').fill('21:30');
  await settings.getByRole('button', { name: 'Save' }).click();
  await settings.getByRole('alert').getByText('would never end').waitFor();
  await settings.getByLabel('Until').fill('06:15');
  await settings.getByLabel('Your time zone').selectOption('Europe/London');
  await settings.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await tocsin.restart();
  await page.reload();
  await settings.getByLabel('From').waitFor();
  expect(await settings.getByLabel('From').inputValue()).toBe('21:30');
  expect(await settings.getByLabel('Until').inputValue()).toBe('06:15');
  const kept = await context.request.get('/api/v1/me/settings');
  expect(await kept.json()).toMatchObject({ zone: 'Europe/London', quiet: { from: '21:30', to: '06:15' }, chats: ['other'], file: null });
  const audit = (await (await context.request.get('/api/v1/audit?what=resource')).json()) as { rows: { by: string; data: unknown }[] };
  expect(audit.rows[0]).toMatchObject({ by: 'person:cai', data: { resources: ['person/cai'] } });
  await context.close();
});

test('Today says what is due and how the channels are', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: tocsin.origin, person: 'ana' });
  await page.goto('/');
  const due = page.getByTestId('due');
  await due.getByRole('link', { name: 'Order desk: nobody is on call' }).waitFor();
  expect(await due.getByRole('listitem').count()).toBe(1);
  const ends = Date.now() + 30 * 60_000;
  const made = await context.request.post('/api/v2/silences', {
    data: {
      matchers: [{ name: 'alertname', value: 'Noise', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(ends).toISOString(),
      createdBy: 'ana',
      comment: 'known',
    },
  });
  expect(made.status()).toBe(200);
  await due.getByRole('link', { name: /Silence of .*Noise.* ends/u }).waitFor();
  await page.getByTestId('channels').getByText('Alert sources').waitFor();
  await page.getByTestId('channels').getByText('Chats').waitFor();
  await due.getByRole('link', { name: /Silence of/u }).click();
  await page.getByText('known').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test.each([
  ['ana', 1440, '/oncall', 'Schedules'],
  ['lin', 390, '/oncall', '值班表'],
  ['ana', 390, '/', 'What is due'],
  ['lin', 1440, '/', '待办'],
  ['ana', 390, '/me', 'Calls and quiet hours'],
  ['lin', 1440, '/me', '呼叫与免打扰'],
] as const)('as %s at %i px everybody can use %s', async (person, width, path, said) => {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person, width });
  await page.goto(path);
  await page.getByRole('heading', { name: said }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  await context.close();
});
