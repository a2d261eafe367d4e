import { wholeBefore } from '../card/cuts.ts';
import { chatName, inChat } from '../chat/chat-name.ts';
import type { Lang } from '../text/lang.ts';
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

/** What a message's copy in the room of `to` is known by, and the slots of its effects: it is said once, and of what became of it since, only the
 *  last is worth doing. */
export function copySlots({ adapter, msg }: Pick<Talk, 'adapter' | 'msg'>, to: string) {
  const copy = `talk/${adapter}/${msg}/${to}`;
  return { copy, said: `${copy}/said`, since: `${copy}/since` } as const;
}

/** So many signs every chat shows; our own room shows all. */
const mostCopied = 2_400;

/** Whether only the beginning of what was said goes into that room. */
export const isCutIn = (adapter: string, text: string): boolean => adapter !== 'web' && text.length > mostCopied;

/** A message as it reads in another room, that of `to`. `now`: it says so since it was corrected, or says nothing any more. */
export function copyText(
  talk: Pick<Talk, 'adapter' | 'text' | 'isAnswer' | 'files'> & { readonly name: string; readonly to: string },
  now: Copying,
  lang: Lang,
): string {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const who = talk.name + inChat(talk.adapter, lang) + t('：', ': ');
  if (now === 'deleted') return who + t('（已删除）', '(deleted)');
  const answer = talk.isAnswer ? '↳ ' : '';
  const files = (talk.files ?? []).map((name) => `[${name}]`);
  const chat = chatName(talk.adapter, lang);
  const said = isCutIn(talk.to, talk.text)
    ? wholeBefore(talk.text, mostCopied) + t(`…（太长，全文见${chat}）`, `… (too long; all of it is in ${chat})`)
    : talk.text;
  return [who + answer + said, ...files].join(' ').trim();
}

/** Of what was taken back, so much is told that people know which it was. */
const startOf = 20;

/** What is said of a message that was deleted, where the copy of it stays. `text`: what it said, where that is still known. */
export function withdrawnText({ name, adapter, text }: Pick<Talk, 'adapter' | 'text'> & { readonly name: string }, lang: Lang): string {
  const who = name + inChat(adapter, lang);
  const plain = text.replaceAll(/\s+/gu, ' ').trim();
  const start = wholeBefore(plain, startOf);
  const quoted = start === '' ? '' : `“${start}${start === plain ? '' : '…'}”`;
  if (lang === 'zh') return `${who}撤回了一条消息${quoted === '' ? '' : `：${quoted}`}`;
  return `${who} took back a message${quoted === '' ? '' : `: ${quoted}`}`;
}
