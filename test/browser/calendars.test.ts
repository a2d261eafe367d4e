import { expect, test } from 'vitest';
import { violations } from '../harness/sight.ts';
import { staged } from '../harness/staged.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: person, name: bo, spec: { displayName: Bo, locale: en } }
---
{ kind: schedule, name: desk, spec: { displayName: Order desk, zone: Asia/Shanghai, layers: [{ rotation: { start: '2026-01-05T09:00', unit: week, people: [ana, bo] } }] } }
`;

const stage = staged(yaml);

test('an address for my own turns is made, read by a calendar and revoked', async () => {
  const { page, context, errors } = await stage.look({ person: 'ana' });
  await page.goto('/me');
  const calendars = page.getByTestId('calendars');
  await calendars.getByText('None yet.').waitFor();
  expect(await calendars.getByLabel('Which turns').locator('option').allTextContents()).toEqual([
    'My own turns',
    'Everybody in Order desk',
  ]);
  await calendars.getByRole('button', { name: 'Make an address' }).click();
  const shown = calendars.getByTestId('calendar-shown');
  const address = await shown.locator('code').innerText();
  expect(address).toMatch(new RegExp(`^${stage.tocsin.origin}/ics/[\\w-]{43}\\.ics$`, 'u'));
  expect(await shown.getByRole('link', { name: 'Open in a calendar' }).getAttribute('href')).toBe(address.replace('http', 'webcal'));
  await calendars.getByText('not read yet').waitFor();
  const read = await fetch(address);
  expect([read.status, await read.text()]).toEqual([200, expect.stringContaining('SUMMARY:On call: Order desk')]);
  expect(await violations(page)).toEqual([]);

  await page.reload();
  await calendars.getByText('last read').waitFor();
  expect(await shown.count(), 'the address is shown once').toBe(0);
  await calendars.getByRole('button', { name: 'Revoke My own turns' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await calendars.getByText('None yet.').waitFor();
  expect([(await fetch(address)).status, errors]).toEqual([404, []]);
  await context.close();
});
