import { severityOf } from './severity.ts';
import type { Tally } from './tally.ts';

export interface Facet {
  /** What choosing a value narrows: the state, the source, or the label `name`. */
  readonly by: 'state' | 'source' | 'label';
  readonly name: string;
  /** The commonest first; severities the worst first. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Values that are not listed. */
  readonly more: number;
}

/** Labels that are offered whenever an alert has them, in this order. */
const first = ['severity', 'system', 'service', 'team', 'alertname'];
/** Of other labels, so many of the commonest. */
const mostOthers = 5;
const mostListed = 50;
const states = ['firing', 'suppressed', 'resolved'];

/** What there is to choose by. A label that all share, or that nearly every alert has a value of its own for, narrows nothing. */
export function facetsOf(tally: Tally): Facet[] {
  const others = [...tally.carried]
    .filter(([name]) => !first.includes(name) && isUseful(tally, name))
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostOthers)
    .map(([name]) => name);
  const known = first.filter((name) => tally.labels.has(name));
  const byState = listed(tally.states, (a, b) => states.indexOf(a) - states.indexOf(b));
  return [
    { by: 'state', name: 'state', ...byState },
    ...[...known, ...others].map((name): Facet => ({ by: 'label', name, ...listed(tally.labels.get(name) ?? new Map(), orders[name]) })),
    { by: 'source', name: 'source', ...listed(tally.sources) },
  ];
}

function isUseful(tally: Tally, name: string): boolean {
  const values = tally.labels.get(name)?.size ?? 0;
  const carried = tally.carried.get(name) ?? 0;
  return !tally.isEndless(name) && values > 1 && (values <= 20 || carried / values >= 3);
}

type Order = (a: string, b: string) => number;

const orders: Readonly<Record<string, Order>> = {
  severity: (a, b) => {
    const [x, y] = [severityOf({ severity: a }), severityOf({ severity: b })];
    return x < y ? -1 : x > y ? 1 : 0;
  },
};

function listed(counts: ReadonlyMap<string, number>, order: Order = () => 0): Pick<Facet, 'values' | 'more'> {
  const all = [...counts]
    .map(([value, n]) => ({ value, count: n }))
    .toSorted((a, b) => order(a.value, b.value) || b.count - a.count || (a.value < b.value ? -1 : 1));
  return { values: all.slice(0, mostListed), more: Math.max(0, all.length - mostListed) };
}
