import { firmZone } from '../firm/of-firm.ts';
import type { Resources } from '../resource/resource.ts';
import { compileRules, type InhibitRule } from './inhibit.ts';
import { intervalsOf, mutedUntil, type Interval } from './interval.ts';
import { routeById, routeTree, type RouteNode } from './route.ts';

const treeFrom = (resources: Resources): RouteNode => routeTree(resources.all('route'));
const rulesFrom = (resources: Resources): readonly InhibitRule[] => compileRules(resources.all('inhibition'));

/** The route tree as configured, compiled once a configuration. */
export const treeOf = (resources: Resources): RouteNode => resources.derived(treeFrom);

/** The inhibition rules as configured, compiled once a configuration. */
export const rulesOf = (resources: Resources): readonly InhibitRule[] => resources.derived(rulesFrom);

const intervalsFrom = (resources: Resources): ReadonlyMap<string, Interval> =>
  intervalsOf(resources.all('time-interval'), firmZone(resources, 'UTC'));

/** The time intervals as configured, by the firm's clock where they name none. */
export const intervalsIn = (resources: Resources): ReadonlyMap<string, Interval> => resources.derived(intervalsFrom);

/** Until when a route tells nobody; `now` when nothing mutes it, a day on when its end cannot be seen. */
export const mutedTo = (node: RouteNode, resources: Resources, now: number): number =>
  node.muteIn.length + node.activeIn.length === 0 ? now : (mutedUntil(node, intervalsIn(resources), now) ?? now + 86_400_000);

/** The route a group was made by, or the root when that is no longer configured. */
export const nodeIn = (resources: Resources, route: string): RouteNode => routeById(treeOf(resources), route) ?? treeOf(resources);
