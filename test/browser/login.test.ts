import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations, type Sight } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai } }
---
{ kind: person, name: bo, spec: { displayName: 薄伯, locale: zh-CN, roles: [responder] } }
`;
const words = {
  en: { makeAccount: 'Make my account', signIn: 'Sign in', turnOn: 'Turn on', confirm: 'Confirm', kept: 'I have kept them', make: 'Make' },
  zh: { makeAccount: '创建账号', signIn: '登录', turnOn: '启用', confirm: '确认', kept: '我已保存', make: '创建' },
};
const password = 'the tide turns at nine';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => browser?.close());

async function fresh(): Promise<Tocsin> {
  const config = tempFolder('config');
  writeFileSync(join(config.path, 'firm.yaml'), yaml);
  const tocsin = await startTocsin({ configDir: config.path });
  return { ...tocsin, output: () => tocsin.output(), stop: async () => (await tocsin.stop(), config.remove()) };
}

const setupLink = (tocsin: Tocsin): Promise<string> =>
  until(() => /^Set up Tocsin: (\S+)$/mu.exec(tocsin.output())?.[1], { what: 'the link to set up', context: () => tocsin.output() });

async function looksRight({ page, errors }: Sight, shot: string): Promise<void> {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect([shot, width, await violations(page)]).toEqual([shot, width, []]);
    expect([shot, width, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([shot, width, true]);
  }
  expect(errors.filter((e) => !/40[01]|404/u.test(e))).toEqual([]);
}

const codeOf = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

async function signIn(page: Page, lang: 'en' | 'zh', name: string, given = password): Promise<void> {
  await page.locator('[autocomplete=username]:not(.unseen)').fill(name);
  await page.locator('[autocomplete=current-password]').fill(given);
  await page.getByRole('button', { name: words[lang].signIn, exact: true }).click();
}

test.each(['en', 'zh'] as const)('set up, a second factor, signing in with it, a token shown once (%s)', async (lang) => {
  const tocsin = await fresh();
  const w = words[lang];
  const sight = await sightOf(browser, { origin: tocsin.origin, locale: lang === 'zh' ? 'zh-CN' : 'en-US' });
  const { page } = sight;
  await page.goto(await setupLink(tocsin));
  await page.getByTestId('setup-you').waitFor();
  await looksRight(sight, 'setup');
  await page.locator('[autocomplete=name]').fill('Ana Li');
  const short = page.locator('[autocomplete=username]');
  await until(async () => (await short.inputValue()) === 'ana', { what: 'the short name to follow' });
  await page.locator('[autocomplete=email]').fill('ana@example.com');
  await page.locator('[autocomplete=new-password]').fill('short');
  await page.getByRole('button', { name: w.makeAccount }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('[autocomplete=new-password]').fill(password);
  await page.getByRole('button', { name: w.makeAccount }).click();
  await page.waitForURL(/\/welcome$/u);

  await page.goto(`${tocsin.origin}/me`);
  const email = page.getByTestId('my-email').locator('input');
  await until(async () => (await email.inputValue()) === 'ana@example.com', { what: 'the address that was typed' });
  await email.fill('ana.li@example.com');
  await email.press('Enter');
  await page.locator('.contact-address', { hasText: 'ana.li@example.com' }).waitFor();
  const factor = page.getByTestId('second-factor');
  await factor.getByRole('button', { name: w.turnOn }).click();
  await factor.locator('[autocomplete=current-password]').fill(password);
  await factor.getByRole('button', { name: w.turnOn }).click();
  const secret = (await page.getByTestId('totp-secret').textContent()) ?? '';
  await looksRight(sight, 'totp');
  await factor.locator('[autocomplete=one-time-code]').fill(codeOf(secret));
  await factor.getByRole('button', { name: w.confirm }).click();
  await page.getByTestId('recovery-codes').waitFor();
  const [recovery = ''] = await page.getByTestId('recovery-codes').locator('code').allTextContents();
  await looksRight(sight, 'recovery');
  await page.getByRole('button', { name: w.kept }).click();
  await looksRight(sight, 'me');

  await page.goto(`${tocsin.origin}/admin/tokens`);
  const tokens = page.getByTestId('admin-tokens');
  await tokens.locator('input').first().fill('deploy-bot');
  await tokens.getByRole('button', { name: w.make, exact: true }).click();
  const token = (await page.getByTestId('token-shown').locator('code').textContent()) ?? '';
  await looksRight(sight, 'admin');
  const asked = await fetch(`${tocsin.origin}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(await asked.json()).toMatchObject({ access: 'token', roles: ['viewer'] });
  await page.reload();
  await tokens.getByRole('button', { name: /deploy-bot/u }).waitFor();
  expect(await page.content()).not.toContain(token);

  await page.context().clearCookies();
  await page.goto(`${tocsin.origin}/incidents`);
  await page.locator('main.door').waitFor();
  await looksRight(sight, 'login');
  await signIn(page, lang, 'ana');
  await page.locator('[autocomplete=one-time-code]').fill(recovery);
  await page.getByRole('button', { name: w.signIn, exact: true }).click();
  // The address one came for is still there.
  await page.getByTestId('me').getByText('Ana Li').waitFor();
  expect(new URL(page.url()).pathname).toBe('/incidents');
  await sight.context.close();
  await tocsin.stop();
});

test('a login that ends in the middle of an action: what was typed is sent after signing in again', async () => {
  const tocsin = await fresh();
  const sight = await sightOf(browser, { origin: tocsin.origin });
  const { page } = sight;
  await page.goto(await setupLink(tocsin));
  await page.locator('[autocomplete=name]').fill('Ana');
  await page.locator('[autocomplete=new-password]').fill(password);
  await page.getByRole('button', { name: words.en.makeAccount }).click();
  await page.waitForURL(/\/welcome$/u);
  // It ends while the form is on its way: any earlier, and another question of the page would be the first to be refused. Set before the
  // page is there: of one that is under way, a request may slip by.
  const declaring = '**/api/v1/skills/incident/declare';
  await page.route(
    declaring,
    async (route) => {
      const cookie = (await sight.context.cookies()).find((c) => c.name === 'tocsin_session');
      await fetch(`${tocsin.origin}/api/v1/logout`, { method: 'POST', headers: { cookie: `${cookie?.name}=${cookie?.value}` } });
      await route.continue();
    },
    { times: 1 },
  );
  await page.goto(tocsin.origin);
  await page.getByTestId('declare').first().click();
  const form = page.getByTestId('declare-form');
  await form.locator('[name=title]').fill('Orders are rejected');
  await form.locator('button[type=submit]').click();
  const sheet = page.getByTestId('login-sheet');
  await sheet.waitFor();
  await looksRight(sight, 'login sheet');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await sheet.locator('[autocomplete=current-password]').fill('not my password');
  await sheet.getByRole('button', { name: words.en.signIn, exact: true }).click();
  await sheet.getByRole('alert').waitFor();
  await sheet.locator('[autocomplete=current-password]').fill(password);
  await sheet.getByRole('button', { name: words.en.signIn, exact: true }).click();
  await page.waitForURL(/\/i\/INC-/u);
  await page.getByTestId('incident-header').getByText('Orders are rejected').waitFor();
  await sight.context.close();
  await tocsin.stop();
});

test('an invited person joins by their link, once, and is who they are', async () => {
  const tocsin = await fresh();
  const admin = await sightOf(browser, { origin: tocsin.origin });
  await admin.page.goto(await setupLink(tocsin));
  await admin.page.locator('[autocomplete=name]').fill('Ana');
  await admin.page.locator('[autocomplete=new-password]').fill(password);
  await admin.page.getByRole('button', { name: words.en.makeAccount }).click();
  await admin.page.waitForURL(/\/welcome$/u);
  await admin.page.goto(`${tocsin.origin}/admin/people`);
  await admin.page.getByTestId('admin-people').getByRole('group', { name: /薄伯/u }).getByRole('button', { name: 'Invite' }).click();
  const link = (await admin.page.getByTestId('invite-link').locator('code').textContent()) ?? '';
  await looksRight(admin, 'invite');

  const bo = await sightOf(browser, { origin: tocsin.origin, locale: 'zh-CN' });
  await bo.page.goto(link);
  await bo.page.locator('[autocomplete=new-password]').waitFor();
  await looksRight(bo, 'join');
  await bo.page.locator('[autocomplete=new-password]').fill('九点钟开市之前潮水会转向的');
  await bo.page.getByRole('button', { name: '设置密码' }).click();
  await bo.page.getByTestId('me').getByText('薄伯').waitFor();
  expect(await bo.page.locator('select#identity').count()).toBe(0);
  await bo.page.goto(`${tocsin.origin}/me`);
  await looksRight(bo, 'me');
  await bo.page.goto('about:blank');
  await bo.page.goto(link);
  await bo.page.getByRole('alert').waitFor();
  await Promise.all([admin.context.close(), bo.context.close()]);
  await tocsin.stop();
});
