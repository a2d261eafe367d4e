import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTocsin, type Tocsin } from '../../../../test/harness/tocsin.ts';
import { until } from '../../../../test/harness/until.ts';
import { ana, bo, puppetDoor, type PuppetDoor } from './wechat-desk.ts';

const token = 'incident-admin-token';
const configDir = mkdtempSync(join(tmpdir(), 'wechat-firm-'));
/** Puppets are packages: this one stands where they are installed. */
const puppet = resolve(import.meta.dirname, '../node_modules/wechaty-puppet-desk');
let door: PuppetDoor;
let tocsin: Tocsin;

const person = (name: string, displayName: string, user: string) => ({
  kind: 'person',
  name,
  spec: { displayName, locale: 'zh-CN', roles: ['responder'], chat: { wechat: user } },
});

beforeAll(async () => {
  door = await puppetDoor();
  mkdirSync(puppet, { recursive: true });
  writeFileSync(join(puppet, 'package.json'), JSON.stringify({ name: 'wechaty-puppet-desk', type: 'module', exports: './puppet.js' }));
  writeFileSync(join(puppet, 'puppet.js'), `export { default } from ${JSON.stringify(new URL('desk-puppet.ts', import.meta.url).href)};\n`);
  const documents = [
    {
      kind: 'chat',
      name: 'wechat',
      spec: { type: 'wechat', puppet: 'wechaty-puppet-desk', options: { port: door.port, contacts: `${ana},${bo}` } },
    },
    { kind: 'firm', name: 'firm', spec: { locale: 'zh-CN' } },
    person('ana', '安娜', ana),
    person('bo', '小博', bo),
  ];
  writeFileSync(join(configDir, 'firm.yaml'), documents.map((each) => JSON.stringify(each)).join('\n---\n'));
  tocsin = await startTocsin({ configDir, env: { TOCSIN_ADMIN_TOKEN: token } });
  await until(() => door.comings() > 0, { what: 'Wechaty to come in', timeoutMs: 60_000, context: () => tocsin.output() });
});
afterAll(async () => {
  await tocsin?.stop();
  await door?.close();
  rmSync(puppet, { recursive: true, force: true });
  rmSync(configDir, { recursive: true, force: true });
});

async function asked(skill: string, input: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${tocsin.origin}/api/v1/skills/${skill}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
  return ((await answer.json()) as { output: Record<string, unknown> }).output;
}

const texts = async (conv: string): Promise<string[]> => (await door.wechat.call('messages', conv)).map(({ text }) => text);
const shown = (conv: string, words: RegExp) =>
  until(async () => (await texts(conv)).find((text) => words.test(text)), {
    what: `${words} in ${conv}`,
    timeoutMs: 60_000,
    context: () => tocsin.output().slice(-3_000),
  });

test('a whole incident is told through WeChat: paged in text, acknowledged by a number, followed in a group', async () => {
  const { incident } = await asked('incident/declare', { title: '订单被拒', severity: 'SEV1', people: ['ana', 'bo'] });
  const page = await shown(`user:${ana}`, /订单被拒/u);
  expect(page).toMatch(/^1\. /mu);
  await door.wechat.call('says', { user: ana, text: '1' });
  const state = () => asked('incident/show', { incident });
  await until(async () => (await state())['acknowledgedBy'] === 'ana', {
    what: '安娜 to have it',
    timeoutMs: 30_000,
    context: () => tocsin.output().slice(-3_000),
  });

  const room = 'room:1@chatroom';
  await shown(room, /订单被拒/u);
  expect(await door.wechat.call('topic', room)).toContain(String(incident));
  expect(await door.wechat.call('members', room)).toEqual(expect.arrayContaining([ana, bo]));
  await door.wechat.call('says', { user: bo, text: '@Tocsin\u2005记一下 网关已重启', room: '1@chatroom', isToUs: true });
  await until(async () => JSON.stringify((await state())['timeline']).includes('网关已重启'), { what: 'the note', timeoutMs: 30_000 });
});
