import { wholeBefore } from '../card/cuts.ts';
import type { Lang, Words } from '../text/lang.ts';
import type { Author } from './note.ts';

/** What somebody said in one of an incident's rooms, on its way into the others. */
export interface Talk {
  /** Where it was said. */
  readonly adapter: string;
  readonly msg: string;
  readonly author: Author;
  /** Mentions are names. */
  readonly text: string;
  /** It answers another message there. */
  readonly isAnswer?: true;
  /** Names of what came with it. */
  readonly files?: readonly string[];
}

/** What is heard in rooms. */
export interface TalkEvents {
  'talk.said': Talk;
  'talk.rewrote': Talk;
  'talk.deleted': Pick<Talk, 'adapter' | 'msg' | 'author'>;
}

/** What becomes of a copy. */
export type Copying = 'said' | 'rewrote' | 'deleted';

const chats: Readonly<Record<string, Words>> = {
  web: { zh: '网页', en: 'web' },
  slack: { zh: 'Slack', en: 'Slack' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  'wecom-aibot': { zh: '企业微信', en: 'WeCom' },
  wechat: { zh: '微信', en: 'WeChat' },
  botkit: { zh: 'Teams', en: 'Teams' },
};

/** What people call a chat; one that has a name of its own keeps it. */
export const chatName = (chat: string, lang: Lang): string => chats[chat]?.[lang] ?? chat;

/** A message as it reads in another room. `now`: it says so since it was corrected, or says nothing any more. */
export function copyText(
  talk: Pick<Talk, 'adapter' | 'text' | 'isAnswer' | 'files'> & { readonly name: string },
  now: Copying,
  lang: Lang,
): string {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const chat = chatName(talk.adapter, lang);
  const who = t(`${talk.name}（${chat}）：`, `${talk.name} (${chat}): `);
  if (now === 'deleted') return who + t('（已删除）', '(deleted)');
  const answer = talk.isAnswer ? '↳ ' : '';
  const files = (talk.files ?? []).map((name) => `[${name}]`);
  return [who + answer + talk.text, ...files].join(' ').trim();
}

/** Of what was taken back, so much is told that people know which it was. */
const startOf = 20;

/** What is said of a message that was deleted, where the copy of it stays. `text`: what it said, where that is still known. */
export function withdrawnText({ name, adapter, text }: Pick<Talk, 'adapter' | 'text'> & { readonly name: string }, lang: Lang): string {
  const chat = chatName(adapter, lang);
  const plain = text.replaceAll(/\s+/gu, ' ').trim();
  const start = wholeBefore(plain, startOf);
  const quoted = start === '' ? '' : `“${start}${start === plain ? '' : '…'}”`;
  if (lang === 'zh') return `${name}（${chat}）撤回了一条消息${quoted === '' ? '' : `：${quoted}`}`;
  return `${name} (${chat}) took back a message${quoted === '' ? '' : `: ${quoted}`}`;
}
