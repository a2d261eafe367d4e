import { setImmediate } from 'node:timers/promises';
import type { Labels } from '../../domain/alert/fingerprint.ts';
import { groupLabels } from '../../domain/alert/route.ts';
import type { Wanted } from './alert-query.ts';
import { gettable, listed, type ListParts } from './listed-alerts.ts';

interface Entry {
  readonly labels: Labels;
  readonly names: readonly string[];
  /** Rendered once, also where an alert is in several groups. */
  readonly text: string;
}

interface Group {
  readonly labels: Labels;
  readonly names: readonly string[];
  readonly receiver: string;
  readonly alerts: Entry[];
}

/** The groups as `GET /api/v2/alerts/groups` lists them, each as a JSON text: one for every route and set of group labels, those of the
 *  wanted receivers only, sorted as Alertmanager does. An alert names the wanted receivers that it reaches. */
export async function* listedGroups(wanted: Wanted, parts: ListParts): AsyncGenerator<string[]> {
  const groups = new Map<string, Group>();
  for await (const page of listed(wanted, parts)) {
    for (const one of page) {
      const places = one.places.filter((p) => wanted.receiver(p.receiver));
      if (places.length === 0) continue;
      const { labels } = one.signal;
      const text = JSON.stringify(gettable(one, places.map((p) => p.receiver).toSorted()));
      const entry = { labels, names: Object.keys(labels).toSorted(), text };
      for (const { group: id, node, receiver } of places) {
        const known = groups.get(id);
        if (known) known.alerts.push(entry);
        else groups.set(id, { ...named(groupLabels(node, labels)), receiver, alerts: [entry] });
      }
    }
  }
  for (const group of await sortedInTurns([...groups.values()], byLabelsThenReceiver)) {
    const alerts = await sortedInTurns(group.alerts, byJobAndInstance);
    const rest = JSON.stringify({ labels: group.labels, receiver: { name: group.receiver } });
    yield [`{"alerts":[${alerts.map((a) => a.text).join(',')}],${rest.slice(1)}`];
  }
}

const named = (labels: Labels) => ({ labels, names: Object.keys(labels).toSorted() });

type Sorted = Pick<Entry, 'labels' | 'names'>;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Fewer labels come first; then the first difference counts, and whoever lacks a name comes before who has it. */
function byLabels(a: Sorted, b: Sorted): number {
  if (a.names.length !== b.names.length) return a.names.length - b.names.length;
  for (const [i, name] of a.names.entries()) {
    const other = b.names[i] ?? '';
    if (name !== other) return -compare(name, other);
    const difference = compare(a.labels[name] ?? '', b.labels[name] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

const byLabelsThenReceiver = (a: Group, b: Group): number => byLabels(a, b) || compare(a.receiver, b.receiver);

function byJobAndInstance(a: Entry, b: Entry): number {
  for (const name of ['job', 'instance']) {
    const [mine, theirs] = [a.labels[name], b.labels[name]];
    if (mine === theirs) continue;
    if (mine === undefined) return 1;
    if (theirs === undefined) return -1;
    return compare(mine, theirs);
  }
  return byLabels(a, b);
}

const atOnce = 2000;

/** Sorts so that others have their turn in between, however long the list is. */
async function sortedInTurns<T>(all: readonly T[], order: (a: T, b: T) => number): Promise<readonly T[]> {
  if (all.length <= atOnce) return all.toSorted(order);
  const middle = all.length >> 1;
  const left = await sortedInTurns(all.slice(0, middle), order);
  const right = await sortedInTurns(all.slice(middle), order);
  await setImmediate();
  const merged: T[] = [];
  let j = 0;
  for (const one of left) {
    for (; j < right.length && order(right[j] as T, one) < 0; j++) merged.push(right[j] as T);
    merged.push(one);
  }
  return merged.concat(right.slice(j));
}
