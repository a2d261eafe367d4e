import { supersedes } from '../../../domain/card/wecom/words.ts';
import type { Lang, Words } from '../../../domain/text/lang.ts';

const words = {
  act: { zh: '请在与应用的会话里点按钮，或回复数字', en: 'Press or reply in your chat with the app' },
  supersedes,
  below: { zh: '见下方新卡片', en: 'See below' },
  more: { zh: '（未完，请到 Tocsin 查看全部）', en: '(not all of it: see Tocsin for the rest)' },
} satisfies Readonly<Record<string, Words>>;

/** What the adapter says of its own. */
export const say = (what: keyof typeof words, lang: Lang): string => words[what][lang];

/** A file that WeCom does not take. */
export const saidTooLarge = (name: string, lang: Lang): string =>
  lang === 'zh' ? `附件“${name}”企业微信不接收，请到 Tocsin 查看。` : `WeCom does not take the file “${name}”: look at it in Tocsin.`;
