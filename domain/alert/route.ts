import { z } from 'zod';
import { Severity } from '../incident/severity.ts';
import { Reference } from '../resource/name.ts';
import { type Labels } from './fingerprint.ts';
import { labelTest, parseMatcher, type LabelTest } from './matcher.ts';

const seconds = (max: number) => z.number().min(0).max(max);
/** One matcher as people write it. */
export const MatcherText = z.string().superRefine((text, ctx) => {
  try {
    parseMatcher(text);
  } catch (e) {
    ctx.addIssue({ code: 'custom', message: (e as Error).message });
  }
});

interface RouteSpec {
  match?: string[] | undefined;
  groupBy?: string[] | undefined;
  groupWaitSeconds?: number | undefined;
  groupIntervalSeconds?: number | undefined;
  repeatMinutes?: number | undefined;
  policy?: string | null | undefined;
  channel?: string | null | undefined;
  declare?: Severity | null | undefined;
  continue?: boolean | undefined;
  muteIn?: string[] | undefined;
  activeIn?: string[] | undefined;
  routes?: RouteSpec[] | undefined;
}

/** One node of the route tree as YAML holds it; what is left out comes from the parent, `null` takes it away. Only `muteIn` and `activeIn`
 *  do not go down to the children, as in Alertmanager: a forgotten one then costs a message too many, never a missed one. */
export const Route: z.ZodType<RouteSpec, RouteSpec> = z.strictObject({
  match: z.array(MatcherText).optional(),
  groupBy: z.array(z.string().min(1)).optional(),
  groupWaitSeconds: seconds(3600).optional(),
  groupIntervalSeconds: seconds(86_400).min(1).optional(),
  repeatMinutes: z.number().min(1).max(43_200).optional(),
  policy: z.string().nullable().optional(),
  channel: z.string().nullable().optional(),
  declare: Severity.nullable().optional(),
  continue: z.boolean().optional(),
  muteIn: z.array(Reference).optional(),
  activeIn: z.array(Reference).optional(),
  get routes() {
    return z.array(Route).optional();
  },
});
export type Route = RouteSpec;

/** A node with everything inherited; `id` is its path in the tree (`default/0/2`). */
export interface RouteNode {
  readonly id: string;
  readonly groupBy: readonly string[];
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatMs: number;
  readonly policy: string | null;
  readonly channel: string | null;
  readonly declare: Severity | null;
  readonly continue: boolean;
  /** Names of time intervals in which it tells nobody, and of those outside of which it tells nobody. */
  readonly muteIn: readonly string[];
  readonly activeIn: readonly string[];
  /** Its matchers as written, for people. */
  readonly match: readonly string[];
  readonly matches: LabelTest;
  readonly children: readonly RouteNode[];
}

const rootDefaults = { groupBy: ['alertname'], groupIntervalSeconds: 300, repeatMinutes: 240 };

/** Compiles the tree. `null` (no route configured) groups by alertname, shows and pages nobody. Several roots stand side by side in name order. */
export function routeTree(roots: readonly { name: string; spec: Route }[]): RouteNode {
  const only = roots.length === 1 ? roots[0] : undefined;
  const top = only ?? { name: 'default', spec: { routes: roots.map((r) => r.spec) } };
  return compile(top.name, top.spec, { ...rootDefaults, match: [] });
}

/** A route that pages waits 0 s unless told otherwise, others 30 s (source: what Alertmanager does, and why a page must not wait). */
function compile(id: string, own: Route, parent: Route): RouteNode {
  const spec = { ...parent, ...own };
  const wait = spec.groupWaitSeconds ?? (spec.policy ? 0 : 30);
  const { match: _match, routes: _routes, continue: _continue, muteIn: _mute, activeIn: _active, ...inherited } = spec;
  return {
    id,
    groupBy: spec.groupBy ?? rootDefaults.groupBy,
    groupWaitMs: wait * 1000,
    groupIntervalMs: (spec.groupIntervalSeconds ?? rootDefaults.groupIntervalSeconds) * 1000,
    repeatMs: (spec.repeatMinutes ?? rootDefaults.repeatMinutes) * 60_000,
    policy: spec.policy ?? null,
    channel: spec.channel ?? null,
    declare: spec.declare ?? null,
    continue: own.continue ?? false,
    muteIn: own.muteIn ?? [],
    activeIn: own.activeIn ?? [],
    match: own.match ?? [],
    matches: labelTest((own.match ?? []).map(parseMatcher)),
    children: (own.routes ?? []).map((child, i) => compile(`${id}/${i}`, child, inherited)),
  };
}

/** The nodes that take an alert: the deepest first match, and further ones after a `continue`. The root takes what no child does. */
export function routesOf(node: RouteNode, labels: Labels): RouteNode[] {
  if (!node.matches(labels)) return [];
  const found: RouteNode[] = [];
  for (const child of node.children) {
    const taken = routesOf(child, labels);
    found.push(...taken);
    if (taken.length > 0 && !child.continue) break;
  }
  return found.length > 0 ? found : [node];
}

/** Finds a node by its id; undefined when the tree has changed since. */
export function routeById(node: RouteNode, id: string): RouteNode | undefined {
  if (node.id === id) return node;
  for (const child of node.children) {
    const found = id.startsWith(child.id) ? routeById(child, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What the API calls the receiver of a route: its channel, else its policy, else `default`. */
export const receiverOf = (node: RouteNode): string => node.channel ?? node.policy ?? 'default';

/** The labels a route groups by, as this alert has them; `...` takes all. Missing ones are left out. */
export function groupLabels(node: RouteNode, labels: Labels): Labels {
  if (node.groupBy.includes('...')) return labels;
  return Object.fromEntries(node.groupBy.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
}

/** All nodes, parents first. */
export function allRoutes(node: RouteNode): RouteNode[] {
  return [node, ...node.children.flatMap(allRoutes)];
}
