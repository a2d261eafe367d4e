import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Calls } from '../../adapters/im/wecom/calls.ts';
import { createMenu } from '../../adapters/im/wecom/menu.ts';
import { outwardHttp } from '../../adapters/outward/http.ts';
import { Paces } from '../../app/chat/paces.ts';
import { parseCommand } from '../../app/chat/command.ts';
import { loadSkills } from '../../app/skills.ts';
import { callbackServer } from '../harness/callback-server.ts';
import { wecomDesk, type WecomDesk } from '../harness/wecom-desk.ts';

describe('the menu at the bottom of the app', () => {
  let desk: WecomDesk;
  let server: Awaited<ReturnType<typeof callbackServer>>;
  const callsOf = ({ spec, clock }: WecomDesk): Calls =>
    new Calls({
      name: 'wecom',
      spec,
      clock,
      pace: new Paces({ name: 'wecom', clock, limits: {} }),
      outward: outwardHttp({ patienceMs: 5_000, maxBytes: 100_000 }),
    });
  beforeAll(async () => {
    desk = await wecomDesk();
    server = await callbackServer(desk.im);
    await desk.wecom.callsTo(server.url);
  });
  afterAll(async () => {
    await server.close();
    await desk.close();
  });

  test.each(['zh', 'en'] as const)('WeCom takes it, and each entry is a command of Tocsin (%s)', async (lang) => {
    await createMenu(callsOf(desk), { agentId: desk.spec.agentId, lang });
    const skills = await loadSkills(join(import.meta.dirname, '../../skills'));
    const entries = (desk.wecom.corp.menu as { button: { sub_button: { name: string; key: string }[] }[] }).button.flatMap(
      (b) => b.sub_button,
    );
    for (const { key } of entries) expect([key, parseCommand(key, skills, { incident: null }).is]).not.toEqual([key, 'unknown']);
  });

  test.each([
    ['the page about it', 'docs/wecom.md', /\*\*菜单。\*\*.*/u],
    ['the wizard', 'web/src/wecom/words.ts', /zh: '出现在应用会话底部.*/u],
  ])('%s names its entries and no others', async (_, file, line) => {
    await createMenu(callsOf(desk), { agentId: desk.spec.agentId, lang: 'zh' });
    const said = line.exec(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))?.[0] ?? '';
    const named = /：(.*?)。/u.exec(said)?.[1]?.split(/[、；]/u);
    const entries = desk.wecom.corp.menu as { button: { sub_button: { name: string }[] }[] };
    expect(named).toEqual(entries.button.flatMap((b) => b.sub_button.map(({ name }) => name)));
  });

  test('who chooses from it has typed the command', async () => {
    await createMenu(callsOf(desk), { agentId: desk.spec.agentId, lang: 'zh' });
    expect(await desk.wecom.someone('ana').menus('谁在值班')).toMatchObject({ acked: true, body: '' });
    expect(desk.heard.at(-1)).toMatchObject({ user: 'ana', conv: 'user:ana', did: { is: 'commanded', text: '/oncall who' } });
  });
});
