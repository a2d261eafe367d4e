import type { Lang, Words } from '../text/lang.ts';
import { slackFix } from './slack-why.ts';
import { wecomFix } from './wecom-why.ts';

/** Whose code a kept one is, and what to do about it. */
const kinds: readonly { readonly like: RegExp; readonly fix: (own: string) => Words }[] = [
  { like: /^wecom-(-?\d{1,8})$/u, fix: (own) => wecomFix(Number(own)) },
  { like: /^slack-([\w:.-]{1,80})$/u, fix: slackFix },
];

/** What a chat refused, kept as `wecom-60011` or `slack-is_archived`, in words, with what it said itself. Null where it is no such code. */
export function sayChatCode({ code, raw }: { readonly code: string; readonly raw?: string | undefined }, lang: Lang): string | null {
  for (const { like, fix } of kinds) {
    const [, own] = like.exec(code) ?? [];
    if (own === undefined) continue;
    if (lang === 'zh') return `${fix(own).zh}（${raw === undefined ? own : `${own}：${raw}`}）`;
    return `${fix(own).en} (${raw === undefined ? own : `${own}: ${raw}`})`;
  }
  return null;
}
