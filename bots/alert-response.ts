import { notifyReason, firstDue, type GroupCounts, type NotifyReason } from '../domain/alert/notify.ts';
import type { Group } from '../domain/alert/group.ts';
import { routeById, routeTree, type RouteNode } from '../domain/alert/route.ts';
import { silenceState } from '../domain/alert/silence.ts';
import { severityOf } from '../domain/alert/severity.ts';
import { signalTitle } from '../domain/alert/signal.ts';
import { planOf } from '../domain/escalation/staff.ts';
import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { keyOf, partsOf, type Fact, type Told } from '../domain/event/event.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

type Heard = EventOf<'signals.changed' | 'group.due' | 'group.look' | 'group.incident' | 'group.acked'>;

/** One card for each alert group, edited in place; decides when people are told again, and why. */
export default bot({
  name: 'alert-response',
  hears: ['signals.changed', 'group.due', 'group.look', 'group.incident', 'group.acked'],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    const { id } = partsOf(event.key);
    const group = await ctx.store.state('group', id);
    if (event.type === 'signals.changed') return changed(id, group, event, ctx);
    if (!group) return nothing('no-such-group');
    switch (event.type) {
      case 'group.due':
        return group.open ? flush(group, [], ctx) : nothing('group-closed');
      case 'group.look':
        return group.open ? looked(group, ctx) : nothing('group-closed');
      case 'group.incident':
        return linked(group, event.data, ctx);
      case 'group.acked':
        return { because: { code: 'acked' }, effects: [card(group, nodeOf(group, ctx))] };
    }
  },
});

const nodeOf = (group: Group, { store }: Decide): RouteNode => {
  const tree = routeTree(store.resources().all('route'));
  return routeById(tree, group.route) ?? tree;
};

/** Silenced signals count as neither firing nor resolved, except in `allFiring`: silenced is not over. */
type Counts = GroupCounts & { readonly allFiring: number };

async function counts(group: Group, { store, now }: Decide): Promise<Counts> {
  const silences = (await store.silences(now)).filter((s) => silenceState(s, now) === 'active');
  const heard = await store.groupCounts(group.id, group.notified?.at ?? -1, silences);
  const allFiring = silences.length === 0 ? heard.firing : (await store.groupCounts(group.id, 0, [])).firing;
  // What came in the millisecond of the last word, or in a commit on its way then, is new as well: it shows in that more fire than were told of.
  const unheard = heard.firing - (group.notified?.firing ?? heard.firing);
  return { ...heard, allFiring, newlyFiring: Math.max(heard.newlyFiring, unheard) };
}

async function changed(id: string, before: Group | null, event: EventOf<'signals.changed'>, ctx: Decide): Promise<Decision> {
  const open = before?.open ? before : null;
  const labels = Object.keys(event.data.labels).length > 0 ? event.data.labels : (before?.labels ?? {});
  const group: Group = open ?? {
    id,
    route: event.data.route,
    labels,
    openedAt: ctx.now,
    open: true,
    notified: null,
    acked: null,
    incident: before?.incident ?? null,
    pages: false,
  };
  const facts: Fact[] = open ? [] : [{ type: 'group.opened', data: { route: group.route, labels } }];
  if (!open && !event.data.changed.some((c) => c.change === 'new' || c.change === 'refired')) return nothing('nothing-fires');
  const node = nodeOf(group, ctx);
  if (!group.notified) {
    const due = await firstDueOf(group, open !== null, node, ctx);
    return due <= ctx.now ? flush(group, facts, ctx) : { because: { code: 'group-wait' }, facts, timers: open ? [] : [dueAt(due)] };
  }
  return grown(group, node, ctx);
}

/** A group that was told of already: its card and its incident follow at once, the next word waits for the interval. */
async function grown(group: Group, node: RouteNode, ctx: Decide): Promise<Decision> {
  const now = await counts(group, ctx);
  const at = Math.max(ctx.now, (group.notified?.at ?? 0) + node.groupIntervalMs);
  // What is over is over: nobody waits five minutes to hear that it is.
  if (now.allFiring === 0 && heldUntil(group, node) <= ctx.now) return flush(group, [], ctx);
  if (now.allFiring === 0) return { because: { code: 'flapping' }, effects: [card(group, node)], timers: [dueAt(heldUntil(group, node))] };
  return { because: { code: 'group-interval' }, effects: [card(group, node)], timers: [dueAt(at)], tell: turned(group, now) };
}

/** That it is over is said at once, but of what flaps only once an interval: until then it stays open, and what calls goes on calling. */
const heldUntil = (group: Group, node: RouteNode): number => (group.overAt ?? -Infinity) + node.groupIntervalMs;

async function firstDueOf(group: Group, known: boolean, node: RouteNode, ctx: Decide): Promise<number> {
  if (known) return group.openedAt + node.groupWaitMs;
  if (node.groupWaitMs === 0) return ctx.now;
  const [first] = await ctx.store.signals({ group: group.id, state: 'firing', limit: 1 });
  return firstDue(first?.startsAt ?? ctx.now, ctx.now, node.groupWaitMs);
}

const dueAt = (at: number) => ({ name: 'due', at, event: { type: 'group.due', data: {} } });

/** Time to say something, or to say nothing: the reason decides. */
async function flush(group: Group, facts: readonly Fact[], ctx: Decide): Promise<Decision> {
  const node = nodeOf(group, ctx);
  const now = await counts(group, ctx);
  const last = group.notified && {
    firing: group.notified.firing,
    repeatElapsed: ctx.now - group.notified.at >= node.repeatMs,
    sendResolved: true,
  };
  const over = now.allFiring === 0;
  const reason = now.firing === 0 && !over ? 'do-not-notify' : notifyReason(now, last);
  const closed: Fact[] = over ? [{ type: 'group.closed', data: {} }] : [];
  if (reason === 'do-not-notify') {
    const next = over ? { name: 'due', at: null } : dueAt(nextLook(group, node, ctx.now));
    return { because: { code: reason }, facts: [...facts, ...closed], timers: [next], tell: turned(group, now) };
  }
  const told = { type: 'group.notified', data: { reason, firing: now.firing, resolved: now.resolved } };
  const after = await consequences(group, node, { reason, now }, ctx);
  return {
    because: { code: reason, data: { firing: now.firing, resolved: now.resolved } },
    facts: [...facts, told, ...after.facts, ...closed],
    effects: [card(group, node), ...spoken(group, node, reason, now)],
    tell: [...turned(group, now), ...after.tell],
    timers: [over ? { name: 'due', at: null } : dueAt(ctx.now + node.repeatMs)],
  };
}

const nextLook = (group: Group, node: RouteNode, now: number): number =>
  group.notified && group.notified.at + node.repeatMs > now ? group.notified.at + node.repeatMs : now + node.groupIntervalMs;

/** What else follows from being told of: an incident, or a page, or the end of one. */
async function consequences(
  group: Group,
  node: RouteNode,
  { reason, now }: { reason: NotifyReason; now: GroupCounts },
  ctx: Decide,
): Promise<{ facts: Fact[]; tell: Told[] }> {
  if (reason === 'all-alerts-resolved') {
    return {
      facts: [],
      tell: group.pages
        ? [{ key: `escalation:group:${group.id}`, type: 'escalation.stop', data: { because: 'resolved', person: null } }]
        : [],
    };
  }
  const isNews = reason === 'first-notification' || reason === 'new-alerts-in-group';
  if (!isNews || group.incident || now.firing === 0) return { facts: [], tell: [] };
  const [signal] = await ctx.store.signals({ group: group.id, state: 'firing', limit: 1 });
  const title = (signal ? signalTitle(signal) : group.id).slice(0, 300);
  const system = signal?.labels['system'] ?? signal?.labels['service'];
  if (node.declare) {
    const known = system !== undefined && ctx.store.resources().get('system', system) !== undefined ? { system } : {};
    const input = { title, severity: node.declare, cause: keyOf('group', group.id), group: group.id, policy: node.policy, ...known };
    return {
      facts: [],
      tell: [{ key: { reserve: 'incident', cause: input.cause }, type: 'skill.called', data: { skill: 'incident/declare', input } }],
    };
  }
  const policy = node.policy && !group.pages ? ctx.store.resources().get('escalation-policy', node.policy) : undefined;
  if (!policy) return { facts: [], tell: [] };
  const severity = severityOf(signal?.labels ?? {});
  const about = { incident: null, group: group.id, title, severity };
  const start: Told = {
    key: `escalation:group:${group.id}`,
    type: 'escalation.start',
    data: { about, plan: planOf(policy.name, policy.spec) },
  };
  return { facts: [{ type: 'group.paged', data: { policy: policy.name, severity } }], tell: [start] };
}

const stopPaging = (group: Group, because: 'resolved' | 'over'): Told[] =>
  group.pages ? [{ key: `escalation:group:${group.id}`, type: 'escalation.stop', data: { because, person: null } }] : [];

const channelOf = (node: RouteNode): string => node.channel ?? 'alerts';

function card(group: Group, node: RouteNode): Effect {
  const view = { kind: 'group', id: group.id } as const;
  const target = { to: 'channel', channel: channelOf(node) } as const;
  return { type: 'card.show', data: { view, target }, urgency: 'card', onCrash: 'repeat', slot: `group/${group.id}` };
}

/** An edit rings nowhere: a group that grows, or still fires after hours, gets a line of its own. */
function spoken(group: Group, node: RouteNode, reason: NotifyReason, now: GroupCounts): Effect[] {
  if (reason !== 'new-alerts-in-group' && reason !== 'repeat-interval-elapsed') return [];
  const target = { to: 'channel', channel: channelOf(node) } as const;
  const data = { group: group.id, labels: group.labels, newly: now.newlyFiring, firing: now.firing };
  return [{ type: 'chat.say', data: { target, say: reason, data }, urgency: 'card', onCrash: 'reconcile' }];
}

const turned = (group: Group, now: Counts): Told[] =>
  group.incident
    ? [{ key: keyOf('incident', group.incident), type: 'group.turned', data: { group: group.id, firing: now.allFiring } }]
    : [];

/** What a silence held back is said as soon as it ends; a group that was never told of has no card yet. */
async function looked(group: Group, ctx: Decide): Promise<Decision> {
  const node = nodeOf(group, ctx);
  const now = await counts(group, ctx);
  const isNews = group.notified ? now.newlyFiring > 0 : now.firing > 0;
  const at = group.notified ? group.notified.at + node.groupIntervalMs : group.openedAt + node.groupWaitMs;
  return {
    because: { code: 'silence-turned' },
    effects: group.notified ? [card(group, node)] : [],
    timers: isNews ? [dueAt(Math.max(ctx.now, at))] : [],
  };
}

async function linked(group: Group, data: { incident: string; open: boolean; missed?: true }, ctx: Decide): Promise<Decision> {
  if (data.missed) return missed(group, ctx);
  if (!data.open && group.incident !== data.incident) return nothing('not-linked');
  const after: Group = { ...group, incident: data.open ? data.incident : null };
  const now = await counts(group, ctx);
  return {
    because: { code: data.open ? 'linked' : 'unlinked' },
    facts: [{ type: data.open ? 'group.linked' : 'group.unlinked', data: { incident: data.incident } }],
    effects: [card(after, nodeOf(group, ctx))],
    // From here on the incident calls people; who was called for the alerts alone is not called twice over.
    tell: data.open ? [...turned(after, now), ...stopPaging(group, 'over')] : [],
  };
}

/** Its alerts fired anew for an incident that was resolved in that moment: they are news after all. */
async function missed(group: Group, ctx: Decide): Promise<Decision> {
  const now = await counts(group, ctx);
  const { facts, tell } = await consequences(group, nodeOf(group, ctx), { reason: 'first-notification', now }, ctx);
  return { because: { code: 'incident-was-over' }, facts, tell };
}
