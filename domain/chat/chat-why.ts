import type { Lang, Words } from '../text/lang.ts';
import { aibotFix } from './aibot-why.ts';
import { netWords } from './net-why.ts';
import { slackFix } from './slack-why.ts';
import { wecomFix } from './wecom-why.ts';

/** Whose code a kept one is, and what to do about it. */
const kinds: readonly { readonly like: RegExp; readonly fix: (own: string) => Words }[] = [
  { like: /^wecom-(-?\d{1,8})$/u, fix: (own) => wecomFix(Number(own)) },
  { like: /^aibot-(-?\d{1,8}|refused|taken)$/u, fix: aibotFix },
  { like: /^slack-([\w:.-]{1,80})$/u, fix: slackFix },
];

/** What a chat refused, kept as `wecom-60011` or `slack-is_archived`, or why nothing was heard of it, kept as `net-silent`, in words, with what it
 *  said itself. Null where it is no such code. */
export function sayChatCode({ code, raw }: { readonly code: string; readonly raw?: string | undefined }, lang: Lang): string | null {
  const net = netWords(code);
  if (net && raw === undefined) return net[lang];
  if (net) return lang === 'zh' ? `${net.zh}（${raw}）` : `${net.en} (${raw})`;
  for (const { like, fix } of kinds) {
    const [, own] = like.exec(code) ?? [];
    if (own === undefined) continue;
    if (lang === 'zh') return `${fix(own).zh}（${raw === undefined ? own : `${own}：${raw}`}）`;
    return `${fix(own).en} (${raw === undefined ? own : `${own}: ${raw}`})`;
  }
  return null;
}
