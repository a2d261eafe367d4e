import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { skill } from '../harness/api.ts';
import { launchChromium } from '../harness/chromium.ts';
import { violations } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const yaml = `
{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }
---
{ kind: person, name: ana, spec: { displayName: 安娜, locale: zh-CN } }
---
{ kind: person, name: bo, spec: { displayName: Bo Lin, locale: en } }
---
{ kind: team, name: payments, spec: { displayName: Payments, people: [ana, bo] } }
`;
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==', 'base64');

let tocsin: Tocsin;
let browser: Browser;
let number = '';
let room = '';
const config = tempFolder('config');

beforeAll(async () => {
  writeFileSync(join(config.path, 'tocsin.yaml'), yaml);
  [tocsin, browser] = await Promise.all([startTocsin({ configDir: config.path }), launchChromium()]);
  ({ incident: number } = await skill<{ incident: string }>(tocsin, 'incident/declare', {
    title: 'Orders are rejected',
    severity: 'SEV4',
  }));
  room = number.toLowerCase();
});

afterAll(async () => {
  await browser?.close();
  await tocsin?.stop();
  config.remove();
});

interface Seat {
  readonly page: Page;
  readonly messages: Locator;
  readonly composer: Locator;
  readonly errors: readonly string[];
  line(text: string): Locator;
  says(text: string): Promise<void>;
  /** Presses one of the tools of a message. */
  tool(text: string, name: string): Promise<void>;
  leave(): Promise<void>;
}

/** A browser of its own for a person, in a room. */
async function seat(person: string, path = `/chat/${room}`, options: BrowserContextOptions = {}): Promise<Seat> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options });
  await context.addCookies([{ name: 'tocsin_as', value: person, url: tocsin.origin }]);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && !m.text().includes('ERR_INTERNET_DISCONNECTED') && errors.push(m.text()));
  await page.goto(tocsin.origin + path);
  const messages = page.getByTestId('messages');
  const composer = page.getByTestId('composer');
  await (path.includes(room) ? composer : page.getByRole('navigation').first()).waitFor();
  const line = (text: string): Locator => messages.locator('li[data-message]', { hasText: text }).last();
  return {
    page,
    messages,
    composer,
    errors,
    line,
    async says(text) {
      await composer.fill(text);
      await composer.press('Enter');
      await page.locator('.message.pending').waitFor({ state: 'detached' });
    },
    async tool(text, name) {
      await line(text).hover();
      await line(text).getByRole('button', { name, exact: true }).click();
    },
    async leave() {
      expect(errors).toEqual([]);
      await context.close();
    },
  };
}

/** Something offered above the field. */
const choice = ({ page }: Seat, text: string): Locator => page.locator('#choices [role=option]', { hasText: text }).first();

test('two people in two browsers: mention, react, thread, edit, pin, delete, each seen by the other at once', async () => {
  const [ana, bo] = [await seat('ana'), await seat('bo', '/')];
  await ana.says('@Bo Lin the gateway answers **503**, see [graphs](https://grafana.example/d/1)');
  // Mentions are counted apart, before the room is open.
  await bo.page.locator('.rail-count.mentions').getByText('@1').waitFor();
  await bo.page.goto(`${tocsin.origin}/chat`);
  await bo.page.locator('.unread-mark.mentions').getByText('@1').waitFor();
  await bo.page.locator('.room-line', { hasText: number }).click();
  await bo.line('503').locator('.mention.to-me').getByText('@Bo Lin').waitFor();
  expect(await bo.line('503').locator('strong', { hasText: '503' }).count()).toBe(1);
  expect(await bo.line('503').getByRole('link', { name: 'graphs' }).getAttribute('title')).toBe('grafana.example');
  await bo.page.locator('.rail-count.mentions').waitFor({ state: 'detached' });

  await bo.tool('503', 'React');
  await bo.page.getByRole('button', { name: '👀', exact: true }).click();
  await ana.line('503').getByRole('button', { name: /👀/u }).waitFor();

  await bo.tool('503', 'Reply in a thread');
  await bo.page.getByTestId('thread-composer').fill('the switch in rack 4');
  await bo.page.getByTestId('thread-composer').press('Enter');
  await ana
    .line('503')
    .getByRole('button', { name: /1 条回复/u })
    .click();
  await ana.page.getByTestId('thread').getByText('the switch in rack 4').waitFor();
  expect(await ana.messages.getByText('the switch in rack 4').count()).toBe(0);

  await bo.says('the swich is down');
  await bo.tool('swich', 'Edit');
  await bo.line('').getByRole('textbox').fill('the switch is down');
  await bo.page.keyboard.press('Enter');
  await ana.line('the switch is down').getByText('编辑于').click();
  await ana.line('the switch is down').getByText('the swich is down').waitFor();

  await ana.tool('the switch is down', '置顶');
  await bo.page.locator('.pin-title').getByText('the switch is down').waitFor();
  const timeline = async () => (await skill<{ timeline: { text: string }[] }>(tocsin, 'incident/show', { incident: number })).timeline;
  await until(async () => (await timeline()).some((l) => l.text === 'Bo Lin: the switch is down'), { what: 'the pin in the story' });

  await bo.tool('the switch is down', 'Delete');
  await bo.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await ana.messages.getByText('the switch is down').waitFor({ state: 'detached' });
  await ana.messages.locator('.message-text.gone').first().waitFor();
  await Promise.all([ana.leave(), bo.leave()]);
}, 90_000);

test('a picture is shown and opened, a file is saved, and neither runs anything, whatever they are called', async () => {
  const [ana, bo] = [await seat('ana'), await seat('bo')];
  await bo.page.getByTestId('file-input').setInputFiles([
    { name: '<img src=x onerror=alert(1)>.png', mimeType: 'image/png', buffer: png },
    { name: '导出.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') },
  ]);
  await bo.page.locator('.upload').nth(1).getByText('25 B').waitFor();
  await bo.composer.fill('<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://evil.example/pixel.png)');
  await bo.composer.press('Enter');
  const line = ana.line('javascript:alert(1)');
  await line.locator('.picture img').waitFor();
  expect(await line.locator('.message-text a').count()).toBe(1);
  expect(await line.locator('.message-text a').getAttribute('href')).toBe('https://evil.example/pixel.png');
  expect(await line.locator('.message-text :is(script, img)').count()).toBe(0);
  const href = (await line.locator('a.file-link').getAttribute('href')) ?? '';
  const answer = await ana.page.request.get(tocsin.origin + href);
  expect(answer.headers()['content-disposition']).toMatch(/^attachment/u);
  await line.locator('.picture').click();
  await ana.page.getByTestId('picture').locator('img').waitFor();
  expect(await violations(ana.page)).toEqual([]);
  await ana.page.keyboard.press('Escape');
  await Promise.all([ana.leave(), bo.leave()]);
}, 60_000);

test('by keyboard alone: complete a mention and a command, walk the messages, react', async () => {
  const bo = await seat('bo');
  await bo.composer.focus();
  await bo.page.keyboard.type('ask @安');
  await choice(bo, '安娜').waitFor();
  await bo.page.keyboard.press('Enter');
  await until(async () => (await bo.composer.inputValue()) === 'ask @ana ', { what: 'the mention in the field' });
  await bo.page.keyboard.type('please');
  await bo.page.keyboard.press('Enter');
  await bo.line('please').locator('.mention').getByText('@安娜').waitFor();

  await bo.page.keyboard.type('/incident sev');
  await choice(bo, '/incident severity').waitFor();
  await bo.page.keyboard.press('Tab');
  await choice(bo, 'SEV3').waitFor();
  await bo.page.keyboard.type('SEV3');
  await bo.page.keyboard.press('Enter');
  await bo.page.locator('.message.aside').getByText('severity changed').waitFor();
  // An answer to me alone outlives a reload of the tab.
  await bo.page.reload();
  await bo.page.locator('.message.aside').getByText('severity changed').waitFor();
  await bo.line('please').waitFor();

  await bo.page.getByRole('region', { name: 'Messages', exact: true }).focus();
  await bo.page.keyboard.press('ArrowUp');
  await bo.page.locator('[data-message]:focus .message-tools').waitFor();
  await bo.page.keyboard.press('ArrowUp');
  await bo.page.locator('[data-message]:focus').getByRole('button', { name: 'React' }).focus();
  await bo.page.keyboard.press('Enter');
  await bo.page.getByRole('button', { name: '✅', exact: true }).focus();
  await bo.page.keyboard.press('Enter');
  await bo.messages.getByRole('button', { name: /✅ by Bo Lin/u }).waitFor();
  expect(await violations(bo.page)).toEqual([]);
  await bo.leave();
}, 60_000);

test('an input method keeps its Enter, a draft outlives a reload, and what is written without a connection goes once', async () => {
  const bo = await seat('bo');
  await bo.composer.fill('正在看');
  await bo.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  expect(await bo.composer.inputValue()).toBe('正在看');
  await bo.page.reload();
  await until(async () => (await bo.composer.inputValue()) === '正在看', { what: 'the draft' });
  await bo.page.context().setOffline(true);
  await bo.composer.press('Enter');
  await bo.page.locator('.message.pending').getByText('to be sent when the connection is back').waitFor();
  await bo.page.context().setOffline(false);
  await bo.line('正在看').waitFor({ timeout: 30_000 });
  await bo.page.locator('.message.pending').waitFor({ state: 'detached' });
  expect(await bo.messages.locator('li[data-message]', { hasText: '正在看' }).count()).toBe(1);
  await bo.page.context().close();
}, 60_000);

test('ten megabytes pasted freeze nothing: they are offered as a file', async () => {
  const bo = await seat('bo');
  const paste = (length: number): Promise<unknown> =>
    bo.page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'x'.repeat(${length}));
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('[data-testid=composer]').dispatchEvent(paste);
    }`);
  await paste(10_000_000);
  await bo.page.getByText('That is 10,000,000 characters').waitFor();
  await bo.page.getByRole('button', { name: 'Attach it as a file' }).click();
  await bo.page.locator('.upload').getByText('10.0 MB').waitFor();
  expect(await bo.composer.inputValue()).toBe('');
  await paste(21_000_000);
  await bo.page.getByText('Nothing was pasted').waitFor();
  await bo.leave();
}, 60_000);

test('a room of 5,000 messages: only what is near is in the page, the place is kept, a search and a link lead into the middle', async () => {
  const url = `${tocsin.origin}/api/v1/chat/rooms/${room}/messages`;
  const headers = { 'content-type': 'application/json', 'tocsin-as': 'ana' };
  const post = async (n: number): Promise<void> => {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ text: `line ${n} of many` }) });
    expect(answer.status).toBe(200);
  };
  for (let from = 0; from < 5_000; from += 100) await Promise.all(Array.from({ length: 100 }, (_, i) => post(from + i)));
  const bo = await seat('bo');
  const box = "document.querySelector('.message-scroll')";
  await bo.messages.getByText('of many').first().waitFor();
  const shown = () => bo.messages.locator('li[data-message]').count();
  const first = () => bo.messages.locator('li[data-message]').first().getAttribute('data-message');
  for (let page = 0; page < 6; page++) {
    const before = await first();
    await bo.page.evaluate(`${box}.scrollTop = 100`);
    await until(async () => (await first()) !== before, { what: 'older messages' });
    // What was in view stays in view: it did not jump to the new top.
    expect(await bo.page.evaluate<number>(`${box}.scrollTop`)).toBeGreaterThan(100);
    expect(await shown()).toBeLessThanOrEqual(170);
  }
  await bo.page.getByRole('button', { name: 'To the newest' }).click();
  await until(async () => bo.page.evaluate<boolean>(`${box}.scrollHeight - ${box}.scrollTop - ${box}.clientHeight < 5`), {
    what: 'the end',
  });

  await bo.page.locator('.chat-search input[type=search]').fill('line 2345');
  await bo.page
    .getByTestId('found')
    .getByRole('link', { name: /line 2345 of many/u })
    .click();
  await bo.line('line 2345 of many').and(bo.page.locator('.pointed')).waitFor();
  expect(await shown()).toBeLessThanOrEqual(170);
  const id = (await bo.line('line 2345 of many').getAttribute('data-message')) ?? '';
  await bo.page.goto(`${tocsin.origin}/i/${number}#chat-${encodeURIComponent(id)}`);
  await bo.line('line 2345 of many').and(bo.page.locator('.pointed')).waitFor();
  await bo.leave();
}, 120_000);

test.each(['bo', 'ana'])(
  'on the phone of %s, in the language of each: the thread covers the room, targets are large, nothing scrolls sideways, axe is content',
  async (person) => {
    const phone = await seat(person, `/chat/${room}`, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const zh = person === 'ana';
    await phone.says(zh ? '手机上 @payments' : 'from a phone @payments');
    const line = phone.line('@Payments');
    await line.tap();
    const tools = line.locator('.message-tools button');
    await tools.first().waitFor();
    for (const box of await Promise.all((await tools.all()).map((b) => b.boundingBox())))
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect(await phone.page.evaluate('getComputedStyle(document.querySelector("[data-testid=composer]")).fontSize')).toBe('16px');
    await line.getByRole('button', { name: zh ? '在话题中回复' : 'Reply in a thread' }).tap();
    const pane = await phone.page.getByTestId('thread').boundingBox();
    expect(pane?.width).toBe(390);
    expect(await violations(phone.page)).toEqual([]);
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await phone.page.getByRole('button', { name: zh ? '关闭话题' : 'Close the thread' }).tap();
    await phone.page.getByTestId('thread').waitFor({ state: 'detached' });
    await phone.leave();
  },
  60_000,
);

test('who is here is seen, and who is writing', async () => {
  const [ana, bo] = [await seat('ana'), await seat('bo')];
  await ana.page
    .getByTestId('here')
    .getByText(/Bo Lin/u)
    .waitFor();
  await bo.composer.pressSequentially('hm');
  await ana.page.getByText('Bo Lin 正在输入…').waitFor();
  await bo.page.context().close();
  await ana.page
    .getByTestId('here')
    .getByText(/Bo Lin/u)
    .waitFor({ state: 'detached' });
  await ana.leave();
}, 60_000);
