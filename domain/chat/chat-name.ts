import type { Lang, Words } from '../text/lang.ts';

const known: Readonly<Record<string, Words>> = {
  web: { zh: '网页', en: 'web' },
  slack: { zh: 'Slack', en: 'Slack' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  // Where its robot is spoken to: a group of theirs.
  'wecom-aibot': { zh: '企业微信群', en: 'WeCom group' },
  wechat: { zh: '微信', en: 'WeChat' },
  botkit: { zh: 'Teams', en: 'Teams' },
  teams: { zh: 'Teams', en: 'Teams' },
};

/** What people call a chat; one that has a name of its own keeps it. */
export const chatName = (chat: string, lang: Lang): string => known[chat]?.[lang] ?? chat;

/** One or several (`web, slack`) in brackets, behind what is said of them. */
export function inChat(chats: string, lang: Lang): string {
  const names = [...new Set(chats.split(', ').map((chat) => chatName(chat, lang)))];
  return lang === 'zh' ? `（${names.join('、')}）` : ` (${names.join(', ')})`;
}
