import type { Card, Tone } from '../card/card.ts';
import type { Lang, Words } from '../text/lang.ts';
import { clockText } from '../time/say.ts';
import { isLive, type Page, type PageState } from './page.ts';

const stateWords: Readonly<Record<PageState, Words>> = {
  queued: { zh: '呼叫中', en: 'calling' },
  sent: { zh: '等待应答', en: 'waiting for you' },
  delivered: { zh: '等待应答', en: 'waiting for you' },
  read: { zh: '等待应答', en: 'waiting for you' },
  failed: { zh: '等待应答', en: 'waiting for you' },
  acked: { zh: '已应答', en: 'acknowledged' },
  stopped: { zh: '已停止', en: 'no longer needed' },
};

const whatOf = (p: Page): string => [p.about.incident, p.about.title].filter(Boolean).join(' ');

/** Said when the same chat is tried again, for the `nth` time: each is another line than the one before it, the same at every try of its own. */
export function reminder(p: Page, { lang, nth, zone }: { lang: Lang; nth: number; zone: string }): string {
  const since = clockText(p.startedAt, zone, p.startedAt);
  return lang === 'zh'
    ? `还在等你应答（${since} 起呼叫，第 ${nth} 次提醒）：${whatOf(p)}`
    : `Still waiting for you (calling since ${since}, reminder ${nth}): ${whatOf(p)}`;
}

/** The card in the paged person's direct messages: what it is about, and the one thing to press. */
export function pageCard(p: Page, ctx: { lang: Lang; url: string | null }): Card {
  const t = (zh: string, en: string): string => (ctx.lang === 'zh' ? zh : en);
  const tone: Tone = p.state === 'acked' ? 'good' : isLive(p) ? 'alarm' : 'quiet';
  return {
    title: t(`呼叫你：${whatOf(p)}`, `You are paged: ${whatOf(p)}`),
    severity: p.about.severity,
    state: { word: stateWords[p.state][ctx.lang], tone },
    ...(isLive(p)
      ? {
          body: t(
            p.about.test ? '这是测试。应答即表示你能被呼叫到；不会呼叫其他人。' : '按下“认领”或回复 1，响铃时按 4。无人认领时会继续升级。',
            p.about.test
              ? 'This is a test. Acknowledge it to show that you can be reached; nobody else is called.'
              : 'Press Acknowledge or reply 1; while it rings, press 4. Until somebody does, it escalates.',
          ),
        }
      : {}),
    ...(ctx.url ? { links: [{ label: t('打开作战室', 'Open the war room'), url: ctx.url }] } : {}),
    ...(isLive(p)
      ? {
          actions: [
            {
              label: t('认领', 'Acknowledge'),
              short: t('认领', 'Ack'),
              style: 'primary' as const,
              skill: 'page/ack',
              input: { page: p.id },
            },
          ],
        }
      : {}),
  };
}
