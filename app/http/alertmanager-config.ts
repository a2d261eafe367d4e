import { stringify } from 'yaml';
import { dayRange, monthRange, type Range } from '../../domain/alert/interval-words.ts';
import type { TimeInterval } from '../../domain/alert/interval.ts';
import { matcherText, parseMatcher } from '../../domain/alert/matcher.ts';
import { allRoutes, receiverOf, routeTree, type Route, type RouteNode } from '../../domain/alert/route.ts';
import { firmZone } from '../../domain/firm/of-firm.ts';
import type { Resources } from '../../domain/resource/resource.ts';

/** What is configured here in the words of an alertmanager.yml, for programs that ask `status`: amtool can test routes by it. Channels and
 *  policies are receivers without any integration. */
export function alertmanagerConfig(resources: Resources): string {
  const roots = resources.all('route');
  const tree = routeTree(roots);
  const receivers = [...new Set(['default', ...allRoutes(tree).map(receiverOf)])].toSorted();
  const config = {
    global: { resolve_timeout: '5m' },
    route: rootOf(tree, roots.length === 1 ? (roots[0]?.spec ?? {}) : { routes: roots.map((r) => r.spec) }),
    inhibit_rules: resources.all('inhibition').map(({ spec }) => ({
      source_matchers: spec.source.map(normal),
      target_matchers: spec.target.map(normal),
      equal: spec.equal,
    })),
    receivers: receivers.map((name) => ({ name })),
    time_intervals: resources.all('time-interval').map(({ name, spec }) => intervalOf(name, spec, firmZone(resources, 'UTC'))),
  };
  return `# Tocsin ${resources.version}: its routes in Alertmanager's words. The console shows all of them.\n${stringify(config, { version: '1.1', aliasDuplicateObjects: false })}`;
}

const normal = (text: string): string => matcherText(parseMatcher(text));
const duration = (ms: number): string => `${Math.round(ms)}ms`;

/** Alertmanager's root takes everything and is never muted; one of ours that is not so goes under such a root. */
function rootOf(tree: RouteNode, spec: Route): object {
  const isPlain = (spec.match ?? []).length + tree.muteIn.length + tree.activeIn.length === 0;
  return isPlain ? routeOf(tree, spec) : { receiver: 'default', routes: [routeOf(tree, spec)] };
}

function routeOf(node: RouteNode, spec: Route): object {
  const matchers = (spec.match ?? []).map(normal);
  return {
    receiver: receiverOf(node),
    ...(matchers.length > 0 ? { matchers } : {}),
    group_by: node.groupBy,
    group_wait: duration(node.groupWaitMs),
    group_interval: duration(node.groupIntervalMs),
    repeat_interval: duration(node.repeatMs),
    ...(node.muteIn.length > 0 ? { mute_time_intervals: node.muteIn } : {}),
    ...(node.activeIn.length > 0 ? { active_time_intervals: node.activeIn } : {}),
    ...(node.continue ? { continue: true } : {}),
    ...(node.children.length > 0 ? { routes: node.children.map((child, i) => routeOf(child, spec.routes?.[i] ?? {})) } : {}),
  };
}

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function intervalOf(name: string, spec: TimeInterval, zone: string): object {
  const time_intervals = spec.spans.map((s) => ({
    ...(s.times ? { times: s.times.map(({ start, end }) => ({ start_time: start, end_time: end })) } : {}),
    ...(s.days ? { weekdays: flat(s.days, dayRange, [0, 6], (d) => dayNames[d] ?? '') } : {}),
    ...(s.daysOfMonth ? { days_of_month: s.daysOfMonth.map((text) => text.replace(/(?<=\d)-/u, ':')) } : {}),
    ...(s.months ? { months: flat(s.months, monthRange, [1, 12], String) } : {}),
    ...(s.years ? { years: s.years.map((text) => text.replace('-', ':')) } : {}),
    location: spec.zone ?? zone,
  }));
  return { name, time_intervals };
}

/** Ranges as Alertmanager writes them; one that goes around the end becomes two. */
function flat(
  texts: readonly string[],
  read: (text: string) => Range | null,
  [first, last]: readonly [number, number],
  say: (value: number) => string,
): string[] {
  const ranges = texts.flatMap((text) => read(text) ?? []);
  // Sunday is Alertmanager's first day, so it stands alone there.
  const pieces = ranges.flatMap((r) =>
    r.from <= r.to
      ? [r]
      : [
          { from: r.from, to: last },
          { from: first, to: r.to },
        ],
  );
  const split = pieces.flatMap((r) =>
    last === 6 && r.to === 6 && r.from < 6
      ? [
          { from: r.from, to: 5 },
          { from: 6, to: 6 },
        ]
      : [r],
  );
  return split.map(({ from, to }) => (from === to ? say(from) : `${say(from)}:${say(to)}`));
}
