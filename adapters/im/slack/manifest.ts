import type { Lang, Words } from '../../../domain/text/lang.ts';
import { botScopes } from './scopes.ts';

export interface ManifestParts {
  /** Every skill by its name, such as `incident/note`: what a hint names is there. */
  readonly skills: Iterable<string>;
  /** Where Slack finds us (https, without a slash at the end); only `http` needs it. */
  readonly publicUrl: string;
  /** `socket`: we open the connection. `http`: Slack calls us. */
  readonly mode: 'socket' | 'http';
  /** What the app is called, 35 characters at most. */
  readonly name: string;
  readonly lang: Lang;
}

/** Where Slack calls us: events, commands, clicks and forms alike. */
export const callbackPath = '/im/slack/events';

/** What people see when they type a slash; `tocsin` takes any command behind it. */
const described: Readonly<Record<string, { readonly says: Words; readonly hint: Words }>> = {
  incident: {
    says: { en: 'Declare an incident, or act on the one of this room', zh: '宣布事件，或处理本作战室的事件' },
    hint: { en: 'declare SEV2 what is wrong', zh: 'declare SEV2 发生了什么' },
  },
  oncall: { says: { en: 'Who is on call; covers and swaps', zh: '谁在值班；顶班与换班' }, hint: { en: 'who', zh: 'who' } },
  alert: { says: { en: 'What is firing, why it called, silences', zh: '正在告警的、呼叫的原因、静默' }, hint: { en: 'list', zh: 'list' } },
  page: { says: { en: 'Acknowledge what you are called for', zh: '确认对你的呼叫' }, hint: { en: 'ack-all', zh: 'ack-all' } },
};

const texts = {
  description: { en: 'Wakes the right person, opens the war room, keeps the story.', zh: '叫醒对的人，建好作战室，记下全过程。' },
  anything: { en: 'Ask Tocsin anything, or any command', zh: '向 Tocsin 提问，或执行任何命令' },
  declare: { en: 'Declare an incident', zh: '宣布事件' },
  declareHere: { en: 'Open the form of a new incident', zh: '打开新事件的表单' },
  declareFrom: { en: 'Declare an incident from this message', zh: '由这条消息宣布事件' },
  assistant: { en: 'Ask who is on call, what is firing and how an incident stands.', zh: '可以问谁在值班、什么在告警、事件进展如何。' },
} as const satisfies Record<string, Words>;

const prompts: readonly Words[] = [
  { en: 'Who is on call?', zh: '谁在值班？' },
  { en: 'What is firing now?', zh: '现在有什么告警？' },
  { en: 'My shifts', zh: '我的班' },
];

/** What of Slack we hear of. `reaction_…` and `member_…` only come from where the bot is; `group_…` are of private channels. */
const botEvents = [
  'app_home_opened',
  'app_mention',
  'assistant_thread_context_changed',
  'assistant_thread_started',
  'channel_archive',
  'channel_left',
  'channel_unarchive',
  'group_archive',
  'group_left',
  'group_unarchive',
  'member_joined_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
] as const;

/** The app manifest, from which Slack makes an app with everything that Tocsin needs and nothing else. */
export function slackManifest({ skills, publicUrl, mode, name, lang }: ManifestParts) {
  const url = mode === 'http' ? `${publicUrl}${callbackPath}` : undefined;
  return {
    display_information: { name, description: texts.description[lang], background_color: '#2b3a55' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: botName(name), always_online: true },
      assistant_view: {
        assistant_description: texts.assistant[lang],
        suggested_prompts: prompts.map((says) => ({ title: says[lang], message: says[lang] })),
      },
      shortcuts: [
        { name: texts.declare[lang], type: 'global' as const, callback_id: 'declare-new', description: texts.declareHere[lang] },
        { name: texts.declare[lang], type: 'message' as const, callback_id: 'declare', description: texts.declareFrom[lang] },
      ],
      slash_commands: slashCommands([...skills], lang).map((each) => ({ ...each, should_escape: true, ...(url && { url }) })),
    },
    oauth_config: { scopes: { bot: botScopes.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { ...(url && { request_url: url }), bot_events: botEvents },
      interactivity: { is_enabled: true, ...(url && { request_url: url, message_menu_options_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === 'socket',
      token_rotation_enabled: false,
    },
  };
}
export type SlackManifest = ReturnType<typeof slackManifest>;

function slashCommands(skills: readonly string[], lang: Lang) {
  const byNoun = Object.entries(described).flatMap(([noun, { says, hint }]) => {
    const verbs = skills.filter((skill) => skill.startsWith(`${noun}/`)).map((skill) => skill.slice(noun.length + 1));
    if (verbs.length === 0) return [];
    const [first = ''] = hint[lang].split(' ');
    const hints = [hint[lang], ...verbs.filter((verb) => verb !== first)];
    return [{ command: `/${noun}`, description: says[lang], usage_hint: hints.join(' | ') }];
  });
  return [...byNoun, { command: '/tocsin', description: texts.anything[lang], usage_hint: 'help' }];
}

/** Slack takes small letters, digits, `-`, `_` and `.` here. */
const botName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '') || 'tocsin';

/** Where Slack offers to make the app: one click, and the form is filled. */
export const newAppUrl = (manifest: SlackManifest): string =>
  `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
