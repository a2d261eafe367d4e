import type { App } from '@slack/bolt';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answerOf, boltOn, webClientOf } from '../emulators/slack/real-clients.ts';
import type { Json } from '../emulators/slack/records.ts';
import { Slack } from '../emulators/slack/slack.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf, violations, type Sight } from '../harness/sight.ts';

let browser: Browser;
const open: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const plain = (text: string): Json => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });

async function workspace(): Promise<{ slack: Slack; app: App; sees: (who: string, query?: string) => Promise<Sight> }> {
  const slack = await new Slack().listen();
  open.push(() => slack.stop());
  for (const name of ['ana', 'bo']) slack.user(name, { id: `U${name.toUpperCase()}` });
  slack.channel('ops', { id: 'C0OPS', members: ['UANA', 'UBO'] });
  slack.channel('vault', { members: ['UANA'], private: true });
  const app = await boltOn(slack);
  open.push(async () => app.stop());
  const sees = async (who: string, query = 'channel=ops'): Promise<Sight> => {
    const sight = await sightOf(browser, { origin: slack.origin });
    open.push(() => sight.context.close());
    await sight.page.goto(`/?user=${who}&${query}`);
    await sight.page.locator('.scroll').first().waitFor();
    return sight;
  };
  return { slack, app, sees };
}

test('the page shows a card as markup and never as HTML, and presses go to the app', async () => {
  const { slack, app, sees } = await workspace();
  const pressed: unknown[] = [];
  app.action('close', async ({ ack, action, body }) => {
    pressed.push([(action as unknown as Json)['value'], body.user.id]);
    await ack();
  });
  const confirm = { title: plain('Close?'), text: mrkdwn('*All* are told'), confirm: plain('Close it'), deny: plain('No') };
  await answerOf(webClientOf(slack), 'chat.postMessage', {
    channel: 'C0OPS',
    text: 'card',
    blocks: [
      { type: 'header', text: plain('INC-7 <b>not bold</b>') },
      {
        type: 'section',
        text: mrkdwn('*bold* `code` <https://x.example|a link> <@UANA> &lt;!channel&gt; <javascript:alert(1)|not a link>'),
      },
      { type: 'actions', elements: [{ type: 'button', action_id: 'close', value: '7', text: plain('Close'), style: 'danger', confirm }] },
    ],
  });
  const { page, errors } = await sees('ana');
  const card = page.locator('.message');
  expect(await card.locator('h3').textContent()).toBe('INC-7 <b>not bold</b>');
  expect(await card.locator('.section').innerText()).toBe('bold code a link @ana <!channel> not a link');
  expect(await card.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))).toEqual(['https://x.example']);
  await card.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'No' }).click();
  await card.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Close it' }).click();
  await slack.until(() => pressed.length > 0, 'the press');
  expect(pressed).toEqual([['7', 'UANA']]);
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test('what is typed is said, threads and reactions work, and each sees only their own', async () => {
  const { slack, sees } = await workspace();
  const { page: ana } = await sees('ana');
  const { page: bo } = await sees('bo');
  await ana.getByRole('textbox').fill('look, @bo');
  await ana.keyboard.press('Enter');
  await bo.getByText('look, @bo').waitFor();
  expect(slack.messages('ops')).toMatchObject([{ user: 'UANA', text: 'look, <@UBO>' }]);
  await bo.locator('.message').hover();
  await bo.getByRole('button', { name: 'React with pushpin' }).click();
  await ana.locator('.pill').getByText('1').waitFor();
  await bo.getByRole('button', { name: 'Reply in thread' }).click();
  await bo.getByRole('textbox', { name: 'Reply…' }).fill('I do');
  await bo.keyboard.press('Enter');
  await ana.getByRole('button', { name: '1 reply' }).click();
  await ana.getByRole('complementary').getByText('I do').waitFor();
  await answerOf(webClientOf(slack), 'chat.postEphemeral', { channel: 'C0OPS', user: 'UANA', text: 'between us' });
  await ana.getByText('Only visible to you').waitFor();
  await slack.someone('ana').says('ops', 'for all');
  await bo.getByText('for all').waitFor();
  expect(await bo.getByText('between us').count()).toBe(0);
  expect(await bo.getByRole('navigation').getByText('vault').count()).toBe(0);
});

test('a command opens a form; what is wrong is shown in place; sent, it closes', async () => {
  const { slack, app, sees } = await workspace();
  app.command('/declare', async ({ ack, command, client }) => {
    await ack();
    const blocks = [
      { type: 'input', block_id: 'title', label: plain('Title'), element: { type: 'plain_text_input', action_id: 'v' } },
      {
        type: 'input',
        block_id: 'bad',
        label: plain('Severity'),
        element: { type: 'static_select', action_id: 'v', options: [{ text: plain('SEV1'), value: '1' }] },
      },
    ];
    const view = { type: 'modal', callback_id: 'declare', title: plain('Declare'), submit: plain('Go'), blocks };
    await client.views.open({ trigger_id: command.trigger_id, view: view as never });
  });
  const sent: unknown[] = [];
  app.view('declare', async ({ ack, view }) => {
    sent.push(view.state.values['bad']!['v']!.selected_option?.value);
    if (view.state.values['title']!['v']!.value === 'x') await ack({ response_action: 'errors', errors: { title: 'Say more.' } });
    else await ack();
  });
  const { page, errors } = await sees('ana');
  await page.getByRole('textbox').fill('/declare');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Go' }).click();
  await page.getByText('Please complete this required field.').first().waitFor();
  await page.getByLabel('Title').fill('x');
  await page.getByLabel('Severity').selectOption('1');
  await page.getByRole('button', { name: 'Go' }).click();
  await page.getByText('Say more.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Title').fill('Payments down');
  await page.getByRole('button', { name: 'Go' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(sent).toEqual(['1', '1']);
  expect(slack.views('UANA')).toEqual([]);
  expect(errors).toEqual([]);
});

test('pins, bookmarks, canvas and home have their place; with look=1 nothing is in the way of a picture', async () => {
  const { slack, sees } = await workspace();
  const web = webClientOf(slack);
  const card = await answerOf(web, 'chat.postMessage', { channel: 'C0OPS', text: 'the card' });
  await answerOf(web, 'pins.add', { channel: 'C0OPS', timestamp: card['ts'] });
  await answerOf(web, 'bookmarks.add', {
    channel_id: 'C0OPS',
    title: 'Console',
    type: 'link',
    link: 'https://tocsin.example',
    emoji: ':bell:',
  });
  await answerOf(web, 'conversations.canvases.create', {
    channel_id: 'C0OPS',
    document_content: { type: 'markdown', markdown: '# State\n\n- [x] rolled **back**' },
  });
  await answerOf(web, 'views.publish', {
    user_id: 'UANA',
    view: { type: 'home', blocks: [{ type: 'section', text: mrkdwn('Ana is *on call*') }] },
  });
  const { page, errors } = await sees('ana');
  await page.getByRole('link', { name: 'Console' }).waitFor();
  await page.getByRole('button', { name: 'Pins 1' }).click();
  await page.locator('.scroll').getByText('the card').waitFor();
  await page.getByRole('button', { name: 'Canvas' }).click();
  expect(await page.locator('.canvas').innerText()).toMatch(/State\s+☑ rolled back/u);
  await page.getByRole('navigation').getByRole('button', { name: 'Tocsin' }).last().click();
  await page.getByText('Ana is on call').waitFor();
  expect(await violations(page)).toEqual([]);
  const { page: look } = await sees('ana', 'channel=ops&look=1');
  expect([await look.getByRole('textbox').count(), await look.getByRole('combobox').count()]).toEqual([0, 0]);
  expect(errors).toEqual([]);
});

test('an app is what its manifest says, and nothing else', async () => {
  const { slack, sees } = await workspace();
  slack.installs({
    features: {
      slash_commands: [{ command: '/incident' }],
      shortcuts: [{ name: 'Declare from this', type: 'message', callback_id: 'declare' }],
    },
    oauth_config: { scopes: { bot: ['chat:write', 'channels:history', 'app_mentions:read'] } },
    settings: { event_subscriptions: { bot_events: ['app_mention'] } },
  });
  const ana = slack.someone('ana');
  await expect(ana.runs('/oncall', '', { in: 'ops' })).rejects.toThrow('/oncall is not a valid command');
  await expect(ana.global('declare')).rejects.toThrow('no global shortcut declare');
  expect((await ana.mentions('ops', 'hello')).deliveries.map(({ body }) => (body['event'] as Json)['type'])).toEqual(['app_mention']);
  expect(await answerOf(webClientOf(slack), 'pins.list', { channel: 'C0OPS' })).toMatchObject({
    error: 'missing_scope',
    needed: 'pins:read',
  });
  const { page } = await sees('ana');
  await page.locator('.message').hover();
  await page.getByRole('button', { name: 'Declare from this' }).waitFor();
});
