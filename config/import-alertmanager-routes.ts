import type { Path } from './config-error.ts';
import { matchersFrom, oldMatcher } from './import-alertmanager-matchers.ts';
import { reportUnknown, type Report } from './import-alertmanager-report.ts';
import { isYes, routeFields, type AmRoute, type AmRule } from './import-alertmanager-schema.ts';
import { suggestion } from './nearest.ts';

export interface Context {
  readonly report: Report;
  /** What must be put right before anything can be imported. */
  readonly refuse: Report;
  /** Alertmanager's name → our channel. */
  readonly channels: ReadonlyMap<string, string>;
  /** Alertmanager's name → our intervals. */
  readonly intervals: ReadonlyMap<string, readonly string[]>;
}

/** Alertmanager's root: without `group_by` all that it takes is one group, while ours would go by alertname. */
export function importRoot(root: AmRoute, context: Context): object {
  const path = ['route'];
  if (!root.receiver) context.refuse(path, 'has no receiver', 'name the one that takes what no other route takes');
  for (const field of ['match', 'match_re', 'matchers', 'mute_time_intervals', 'active_time_intervals'] as const) {
    if (Object.keys(root[field] ?? {}).length > 0)
      context.refuse([...path, field], 'is not allowed at the root, as in Alertmanager', 'put it into a route below');
  }
  return { groupBy: [], ...importRoute({ ...root, continue: undefined }, path, context) };
}

function importRoute(route: AmRoute, path: Path, context: Context): object {
  reportUnknown(route, routeFields, path, context.report);
  const match = matchOf(route);
  const routes = (route.routes ?? []).flatMap((child, i) => {
    const at = [...path, 'routes', i];
    try {
      return [importRoute(child, at, context)];
    } catch (e) {
      const hint = 'write it by hand with a matcher such as name=~"a|b"; until then the next route that fits takes what it took';
      context.report(at, `was left out with all that is below it: ${(e as Error).message}`, hint);
      return [];
    }
  });
  return {
    ...(match.length > 0 ? { match } : {}),
    ...(route.group_by && route.group_by.length > 0 ? { groupBy: route.group_by } : {}),
    ...timesOf(route, path, context.report),
    ...(route.receiver ? { channel: channelOf(route.receiver, path, context) } : {}),
    ...intervalNames('muteIn', 'mute_time_intervals', route, { path, context }),
    ...intervalNames('activeIn', 'active_time_intervals', route, { path, context }),
    ...(isYes(route.continue) ? { continue: true } : {}),
    ...(routes.length > 0 ? { routes } : {}),
  };
}

const matchOf = (route: Pick<AmRoute, 'match' | 'match_re' | 'matchers'>): string[] => [
  ...Object.entries(route.match ?? {}).map(([name, value]) => oldMatcher(name, value, false)),
  ...Object.entries(route.match_re ?? {}).map(([name, value]) => oldMatcher(name, value, true)),
  ...(route.matchers ?? []).flatMap(matchersFrom),
];

function channelOf(receiver: string, path: Path, { channels, refuse }: Context): string {
  const channel = channels.get(receiver);
  if (channel === undefined)
    refuse([...path, 'receiver'], `there is no receiver "${receiver}"`, suggestion(receiver, channels.keys(), 'write one of these'));
  return channel ?? receiver;
}

function intervalNames(
  ours: string,
  theirs: 'mute_time_intervals' | 'active_time_intervals',
  route: AmRoute,
  { path, context }: { path: Path; context: Context },
): object {
  const names = (route[theirs] ?? []).flatMap((name, i) => {
    const found = context.intervals.get(name);
    if (!found)
      context.refuse(
        [...path, theirs, i],
        `there is no time interval "${name}"`,
        suggestion(name, context.intervals.keys(), 'write one of these'),
      );
    return found ?? [];
  });
  return names.length > 0 ? { [ours]: names } : {};
}

const limits = [
  ['group_wait', 'groupWaitSeconds', 1, 0, 3600],
  ['group_interval', 'groupIntervalSeconds', 1, 1, 86_400],
  ['repeat_interval', 'repeatMinutes', 60, 1, 43_200],
] as const;

function timesOf(route: AmRoute, path: Path, report: Report): object {
  return Object.fromEntries(
    limits.flatMap(([theirs, ours, unit, least, most]) => {
      const text = route[theirs];
      if (text === undefined) return [];
      const seconds = secondsOf(text);
      if (seconds === null) {
        report([...path, theirs], `"${text}" is not a duration and was left out`, 'write it by hand, in seconds or minutes');
        return [];
      }
      const wanted = seconds / unit;
      const value = Math.min(most, Math.max(least, wanted));
      if (value !== wanted)
        report([...path, theirs], `${text} became ${ours}: ${value}`, `there is nothing to do if ${least} to ${most} will do`);
      return [[ours, value]];
    }),
  );
}

const units: Readonly<Record<string, number>> = { y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 };

/** Prometheus' durations: `1h30m`, `0`. */
export function secondsOf(text: string): number | null {
  if (text === '0') return 0;
  if (!/^(\d+(y|w|d|h|ms|m|s))+$/u.test(text)) return null;
  return [...text.matchAll(/(\d+)(y|w|d|h|ms|m|s)/gu)].reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
}

const ruleFields = new Set([
  'name',
  'source_match',
  'source_match_re',
  'source_matchers',
  'target_match',
  'target_match_re',
  'target_matchers',
  'equal',
]);

/** Alertmanager takes a label that both lack as equal. A side without matchers takes every alert. */
export function importRule(rule: AmRule, path: Path, report: Report): object | null {
  reportUnknown(rule, ruleFields, path, report);
  const side = (name: 'source' | 'target'): string[] => {
    const found = matchOf({ match: rule[`${name}_match`], match_re: rule[`${name}_match_re`], matchers: rule[`${name}_matchers`] });
    if (found.length === 0) report(path, `has no matchers for its ${name}, and so takes every alert as one`, 'say which alerts are meant');
    return found.length > 0 ? found : ['alertname=~".*"'];
  };
  try {
    const equal = rule.equal ?? [];
    const spec = { source: side('source'), target: side('target'), ...(equal.length > 0 ? { equal, missingIsEqual: true } : {}) };
    if (equal.length > 0)
      report(
        [...path, 'equal'],
        'a label that neither alert has counts as equal, as in Alertmanager (missingIsEqual: true)',
        'remove missingIsEqual where alerts without these labels are not to inhibit each other',
      );
    return spec;
  } catch (e) {
    report(path, `was left out: ${(e as Error).message}`, 'write it by hand as an inhibition');
    return null;
  }
}
