import type { Draft } from '../event/event.ts';
import { keyOf } from '../event/event.ts';
import { fingerprint, type Labels } from './fingerprint.ts';
import { groupId, namedAtMost, type GroupEvents } from './group.ts';
import { groupLabels, routesOf, type RouteNode } from './route.ts';
import { sift, type Sifted } from './sift.ts';
import type { Signal, StoredSignal } from './signal.ts';

export interface Settled {
  /** New, or changed in more than its times. */
  readonly rows: readonly StoredSignal[];
  /** Heard again, nothing but its times is new. */
  readonly heardAgain: readonly StoredSignal[];
  /** One for each group in which something turned. */
  readonly events: readonly Draft[];
}

interface Settling {
  readonly tree: RouteNode;
  readonly now: number;
  /** A fresh id for each event. */
  readonly id: () => string;
}

/** Merges deliveries, in order, into what is known: the rows to write, and one event for each group in which something turned.
 *  A repeated alert ends here: it refreshes its row and makes no event. */
export function settle(
  known: ReadonlyMap<string, StoredSignal>,
  deliveries: readonly { signals: readonly Signal[] }[],
  ctx: Settling,
): Settled {
  const rows = new Map<string, StoredSignal>();
  const touched = new Set<string>();
  const groups = new Map<string, GroupEvents['signals.changed']>();
  for (const { signals } of deliveries) {
    for (const heard of signals) {
      const before = rows.get(heard.fingerprint) ?? known.get(heard.fingerprint);
      const sifted = sift(before, heard, ctx.now);
      if (!sifted.signal) continue;
      if (before && sifted.change === 'same') {
        if (!rows.has(heard.fingerprint)) touched.add(heard.fingerprint);
        rows.set(heard.fingerprint, { ...sifted.signal, group: before.group, also: before.also });
        continue;
      }
      const placed = place(before, sifted, ctx.tree);
      touched.delete(heard.fingerprint);
      rows.set(heard.fingerprint, placed.signal);
      if (sifted.change !== 'same')
        for (const g of placed.groups) note(groups, g, { fingerprint: heard.fingerprint, change: sifted.change });
    }
  }
  const all = [...rows.values()];
  const isTouched = (s: StoredSignal): boolean => touched.has(s.fingerprint);
  return {
    rows: touched.size === 0 ? all : all.filter((s) => !isTouched(s)),
    heardAgain: touched.size === 0 ? [] : all.filter(isTouched),
    events: [...groups].map(([id, data]) => draft(id, data, ctx)),
  };
}

interface Placed {
  readonly signal: StoredSignal;
  readonly groups: readonly { id: string; route: string; labels: Labels }[];
}

/** A signal keeps its groups while it lasts, whatever becomes of the routes; it is routed when it begins to fire. */
function place(before: StoredSignal | undefined, { change, signal }: Sifted, tree: RouteNode): Placed {
  if (!signal) throw new Error('a stale signal has no place');
  if (before && change !== 'new' && change !== 'refired') {
    const groups = [before.group, ...before.also].map((id) => ({ id, route: id.slice(0, id.lastIndexOf('~')), labels: {} }));
    return { signal: { ...signal, group: before.group, also: before.also }, groups };
  }
  const groups = (tree.matches(signal.labels) ? routesOf(tree, signal.labels) : [tree]).map((node) => {
    const labels = groupLabels(node, signal.labels);
    return { id: groupId(node.id, fingerprint(labels)), route: node.id, labels };
  });
  const [first, ...others] = groups;
  return { signal: { ...signal, group: first?.id ?? '', also: others.map((g) => g.id) }, groups };
}

function note(
  groups: Map<string, GroupEvents['signals.changed']>,
  g: Placed['groups'][number],
  turned: { fingerprint: string; change: string },
): void {
  const data = groups.get(g.id) ?? { route: g.route, labels: g.labels, changed: [], count: 0 };
  const changed = data.changed.length < namedAtMost ? [...data.changed, turned] : data.changed;
  const labels = Object.keys(data.labels).length > 0 ? data.labels : g.labels;
  groups.set(g.id, { ...data, labels, changed, count: data.count + 1 });
}

function draft(id: string, data: GroupEvents['signals.changed'], { now, id: fresh }: Settling): Draft {
  return { id: fresh(), type: 'signals.changed', v: 1, key: keyOf('group', id), at: now, by: 'tocsin', via: 'road', data };
}
