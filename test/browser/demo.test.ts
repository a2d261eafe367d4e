import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';
import { violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

interface Newcomer {
  readonly tocsin: Tocsin;
  readonly page: Page;
  readonly errors: string[];
  /** The coach says so. */
  readonly stage: (name: string) => Promise<void>;
  readonly types: (text: string) => Promise<void>;
}

/** Started as `npm start -- --demo`, with colleagues ten times as quick as people, and a browser that has never been here. */
async function newcomer(locale: string, env: Record<string, string> = {}, width = 1440): Promise<Newcomer> {
  const tocsin = await startTocsin({ env, args: ['--demo', '--pace', '10'] });
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale });
  onTestFinished(async () => {
    await context.close();
    await tocsin.stop();
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && errors.push(`${m.text()} ${m.location().url}`));
  await page.goto(tocsin.origin);
  return {
    tocsin,
    page,
    errors,
    stage: (name) => page.locator(`[data-stage=${name}]`).waitFor(),
    types: async (text) => {
      await page.getByTestId('composer').fill(text);
      await page.keyboard.press('Enter');
    },
  };
}

const words = {
  'zh-CN': {
    title: 'Tocsin（演示）',
    me: '你',
    ask: '谁在值班 撮合接入',
    answer: /撮合接入: /u,
    lead: 'Tocsin，我来指挥',
    follows: /你指挥/u,
    yes: '同意',
    mitigated: 'Tocsin，已止损',
    end: /发现 09:3\d:\d\d · 呼叫/u,
    again: '再来一次',
  },
  'en-US': {
    title: 'Tocsin (demo)',
    me: 'You',
    ask: 'who is on call for matching',
    answer: /Matching: /u,
    lead: 'Tocsin, I take command',
    follows: /You lead, good/u,
    yes: 'yes',
    mitigated: 'Tocsin, mitigated',
    end: /Detected 09:3\d:\d\d · called/u,
    again: 'Play it again',
  },
} as const;

test.each(['zh-CN', 'en-US'] as const)(
  'a newcomer who reads %s lives through the incident of 09:31',
  async (locale) => {
    const w = words[locale];
    const { page, errors, stage, types } = await newcomer(locale);
    await page.getByTestId('demo').waitFor();
    await until(() => page.title().then((t) => t.includes(w.title)), { what: 'the title that says that it is a demo' });
    expect(await page.getByTestId('me').locator('option:checked').textContent()).toBe(w.me);
    await page.getByTestId('ring').waitFor();
    await page.keyboard.press('4');
    await page.waitForURL(/\/i\/INC-/u);
    await types(w.lead);
    const messages = page.getByTestId('messages');
    await messages.getByText(w.follows).waitFor();
    await types(w.ask);
    await messages.getByText(w.answer).first().waitFor();
    await stage('decide');
    await types(w.yes);
    await stage('mitigate');
    await types(w.mitigated);
    await stage('resolve');
    await page.getByTestId('resolve').click();
    const sure = page.getByRole('dialog').getByRole('button').last();
    await Promise.race([sure.click().catch(() => {}), stage('over')]);
    await stage('over');
    await messages.getByText(w.end).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.getByRole('button', { name: w.again }).click();
    await page.getByTestId('ring').waitFor();
  },
  180_000,
);

test('on a phone, killed in the middle: it is there again, and goes on', async () => {
  const { tocsin, page, stage } = await newcomer('en-US', {}, 390);
  await page.getByTestId('ring-ack').click();
  await page.waitForURL(/\/i\/INC-/u);
  await page.locator('a[href="#chat"]').click();
  await page.getByTestId('messages').getByText('I released 2026.47.1').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await tocsin.kill9();
  await tocsin.restart();
  await stage('over');
  await page.goto(`${tocsin.origin}/incidents?progress=all`);
  await page.locator('[data-incident]').first().waitFor();
  expect(await page.locator('[data-incident]').count()).toBe(1);
}, 180_000);

/** Written into the process before anything else is loaded: names every address that is looked up or connected to. */
const listener = `
import net from 'node:net';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
const note = (what) => appendFileSync(process.env.HEARD, what + '\\n');
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  note('connect ' + JSON.stringify(typeof first === 'object' ? { host: first.host, port: first.port, path: first.path } : args));
  return connect.apply(this, args);
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const plain = dns[name];
  dns[name] = (host, ...rest) => { if (host !== '127.0.0.1') note('look up ' + host); return plain(host, ...rest); };
}
note('listening');
`;

test('whatever the environment says, a demo opens no connection, and listens on this machine only', async () => {
  const folder = tempFolder('listener');
  onTestFinished(() => folder.remove());
  const heard = join(folder.path, 'heard');
  writeFileSync(join(folder.path, 'listener.mjs'), listener);
  const { page, stage, tocsin } = await newcomer('en-US', {
    HEARD: heard,
    NODE_OPTIONS: `--import=${join(folder.path, 'listener.mjs')}`,
    TOCSIN_HOST: '0.0.0.0',
    TOCSIN_PUBLIC_URL: 'https://tocsin.example.com',
    TOCSIN_ADMIN_TOKEN: 'not-for-a-demo',
    DATABASE_URL: 'postgres://203.0.113.7:5432/tocsin',
    REDIS_URL: 'redis://203.0.113.7:6379',
    SMTP_URL: 'smtp://203.0.113.7:25',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_API_URL: 'https://203.0.113.7/',
    OPENAI_BASE_URL: 'https://203.0.113.7/v1',
    OPENAI_API_KEY: 'sk-1',
  });
  expect(new URL(tocsin.origin).hostname).toBe('127.0.0.1');
  await page.getByTestId('ring-ack').click();
  await stage('over');
  // Once a thread: some listen for nothing but their work.
  expect([...new Set(readFileSync(heard, 'utf8').trim().split('\n'))]).toEqual(['listening']);
  expect(listeningOf(tocsin.pid)).toEqual(['0100007F']);
}, 180_000);

/** Local addresses, as the kernel writes them, on which the process listens for TCP. */
function listeningOf(pid: number): string[] {
  const rows = ['tcp', 'tcp6'].flatMap((kind) => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').trim().split('\n').slice(1));
  const own = new Set(inodesOf(pid));
  const listens = rows.map((row) => row.trim().split(/\s+/u)).filter((cells) => cells[3] === '0A' && own.has(cells[9] ?? ''));
  return listens.map((cells) => cells[1]?.split(':')[0] ?? '');
}

/** The sockets that a process holds. */
const inodesOf = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/u.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      // Closed since it was listed.
      return [];
    }
  });
