import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, type SightOf } from '../harness/sight.ts';
import { startTocsin, type TocsinSetup } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { slackPictures } from './slack.ts';

/** `npm run pictures`: every picture in README and docs, taken of the real thing in a real browser; `npm run pictures slack` only those. */
const docs = resolve(import.meta.dirname, '../../docs');
const examples = resolve(import.meta.dirname, '../../config/examples');

interface Taking {
  readonly browser: Browser;
  readonly origin: string;
}

const taken = async (page: Page, name: string): Promise<void> => {
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(docs, `${name}.png`), animations: 'disabled' });
  console.log(`docs/${name}.png`);
};

const dayMs = 86_400_000;

function deskOfSix(monday: string): object[] {
  const names = ['Ana Lin', 'Bo Wang', 'Chen Yu', 'Dora Lindqvist', 'Eli Warren', 'Fang Li'];
  const people = names.map((displayName) => ({
    kind: 'person',
    name: displayName.split(' ')[0]?.toLowerCase(),
    spec: { displayName, locale: 'en', roles: ['admin'] },
  }));
  const zone = 'Asia/Shanghai';
  const layers = [
    {
      name: 'Nights',
      priority: 2,
      rotation: { start: `${monday}T20:00`, unit: 'day', length: 2, people: ['dora', 'eli'] },
      hours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '20:00', end: '08:00' }],
    },
    { name: 'Week', priority: 1, rotation: { start: `${monday}T08:00`, unit: 'week', people: ['ana', 'bo'] } },
    { name: 'Behind them', people: ['chen'] },
  ];
  return [
    { kind: 'firm', name: 'firm', spec: { displayName: 'Harbour Securities', zone, locale: 'en' } },
    ...people,
    { kind: 'schedule', name: 'orders', spec: { displayName: 'Order desk', zone, layers } },
  ];
}

/** A desk of six in three layers, with a cover and somebody who learns. */
async function oncall(taking: Taking): Promise<void> {
  const monday = new Date(Date.now() - ((new Date().getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10);
  await ask(taking.origin, 'resources', { documents: deskOfSix(monday) });
  const day = (n: number, hour: string): string =>
    `${new Date(Date.parse(monday) + n * dayMs).toISOString().slice(0, 10)}T${hour}:00+08:00`;
  await ask(taking.origin, 'skills/oncall/cover', {
    schedule: 'orders',
    person: 'fang',
    instead: 'ana',
    from: day(5, '08:00'),
    to: day(7, '08:00'),
    because: 'wedding',
  });
  await ask(taking.origin, 'skills/oncall/shadow', { schedule: 'orders', person: 'fang', from: day(8, '08:00'), to: day(10, '20:00') });
  const { page, context } = await look(taking, { person: 'ana' });
  await page.goto('/oncall/orders');
  await page.getByTestId('shadows-row').waitFor();
  await page.getByTestId('fairness').waitFor();
  await taken(page, 'oncall');
  await context.close();
}

async function ask(origin: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', 'tocsin-as': 'ana' };
  const answer = await fetch(`${origin}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
}

async function withTocsin(browser: Browser, setup: TocsinSetup, take: (taking: Taking) => Promise<void>): Promise<void> {
  const tocsin = await startTocsin(setup);
  try {
    await take({ browser, origin: tocsin.origin });
  } finally {
    await tocsin.stop();
  }
}

const look = ({ browser, origin }: Taking, more: Partial<SightOf> = {}) => sightOf(browser, { origin, ...more });

/** The first five minutes, some of them taken. */
async function welcome(taking: Taking): Promise<void> {
  const { page, context } = await look(taking);
  await page.goto('/welcome');
  await page.locator('[name=firm]').fill('Harbour Securities');
  await page.locator('[name=zone]').selectOption('Asia/Shanghai');
  await page.locator('[data-step="1"] [type=submit]').click();
  await page.locator('[name=duty-name]').fill('Ana Lin');
  await page.locator('[data-step="2"] [type=submit]').click();
  await page.locator('[data-step="3"] .button.primary').click();
  await page.locator('[data-step="4"] .paste').first().waitFor();
  await taken(page, 'welcome');
  await context.close();
}

/** The incident of the demo: on a desk, on a phone, on the wall. */
async function demo(taking: Taking): Promise<void> {
  const { page, context } = await look(taking);
  await page.goto('/');
  await page.getByTestId('ring').waitFor({ timeout: 60_000 });
  await page.keyboard.press('4');
  await page.waitForURL(/\/i\//u);
  await page.getByTestId('composer').fill('who is on call for matching');
  await page.keyboard.press('Enter');
  await until(async () => (await page.locator('.message').count()) >= 7, { what: 'colleagues to talk', timeoutMs: 60_000 });
  await taken(page, 'war-room');
  const phone = await look(taking, { width: 390, height: 844 });
  await phone.page.goto(new URL(page.url()).pathname);
  await phone.page.locator('[data-room-incident]').waitFor();
  await taken(phone.page, 'phone');
  const wall = await look(taking, { width: 1920, height: 1080 });
  await wall.page.goto('/wall');
  await wall.page.locator('.wall-worst').waitFor();
  await taken(wall.page, 'wall');
  await Promise.all([context, phone.context, wall.context].map((each) => each.close()));
}

/** Twenty thousand alerts of one system, and some that are none of its business. */
async function storm(taking: Taking): Promise<void> {
  await post(
    taking.origin,
    Array.from({ length: 20_000 }, (_, i) => alert(`Down${i % 350}`, 'payments-core', `host-${i}`)),
  );
  await post(taking.origin, [alert('QuotesLate', 'quotes', 'quotes-1'), alert('DiskFull', 'clearing', 'db-3')]);
  const { page, context } = await look(taking, { person: 'ana' });
  await page.goto('/alerts');
  await page.locator('.long-row').nth(2).waitFor();
  await page.keyboard.press('Escape');
  await taken(page, 'alerts');
  await page.goto('/incidents');
  await page.getByRole('link', { name: /Down/u }).first().click();
  await page.waitForURL(/\/i\//u);
  await page.locator('[data-room-incident]').waitFor();
  await taken(page, 'storm');
  await context.close();
}

const alert = (alertname: string, system: string, instance: string) => ({
  labels: { alertname, system, instance, severity: 'critical' },
  annotations: { summary: `${alertname} on ${instance}` },
});

async function post(origin: string, alerts: readonly object[]): Promise<void> {
  for (let from = 0; from < alerts.length; from += 1_000) {
    const body = JSON.stringify(alerts.slice(from, from + 1_000));
    const answer = await fetch(`${origin}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    if (!answer.ok) throw new Error(`the alerts were answered ${answer.status}: ${await answer.text()}`);
  }
}

const sets: Readonly<Record<string, (browser: Browser) => Promise<void>>> = {
  welcome: (at) => withTocsin(at, {}, welcome),
  oncall: (at) => withTocsin(at, {}, oncall),
  demo: (at) => withTocsin(at, { args: ['--demo', '--pace', '4'] }, demo),
  storm: (at) => withTocsin(at, { configDir: examples }, storm),
  slack: (at) => slackPictures(at, taken),
};
const [only] = process.argv.slice(2);
const browser = await launchChromium();
for (const [name, take] of Object.entries(sets)) if (only === undefined || only === name) await take(browser);
await browser.close();
