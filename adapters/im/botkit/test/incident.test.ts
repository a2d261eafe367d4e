import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTocsin, type Tocsin } from '../../../../test/harness/tocsin.ts';
import { until } from '../../../../test/harness/until.ts';
import { Teams, type TeamsMessage } from './teams.ts';

const token = 'incident-admin-token';
const group = { id: '19:payments@thread.v2', conversationType: 'groupChat', isGroup: true };
let teams: Teams;
let tocsin: Tocsin;
const configDir = mkdtempSync(join(tmpdir(), 'teams-firm-'));

const documents = (url: string, { appId, appPassword }: Teams): string =>
  [
    { kind: 'chat', name: 'teams', spec: { type: 'botkit', appId, appPassword, url } },
    { kind: 'firm', name: 'firm', spec: { locale: 'en' } },
    { kind: 'person', name: 'ana', spec: { displayName: 'Ana', locale: 'en', roles: ['responder'], chat: { teams: 'aad-ana' } } },
    { kind: 'person', name: 'bo', spec: { displayName: 'Bo', locale: 'en', roles: ['responder'], chat: { teams: 'aad-bo' } } },
  ]
    .map((each) => JSON.stringify(each))
    .join('\n---\n');

beforeAll(async () => {
  teams = await new Teams().listen();
  writeFileSync(join(configDir, 'firm.yaml'), documents(teams.url, teams));
  tocsin = await startTocsin({ configDir, env: { TOCSIN_ADMIN_TOKEN: token } });
});
afterAll(async () => {
  await tocsin?.stop();
  await teams?.stop();
  rmSync(configDir, { recursive: true, force: true });
});

async function does(user: string, of: object): Promise<number> {
  const { body, authorization } = teams.activity(user, of);
  const answer = await fetch(`${tocsin.origin}/im/teams/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body,
  });
  return answer.status;
}
const says = (user: string, text: string, of: object = {}) => does(user, { type: 'message', text, ...of });
const toUs = (text: string) => ({
  text: `<at>Tocsin</at> ${text}`,
  entities: [{ type: 'mention', text: '<at>Tocsin</at>', mentioned: teams.bot }],
  conversation: group,
});
const written = ({ content }: TeamsMessage): string => JSON.stringify(content);
const shown = (conv: string, words: RegExp) =>
  until(() => teams.in(conv).find((m) => words.test(written(m))), {
    what: `${words} in ${conv}`,
    timeoutMs: 60_000,
    context: () => teams.messages.map((m) => `${m.conv}: ${written(m).slice(0, 300)}`).join('\n') + tocsin.output().slice(-3_000),
  });

async function asked(skill: string, input: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${tocsin.origin}/api/v1/skills/${skill}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
  const { output } = (await answer.json()) as { output: Record<string, unknown> };
  return output;
}

/** Presses what the newest card of a conversation shows under this title. */
async function presses(user: string, conv: string, title: RegExp): Promise<void> {
  const buttons = teams.in(conv).flatMap(({ id, content }) => {
    const [card] = (content['attachments'] ?? []) as { content: { actions?: { title: string; data?: object }[] } }[];
    return (card?.content.actions ?? []).map((action) => ({ id, ...action }));
  });
  const button = buttons.findLast((each) => title.test(each.title)) ?? expect.fail(`no button ${title} in ${conv}`);
  await does(user, { type: 'message', value: button.data, replyToId: button.id });
}

test('a whole incident is told through Teams: paged alone, acknowledged by a button, bound to a group, followed there', async () => {
  await until(async () => (await says('aad-ana', '/oncall who')) === 200, { what: 'Botkit to come in', timeoutMs: 60_000 });
  await says('aad-bo', '/help');
  await shown('a:aad-bo', /incident/u);
  const { incident } = await asked('incident/declare', { title: 'Orders are rejected', severity: 'SEV1', people: ['ana'] });
  await shown('a:aad-ana', /Orders are rejected/u);
  await presses('aad-ana', 'a:aad-ana', /Acknowledge|On it/u);
  const state = () => asked('incident/show', { incident });
  await until(async () => (await state())['acknowledgedBy'] === 'ana', { what: 'Ana to have it', timeoutMs: 30_000 });
  const page = teams.in('a:aad-ana').find((m) => written(m).includes('Orders are rejected'));
  await until(() => page?.isEdited, { what: 'the page to say so in its place', timeoutMs: 30_000 });

  await does('aad-ana', { type: 'message', ...toUs(`bind ${String(incident)}`) });
  await shown(group.id, /Orders are rejected/u);
  await does('aad-bo', { type: 'message', ...toUs('note that the gateway restarts') });
  await until(async () => JSON.stringify((await state())['timeline']).includes('the gateway restarts'), {
    what: 'the note',
    timeoutMs: 30_000,
  });
  expect(tocsin.output()).not.toContain(teams.appPassword);
});

test('who is not signed is refused by the server itself', async () => {
  const answer = await fetch(`${tocsin.origin}/im/teams/messages`, {
    method: 'POST',
    body: teams.activity('aad-ana', { type: 'message', text: '/incident declare SEV1 x' }).body,
  });
  expect(answer.status).toBe(403);
});
