import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Slack } from '../emulators/slack/slack.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

const firm = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en, roles: [admin], chat: { slack: U0ANA000000 } } }
---
{ kind: person, name: lin, spec: { displayName: 林安, roles: [admin], email: lin@example.com } }
`;
const byFile = (url: string): string => `---
{ kind: chat, name: slack, spec: { type: slack, botToken: xoxb-in-a-file, signingSecret: in-a-file, url: '${url}' } }
`;

const folders = [tempFolder('config'), tempFolder('config')] as const;
let slack: Slack;
let browser: Browser;
let fresh: Tocsin;
let filed: Tocsin;

beforeAll(async () => {
  slack = await new Slack().listen();
  slack.user('ana', { id: 'U0ANA000000' });
  slack.withdraws('groups:write');
  writeFileSync(join(folders[0].path, 'firm.yaml'), firm);
  writeFileSync(join(folders[1].path, 'firm.yaml'), firm + byFile(slack.apiUrl));
  // Where the emulated Slack is; the tokens are none that it knows.
  const env = { SLACK_BOT_TOKEN: 'xoxb-old', SLACK_APP_TOKEN: 'xapp-old', SLACK_API_URL: slack.apiUrl };
  [fresh, filed, browser] = await Promise.all([
    startTocsin({ configDir: folders[0].path, env }),
    startTocsin({ configDir: folders[1].path }),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([fresh?.stop(), filed?.stop(), slack?.stop()]);
  for (const folder of folders) folder.remove();
});

test('from the form filled in to what is missing: each step ticks once it works, by keyboard alone', async () => {
  const { page, context } = await sightOf(browser, { origin: fresh.origin, person: 'ana' });
  await page.goto('/admin/slack');
  await page.locator('[data-code="slack.token-refused"]').waitFor();

  await page.locator('[data-step="1"] .welcome-name').press('Enter');
  const link = page.getByRole('link', { name: 'Open Slack' });
  const manifest = new URL((await link.getAttribute('href')) ?? '').searchParams.get('manifest_json');
  expect(JSON.parse(manifest ?? '')).toMatchObject({ display_information: { name: 'Tocsin' }, settings: { socket_mode_enabled: true } });
  await page.getByRole('button', { name: 'It is installed' }).press('Enter');

  await page.getByRole('button', { name: 'Other tokens' }).press('Enter');
  await page.getByLabel('Bot token').fill('xoxp-of-a-user');
  await page.getByLabel('Bot token').press('Enter');
  await page.getByText('This one begins with xoxb-').waitFor();
  await page.getByLabel('Bot token').fill('xoxb-wrong');
  await page.getByLabel('App-level token').fill(slack.appToken);
  await page.getByLabel('App-level token').press('Enter');
  await page.getByText('Slack refuses the bot token (invalid_auth)').waitFor();
  expect(await page.getByLabel('Bot token').getAttribute('aria-invalid')).toBe('true');

  await page.getByLabel('Bot token').fill(slack.botToken);
  await page.getByLabel('Bot token').press('Enter');
  await page.locator('[data-step="2"][data-works="true"]').getByText('Let into Harbour Securities as @tocsin').waitFor();
  await page.getByTestId('slack-state').getByText('connected', { exact: true }).waitFor();
  await page.locator('[data-code="slack.listening"]').waitFor();
  await page.locator('[data-code="slack.scope-missing"]').getByText('Add groups:write').waitFor();
  await page.getByTestId('slack-people').getByText('1 of 2 people').waitFor();
  expect(await page.locator('.chat-finding').first().getAttribute('data-code')).toBe('slack.scope-missing');
  expect(await page.content()).not.toContain('canary');

  await page.getByRole('button', { name: 'Write to me in Slack' }).press('Enter');
  await page.getByText('It is in Slack, from Tocsin').waitFor();
  const written = slack.channels.flatMap(({ id }) => slack.messages(id).map(({ text }) => text));
  expect(written).toEqual([expect.stringContaining('This is a test from Tocsin')]);
  await context.close();
});

test('whoever is not linked is linked by the admin, chosen from those who are in Slack', async () => {
  slack.user('lin', { id: 'U0LIN000000', realName: '林安' });
  const { page, context, errors } = await sightOf(browser, { origin: fresh.origin, person: 'ana' });
  await page.goto('/admin/slack');
  await page.getByTestId('slack-people').getByText('One is not').click();
  const form = page.getByTestId('link-lin');
  await form.getByLabel('Slack user').fill('lin@');
  await form.locator('option[value=U0LIN000000]').waitFor({ state: 'attached' });
  expect(await violations(page)).toEqual([]);
  await form.getByLabel('Slack user').fill('U0LIN000000');
  await form.getByLabel('Slack user').press('Enter');
  await page.getByTestId('slack-people').getByText('2 of 2 people').waitFor();

  await page.goto('/admin/people');
  await page.getByLabel('E-mail and chats of 林安').click();
  await page.getByText(/^Written in firm\.yaml:6; change it there/u).waitFor();
  expect(await page.getByLabel('Slack user', { exact: true }).inputValue()).toBe('U0LIN000000');
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('what a file says is changed in the file', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: filed.origin, person: 'ana' });
  await page.goto('/admin/slack');
  await page.locator('[data-step="2"] .welcome-name').click();
  await page.getByText('Written in firm.yaml:8').waitFor();
  expect(await page.locator('[name=botToken]').count()).toBe(0);
  expect(await page.content()).not.toContain('in-a-file');
  expect(errors).toEqual([]);
  await context.close();
});

test.each([
  ['ana', 1440],
  ['lin', 390],
] as const)('for %s at %i px, every step open: nothing that axe finds, nothing cut', async (person, width) => {
  const { page, context, errors } = await sightOf(browser, {
    origin: fresh.origin,
    person,
    width,
    locale: person === 'ana' ? 'en-US' : 'zh-CN',
  });
  await page.goto('/admin/slack');
  await page.locator('.chat-finding').first().waitFor();
  for (const step of [3, 1, 2]) {
    const name = page.locator(`[data-step="${step}"] .welcome-name`);
    if ((await name.getAttribute('aria-expanded')) === 'false') await name.click();
    await page.locator(`[data-step="${step}"] .welcome-open`).waitFor();
    expect([step, await violations(page)]).toEqual([step, []]);
    expect([step, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([step, width]);
  }
  expect(errors).toEqual([]);
  await context.close();
});
