import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { skill } from '../harness/api.ts';
import { violations } from '../harness/sight.ts';
import { staged } from '../harness/staged.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en, roles: [admin] } }
---
{ kind: person, name: lin, spec: { displayName: 林安, roles: [admin] } }
---
{ kind: person, name: bo, spec: { displayName: Bo, locale: en } }
---
{ kind: person, name: cai, spec: { displayName: Cai, locale: en } }
---
{ kind: channel, name: ops, spec: { platform: web } }
---
{ kind: schedule, name: desk, spec: { displayName: Order desk, zone: Asia/Shanghai, layers: [{ people: [ana], hours: [{ start: '00:00', end: '12:00' }] }] } }
---
{ kind: schedule, name: holes, spec: { displayName: Holes, zone: Asia/Shanghai, layers: [{ rotation: { start: '2026-11-02T09:00', unit: week, people: [bo, []] } }] } }
---
{ kind: schedule, name: week, spec: { displayName: Week, zone: Asia/Shanghai, layers: [{ people: [ana] }] } }
---
{ kind: schedule, name: pair, spec: { displayName: Pair, zone: Asia/Shanghai, layers: [{ rotation: { start: '2026-11-02T09:00', unit: day, people: [ana, cai] } }] } }
---
{ kind: escalation-policy, name: week, spec: { steps: [{ to: [{ schedule: week }] }] } }
---
{ kind: system, name: fills, spec: { policy: week } }
`;

const stage = staged(yaml);

test('two weeks on call: who, where nobody is, what is mine, and who hands over', async () => {
  const { page, context, errors } = await stage.look({ person: 'ana' });
  await page.goto('/oncall');
  const row = page.getByTestId('rota-desk');
  await row.getByRole('listitem').filter({ hasText: 'Nobody' }).first().waitFor();
  // Hours that the schedule leaves out are drawn, and no alarm.
  expect(await row.getByText('gaps').count()).toBe(0);
  expect(await row.locator('.gap:not(.planned)').count()).toBe(0);
  await page.getByTestId('rota-holes').getByText('1 gap', { exact: true }).waitFor();
  const gaps = row.getByRole('listitem').filter({ hasText: 'Nobody' });
  expect(await gaps.count()).toBe(14);
  expect(await gaps.nth(1).getAttribute('title')).toMatch(/^Nobody\n\d{4}-\d\d-\d\d 12:00 Asia\/Shanghai\n/u);
  // To scale: half a day is free after half a day of work.
  const turns = row.getByRole('listitem').filter({ hasText: 'Ana' });
  const [gap, turn] = [await gaps.nth(2).boundingBox(), await turns.nth(2).boundingBox()];
  expect(Math.abs((gap?.width ?? 0) - (turn?.width ?? -10))).toBeLessThan(2);
  expect(await page.getByTestId('my-turns').getByRole('listitem').count()).toBeGreaterThanOrEqual(14);
  await page.getByRole('table').getByText('Ana goes').or(page.getByRole('table').getByText('Ana takes over')).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a schedule of two layers is built by its form; what it would mean is there before it is saved', async () => {
  const { page, context, errors } = await stage.look({ person: 'ana' });
  await page.goto('/oncall');
  await page.getByRole('link', { name: 'New schedule' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Night desk');
  expect(await page.getByLabel('Short name').inputValue()).toBe('night-desk');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Add a turn: nobody is in it yet.').waitFor();
  const [first, second] = [page.getByTestId('layer-1'), page.getByTestId('layer-2')];
  await first.getByRole('button', { name: 'Add a turn' }).click();
  await first.getByRole('button', { name: 'Add a turn' }).click();
  const preview = page.getByTestId('preview');
  await preview.getByTestId('final-row').getByText('Ana', { exact: true }).filter({ visible: true }).first().waitFor();
  await preview
    .getByText('No gaps')
    .or(preview.getByText('1 gap', { exact: true }))
    .waitFor();
  await first.getByRole('button', { name: 'Only at certain hours' }).click();
  await preview.getByText(/\d+ gaps/u).waitFor();
  await page.getByRole('button', { name: 'Add a layer below' }).click();
  await second.getByText('Always the same').click();
  await second.getByRole('combobox', { name: 'People' }).selectOption('lin');
  await preview.getByText('No gaps').waitFor();
  await preview.getByTestId('layer-row-2').locator('.faint').first().waitFor();
  // The other order: now the one who is always there wins, and nothing of the rotation is left.
  await first.getByRole('button', { name: /^Move Layer 1/u }).press('ArrowDown');
  await preview.getByTestId('final-row').getByRole('listitem').filter({ hasText: 'Bo' }).first().waitFor({ state: 'detached' });
  await second.getByRole('button', { name: /^Move Layer 2/u }).press('ArrowUp');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/oncall\/night-desk$/u);
  await page.getByTestId('final-row').getByText('林安').filter({ visible: true }).first().waitFor();
  expect(await page.getByTestId('layer-row-1').getByRole('listitem').count()).toBeGreaterThanOrEqual(9);
  expect(errors).toEqual([]);
  await context.close();
});

test('two who change the same schedule: the second sees what the first has saved', async () => {
  const sights = await Promise.all([1, 2].map(() => stage.look({ person: 'ana' })));
  const [one, two] = sights.map(({ page }) => page) as [(typeof sights)[0]['page'], (typeof sights)[0]['page']];
  for (const page of [one, two]) {
    await page.goto('/oncall/night-desk?edit');
    await page.getByLabel('Name', { exact: true }).waitFor();
  }
  await one.getByLabel('Name', { exact: true }).fill('First');
  await one.getByRole('button', { name: 'Save' }).click();
  await one.getByRole('heading', { name: 'First' }).waitFor();
  await two.getByLabel('Name', { exact: true }).fill('Second');
  await two.getByRole('button', { name: 'Save' }).click();
  await two.getByRole('region', { name: 'What it says now' }).getByText('First').waitFor();
  await two.getByRole('button', { name: 'Save mine over it' }).click();
  await two.getByRole('heading', { name: 'Second' }).waitFor();
  await Promise.all(sights.map(({ context }) => context.close()));
});

test('an escalation policy is built as a ladder, and says beside it whom it would call', async () => {
  const { page, context, errors } = await stage.look({ person: 'ana' });
  await page.goto('/oncall');
  await page.getByRole('link', { name: 'New policy' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Nights');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Name whom to call.').waitFor();
  const ladder = page.getByTestId('ladder');
  await page.getByLabel('Whom step 1 calls').selectOption('schedule:night-desk');
  await ladder
    .locator('.rung')
    .first()
    .getByText(/Ana|林安/u)
    .waitFor();
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByLabel('Whom step 2 calls').selectOption('person:bo');
  await page.getByLabel('Whom step 2 calls').selectOption('person:lin');
  await page.getByTestId('step-2').getByLabel('Who answers').selectOption('everyone');
  await page.getByTestId('step-1').getByLabel('Next step after').fill('7');
  const second = ladder.locator('.rung').nth(1);
  await second.getByText('After 7 min').waitFor();
  await second.getByText('All of them must answer.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByTestId('policies').getByText('Second (7 min) → Bo and 林安 (5 min)').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('whoever is called stands in the war room with every attempt, who is next and when; nobody waits who will not', async () => {
  const { page, context } = await stage.look({ person: 'ana' });
  const keep = { kind: 'escalation-policy', name: 'default', spec: { steps: [{ to: [{ person: 'bo' }] }, { to: [{ person: 'lin' }] }] } };
  await fetch(`${stage.tocsin.origin}/api/v1/resources`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tocsin-as': 'ana' },
    body: JSON.stringify({ documents: [keep] }),
  });
  const { incident } = await skill<{ incident: string }>(stage.tocsin, 'incident/declare', { title: 'Orders are late' }, 'ana');
  await page.goto(`/i/${incident}`);
  const next = page.getByTestId('who-next');
  await next.getByText('Next: 林安').waitFor();
  await next.getByText(/in 04:\d\d/u).waitFor();
  const bo = page.getByTestId('people').locator('[data-person=bo]');
  await bo.locator('summary').click();
  await bo.locator('.attempt').getByText('Sent').first().waitFor();
  await next.getByRole('button', { name: 'Escalate now' }).click();
  await page.getByTestId('people').locator('[data-person=lin]').waitFor();
  await next.getByText('Then nobody is left to call').waitFor();
  await skill(stage.tocsin, 'incident/resolve', { incident }, 'ana');
  await context.close();
});

test('tonight is covered by drawing over it: seen by others at once, undone by one press, and the page goes to whoever covers', async () => {
  const [one, two] = await Promise.all(['ana', 'lin'].map((person) => stage.look({ person })));
  if (!one || !two) throw new Error('two browsers');
  for (const { page } of [one, two]) {
    await page.goto('/oncall/week');
    await page.getByTestId('final-row').getByRole('listitem').first().waitFor();
  }
  await draw(one.page, 0.6, 0.7);
  const sheet = one.page.getByTestId('change-sheet');
  await sheet.getByLabel('Who covers').selectOption('bo');
  await sheet.getByLabel('Why (may be left out)').fill('dentist');
  await sheet.getByRole('button', { name: 'Cover' }).click();
  await one.page.getByTestId('undo').getByText('Bo covers Ana').waitFor();
  const theirs = two.page.getByTestId('changes-row').getByRole('listitem');
  await theirs.filter({ hasText: 'dentist' }).waitFor();
  await two.page.getByTestId('final-row').getByRole('listitem').filter({ hasText: 'Bo' }).first().waitFor();
  await one.page.getByRole('button', { name: 'Undo' }).click();
  await two.page.getByTestId('changes-row').waitFor({ state: 'detached' });
  // From now on, by its form: whoever covers is called.
  await one.page.getByTestId('final-row').locator('button.bar-frame').first().click();
  await sheet.getByLabel('Who covers').selectOption('bo');
  await sheet.getByRole('button', { name: 'Cover' }).click();
  await one.page.getByTestId('undo').waitFor();
  const { incident } = await skill<{ incident: string }>(
    stage.tocsin,
    'incident/declare',
    { title: 'Fills are late', system: 'fills' },
    'lin',
  );
  await two.page.goto(`/i/${incident}`);
  await two.page.getByTestId('people').locator('[data-person=bo]').waitFor();
  expect(await two.page.getByTestId('people').locator('[data-person]').count()).toBe(1);
  await skill(stage.tocsin, 'incident/resolve', { incident }, 'lin');
  expect([...one.errors, ...two.errors]).toEqual([]);
  await Promise.all([one.context.close(), two.context.close()]);
});

test('a finger that is held picks; one that swipes scrolls', async () => {
  const context = await stage.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-US',
    hasTouch: true,
    isMobile: true,
  });
  await context.addCookies([{ name: 'tocsin_as', value: 'ana', url: stage.tocsin.origin }]);
  const page = await context.newPage();
  await page.goto(`${stage.tocsin.origin}/oncall/pair`);
  const row = page.getByTestId('final-row').locator('.turns-track');
  await row.getByRole('listitem').first().waitFor();
  const box = await row.boundingBox();
  const cdp = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y: (box?.y ?? 0) + 20 }] });
  await touch('touchStart', 230);
  await page.locator('.ghost').waitFor();
  for (let x = 232; x <= 300; x += 8) await touch('touchMove', x);
  await touch('touchEnd');
  await page.getByTestId('change-sheet').waitFor();
  expect(await page.evaluate('document.querySelector(".turns-frame").scrollLeft')).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('change-sheet').waitFor({ state: 'detached' });
  await touch('touchStart', 300);
  for (let x = 290; x >= 120; x -= 10) await touch('touchMove', x);
  await touch('touchEnd');
  await page.waitForFunction('document.querySelector(".turns-frame").scrollLeft > 50');
  expect(await page.getByTestId('change-sheet').count()).toBe(0);
  await context.close();
});

test('the same by keys alone, and a swap that waits for a yes', async () => {
  const { page, context, errors } = await stage.look({ person: 'ana' });
  await page.goto('/oncall/pair');
  await page.getByTestId('final-row').getByRole('listitem').first().waitFor();
  const picker = page.getByTestId('key-picker');
  await picker.focus();
  const before = await picker.getAttribute('aria-valuetext');
  await picker.press('PageDown');
  await picker.press('Shift+ArrowRight');
  await picker.press('ArrowRight');
  expect(await picker.getAttribute('aria-valuetext')).not.toBe(before);
  await page.locator('.ghost').waitFor();
  await picker.press('Enter');
  const sheet = page.getByTestId('change-sheet');
  await sheet.getByLabel('Who covers').selectOption('lin');
  await sheet.getByRole('button', { name: 'Cover' }).click();
  await page.getByTestId('changes-row').getByText('林安').first().waitFor();
  // A turn of mine is pressed, and somebody is asked for it; until they agree it is only asked.
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByTestId('final-row').getByRole('listitem').filter({ hasText: 'Ana' }).last().locator('button.bar-frame').click();
  await sheet.getByText('Swap', { exact: true }).click();
  await sheet.getByLabel('With whom').selectOption('cai');
  await sheet.getByRole('button', { name: 'Ask' }).click();
  await page.getByTestId('changes-row').getByText('asked').first().waitFor();
  const other = await stage.look({ person: 'cai' });
  await other.page.goto('/oncall');
  await other.page.getByTestId('swap').getByText('Ana asks to swap').waitFor();
  await other.page.getByRole('button', { name: 'Agree' }).click();
  await page.getByTestId('changes-row').getByText('swap').first().waitFor();
  expect([...errors, ...other.errors]).toEqual([]);
  await Promise.all([context.close(), other.context.close()]);
});

test('my turns as a calendar: an address is shown once, works, and is revoked', async () => {
  const { page, context, errors } = await stage.look({ person: 'ana' });
  await page.goto('/oncall');
  const feed = page.getByTestId('feed');
  await feed.getByRole('button', { name: 'Make an address' }).click();
  const url = (await feed.locator('code').textContent()) ?? '';
  expect(await (await fetch(url)).text()).toContain('BEGIN:VCALENDAR');
  await feed.getByRole('button', { name: 'Revoke' }).click();
  await feed.getByRole('button', { name: 'Revoke' }).waitFor({ state: 'detached' });
  expect((await fetch(url)).status).toBe(404);
  expect(errors).toEqual([]);
  await context.close();
});

/** Draws over the row of who is on call, from one part of it to another. */
async function draw(page: Page, from: number, to: number): Promise<void> {
  const box = await page.getByTestId('final-row').locator('.turns-track').boundingBox();
  if (!box) throw new Error('the row is not to be seen');
  const at = (part: number): number => box.x + box.width * part;
  await page.mouse.move(at(from), box.y + 20);
  await page.mouse.down();
  await page.mouse.move(at((from + to) / 2), box.y + 22, { steps: 4 });
  await page.mouse.move(at(to), box.y + 22, { steps: 4 });
  await page.locator('.ghost').waitFor();
  await page.mouse.up();
}

test('a schedule from a file is read only, says its line, and can be copied', async () => {
  const { page, context } = await stage.look({ person: 'ana' });
  await page.goto('/oncall/desk');
  await page.getByText('Written in firm.yaml:14').waitFor();
  await page.getByRole('link', { name: 'Copy as YAML' }).click();
  await page.getByText('displayName: Order desk').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
  await context.close();
});

/** A bar is as wide as its turn; the picker of times by keys does the same for whoever cannot hit it. */
const isNarrowBar = (found: string): boolean => found.startsWith('target-size <button type="button" class="bar-frame"');

test.each([
  ['ana', 390, 'en-US'],
  ['lin', 390, 'zh-CN'],
  ['ana', 1440, 'en-US'],
  ['lin', 3840, 'zh-CN'],
] as const)('every page of it, for %s at %i px: nothing that axe finds, nothing cut', async (person, width, locale) => {
  const { page, context, errors } = await stage.look({ person, width, locale });
  for (const path of [
    '/oncall',
    '/oncall/desk',
    '/oncall/night-desk?edit',
    '/oncall?new=schedule',
    '/oncall?new=policy',
    '/oncall?policy=nights',
  ]) {
    await page.goto(path);
    await page.locator('.turns, .builder, .in-file').first().waitFor();
    expect([path, (await violations(page)).filter((found) => !isNarrowBar(found))]).toEqual([path, []]);
    expect([path, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([path, width]);
  }
  expect(errors).toEqual([]);
  await context.close();
});
