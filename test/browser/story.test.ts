import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { show, skill } from '../harness/api.ts';
import { violations } from '../harness/sight.ts';
import { staged } from '../harness/staged.ts';
import { until } from '../harness/until.ts';

const stage = staged(`
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: person, name: bo, spec: { displayName: 薄伯, locale: zh-CN } }
---
{ kind: person, name: chen, spec: { displayName: 陈晨, locale: zh-CN } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 30 }] } }
`);

const declared = async (title: string): Promise<string> =>
  (await skill<{ incident: string }>(stage.tocsin, 'incident/declare', { title, severity: 'SEV3', people: ['chen'] }, 'bo')).incident;

/** `2026-11-23T09:05` in Shanghai, so many minutes ago. */
const ago = (minutes: number): string => new Date(Date.now() + 8 * 3_600_000 - minutes * 60_000).toISOString().slice(0, 16);

/** Somebody says something with a picture, and pins it. */
async function saysPicture(page: Page, text: string, picture: Buffer): Promise<void> {
  await page.getByTestId('file-input').setInputFiles([{ name: 'curve.png', mimeType: 'image/png', buffer: picture }]);
  await page.getByTestId('composer').fill(text);
  await page.keyboard.press('Enter');
  const line = page.getByTestId('messages').locator('.message', { hasText: text });
  await line.locator('img').waitFor();
  await line.hover();
  await line.getByRole('button', { name: /^(?:Pin|置顶)$/u }).click();
}

test('what was pinned stands in the timeline with its picture, which opens, and the way back to it', async () => {
  const number = await declared('Orders are rejected');
  const { page, context, errors } = await stage.look({ person: 'bo', locale: 'zh-CN' });
  await page.goto(`/i/${number}`);
  await saysPicture(page, '拒单率从 09:31 开始上升', await page.getByTestId('timeline').screenshot());
  const line = page.getByTestId('timeline').locator('.story', { hasText: '拒单率' });
  const picture = line.locator('img');
  await picture.waitFor();
  await until(async () => (await picture.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)) > 0, {
    what: 'the picture',
  });
  expect(await line.locator('.story-text').textContent()).toBe('薄伯：拒单率从 09:31 开始上升');
  await line.getByRole('button', { name: '查看 curve.png' }).click();
  await page.getByTestId('picture').locator('img').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await line.getByRole('link', { name: '查看原消息' }).click();
  await page.waitForURL(/#chat-/u);
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);

test('a note with a time stands where it happened; it is written anew and withdrawn where it stands', async () => {
  const number = await declared('Quotes are late');
  const ana = await stage.look({ person: 'ana' });
  const bo = await stage.look({ person: 'bo', locale: 'zh-CN' });
  await Promise.all([ana.page.goto(`/i/${number}`), bo.page.goto(`/i/${number}`)]);
  const { page } = ana;
  await page.getByTestId('note').fill('The first quote was late');
  await page.getByTestId('note-time').click();
  await page.locator('.note-field [name=at]').fill(ago(60));
  expect(await violations(page)).toEqual([]);
  await page.getByTestId('note').press('Enter');
  const story = page.getByTestId('timeline').locator('.story');
  await until(async () => (await story.last().textContent())?.includes('The first quote was late'), {
    what: 'the note to be the oldest line',
  });
  expect(await page.locator('.note-field [name=at]').count(), 'the next note is of now again').toBe(0);

  await page.getByRole('button', { name: 'Edit note 1' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.note-edit textarea').fill('The first quote was 4 s late');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  const theirs = bo.page.getByTestId('timeline').locator('[data-note="1"]');
  await theirs.getByTestId('edited').waitFor();
  expect(await theirs.locator('.story-text').textContent()).toBe('Ana：The first quote was 4 s late');

  await page.getByRole('button', { name: 'Withdraw note 1' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await theirs.getByText('Ana 的记录已撤回').waitFor();
  expect((await show(stage.tocsin, number)).timeline.map((l) => l.text).join('\n')).not.toContain('quote was');
  expect([...ana.errors, ...bo.errors]).toEqual([]);
  await Promise.all([ana.context.close(), bo.context.close()]);
}, 60_000);

test('a time that is refused is said, and what was typed stays', async () => {
  const number = await declared('A slip of the hand');
  const { page, context } = await stage.look({ person: 'ana' });
  await page.goto(`/i/${number}`);
  await page.getByTestId('note').fill('From another day');
  await page.getByTestId('note-time').click();
  await page.locator('.note-field [name=at]').fill(ago(3 * 24 * 60));
  await page.getByTestId('note').press('Enter');
  await page.getByText('more than a day before').first().waitFor();
  expect(await page.getByTestId('note').inputValue()).toBe('From another day');
  await context.close();
}, 60_000);

test('on a phone all of it is within reach of a thumb', async () => {
  const number = await declared('委托被拒');
  await skill(stage.tocsin, 'incident/note', { incident: number, text: '首笔拒单' }, 'bo');
  const context = await stage.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'zh-CN',
    baseURL: stage.tocsin.origin,
  });
  await context.addCookies([{ name: 'tocsin_as', value: 'bo', url: stage.tocsin.origin }]);
  const page = await context.newPage();
  await page.goto(`/i/${number}#timeline`);
  await page.getByTestId('timeline').getByText('首笔拒单').waitFor();
  await page.getByTestId('note-time').tap();
  for (const place of [
    page.getByTestId('note-time'),
    page.getByRole('button', { name: '编辑第 1 条记录' }),
    page.locator('.note-when input'),
  ]) {
    const box = await place.boundingBox();
    expect(Math.round(box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
  }
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
  await context.close();
}, 60_000);
