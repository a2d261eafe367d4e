import { expect, test } from 'vitest';
import { skill } from '../harness/api.ts';
import { staged } from '../harness/staged.ts';
import { until } from '../harness/until.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }] }] } }
`;

const stage = staged(yaml);

test('twelve tabs hear by one connection; when the one that listens is closed, another takes over', async () => {
  const { page, context, errors } = await stage.look({ person: 'ana' });
  let opened = 0;
  context.on('request', (request) => (opened += request.url().endsWith('/api/v1/events') ? 1 : 0));
  await page.goto('/');
  const tabs = [page];
  for (let n = 1; n < 12; n += 1) {
    const tab = await context.newPage();
    await tab.goto('/');
    tabs.push(tab);
  }
  await skill(stage.tocsin, 'incident/declare', { title: 'Heard in every tab', severity: 'SEV3' }, 'ana');
  for (const tab of tabs) await tab.getByText('Heard in every tab').first().waitFor();
  expect(opened).toBe(1);

  await page.close();
  await until(() => opened === 2, { what: 'another tab to listen' });
  await skill(stage.tocsin, 'incident/declare', { title: 'Heard after the hand-over', severity: 'SEV3' }, 'ana');
  for (const tab of tabs.slice(1)) await tab.getByText('Heard after the hand-over').first().waitFor();
  expect(opened).toBe(2);
  expect(errors).toEqual([]);
  await context.close();
}, 120_000);

test.each([
  ['/', 1440],
  ['/incidents', 1440],
  ['/alerts', 390],
  ['/oncall', 390],
])(
  '%s at %i px: fifteen seconds without a sign of life and the data itself looks old, and says since when',
  async (path, width) => {
    const { page, context } = await stage.look({ person: 'ana', width });
    await page.clock.install();
    await page.goto(path);
    // It has heard from the server once: only then can it fall silent.
    await page.locator('.pulse.live').waitFor({ state: 'attached' });
    expect(await page.locator('main.stale').count()).toBe(0);
    await stage.tocsin.kill9();
    await page.clock.runFor(20_000);
    await page.locator('main.stale').waitFor();
    await page
      .getByRole('alert')
      .getByText(/Data stopped at \d\d:\d\d:\d\d/u)
      .waitFor();
    await stage.tocsin.restart();
    await page.clock.runFor(40_000);
    await page.locator('main:not(.stale)').first().waitFor();
    await context.close();
  },
  60_000,
);
