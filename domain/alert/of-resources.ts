import type { Resources } from '../resource/resource.ts';
import { compileRules, type InhibitRule } from './inhibit.ts';
import { routeTree, type RouteNode } from './route.ts';

const treeFrom = (resources: Resources): RouteNode => routeTree(resources.all('route'));
const rulesFrom = (resources: Resources): readonly InhibitRule[] => compileRules(resources.all('inhibition'));

/** The route tree as configured, compiled once a configuration. */
export const treeOf = (resources: Resources): RouteNode => resources.derived(treeFrom);

/** The inhibition rules as configured, compiled once a configuration. */
export const rulesOf = (resources: Resources): readonly InhibitRule[] => resources.derived(rulesFrom);
