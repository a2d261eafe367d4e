import { expect, test } from 'vitest';
import { skill } from '../harness/api.ts';
import { violations } from '../harness/sight.ts';
import { staged } from '../harness/staged.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: 海港证券, zone: Asia/Shanghai, locale: zh-CN } }
---
{ kind: person, name: ana, spec: { displayName: 安娜 } }
---
{ kind: schedule, name: ops, spec: { displayName: 运维, zone: Asia/Shanghai, layers: [{ people: [ana] }] } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }] }] } }
`;

const stage = staged(yaml);

test('calm it says one word; an incident takes it over by itself, with what is hurt and who leads; what is private never shows', async () => {
  const { page, context, errors } = await stage.look({ width: 3840, height: 2160 });
  await page.goto('/wall');
  await page.getByRole('heading', { name: '正常' }).waitFor();
  await page.getByText('安娜').waitFor();
  expect(await violations(page)).toEqual([]);

  await skill(stage.tocsin, 'incident/declare', { title: 'Nobody may know', severity: 'SEV1', private: true });
  const title = '<img src=x onerror=alert(1)> 委托被拒';
  const { incident } = await skill<{ incident: string }>(stage.tocsin, 'incident/declare', { title, severity: 'SEV1' });
  await page.getByRole('heading', { name: title }).waitFor();
  await page.getByText('待认领').first().waitFor();
  await skill(stage.tocsin, 'incident/impact', { incident, text: '约 12% 的委托被拒' });
  await page.getByText('约 12% 的委托被拒').waitFor();
  await skill(stage.tocsin, 'incident/assign', { incident, role: 'commander', person: 'ana' });
  await page.locator('.wall-lead').getByText('指挥', { exact: false }).waitFor();
  expect(await page.getByText('Nobody may know').count()).toBe(0);
  expect(await violations(page)).toEqual([]);

  for (const n of [1, 2, 3, 4, 5, 6]) await skill(stage.tocsin, 'incident/declare', { title: `Other ${n}`, severity: 'SEV3' });
  await page.getByText('另有 2 起').waitFor();
  expect(await page.locator('.wall-strip').count()).toBe(4);
  // From eight metres: 82 px on such a panel for what must be read, 50 px for the rest; and nothing to scroll to.
  const px = (selector: string) => page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('${selector}')).fontSize)`);
  expect(await px('.wall-what h1')).toBeGreaterThanOrEqual(96);
  expect(await px('.wall-timer strong')).toBeGreaterThanOrEqual(96);
  expect(await px('.wall-strip')).toBeGreaterThanOrEqual(50);
  expect(await page.evaluate<boolean>('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
}, 60_000);

test('when its data is old the whole wall says so and since when, and comes back by itself', async () => {
  const { page, context } = await stage.look({ width: 1920, height: 1080 });
  await page.clock.install();
  await page.goto('/wall');
  // It has heard from the server once: only then can it fall silent.
  await page.locator('[data-testid=wall][data-heard=true]').waitFor();
  await stage.tocsin.kill9();
  await page.clock.runFor(20_000);
  await page.locator('[data-testid=wall][data-state=stale]').waitFor();
  await page
    .getByRole('alert')
    .getByText(/数据停在 \d\d:\d\d:\d\d/u)
    .waitFor();
  await stage.tocsin.restart();
  await page.clock.runFor(30_000);
  await page.locator('[data-testid=wall][data-state=hurt]').waitFor();
  await context.close();
}, 60_000);
