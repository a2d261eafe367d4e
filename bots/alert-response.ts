import { calmMs, isFlapping } from '../domain/alert/flap.ts';
import { unopened, type Changed, type Group } from '../domain/alert/group.ts';
import { firstDue, notifyReason, type NotifyReason } from '../domain/alert/notify.ts';
import { mutedTo, nodeIn } from '../domain/alert/of-resources.ts';
import { channelOf, offerFor, stormOf } from '../domain/alert/offer.ts';
import { remarked } from '../domain/alert/remarked.ts';
import type { RouteNode } from '../domain/alert/route.ts';
import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { keyOf, partsOf, type Fact, type Told } from '../domain/event/event.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';
import { quietNow, type Counts } from '../ports/quiet.ts';

const heard = [
  'signals.changed',
  'group.due',
  'group.calm',
  'group.look',
  'group.incident',
  'group.let-through',
  'group.taken-in',
  'group.passed-over',
  'group.acked',
] as const;

/** One card for each alert group, edited in place; decides when people are told again, and why. */
export default bot({
  name: 'alert-response',
  hears: heard,
  async decide(event: EventOf<(typeof heard)[number]>, ctx: Decide): Promise<Decision | null> {
    const { id } = partsOf(event.key);
    const group = await ctx.store.state('group', id);
    if (event.type === 'signals.changed') return changed(id, group, event.data, ctx);
    if (!group) return nothing('no-such-group');
    switch (event.type) {
      case 'group.due':
      case 'group.calm':
        return group.open ? flush(group, [], { ...ctx, isCalm: event.type === 'group.calm' }) : nothing('group-closed');
      case 'group.look':
        return group.open ? looked(group, ctx) : nothing('group-closed');
      case 'group.incident':
        return linked(group, event.data, ctx);
      case 'group.let-through':
        return letThrough(group, event.data, ctx);
      case 'group.taken-in':
        return takenIn(group, event.data, ctx);
      case 'group.passed-over':
        return { because: { code: 'passed-over' }, facts: [{ type: 'group.hushed', data: event.data }] };
      case 'group.acked':
        return { because: { code: 'acked' }, effects: cards(group, ctx) };
    }
  },
});

const nodeOf = (group: Group, { store }: Decide): RouteNode => nodeIn(store.resources(), group.route);

const counts = async (group: Group, ctx: Decide): Promise<Counts> => {
  const now = await (await quietNow(ctx)).counts(group);
  // What came in the millisecond of the last word, or in a commit on its way then, is new as well: it shows in that more fire than were told of.
  const unheard = now.firing - (group.notified?.firing ?? now.firing);
  return { ...now, newlyFiring: Math.max(now.newlyFiring, unheard) };
};

async function changed(id: string, before: Group | null, data: Changed, ctx: Decide): Promise<Decision> {
  const open = before?.open ? before : null;
  if (!open && !(await fires(id, data, ctx))) return nothing('nothing-fires');
  const labels = Object.keys(data.labels).length > 0 ? data.labels : (before?.labels ?? {});
  const group = open ?? { ...unopened(id, data.route, labels, ctx.now), incident: before?.incident ?? null };
  const facts: Fact[] = open ? [] : [{ type: 'group.opened', data: { route: group.route, labels } }];
  if (group.notified) return grown(group, ctx);
  const due = await firstDueOf(group, open !== null, ctx);
  if (due <= ctx.now) return flush(group, facts, ctx);
  return { because: { code: 'group-wait' }, facts, timers: open ? [] : [dueAt(due)] };
}

/** What was folded into one word later on says no more what it was. */
const fires = async (id: string, { changed: named, count }: Changed, { store }: Decide): Promise<boolean> =>
  named.some((c) => c.change === 'new' || c.change === 'refired') ||
  (count === 0 && (await store.groupCounts(id, { toldAt: 0, openedAt: 0 })).firing > 0);

/** A group that was told of already: its card and its incident follow at once, the next word waits for the interval. */
async function grown(group: Group, ctx: Decide): Promise<Decision> {
  const now = await counts(group, ctx);
  const { groupIntervalMs } = nodeOf(group, ctx);
  if (now.allFiring > 0) {
    const at = Math.max(ctx.now, (group.notified?.at ?? 0) + groupIntervalMs);
    const timers = [dueAt(at), ...(isFlapping(group.overs, ctx.now) ? [calmAt(null)] : [])];
    return { because: { code: 'group-interval' }, effects: cards(group, ctx), timers, tell: turned(group, now) };
  }
  // What is over is over: nobody waits five minutes to hear that it is. But of what flaps it is said once an interval, and once it is calm.
  const held = (group.overs.at(-1) ?? -Infinity) + groupIntervalMs;
  if (isFlapping(group.overs, ctx.now))
    return { because: { code: 'flapping' }, effects: cards(group, ctx), timers: [calmAt(ctx.now + calmMs)] };
  if (held > ctx.now) return { because: { code: 'over-again' }, effects: cards(group, ctx), timers: [dueAt(held)] };
  return flush(group, [], ctx);
}

async function firstDueOf(group: Group, isKnown: boolean, ctx: Decide): Promise<number> {
  const { groupWaitMs } = nodeOf(group, ctx);
  if (isKnown) return group.openedAt + groupWaitMs;
  if (groupWaitMs === 0) return ctx.now;
  const [first] = await ctx.store.signals({ group: group.id, state: 'firing', order: 'newest', limit: 1 });
  return firstDue(first?.startsAt ?? ctx.now, ctx.now, groupWaitMs);
}

const dueAt = (at: number | null): TimerChange => ({ name: 'due', at, event: { type: 'group.due', data: {} } });
const calmAt = (at: number | null): TimerChange => ({ name: 'calm', at, event: { type: 'group.calm', data: {} } });

/** Time to say something, or to say nothing: the reason decides. */
async function flush(group: Group, facts: readonly Fact[], ctx: Decide & { readonly isCalm?: boolean }): Promise<Decision> {
  const node = nodeOf(group, ctx);
  const now = await counts(group, ctx);
  const isOver = now.allFiring === 0;
  if (isOver && !ctx.isCalm && isFlapping(group.overs, ctx.now)) return { because: { code: 'flapping' }, facts, timers: [dueAt(null)] };
  const last = group.notified && {
    firing: group.notified.firing,
    repeatElapsed: ctx.now - group.notified.at >= node.repeatMs,
    sendResolved: true,
  };
  const reason = now.firing === 0 && !isOver ? 'do-not-notify' : notifyReason(now, last);
  const closed: Fact[] = isOver ? [{ type: 'group.closed', data: {} }] : [];
  const mutedMs = mutedTo(node, ctx.store.resources(), ctx.now);
  // News waits for the end of a muted interval; that it is over does not.
  if (mutedMs > ctx.now && !isOver && reason !== 'do-not-notify')
    return { because: { code: 'muted' }, facts, timers: [dueAt(mutedMs)], tell: turned(group, now) };
  if (reason === 'do-not-notify')
    return {
      because: { code: reason },
      facts: [...facts, ...closed],
      timers: [dueAt(isOver ? null : nextLook(group, node, ctx.now))],
      tell: turned(group, now),
    };
  return told(group, { reason, now, facts, closed, node }, ctx);
}

const nextLook = (group: Group, node: RouteNode, now: number): number =>
  group.notified && group.notified.at + node.repeatMs > now ? group.notified.at + node.repeatMs : now + node.groupIntervalMs;

interface Telling {
  readonly reason: NotifyReason;
  readonly now: Counts;
  readonly facts: readonly Fact[];
  readonly closed: readonly Fact[];
  readonly node: RouteNode;
}

/** Whoever wants to call somebody is weighed with all others that do before it shows a card. */
async function told(group: Group, { reason, now, facts, closed, node }: Telling, ctx: Decide): Promise<Decision> {
  const asks = await offers(group, { reason, now }, ctx);
  const isEnd = reason === 'all-alerts-resolved' || reason === 'new-resolved-alerts';
  const isShown = asks.length === 0 && group.storm === null && !isEnd;
  const fact: Fact = { type: 'group.notified', data: { reason, firing: now.firing, resolved: now.resolved, isShown } };
  const after = { ...group, isShown: group.isShown || isShown };
  return {
    because: { code: reason, data: { firing: now.firing, resolved: now.resolved } },
    facts: [...facts, fact, ...closed],
    effects: after.isShown ? [...cards(after, ctx), ...spoken(group, node, reason, now)] : [],
    tell: [...turned(group, now), ...asks, ...(reason === 'all-alerts-resolved' ? stopPaging(group, 'resolved') : [])],
    timers: [dueAt(closed.length > 0 ? null : ctx.now + node.repeatMs)],
  };
}

/** What else should follow from news: an incident, or a call. */
async function offers(group: Group, { reason, now }: { reason: NotifyReason; now: Counts }, ctx: Decide): Promise<Told[]> {
  const isNews = reason === 'first-notification' || reason === 'new-alerts-in-group';
  if (!isNews || group.incident || now.firing === 0) return [];
  const node = nodeOf(group, ctx);
  const [signal] = await ctx.store.signals({ group: group.id, state: 'firing', order: 'newest', limit: 1 });
  const offer = offerFor({ group, node, firing: now.firing }, signal, ctx.store.resources());
  return offer ? [{ key: stormOf(node), type: 'storm.asked', data: { offers: [offer] } }] : [];
}

/** It may call whom it wants; should its alerts be over by now, nobody is to be called for them alone. */
function letThrough(group: Group, { pages }: EventOf<'group.let-through'>['data'], ctx: Decide): Decision {
  const paged = { ...group, pages: group.pages || pages !== null, isShown: true };
  return {
    because: { code: 'let-through' },
    facts: [{ type: 'group.admitted', data: {} }, ...(pages ? [{ type: 'group.paged', data: pages }] : [])],
    effects: group.open ? cards(paged, ctx) : [],
    tell: group.open ? [] : stopPaging(paged, 'resolved'),
  };
}

/** Under in a storm: the incident calls people and counts its alerts; a card it already has says so. */
function takenIn(group: Group, { incident, storm }: EventOf<'group.taken-in'>['data'], ctx: Decide): Decision {
  const after = { ...group, incident, storm };
  return {
    because: { code: 'taken-in' },
    facts: [{ type: 'group.linked', data: { incident, storm } }],
    effects: cards(after, ctx),
    tell: [...stopPaging(group, 'over'), ...group.remarks.map((r) => remarked(incident, r))],
  };
}

const stopPaging = (group: Group, because: 'resolved' | 'over'): Told[] =>
  group.pages ? [{ key: `escalation:group:${group.id}`, type: 'escalation.stop', data: { because, person: null } }] : [];

/** What waits to call somebody, or went under in a storm, has no card. */
function cards(group: Group, ctx: Decide): Effect[] {
  if (!group.isShown) return [];
  const view = { kind: 'group', id: group.id } as const;
  const target = { to: 'channel', channel: channelOf(nodeOf(group, ctx)) } as const;
  return [{ type: 'card.show', data: { view, target }, urgency: 'card', onCrash: 'repeat', slot: `group/${group.id}` }];
}

/** An edit rings nowhere: a group that grows, or still fires after hours, gets a line of its own, in the thread of its card. */
function spoken(group: Group, node: RouteNode, reason: NotifyReason, now: Counts): Effect[] {
  if (reason !== 'new-alerts-in-group' && reason !== 'repeat-interval-elapsed') return [];
  const target = { to: 'channel', channel: channelOf(node) } as const;
  const data = { group: group.id, labels: group.labels, newly: now.newlyFiring, firing: now.firing };
  const under = { kind: 'group', id: group.id } as const;
  return [{ type: 'chat.say', data: { target, say: reason, data, under }, urgency: 'card', onCrash: 'reconcile' }];
}

const turned = (group: Group, now: Counts): Told[] =>
  group.incident ? [{ key: keyOf('incident', group.incident), type: 'group.turned', data: { groups: { [group.id]: now.allFiring } } }] : [];

/** What was kept quiet is said as soon as it no longer is; a group that was never told of has no card yet. */
async function looked(group: Group, ctx: Decide): Promise<Decision> {
  const node = nodeOf(group, ctx);
  const now = await counts(group, ctx);
  const isNews = group.notified ? now.newlyFiring > 0 : now.firing > 0;
  const at = group.notified ? group.notified.at + node.groupIntervalMs : group.openedAt + node.groupWaitMs;
  return {
    because: { code: 'quiet-turned' },
    effects: group.notified ? cards(group, ctx) : [],
    timers: isNews ? [dueAt(Math.max(ctx.now, at))] : [],
  };
}

async function linked(group: Group, data: EventOf<'group.incident'>['data'], ctx: Decide): Promise<Decision> {
  const { incident, open } = data;
  if (data.missed) return missed(group, ctx);
  if (!open && group.incident !== incident) return nothing('not-linked');
  const after: Group = { ...group, incident: open ? incident : null };
  const now = await counts(group, ctx);
  // From here on the incident calls people; who was called for the alerts alone is not called twice over.
  const tell = [
    ...turned(after, now),
    ...stopPaging(group, 'over'),
    { key: stormOf(nodeOf(group, ctx)), type: 'storm.declared', data: { group: group.id, incident } },
    ...group.remarks.map((r) => remarked(incident, r)),
  ];
  return {
    because: { code: open ? 'linked' : 'unlinked' },
    facts: [{ type: open ? 'group.linked' : 'group.unlinked', data: { incident } }],
    effects: cards(after, ctx),
    tell: open ? tell : [],
  };
}

/** Its alerts fired anew for an incident that was resolved in that moment: they are news after all. */
async function missed(group: Group, ctx: Decide): Promise<Decision> {
  const now = await counts(group, ctx);
  return { because: { code: 'incident-was-over' }, tell: await offers(group, { reason: 'first-notification', now }, ctx) };
}
