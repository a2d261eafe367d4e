import type { Page } from 'playwright-core';
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
{ kind: person, name: bo, spec: { displayName: Bo, locale: en } }
---
{ kind: person, name: chen, spec: { displayName: 陈, locale: zh-CN } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }] }] } }
`;

const stage = staged(yaml);

const declare = async (title: string): Promise<string> =>
  (await skill<{ incident: string }>(stage.tocsin, 'incident/declare', { title, severity: 'SEV3' }, 'bo')).incident;
const acks = async (incident: string): Promise<number> =>
  (await show(stage.tocsin, incident)).timeline.filter((l) => /ack/u.test(l.kind)).length;
const row = (page: Page, incident: string) => page.locator(`[data-incident="${incident}"] [data-row]`);

test('an acknowledgement without a connection is kept over a reload and sent once when there is one again', async () => {
  const incident = await declare('Lift without a signal');
  const { page, context } = await stage.look({ person: 'bo' });
  // Before the page is there: of one that is under way, a request may slip by.
  let isAway = true;
  await page.route('**/api/v1/skills/incident/ack', (route) => (isAway ? route.abort() : route.continue()));
  await page.goto('/incidents');
  await row(page, incident).focus();
  await page.keyboard.press('a');
  await page.getByTestId('waiting').getByText('1 action waits').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await page.getByTestId('waiting').getByText('1 action waits').waitFor();
  expect((await show(stage.tocsin, incident)).acknowledgedBy).toBeNull();

  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/incident/ack')) keys.push(request.headers()['idempotency-key']);
  });
  isAway = false;
  await page.getByTestId('waiting').waitFor({ state: 'detached' });
  await until(async () => (await show(stage.tocsin, incident)).acknowledgedBy === 'bo', { what: 'the acknowledgement' });
  expect(await acks(incident)).toBe(1);
  expect(new Set(keys).size).toBe(1);
  await context.close();
}, 60_000);

test('an answer that is lost on its way is not asked for twice: the server knows the key', async () => {
  const incident = await declare('The answer is lost');
  const { page, context } = await stage.look({ person: 'bo' });
  await page.goto('/incidents');
  let lost = 0;
  await page.route('**/api/v1/skills/incident/note', async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await row(page, incident).focus();
  await page.evaluate(
    ([key, kept]) => localStorage.setItem(key ?? '', kept ?? ''),
    ['tocsin.outbox bo', JSON.stringify([{ key: 'k-1', skill: 'incident/note', incident, input: { incident, text: 'Failover begun' } }])],
  );
  await page.reload();
  await page.getByText(`What waited for ${incident} has been sent`).waitFor();
  expect(lost).toBeGreaterThan(1);
  const noted = (await show(stage.tocsin, incident)).timeline.filter((line) => line.text.includes('Failover begun'));
  expect(noted).toHaveLength(1);
  await context.close();
}, 60_000);

test('while Tocsin is down things are kept in their order; back, they are done, and a refusal is said', async () => {
  const [first, over] = [await declare('Kept first'), await declare('Over by then')];
  await skill(stage.tocsin, 'incident/resolve', { incident: over }, 'bo');
  const { page, context } = await stage.look({ person: 'chen', locale: 'zh-CN' });
  await page.goto('/incidents');
  await row(page, first).waitFor();
  await stage.tocsin.kill9();
  await row(page, first).focus();
  await page.keyboard.press('a');
  await page.getByTestId('waiting').getByText('1 个操作待发送').waitFor();
  await row(page, over).focus();
  await page.keyboard.press('e');
  await page.getByRole('dialog').getByRole('button', { name: '升级', exact: true }).click();
  await page.getByTestId('waiting').getByText('2 个操作待发送').waitFor();
  await stage.tocsin.restart();
  await page.getByTestId('waiting').waitFor({ state: 'detached' });
  await page.getByText(`${over} 已结束`).waitFor();
  expect((await show(stage.tocsin, first)).acknowledgedBy).toBe('chen');
  expect(await acks(first)).toBe(1);
  await context.close();
}, 60_000);
