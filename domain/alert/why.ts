import type { Lang } from '../text/lang.ts';
import type { Group } from './group.ts';
import { labelTest, matcherText } from './matcher.ts';
import type { NotifyReason } from './notify.ts';
import { routeById, type RouteNode } from './route.ts';
import type { Silence } from './silence.ts';
import type { StoredSignal } from './signal.ts';

export interface WhyStep {
  readonly text: string;
  readonly outcome: 'goes-on' | 'stops' | 'tells' | 'pages';
}

const reasonWords: Readonly<Record<NotifyReason, Readonly<Record<Lang, string>>>> = {
  'first-notification': { zh: '首次通知', en: 'first notification' },
  'new-alerts-in-group': { zh: '组内有新告警', en: 'new alerts in the group' },
  'all-alerts-resolved': { zh: '全部恢复', en: 'all alerts resolved' },
  'new-resolved-alerts': { zh: '部分恢复', en: 'more alerts resolved' },
  'repeat-interval-elapsed': { zh: '到重复间隔', en: 'repeat interval elapsed' },
  'do-not-notify': { zh: '无需通知', en: 'nothing new' },
};

/** The way of one alert, step by step, in the reader's language. */
export function whySteps(
  {
    signal,
    silences,
    groups,
    tree,
    now,
  }: { signal: StoredSignal; silences: readonly Silence[]; groups: readonly Group[]; tree: RouteNode; now: number },
  lang: Lang,
): WhyStep[] {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const steps: WhyStep[] = [
    signal.state === 'firing'
      ? { text: t(`来自 ${signal.source}，正在告警`, `Heard from ${signal.source}; it is firing`), outcome: 'goes-on' }
      : { text: t(`来自 ${signal.source}，已恢复`, `Heard from ${signal.source}; it is resolved`), outcome: 'goes-on' },
  ];
  const quiet = silences.filter((s) => labelTest(s.matchers)(signal.labels));
  for (const s of quiet) {
    const who = `${s.createdBy}: ${s.comment}`;
    steps.push({
      text: t(
        `被静默 ${s.id}（${s.matchers.map(matcherText).join(', ')}；${who}），至 ${iso(s.endsAt)}`,
        `Silenced by ${s.id} (${s.matchers.map(matcherText).join(', ')}; ${who}) until ${iso(s.endsAt)}`,
      ),
      outcome: 'stops',
    });
  }
  if (quiet.length === 0) steps.push({ text: t('没有静默命中', 'No silence hits it'), outcome: 'goes-on' });
  for (const group of groups) steps.push(...groupSteps(group, routeById(tree, group.route), now, t, lang));
  return steps;
}

function groupSteps(g: Group, node: RouteNode | undefined, now: number, t: (zh: string, en: string) => string, lang: Lang): WhyStep[] {
  const by =
    Object.entries(g.labels)
      .map(([n, v]) => `${n}="${v}"`)
      .join(', ') || t('全部', 'everything');
  const steps: WhyStep[] = [
    { text: t(`命中路由 ${g.route}，按 ${by} 分组`, `Taken by route ${g.route}, grouped by ${by}`), outcome: 'goes-on' },
  ];
  if (!node) steps.push({ text: t('该路由已不在配置中', 'That route is no longer configured'), outcome: 'goes-on' });
  if (g.notified)
    steps.push({
      text: t(
        `上次通知：${reasonWords[g.notified.reason].zh}，${iso(g.notified.at)}`,
        `Last told of: ${reasonWords[g.notified.reason][lang]}, ${iso(g.notified.at)}`,
      ),
      outcome: 'tells',
    });
  else if (node)
    steps.push({
      text: t(
        `等待 group_wait 至 ${iso(g.openedAt + node.groupWaitMs)}`,
        `Waiting for group_wait until ${iso(g.openedAt + node.groupWaitMs)}`,
      ),
      outcome: g.openedAt + node.groupWaitMs > now ? 'stops' : 'goes-on',
    });
  if (g.incident)
    steps.push({
      text: t(`属于事件 ${g.incident}，由其升级策略呼叫`, `Belongs to incident ${g.incident}, whose policy calls people`),
      outcome: 'pages',
    });
  else if (g.pages) steps.push({ text: t('该路由的升级策略已呼叫', 'The policy of its route has called people'), outcome: 'pages' });
  else if (node && !node.policy && !node.declare)
    steps.push({
      text: t('该路由没有升级策略也不宣布事件，只展示', 'Its route has no policy and declares nothing: shown only'),
      outcome: 'stops',
    });
  return steps;
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16).concat('Z');
