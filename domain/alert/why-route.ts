import { peopleOf } from '../escalation/staff.ts';
import { nameOf } from '../firm/of-firm.ts';
import type { Resources } from '../resource/resource.ts';
import type { Lang } from '../text/lang.ts';
import type { Labels } from './fingerprint.ts';
import { intervalsIn, mutedTo, treeOf } from './of-resources.ts';
import { mutedBy } from './interval.ts';
import type { RouteNode } from './route.ts';
import type { WhyReader, WhyStep } from './why-step.ts';

/** Routes passed over that are named. */
const mostNamed = 5;

/** The way down the tree to a route: what it and those above it matched, and what was passed over before it. */
export function wayTo(node: RouteNode, resources: Resources, { lang }: WhyReader): WhyStep {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const matched: string[] = [];
  const passed: string[] = [];
  for (let at: RouteNode | undefined = treeOf(resources); at;) {
    matched.push(...at.match);
    const next: RouteNode | undefined = at.children.find((c) => node.id === c.id || node.id.startsWith(`${c.id}/`));
    passed.push(...at.children.slice(0, next ? at.children.indexOf(next) : undefined).map((c) => `${c.id} (${c.match.join(', ')})`));
    at = next;
  }
  const because = matched.length > 0 ? t(`（${matched.join(', ')}）`, ` (${matched.join(', ')})`) : '';
  const more = passed.length > mostNamed ? t(` 等 ${passed.length} 条`, ` and ${passed.length - mostNamed} more`) : '';
  const over = passed.slice(0, mostNamed).join(t('、', ', '));
  return {
    outcome: 'goes-on',
    text: t(
      `命中路由 ${node.id}${because}${over ? `；跳过 ${over}${more}` : ''}`,
      `Taken by route ${node.id}${because}${over ? `; passed over ${over}${more}` : ''}`,
    ),
  };
}

/** What a route groups by, and whether an interval mutes it. */
export function quietOfRoute(node: RouteNode, resources: Resources, { now, reader }: { now: number; reader: WhyReader }): WhyStep[] {
  const t = (zh: string, en: string): string => (reader.lang === 'zh' ? zh : en);
  const names = mutedBy(node, intervalsIn(resources), now);
  if (names.length === 0) return [];
  const until = reader.clock(mutedTo(node, resources, now));
  const by = names.join(', ');
  return [{ outcome: 'stops', text: t(`该路由免打扰至 ${until}（${by}）`, `Its route is muted until ${until} (${by})`) }];
}

/** Whom a route calls, if it does: who that is now. */
export function callsOfRoute(node: RouteNode, resources: Resources, { now, reader }: { now: number; reader: WhyReader }): WhyStep {
  const t = (zh: string, en: string): string => (reader.lang === 'zh' ? zh : en);
  if (!node.policy && !node.declare)
    return {
      outcome: 'stops',
      text: t('该路由没有升级策略也不宣布事件，只展示', 'Its route has no policy and declares nothing: shown only'),
    };
  const policy = resources.get('escalation-policy', node.policy ?? 'default');
  const steps = policy?.spec.steps ?? [];
  const rungs = [...steps.map((s) => s.to), ...(policy?.spec.lastResort ? [[policy.spec.lastResort]] : [])];
  const called = rungs.map((to) => peopleOf(to, resources, now)).find((people) => people.length > 0) ?? [];
  const who = called.map((p) => nameOf(resources, p)).join(t('、', ', '));
  const declares = node.declare ? t(`宣布 ${node.declare} 事件，`, `It declares a ${node.declare} incident and `) : t('', 'It ');
  const name = policy?.name ?? t('（无）', 'none');
  if (called.length === 0)
    return {
      outcome: 'stops',
      text: t(`${declares}按策略 ${name} 呼叫，但此刻无人值班`, `${declares}calls by policy ${name}, but nobody is on call now`),
    };
  return { outcome: 'pages', text: t(`${declares}按策略 ${name} 呼叫 ${who}`, `${declares}calls ${who} by policy ${name}`) };
}

/** The labels a group is made by, as people read them. */
export const groupedBy = (labels: Labels, lang: Lang): string =>
  Object.entries(labels)
    .map(([n, v]) => `${n}="${v}"`)
    .join(', ') || (lang === 'zh' ? '全部' : 'everything');
