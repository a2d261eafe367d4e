import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { newAppUrl, slackManifest, type ManifestParts, type SlackManifest } from '../../adapters/im/slack/manifest.ts';
import { botScopes } from '../../adapters/im/slack/scopes.ts';
import { loadSkills } from '../../app/skills.ts';
import { parseCommand } from '../../app/chat/command.ts';
import { readSentence } from '../../domain/chat/sentence.ts';

const root = join(import.meta.dirname, '../..');
const skills = await loadSkills(join(root, 'skills'));
const made = (more: Partial<ManifestParts> = {}): SlackManifest =>
  slackManifest({ skills: skills.keys(), publicUrl: 'https://tocsin.example.com', mode: 'socket', name: 'Tocsin', lang: 'en', ...more });

const Url = z.url({ protocol: /^https$/u });
const EventName = z.string().regex(/^[a-z_]+(\.[a-z]+)?$/u);

/** What https://docs.slack.dev/reference/app-manifest says of the fields that we use: anything else Slack refuses. */
const Documented = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/u),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/u), always_online: z.boolean() }),
    assistant_view: z.strictObject({
      assistant_description: z.string().min(1).max(300),
      suggested_prompts: z.array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) })).max(4),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z-]{1,31}$/u),
          url: Url.optional(),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: Url.optional(), bot_events: z.array(EventName).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: Url.optional(), message_menu_options_url: Url.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

/** Without which of these Slack does not deliver an event. */
const scopeOfEvent: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  assistant_thread_context_changed: ['assistant:write'],
  assistant_thread_started: ['assistant:write'],
  channel_archive: ['channels:read'],
  channel_left: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_archive: ['groups:read'],
  group_left: ['groups:read'],
  group_unarchive: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
};

test.each([
  { mode: 'socket', lang: 'en' },
  { mode: 'socket', lang: 'zh' },
  { mode: 'http', lang: 'en' },
  { mode: 'http', lang: 'zh' },
] as const)('for $mode in $lang it has only what Slack documents, within its limits', ({ mode, lang }) => {
  expect(Documented.parse(made({ mode, lang }))).toEqual(made({ mode, lang }));
});

test('over a connection of our own Slack needs no address of ours; else every door is the one', () => {
  expect(JSON.stringify(made())).not.toContain('https://');
  expect(made().settings.socket_mode_enabled).toBe(true);
  const http = JSON.stringify(made({ mode: 'http' }));
  expect([...new Set(http.match(/https:[^"]+/gu))]).toEqual(['https://tocsin.example.com/im/slack/events']);
  expect(made({ mode: 'http' }).settings.socket_mode_enabled).toBe(false);
});

test('each slash command and each verb that its hint shows is there', () => {
  const commands = made().features.slash_commands;
  expect(commands.map(({ command }) => command)).toEqual(['/incident', '/oncall', '/alert', '/page', '/tocsin']);
  for (const { command, usage_hint: hint } of commands)
    for (const shown of hint.split(' | '))
      expect(parseCommand(`${command} ${shown}`, skills, { incident: null }).is, `${command} ${shown}`).not.toBe('unknown');
});

test.each(['en', 'zh'] as const)('what the assistant pane suggests in %s is understood', (lang) => {
  for (const { message } of made({ lang }).features.assistant_view.suggested_prompts)
    expect(readSentence(message).meaning, message).not.toBeNull();
});

test('every event has the scope that brings it, no scope is asked for twice, and each says in both languages what needs it', () => {
  const { event_subscriptions: events } = made().settings;
  const scopes = botScopes.map(({ scope }) => scope);
  expect(events.bot_events.toSorted()).toEqual(Object.keys(scopeOfEvent).toSorted());
  for (const event of events.bot_events) expect(scopes).toEqual(expect.arrayContaining([...(scopeOfEvent[event] ?? [])]));
  expect(new Set(scopes).size).toBe(scopes.length);
  for (const { needs } of botScopes) expect([needs.en.length > 5, /\p{Script=Han}/u.test(needs.zh)]).toEqual([true, true]);
});

test('a name of any kind gives a bot user that Slack takes', () => {
  expect(made({ name: 'Tocsin (SIT)' }).features.bot_user.display_name).toBe('tocsin-sit');
  expect(made({ name: '应急助手' }).features.bot_user.display_name).toBe('tocsin');
});

test('the link opens Slack’s form with the manifest in it, and is short enough for any browser and proxy', () => {
  for (const lang of ['en', 'zh'] as const) {
    const url = newAppUrl(made({ lang, mode: 'http' }));
    expect(JSON.parse(new URL(url).searchParams.get('manifest_json') ?? '')).toEqual(made({ lang, mode: 'http' }));
    expect(url.length).toBeLessThan(8_000);
  }
});

test('docs/slack.md names each scope, apart those that may be left out, and no other', () => {
  const rows = readFileSync(join(root, 'docs/slack.md'), 'utf8').split('\n');
  const named = rows.filter((row) => row.startsWith('| `') && row.includes('chat:write')).map((row) => row.split('|')[1] ?? '');
  const scopesIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/gu)].map(([, scope = '']) => scope).toSorted();
  const of = (isExtra: boolean): string[] => botScopes.filter((each) => each.isExtra === isExtra).map(({ scope }) => scope);
  expect(named.map(scopesIn)).toEqual([of(false).toSorted(), of(true).toSorted()]);
});

const tocsin = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'app/cli.ts'), 'slack', 'manifest', ...args], {
    env: { LANG: 'en' },
  });

test('`tocsin slack manifest` prints it without a running Tocsin, as JSON and as YAML', async () => {
  const [json, yaml] = await Promise.all([
    tocsin(),
    tocsin('--http', '--public-url', 'https://tocsin.example.com/', '--yaml', '--lang', 'zh'),
  ]);
  expect(JSON.parse(json.stdout)).toEqual(made());
  expect(parse(yaml.stdout)).toEqual(made({ mode: 'http', lang: 'zh' }));
});

test('for HTTP without an https address it says which setting is missing', async () => {
  await expect(tocsin('--http')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Set TOCSIN_PUBLIC_URL') });
});
