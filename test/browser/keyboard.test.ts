import { expect, test } from 'vitest';
import { show, skill } from '../harness/api.ts';
import { violations } from '../harness/sight.ts';
import { staged } from '../harness/staged.ts';
import { until } from '../harness/until.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: person, name: bo, spec: { displayName: 薄伯, locale: zh-CN } }
---
{ kind: person, name: dee, spec: { displayName: Dee, locale: en } }
---
{ kind: person, name: chen, spec: { displayName: 陈, locale: zh-CN } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 30 }, { to: [{ person: chen }], delayMinutes: 30 }] } }
`;

const stage = staged(yaml);

const declare = async (title: string): Promise<string> =>
  (await skill<{ incident: string }>(stage.tocsin, 'incident/declare', { title, severity: 'SEV2' }, 'chen')).incident;

test('by keyboard alone: walk to a row, acknowledge, escalate, open it, note, resolve', async () => {
  const incident = await declare('Orders are rejected');
  const { page, context, errors } = await stage.look({ person: 'bo', locale: 'zh-CN' });
  const { keyboard } = page;
  const seen = (what: string, is: (found: Awaited<ReturnType<typeof show>>) => boolean) =>
    until(async () => is(await show(stage.tocsin, incident)), { what });
  await page.goto('/incidents');
  await page.locator(`[data-incident="${incident}"]`).waitFor();
  await keyboard.press('j');
  await keyboard.press('e');
  await page.getByRole('dialog').waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await seen('chen to be called', ({ pages }) => pages.some(({ person }) => person === 'chen'));
  await page.locator('dialog').waitFor({ state: 'detached' });
  await keyboard.press('a');
  await seen('the acknowledgement', ({ acknowledgedBy }) => acknowledgedBy === 'bo');
  await keyboard.press('Enter');
  await page.waitForURL(`**/i/${incident}`);
  await page.getByTestId('note').waitFor();
  await page.locator('main').focus();
  await keyboard.press('n');
  await keyboard.type('切换开始 a e n');
  await keyboard.press('Enter');
  await seen('the note', ({ timeline }) => timeline.some(({ text }) => text.includes('切换开始 a e n')));
  await keyboard.press('Control+k');
  await page.getByTestId('palette').waitFor();
  await keyboard.type('resolve');
  await page.getByRole('option', { name: incident }).first().waitFor();
  await keyboard.press('Enter');
  await page.getByTestId('skill-form').waitFor();
  await page.getByTestId('skill-form').locator('button[type=submit]').focus();
  await keyboard.press('Enter');
  await seen('the resolution', ({ progress }) => progress === 'resolved');
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);

test.each([
  ['dee', 'en-US', 1440],
  ['bo', 'zh-CN', 390],
] as const)(
  'the palette finds by few letters in both languages, goes there, and remembers (%s, %s, %i px)',
  async (person, locale, width) => {
    const incident = await declare(`Quotes are late ${width}`);
    const { page, context, errors } = await stage.look({ person, locale, width });
    const { keyboard } = page;
    const field = page.getByTestId('palette').getByRole('combobox');
    const first = page.getByTestId('palette').getByRole('option').first();
    await page.goto('/');
    await page.getByTestId('declare').first().waitFor();
    await keyboard.press('Control+k');
    await field.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.type(`quo lat ${width}`);
    await first.filter({ hasText: incident }).waitFor();
    await field.fill('值班');
    await first.filter({ hasText: '/oncall' }).waitFor();
    await field.fill('on call');
    await first.filter({ hasText: '/oncall' }).waitFor();
    await field.fill('薄伯');
    await first.filter({ hasText: 'bo' }).waitFor();
    await field.fill('nothing is called like this');
    expect(await page.getByTestId('palette').getByRole('option').count()).toBe(0);
    await field.fill('');
    await keyboard.press('ArrowDown');
    await page.getByTestId('palette').getByRole('option').nth(1).and(page.locator('[aria-selected=true]')).waitFor();
    await keyboard.press('ArrowUp');
    await field.fill('alerts');
    // An input method's Enter picks a word and must not choose.
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(new URL(page.url()).pathname).toBe('/');
    await keyboard.press('Enter');
    await page.waitForURL('**/alerts');
    await keyboard.press('Control+k');
    await first.filter({ hasText: '/alerts' }).waitFor();
    await keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await context.close();
  },
  60_000,
);

test('? lists the keys; they rest while one types, and when switched off', async () => {
  await declare('Nothing happens to this one');
  const { page, context } = await stage.look({ person: 'bo' });
  const { keyboard } = page;
  await page.goto('/incidents');
  await page.locator('[data-row]').first().waitFor();
  await keyboard.press('/');
  await keyboard.type('?ae');
  expect(await page.locator('dialog').count()).toBe(0);
  expect(await page.locator('[data-search]').inputValue()).toBe('?ae');
  await page.locator('main').focus();
  await keyboard.press('?');
  const sheet = page.getByRole('dialog');
  for (const key of ['Ctrl K', 'J', 'K', 'A', 'E', 'N', '/', '?']) await sheet.locator('kbd', { hasText: key }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  await sheet.getByRole('checkbox').uncheck();
  await keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await keyboard.press('?');
  expect(await page.locator('dialog').count()).toBe(0);
  await context.close();
}, 60_000);
