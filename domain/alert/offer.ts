import { planOf } from '../escalation/staff.ts';
import { keyOf, type Key, type Told } from '../event/event.ts';
import { stormLimits } from '../firm/of-firm.ts';
import type { Resources } from '../resource/resource.ts';
import type { Labels } from './fingerprint.ts';
import type { Group } from './group.ts';
import { matcherText } from './matcher.ts';
import type { RouteNode } from './route.ts';
import { severityOf } from './severity.ts';
import { signalTitle, type StoredSignal } from './signal.ts';
import type { Offer, Tie } from './storm.ts';

/** Where a route's groups are shown. */
export const channelOf = (node: Pick<RouteNode, 'channel'>): string => node.channel ?? 'alerts';

/** Where the offers of a route's groups are weighed: beside all others that call the same people, or that are shown in the same channel. */
export const stormOf = (node: Pick<RouteNode, 'policy' | 'declare' | 'channel'>): Key =>
  keyOf('storm', node.policy || node.declare ? (node.policy ?? 'default') : `channel/${channelOf(node)}`);

/** Systems that an alert's system cannot work without, looked through at most. */
const mostSystems = 50;

/** What an alert may have in common with others, the most telling first: its system, those that it cannot work without, then the labels that the
 *  firm says tie alerts together. */
export function tiesOf(labels: Labels, resources: Resources): Tie[] {
  const own = labels['system'] ?? labels['service'];
  const systems = new Set(own === undefined ? [] : [own]);
  for (const system of systems) {
    if (systems.size > mostSystems) break;
    for (const needed of resources.get('system', system)?.spec.dependsOn ?? []) systems.add(needed);
  }
  const tie = (name: string, value: string): Tie => matcherText({ name, value, isEqual: true, isRegex: false });
  const { labels: narrow, wideLabels } = stormLimits(resources);
  const others = [...narrow, ...wideLabels].flatMap((name) => (labels[name] === undefined ? [] : [tie(name, labels[name])]));
  return [...[...systems].map((system) => tie('system', system)), ...others];
}

/** What a group that is news wants: that an incident is declared for it, that its route's policy calls people, or at least a card.
 *  Null: it has what it wants. */
export function offerFor(
  { group, node, firing }: { group: Group; node: RouteNode; firing: number },
  signal: StoredSignal | undefined,
  resources: Resources,
): Offer | null {
  const policy = node.policy ? resources.get('escalation-policy', node.policy) : undefined;
  const isOnlyShown = !node.declare && !policy;
  if (isOnlyShown ? group.isShown || group.storm !== null : !node.declare && group.pages) return null;
  const labels = signal?.labels ?? group.labels;
  const severity = node.declare ?? severityOf(labels);
  const title = (signal ? signalTitle(signal) : group.id).slice(0, 300);
  const declare = declaration({ group, node, severity, title }, labels, resources);
  const ties = tiesOf(labels, resources);
  const common = { group: group.id, ties, severity, firing, channel: channelOf(node) };
  if (isOnlyShown) return { ...common, onward: null, pages: null, declare: null };
  if (node.declare || !policy) return { ...common, onward: declare, pages: null, declare };
  const about = { incident: null, group: group.id, title, severity };
  const call: Told = {
    by: 'bot:alert-response',
    key: `escalation:group:${group.id}`,
    type: 'escalation.start',
    data: { about, plan: planOf(policy.name, policy.spec) },
  };
  return { ...common, declare, onward: call, pages: { policy: policy.name, severity } };
}

function declaration(
  { group, node, severity, title }: { group: Group; node: RouteNode; severity: Offer['severity']; title: string },
  labels: Labels,
  resources: Resources,
): Told {
  const system = labels['system'] ?? labels['service'];
  const known = system !== undefined && resources.get('system', system) !== undefined ? { system } : {};
  const input = { title, severity, cause: keyOf('group', group.id), group: group.id, policy: node.policy, ...known };
  const data = { skill: 'incident/declare', input };
  return { by: 'bot:alert-response', key: { reserve: 'incident', cause: input.cause }, type: 'skill.called', data };
}
