import type { Card } from '../card/card.ts';
import type { Lang } from '../text/lang.ts';
import { parseMatcher } from './matcher.ts';
import type { Gale } from './storm.ts';

/** The one card of a storm that calls nobody: how many groups its channel was spared, and where they are. */
export function stormCard({ tie, took, severity }: Gale, { lang, alertsUrl }: { lang: Lang; alertsUrl: (text: string) => string }): Card {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const n = took.toLocaleString('en');
  return {
    title: t(`告警风暴：${tie}`, `Storm: ${tie}`),
    severity,
    state: { word: t(`${n} 个告警组`, `${n} alert group${took === 1 ? '' : 's'}`), tone: 'warn' },
    body: t('这些告警组不再逐一显示，也不呼叫任何人。', 'They are not shown one by one, and call nobody.'),
    links: [{ label: t('查看告警', 'See the alerts'), url: alertsUrl(parseMatcher(tie).value) }],
  };
}
