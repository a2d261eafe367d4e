import type { Resources } from '../resource/resource.ts';
import { isFlapping } from './flap.ts';
import type { Labels } from './fingerprint.ts';
import type { Group } from './group.ts';
import { matcherText } from './matcher.ts';
import type { NotifyReason } from './notify.ts';
import { treeOf } from './of-resources.ts';
import { groupLabels, routeById, routesOf, type RouteNode } from './route.ts';
import { severityOf } from './severity.ts';
import type { Silence } from './silence.ts';
import { signalTitle, type StoredSignal } from './signal.ts';
import { callsOfRoute, groupedBy, quietOfRoute, wayTo } from './why-route.ts';
import type { WhyReader, WhyStep } from './why-step.ts';

const reasonWords: Readonly<Record<NotifyReason, Readonly<Record<'zh' | 'en', string>>>> = {
  'first-notification': { zh: '首次通知', en: 'first notification' },
  'new-alerts-in-group': { zh: '组内有新告警', en: 'new alerts in the group' },
  'all-alerts-resolved': { zh: '全部恢复', en: 'all alerts resolved' },
  'new-resolved-alerts': { zh: '部分恢复', en: 'more alerts resolved' },
  'repeat-interval-elapsed': { zh: '到重复间隔', en: 'repeat interval elapsed' },
  'do-not-notify': { zh: '无需通知', en: 'nothing new' },
};

/** What keeps an alert quiet now. */
export interface QuietBecause {
  readonly silences: readonly Silence[];
  /** The rules that inhibit it, each with the alert that does. */
  readonly inhibitions: readonly { readonly rule: string; readonly by: StoredSignal | null }[];
}

interface Asked {
  readonly resources: Resources;
  readonly now: number;
  readonly reader: WhyReader;
}

/** The way of one alert, step by step, in the reader's language. */
export function whySteps(
  { signal, quiet, groups }: { signal: StoredSignal; quiet: QuietBecause; groups: readonly Group[] },
  asked: Asked,
): WhyStep[] {
  const { now, resources, reader } = asked;
  const heard = { ...heardStep(signal, asked) };
  const isQuiet = quiet.silences.length + quiet.inhibitions.length > 0;
  return [heard, ...quietSteps(quiet, asked), ...groups.flatMap((group) => groupSteps(group, isQuiet, { now, resources, reader }))];
}

/** The way that an alert with these labels would take, were it to fire now for the first time. */
export function wouldSteps({ labels, quiet }: { labels: Labels; quiet: QuietBecause }, asked: Asked): WhyStep[] {
  const t = words(asked.reader);
  const tree = treeOf(asked.resources);
  const nodes = tree.matches(labels) ? routesOf(tree, labels) : [tree];
  const severity = severityOf(labels);
  const isQuiet = quiet.silences.length + quiet.inhibitions.length > 0;
  return [
    { outcome: 'goes-on', text: t(`级别 ${severity}`, `Its severity means ${severity}`) },
    ...quietSteps(quiet, asked),
    ...nodes.flatMap((node) => [
      wayTo(node, asked.resources, asked.reader),
      groupingStep(node, groupLabels(node, labels), asked.reader),
      ...unlessQuiet(quietOfRoute(node, asked.resources, asked), isQuiet, () => callsOfRoute(node, asked.resources, asked)),
    ]),
  ];
}

/** Whom a route calls is only of interest where nothing keeps the alert quiet. */
const unlessQuiet = (muted: readonly WhyStep[], isQuiet: boolean, calls: () => WhyStep): WhyStep[] =>
  isQuiet || muted.length > 0 ? [...muted] : [calls()];

const words =
  ({ lang }: WhyReader) =>
  (zh: string, en: string): string =>
    lang === 'zh' ? zh : en;

function heardStep(s: StoredSignal, { reader }: Asked): WhyStep {
  const t = words(reader);
  const since = reader.clock(s.startsAt);
  const until = reader.clock(s.endsAt);
  const text =
    s.state === 'firing'
      ? t(`来自 ${s.source}，自 ${since} 起告警中`, `Heard from ${s.source}; it is firing since ${since}`)
      : s.byTimeout
        ? t(
            `来自 ${s.source}，未再收到，${until} 视为恢复`,
            `Heard from ${s.source}; not heard again, so it counts as resolved since ${until}`,
          )
        : t(`来自 ${s.source}，${until} 已恢复`, `Heard from ${s.source}; it is resolved since ${until}`);
  return { outcome: 'goes-on', text };
}

function quietSteps({ silences, inhibitions }: QuietBecause, { reader }: Asked): WhyStep[] {
  const t = words(reader);
  const silenced = silences.map((s): WhyStep => {
    const what = s.matchers.map(matcherText).join(', ');
    const until = reader.clock(s.endsAt);
    const who = reader.name(s.createdBy);
    const said = s.kind === 'maintenance' ? t('处于维护期', 'In a maintenance window made') : t('被静默', 'Silenced');
    return {
      outcome: 'stops',
      text: t(`${said}，由 ${who} 设至 ${until}：${s.comment}（${what}）`, `${said} by ${who} until ${until}: ${s.comment} (${what})`),
    };
  });
  const inhibited = inhibitions.map(({ rule, by }): WhyStep => {
    const who = by ? `${signalTitle(by)} (${by.fingerprint})` : t('另一条告警', 'another alert');
    return { outcome: 'stops', text: t(`被抑制：${who} 正在告警（规则 ${rule}）`, `Inhibited while ${who} fires (rule ${rule})`) };
  });
  if (silenced.length + inhibited.length > 0) return [...silenced, ...inhibited];
  return [{ outcome: 'goes-on', text: t('没有静默、维护期或抑制命中', 'No silence, maintenance window or inhibition hits it') }];
}

const groupingStep = (node: RouteNode, labels: Labels, reader: WhyReader): WhyStep => {
  const by = groupedBy(labels, reader.lang);
  const wait = node.groupWaitMs / 1000;
  return {
    outcome: 'goes-on',
    text: words(reader)(`按 ${by} 分组，等待 ${wait} 秒`, `Grouped by ${by}, which waits ${wait} s for others`),
  };
};

function groupSteps(g: Group, isQuiet: boolean, asked: Asked): WhyStep[] {
  const { resources, now, reader } = asked;
  const t = words(reader);
  const node = routeById(treeOf(resources), g.route);
  const by = groupedBy(g.labels, reader.lang);
  const way: WhyStep[] = node
    ? [
        wayTo(node, resources, reader),
        { outcome: 'goes-on', text: t(`按 ${by} 分组`, `Grouped by ${by}`) },
        ...quietOfRoute(node, resources, asked),
      ]
    : [
        {
          outcome: 'goes-on',
          text: t(`命中路由 ${g.route}，该路由已不在配置中`, `Taken by route ${g.route}, which is no longer configured`),
        },
      ];
  const flaps: WhyStep[] = isFlapping(g.overs, now)
    ? [
        {
          outcome: 'stops',
          text: t('反复告警与恢复：平静 10 分钟后才告知恢复', 'It flaps: that it is over is told after ten calm minutes'),
        },
      ]
    : [];
  return [...way, ...toldStep(g, node, asked), ...flaps, ...callStep(g, isQuiet ? undefined : node, asked)];
}

function toldStep(g: Group, node: RouteNode | undefined, { now, reader }: Asked): WhyStep[] {
  const t = words(reader);
  if (g.notified) {
    const { reason, at } = g.notified;
    const text = t(
      `上次通知：${reasonWords[reason].zh}，${reader.clock(at)}`,
      `Last told of: ${reasonWords[reason].en}, ${reader.clock(at)}`,
    );
    return [{ outcome: 'tells', text }];
  }
  if (!node || !g.open) return [];
  const until = g.openedAt + node.groupWaitMs;
  const text = t(`等待同组告警至 ${reader.clock(until)}`, `Waits for others of its group until ${reader.clock(until)}`);
  return [{ outcome: until > now ? 'stops' : 'goes-on', text }];
}

function callStep(g: Group, node: RouteNode | undefined, asked: Asked): WhyStep[] {
  const t = words(asked.reader);
  if (g.storm && !g.incident)
    return [
      { outcome: 'stops', text: t(`告警风暴之一（${g.storm}）：不逐一显示`, `One of a storm (${g.storm}) that is not shown one by one`) },
    ];
  if (g.storm)
    return [
      {
        outcome: 'stops',
        text: t(
          `并入告警风暴（${g.storm}）：计入事件 ${g.incident}，不再为它呼叫`,
          `Went under in a storm (${g.storm}): counted in incident ${g.incident}, nobody is called for it`,
        ),
      },
    ];
  if (g.incident)
    return [
      {
        outcome: 'pages',
        text: t(`属于事件 ${g.incident}，由其升级策略呼叫`, `Belongs to incident ${g.incident}, whose policy calls people`),
      },
    ];
  if (g.pages) return [{ outcome: 'pages', text: t('该路由的升级策略已呼叫', 'The policy of its route has called people') }];
  if (!node) return [];
  if (!g.isShown && g.notified && (node.policy ?? node.declare))
    return [
      {
        outcome: 'stops',
        text: t('刚有同类告警：稍候片刻，看是否为风暴', 'Something like it came a moment ago: it waits to see whether it is one of many'),
      },
    ];
  return [callsOfRoute(node, asked.resources, asked)];
}
