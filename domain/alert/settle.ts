import { keyOf, type Draft, type Key } from '../event/event.ts';
import { fingerprint, type Labels } from './fingerprint.ts';
import { groupId, namedAtMost, type Changed, type Cut } from './group.ts';
import { sourceKeys, type InhibitRule, type Inhibitor } from './inhibit.ts';
import { groupLabels, routesOf, type RouteNode } from './route.ts';
import { sift, type Sifted } from './sift.ts';
import type { Signal, StoredSignal } from './signal.ts';

export interface Settled {
  /** New, or changed in more than its times. */
  readonly rows: readonly StoredSignal[];
  /** Heard again, nothing but its times is new. */
  readonly heardAgain: readonly StoredSignal[];
  /** Signals that began or ceased to inhibit others, each with the keys at which it does now. */
  readonly inhibitors: readonly Inhibiting[];
  /** One for each group in which something turned, and for each rule whose sources did. */
  readonly events: readonly Draft[];
  /** Groups that turned but were told of it a moment ago: an alarm each, which is only set where none is. */
  readonly alarms: readonly Alarm[];
}

export interface Alarm {
  readonly key: Key;
  readonly name: 'turned';
  readonly at: number;
  readonly event: { readonly type: 'signals.changed'; readonly data: Changed };
}

export interface Inhibiting {
  readonly fingerprint: string;
  readonly keys: readonly Omit<Inhibitor, 'fingerprint'>[];
}

interface Settling {
  readonly tree: RouteNode;
  readonly rules: readonly InhibitRule[];
  readonly now: number;
  /** A fresh id for each event. */
  readonly id: () => string;
  /** When a group may be told next that it turned; at once when that is not after `now`. */
  readonly next: (key: Key, now: number) => number;
}

/** Merges deliveries, in order, into what is known: the rows to write, and one event for each group in which something turned.
 *  A repeated alert ends here: it refreshes its row and makes no event. */
export function settle(
  known: ReadonlyMap<string, StoredSignal>,
  deliveries: readonly { readonly signals: readonly Signal[]; readonly cut?: Cut }[],
  ctx: Settling,
): Settled {
  const settling = new Work(known, ctx);
  for (const { signals, cut } of deliveries) {
    for (const heard of signals) settling.hear(heard);
    if (cut) settling.isCut(cut, signals);
  }
  return settling.done();
}

class Work {
  readonly #known: ReadonlyMap<string, StoredSignal>;
  readonly #ctx: Settling;
  readonly #rows = new Map<string, StoredSignal>();
  readonly #touched = new Set<string>();
  readonly #groups = new Map<string, Changed>();
  readonly #inhibitors = new Map<string, Inhibiting['keys']>();
  readonly #rules = new Set<string>();

  constructor(known: ReadonlyMap<string, StoredSignal>, ctx: Settling) {
    this.#known = known;
    this.#ctx = ctx;
  }

  hear(heard: Signal): void {
    const { fingerprint: id } = heard;
    const before = this.#rows.get(id) ?? this.#known.get(id);
    const sifted = sift(before, heard, this.#ctx.now);
    if (!sifted.signal) {
      if (before && sifted.isOvertaken) this.#overtaken(before);
      return;
    }
    if (before && sifted.change === 'same') {
      if (!this.#rows.has(id)) this.#touched.add(id);
      this.#rows.set(id, { ...sifted.signal, group: before.group, also: before.also });
      return;
    }
    const placed = place(before, sifted, this.#ctx.tree);
    this.#touched.delete(id);
    this.#rows.set(id, placed.signal);
    if (sifted.change === 'same') return;
    for (const g of placed.groups) note(this.#groups, g, { fingerprint: id, change: sifted.change });
    if (heard.startsAt > this.#ctx.now) this.#isAhead(placed.signal);
    if (this.#ctx.rules.length > 0) this.#inhibits(placed.signal);
  }

  /** What it inhibits while it fires; nothing once it is over. */
  #inhibits(signal: StoredSignal): void {
    const keys = sourceKeys(this.#ctx.rules, signal.labels);
    if (keys.length === 0 && !this.#known.has(signal.fingerprint)) return;
    for (const { rule } of keys) this.#rules.add(rule);
    this.#inhibitors.set(signal.fingerprint, signal.state === 'firing' ? keys : []);
  }

  #isAhead(signal: StoredSignal): void {
    const data = this.#groups.get(signal.group);
    const aheadMs = Math.max(data?.aheadMs ?? 0, signal.startsAt - this.#ctx.now);
    if (data) this.#groups.set(signal.group, { ...data, aheadMs });
  }

  /** Its group says, in the story, that a firing came too late to count. */
  #overtaken(signal: StoredSignal): void {
    const data = this.#groups.get(signal.group) ?? { route: routeIn(signal.group), labels: {}, changed: [], count: 0 };
    const overtaken = [...(data.overtaken ?? []), signal.fingerprint].slice(0, namedAtMost);
    this.#groups.set(signal.group, { ...data, overtaken });
  }

  /** The group of its first alert tells of a delivery that was cut short, and asks for the rest. */
  isCut(cut: Cut, [first]: readonly Signal[]): void {
    const group = first && (this.#rows.get(first.fingerprint) ?? this.#known.get(first.fingerprint))?.group;
    if (group === undefined) return;
    const data = this.#groups.get(group) ?? { route: routeIn(group), labels: {}, changed: [], count: 0 };
    this.#groups.set(group, { ...data, cut });
  }

  done(): Settled {
    const all = [...this.#rows.values()];
    const touched = this.#touched;
    const isTouched = (s: StoredSignal): boolean => touched.has(s.fingerprint);
    const rules = [...this.#rules].map((rule) => this.#draft(keyOf('inhibition', rule), 'inhibition.turned', { rule }));
    return {
      rows: touched.size === 0 ? all : all.filter((s) => !isTouched(s)),
      heardAgain: touched.size === 0 ? [] : all.filter(isTouched),
      inhibitors: [...this.#inhibitors].map(([id, keys]) => ({ fingerprint: id, keys })),
      ...this.#told(rules),
    };
  }

  #told(rules: readonly Draft[]): Pick<Settled, 'events' | 'alarms'> {
    const events: Draft[] = [...rules];
    const alarms: Alarm[] = [];
    for (const [id, data] of this.#groups) {
      const key = keyOf('group', id);
      const isOdd = data.cut !== undefined || data.overtaken !== undefined;
      const at = isOdd ? this.#ctx.now : this.#ctx.next(key, this.#ctx.now);
      if (at <= this.#ctx.now) events.push(this.#draft(key, 'signals.changed', data));
      else alarms.push({ key, name: 'turned', at, event: { type: 'signals.changed', data: { ...data, changed: [], count: 0 } } });
    }
    return { events, alarms };
  }

  #draft(key: Key, type: string, data: unknown): Draft {
    const { now, id } = this.#ctx;
    return { id: id(), type, v: 1, key, at: now, by: 'tocsin', via: 'road', data };
  }
}

const routeIn = (group: string): string => group.slice(0, group.lastIndexOf('~'));

interface Placed {
  readonly signal: StoredSignal;
  readonly groups: readonly { id: string; route: string; labels: Labels }[];
}

/** A signal keeps its groups while it lasts, whatever becomes of the routes; it is routed when it begins to fire. */
function place(before: StoredSignal | undefined, { change, signal }: Sifted, tree: RouteNode): Placed {
  if (!signal) throw new Error('a stale signal has no place');
  if (before && change !== 'new' && change !== 'refired') {
    const groups = [before.group, ...before.also].map((id) => ({ id, route: routeIn(id), labels: {} }));
    return { signal: { ...signal, group: before.group, also: before.also }, groups };
  }
  const groups = (tree.matches(signal.labels) ? routesOf(tree, signal.labels) : [tree]).map((node) => {
    const labels = groupLabels(node, signal.labels);
    return { id: groupId(node.id, fingerprint(labels)), route: node.id, labels };
  });
  const [first, ...others] = groups;
  return { signal: { ...signal, group: first?.id ?? '', also: others.map((g) => g.id) }, groups };
}

function note(groups: Map<string, Changed>, g: Placed['groups'][number], turned: { fingerprint: string; change: string }): void {
  const data = groups.get(g.id) ?? { route: g.route, labels: g.labels, changed: [], count: 0 };
  const changed = data.changed.length < namedAtMost ? [...data.changed, turned] : data.changed;
  const labels = Object.keys(data.labels).length > 0 ? data.labels : g.labels;
  groups.set(g.id, { ...data, labels, changed, count: data.count + 1 });
}
