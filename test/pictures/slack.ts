import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Slack } from '../emulators/slack/slack.ts';
import type { Channel } from '../emulators/slack/records.ts';
import { asInstalled } from '../harness/as-installed.ts';
import { sightOf } from '../harness/sight.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

const people = [
  ['ana', 'Ana Lin', 'UANA0000001'],
  ['bo', 'Bo Wang', 'UBO00000001'],
  ['dora', 'Dora Lindqvist', 'UDORA000001'],
] as const;

const person = ([name, displayName, slack]: (typeof people)[number]): string =>
  `{ kind: person, name: ${name}, spec: { displayName: ${displayName}, locale: en, roles: [admin], email: ${name}@harbour.example, chat: { slack: ${slack} } } }`;

const firm = [
  `{ kind: firm, name: firm, spec: { displayName: Harbour Securities, zone: Asia/Shanghai, locale: en } }`,
  ...people.map(person),
  `{ kind: system, name: order-gateway, spec: { displayName: Order gateway, policy: default } }`,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 10 }] } }`,
  `{ kind: channel, name: ops, spec: { platform: slack, to: C0OPS000001 } }`,
].join('\n---\n');

/** Slack as people see it, taken of the emulated one with the real app in it. */
export async function slackPictures(browser: Browser, taken: (page: Page, name: string) => Promise<void>): Promise<void> {
  const slack = await asInstalled(await new Slack().listen());
  for (const [name, realName, id] of people) slack.user(name, { id, realName, email: `${name}@harbour.example` });
  slack.channel('ops', { id: 'C0OPS000001', members: people.map(([, , id]) => id) });
  const config = tempFolder('pictures');
  writeFileSync(join(config.path, 'firm.yaml'), firm);
  const env = {
    TOCSIN_PUBLIC_URL: 'https://tocsin.harbour.example',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  };
  const tocsin = await startTocsin({ configDir: config.path, env });
  try {
    await slack.until(() => slack.sockets > 0, 'Tocsin to listen');
    const room = await anIncident(slack);
    const at = { origin: slack.origin, width: 1280, height: 900 };
    const { page, context } = await sightOf(browser, at);
    await page.goto(`/?user=ana&channel=${room.name}&look=1`);
    await page.getByText('Failing over').first().waitFor();
    await taken(page, 'slack-room');
    await page.goto(`/?user=ana&channel=${room.name}&look=1&tab=canvas`);
    await page.getByText('Timeline').first().waitFor();
    await taken(page, 'slack-canvas');
    await slack.someone('ana').runs('/incident', 'declare', { in: 'ops' });
    await slack.until(() => slack.views('UANA0000001')[0], 'the form');
    await page.goto('/?user=ana&channel=ops&look=1');
    await page.getByRole('dialog').waitFor();
    await taken(page, 'slack-form');
    await context.close();
    await wizard(browser, tocsin, taken);
  } finally {
    await tocsin.stop();
    await slack.stop();
    config.remove();
  }
}

/** Declared in Slack, taken up and talked about there. */
async function anIncident(slack: Slack): Promise<Channel> {
  const [ana, bo] = [slack.someone('ana'), slack.someone('bo')];
  await ana.runs('/incident', 'declare SEV2 Orders are rejected by the gateway system=order-gateway', { in: 'ops' });
  const room = await slack.until(() => slack.channels.find(({ name }) => name.startsWith('inc-')), 'the room');
  await slack.until(() => room.pins.length > 0 && room.members.has('UBO00000001'), 'people and a pinned card');
  const [card = ''] = room.pins;
  await bo.presses(room.id, card, 'Acknowledge');
  await bo.says(room.id, 'Rejects began at 09:31, right after the gateway’s release.');
  const { ts } = await slack.until(() => room.messages.find(({ text }) => text.startsWith('Rejects began')), 'what Bo said');
  await ana.reacts(room.id, ts, 'pushpin');
  await bo.says(room.id, 'Failing over to the second gateway now.');
  await ana.mentions(room.id, 'I take command');
  await slack.until(() => room.canvas !== null && room.bookmarks.length > 0, 'the document and the links');
  return room;
}

async function wizard(browser: Browser, tocsin: Tocsin, taken: (page: Page, name: string) => Promise<void>): Promise<void> {
  const { page, context } = await sightOf(browser, { origin: tocsin.origin, person: 'ana', height: 1080 });
  await page.goto('/admin/slack');
  await page.locator('[data-step="3"][data-works="true"]').waitFor();
  await taken(page, 'slack-setup');
  await context.close();
}
