import type { Locator } from 'playwright-core';
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
{ kind: person, name: chen, spec: { displayName: 陈晨, locale: zh-CN } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 30 }, { to: [{ person: bo }], delayMinutes: 30 }] } }
`;

const stage = staged(yaml);

/** In pixels from the top of the window. */
const topOf = async (place: Locator): Promise<number> => (await place.boundingBox())?.y ?? Number.NaN;

const declared = async (title: string): Promise<string> =>
  (await skill<{ incident: string }>(stage.tocsin, 'incident/declare', { title, severity: 'SEV3', people: ['ana'] }, 'bo')).incident;

test('two people in two browsers: one acknowledges, leads and hands over, the other sees it, answers and takes it to its end', async () => {
  const number = await declared('Orders are rejected');
  const ana = await stage.look({ person: 'ana' });
  const bo = await stage.look({ person: 'bo', locale: 'zh-CN' });
  await bo.page.goto(`/i/${number}`);
  await ana.page.goto(`/i/${number}`);
  await ana.page.getByTestId('ring').waitFor();
  await ana.page.keyboard.press('4');
  await bo.page.getByText('Ana 已认领').first().waitFor();

  await ana.page.getByTestId('command').click();
  await bo.page.getByText('指挥官 Ana').waitFor();
  await ana.page.getByRole('button', { name: 'Say what it means for the business' }).click();
  await ana.page.locator('[name=impact]').fill('Orders of 12 branches wait');
  await ana.page.keyboard.press('Enter');
  await bo.page.getByRole('button', { name: 'Orders of 12 branches wait' }).waitFor();

  await ana.page.getByTestId('composer').fill('Bo, please take over, I go on with the gateway');
  await ana.page.keyboard.press('Enter');
  await bo.page.getByTestId('messages').getByText('please take over').waitFor();
  await ana.page.getByTestId('more-acts').locator('summary').click();
  await ana.page.getByRole('button', { name: 'Hand over a role…' }).click();
  const form = ana.page.getByRole('dialog');
  await form.locator('[name=role]').selectOption('commander');
  await form.locator('[name=person]').selectOption('bo');
  await form.locator('[type=submit]').click();
  await bo.page.getByText('指挥官 薄伯').waitFor();

  await bo.page.getByTestId('mitigate').click();
  await bo.page.getByTestId('resolve').click();
  await ana.page.getByTestId('close').waitFor();
  expect((await show(stage.tocsin, number)).progress).toBe('resolved');
  await ana.page.getByTestId('close').click();
  await bo.page.getByTestId('reopen').waitFor();
  expect([...ana.errors, ...bo.errors]).toEqual([]);
  await Promise.all([ana.context.close(), bo.context.close()]);
}, 60_000);

test('what did not wake anybody is called once more, and others are called in by name', async () => {
  const number = await declared('Quotes are late');
  const { page, context } = await stage.look({ person: 'bo', locale: 'zh-CN' });
  await page.goto(`/i/${number}`);
  await page.getByTestId('people').getByRole('button', { name: '重新呼叫' }).click();
  await page.getByTestId('more-acts').locator('summary').click();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByTestId('more-acts').locator('summary').click();
  await page.getByRole('button', { name: '集结人员…' }).click();
  await page.getByRole('dialog').locator('label').filter({ hasText: '陈晨' }).click();
  await page.getByRole('dialog').locator('[type=submit]').click();
  await until(async () => (await show(stage.tocsin, number)).pages.some((p) => p.person === 'chen'), { what: 'chen to be called' });
  await context.close();
}, 60_000);

test('the story is narrowed by kind, and a line that is new moves nobody’s', async () => {
  const number = await declared('A long story');
  for (let i = 0; i < 150; i += 1) await skill(stage.tocsin, 'incident/note', { incident: number, text: `Line ${i}` }, 'ana');
  const { page, context } = await stage.look({ person: 'bo', locale: 'zh-CN' });
  await page.goto(`/i/${number}`);
  const story = page.getByTestId('timeline');
  await story.getByText('Line 149').waitFor();
  await page.getByRole('button', { name: '呼叫', exact: true }).click();
  await story.getByText('呼叫 Ana').waitFor();
  expect(await story.getByText('Line 149').count()).toBe(0);
  await page.getByRole('button', { name: '记录', exact: true }).click();
  await story.getByText('Line 60', { exact: false }).first().scrollIntoViewIfNeeded();
  const read = story.getByText('Ana：Line 60');
  const before = await topOf(read);
  await skill(stage.tocsin, 'incident/note', { incident: number, text: 'The newest of all' }, 'ana');
  await story.getByText('The newest of all').waitFor({ state: 'attached' });
  expect(Math.abs((await topOf(read)) - before)).toBeLessThan(2);
  await context.close();
}, 60_000);

test('on a phone an incident is one screen with one button under the thumb, and the last lines of its story', async () => {
  const number = await declared('委托被拒');
  const { page, context, errors } = await stage.look({ person: 'bo', locale: 'zh-CN', width: 390, height: 844 });
  await page.goto(`/i/${number}`);
  const button = page.getByTestId('ack');
  await button.waitFor();
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await page.locator('.lately .story').nth(4).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await button.click();
  await page.getByTestId('command').waitFor();
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);
