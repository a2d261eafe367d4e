import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Wecom } from '../emulators/wecom/wecom.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { until } from '../harness/until.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

const firm = `
{ kind: firm, name: firm, spec: { displayName: 示例证券, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en, roles: [admin], email: ana@example.com } }
---
{ kind: person, name: lin, spec: { displayName: 林安, roles: [admin], phone: '+8613900000002' } }
`;
const byFile = (url: string): string => `---
{ kind: chat, name: wecom, spec: { type: wecom, corpId: wwinafile, agentId: 1000002, secret: in-a-file, token: infile, encodingAesKey: ${'a'.repeat(43)}, url: '${url}' } }
`;

const folders = [tempFolder('config'), tempFolder('config')] as const;
let corp: Wecom;
let browser: Browser;
let fresh: Tocsin;
let filed: Tocsin;

beforeAll(async () => {
  corp = await new Wecom().listen();
  corp.user('AnNa', { name: 'Ana', email: 'ana@example.com' });
  corp.user('lin', { name: '林安', mobile: '13900000002' });
  corp.blocksIp('203.0.113.57');
  writeFileSync(join(folders[0].path, 'firm.yaml'), firm);
  writeFileSync(join(folders[1].path, 'firm.yaml'), firm + byFile(corp.apiUrl));
  [fresh, filed, browser] = await Promise.all([
    startTocsin({ configDir: folders[0].path, env: { WECOM_API_URL: corp.apiUrl } }),
    startTocsin({ configDir: folders[1].path }),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([fresh?.stop(), filed?.stop(), corp?.stop()]);
  for (const folder of folders) folder.remove();
});

const works = (page: Page, step: number) => page.locator(`[data-step="${step}"][data-works="true"]`).waitFor();
const open = async (page: Page, step: number): Promise<void> => {
  const name = page.locator(`[data-step="${step}"] .welcome-name`);
  if ((await name.getAttribute('aria-expanded')) === 'false') await name.press('Enter');
};

test('from an empty console to a room: each step ticks once it works, by keyboard alone', async () => {
  const { page, context } = await sightOf(browser, { origin: fresh.origin, person: 'ana' });
  await page.goto('/admin/wecom');
  await page.getByTestId('wecom-state').getByText('not connected yet').waitFor();
  await page.getByRole('button', { name: 'Done, go on' }).press('Enter');

  await page.getByLabel('Corp id').fill('my firm');
  await page.getByLabel('AgentId').fill(String(corp.agentId));
  await page.getByLabel('Secret').fill('wrong');
  await page.getByLabel('Secret').press('Enter');
  await page.getByText('It begins with ww').waitFor();
  await page.getByLabel('Corp id').fill(corp.corpId);
  await page.getByLabel('Secret').press('Enter');
  await page.getByText('WeCom refuses the Secret (40001 invalid credential)').waitFor();
  expect(await page.getByLabel('Secret').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Secret').fill(corp.secret);
  await page.getByLabel('Secret').press('Enter');
  await works(page, 2);

  // WeCom verifies as soon as somebody saves there: the keys answer before they are pasted.
  await page.getByRole('button', { name: 'Make Token' }).press('Enter');
  await page.getByText('Waiting for WeCom to call').waitFor();
  const key = (name: string): Promise<string> => page.locator(`[data-key="${name}"]`).innerText();
  const keys = { token: await key('Token'), encodingAesKey: await key('EncodingAESKey') };
  expect(await violations(page)).toEqual([]);
  expect(await key('URL')).toBe(`${fresh.origin}/im/wecom/callback`);
  expect(await corp.callsTo(await key('URL'), { ...keys, token: 'other' })).toBe(false);
  await page.getByTestId('wecom-calls').getByText('was refused. Paste them again').waitFor();
  expect(await corp.callsTo(await key('URL'), keys)).toBe(true);
  await works(page, 3);

  await open(page, 4);
  await page.getByTestId('wecom-ip').getByText('203.0.113.57').waitFor();
  await page.getByTestId('wecom-state').getByText('WeCom does not let us in').waitFor();
  corp.blocksIp(null);
  await page.getByRole('button', { name: 'Look again' }).press('Enter');
  await works(page, 4);
  await page.getByTestId('wecom-state').getByText('connected both ways').waitFor();

  await open(page, 5);
  await page.getByRole('button', { name: 'Make the menu' }).press('Enter');
  await works(page, 5);
  expect(corp.corp.menu).not.toBeNull();
  expect(await page.content()).not.toMatch(/canary/iu);
  await context.close();
});

test('people are proposed by WeCom and linked by the admin; a message and a room show in WeCom', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: fresh.origin, person: 'ana' });
  await page.goto('/admin/wecom');
  // What is before it is done, so this is where to go on.
  await page.locator('[data-step="6"] .welcome-name[aria-expanded="true"]').waitFor();
  await page.getByRole('button', { name: 'Propose them' }).press('Enter');
  await page.getByText('WeCom found 2').waitFor();
  await page.getByText('2 are not').click();
  await page.getByRole('button', { name: 'Link Ana (AnNa)' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Link all 2' }).press('Enter');
  await works(page, 6);

  await open(page, 7);
  await page.getByRole('button', { name: 'Write to me in WeCom' }).press('Enter');
  await page.getByText('It is in WeCom, from Tocsin').waitFor();
  expect(JSON.stringify(corp.messages('AnNa'))).toContain('This is a test from Tocsin');
  await page.getByLabel('A group has two members').selectOption('lin');
  await page.getByRole('button', { name: 'Open a test room with me' }).press('Enter');
  await page.getByText('The room is open').waitFor();
  expect(corp.chats.map(({ users }) => users.toSorted())).toEqual([['AnNa', 'lin']]);
  await page.locator('[data-code="wecom.called"]').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('what works is not cut off by one press: it is asked first, and what was cut off shows until WeCom has the new keys', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: fresh.origin, person: 'ana' });
  await page.goto('/admin/wecom');
  await page.locator('.welcome-open').waitFor();
  await open(page, 3);
  const key = (name: string): Promise<string> => page.locator(`[data-key="${name}"]`).innerText();
  expect(await key('URL'), 'no secret').toBe(`${fresh.origin}/im/wecom/callback`);
  expect(await page.locator('[data-key="Token"]').count()).toBe(0);
  await page.getByText('are shown once, when they are made').waitFor();
  expect(await page.getByText('WeCom cannot reach').count(), 'it has called').toBe(0);
  await page.getByRole('button', { name: 'Make new ones' }).press('Enter');
  await page.getByRole('dialog').getByText('nothing that people press or type comes in').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await works(page, 3);
  expect(await page.locator('[data-key="Token"]').count()).toBe(0);

  await page.getByRole('button', { name: 'Make new ones' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Make new ones' }).press('Enter');
  await page.locator('[data-key="Token"]').waitFor();
  await page.locator('[data-step="3"]:not([data-works="true"])').waitFor();
  const keys = { token: await key('Token'), encodingAesKey: await key('EncodingAESKey') };
  await open(page, 7);
  await page.locator('[data-code="wecom.keys-unused"]').waitFor();
  // Of calls within a few seconds only the first is noted.
  const isHeard = async (): Promise<boolean> =>
    (await corp.callsTo(`${fresh.origin}/im/wecom/callback`, keys)) && (await page.locator('[data-code="wecom.called"]').count()) > 0;
  await until(isHeard, { what: 'a call with the new keys', timeoutMs: 25_000 });
  expect(errors).toEqual([]);
  await context.close();
});

test('what a file says is changed in the file', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: filed.origin, person: 'ana' });
  await page.goto('/admin/wecom');
  await page.locator('.welcome-open').waitFor();
  for (const step of [2, 3]) {
    await open(page, step);
    await page.locator(`[data-step="${step}"]`).getByText('Written in firm.yaml:8').waitFor();
  }
  expect(await page.locator('[name=secret]').count()).toBe(0);
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
  await page.goto('/admin/wecom');
  await page.locator('.welcome-open').waitFor();
  for (const step of [7, 1, 2, 3, 4, 5, 6, 8]) {
    await open(page, step);
    await page.locator(`[data-step="${step}"] .welcome-open`).waitFor();
    expect([step, await violations(page)]).toEqual([step, []]);
    expect([step, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([step, width]);
  }
  expect(errors).toEqual([]);
  await context.close();
});
