import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PushHouse } from '../emulators/web-push.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const rules = 'rules: { default: [{ afterMinutes: 0, by: push }] }';
const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: Ana, locale: en, roles: [admin], ${rules} } }
`;

let tocsin: Tocsin;
let browser: Browser;
let house: PushHouse;
const config = tempFolder('config');

beforeAll(async () => {
  writeFileSync(join(config.path, 'tocsin.yaml'), yaml);
  house = await new PushHouse().listen();
  [tocsin, browser] = await Promise.all([startTocsin({ configDir: config.path, env: { WEB_PUSH_HOSTS: house.host } }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await tocsin?.stop();
  await house?.stop();
  config.remove();
});

/** Chromium’s own push service is outside; ours stands in for it. Everything else is the browser’s. */
async function withPush(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['notifications'], { origin: tocsin.origin });
  await context.addInitScript(`{
    const given = ${JSON.stringify(house.subscription)};
    let held = null;
    const subscription = { ...given, toJSON: () => given, unsubscribe: async () => ((held = null), true) };
    PushManager.prototype.subscribe = async () => (held = subscription);
    PushManager.prototype.getSubscription = async () => held;
  }`);
}

/** What the push service has, handed to the worker as it would. */
async function delivers(page: Page, context: BrowserContext): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const registered = Promise.withResolvers<string>();
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const [first] = registrations;
    if (first) registered.resolve(first.registrationId);
  });
  await devtools.send('ServiceWorker.enable');
  const push = await until(() => house.pushed.at(-1), { what: 'a push' });
  const registrationId = await registered.promise;
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: tocsin.origin, registrationId, data: push.text });
}

const shown = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`navigator.serviceWorker.getRegistration('/')
    .then((registration) => registration.getNotifications())
    .then((notes) => notes.map(({ title }) => title))`);

/** As when the button of the notification is pressed. */
const pressed = `registration.getNotifications().then(([notification]) => dispatchEvent(
  Object.assign(new Event('notificationclick'), { action: 'ack', notification, waitUntil: () => {} })))`;

test('a browser is registered under Me, a test page reaches its worker, and a press on it acknowledges', async () => {
  const { page, context, errors } = await sightOf(browser, { origin: tocsin.origin, person: 'ana' });
  await withPush(context);
  await page.goto('/me');
  const contacts = page.getByTestId('contacts');
  const devices = page.getByTestId('push-devices');
  await contacts.getByText('no browser is registered').waitFor();
  await devices.getByRole('button', { name: 'Register this browser' }).click();
  await devices.getByText('this browser', { exact: true }).waitFor();
  await contacts.getByText('1 browser', { exact: true }).waitFor();
  expect(await devices.getByRole('button', { name: 'Register this browser' }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);

  await contacts.getByRole('button', { name: 'Test Push' }).click();
  await contacts.getByText('Answer it').waitFor();
  await delivers(page, context);
  const titles = await until(async () => ((await shown(page)).length > 0 ? shown(page) : undefined), { what: 'a notification' });
  expect(titles).toEqual([expect.stringMatching(/^\[SEV\d\] You are paged/u)]);
  await context.serviceWorkers()[0]?.evaluate(pressed);
  await contacts.getByText('You answered.').waitFor();

  await devices.getByRole('button', { name: 'Remove Chrome' }).click();
  await devices.getByRole('button', { name: 'Register this browser' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a browser whose owner says no is told what to do', async () => {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person: 'ana', width: 390 });
  await context.addInitScript(`Notification.requestPermission = async () => 'denied';`);
  await page.goto('/me');
  const devices = page.getByTestId('push-devices');
  await devices.getByRole('button', { name: 'Register this browser' }).click();
  await devices.getByRole('alert').getByText('Notifications are blocked').waitFor();
  await context.close();
});
