import { setImmediate } from 'node:timers/promises';
import { mutedBy } from '../../domain/alert/interval.ts';
import { intervalsIn, nodeIn } from '../../domain/alert/of-resources.ts';
import type { Quiet } from '../../domain/alert/quiet.ts';
import { receiverOf, type RouteNode } from '../../domain/alert/route.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { Clock } from '../../ports/clock.ts';
import { quietNow } from '../../ports/quiet.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Wanted } from './alert-query.ts';

export interface ListParts {
  readonly store: StoreReader;
  readonly clock: Clock;
}

/** One of the groups an alert is in. */
interface Place {
  readonly group: string;
  readonly node: RouteNode;
  readonly receiver: string;
}

export interface Listed {
  readonly signal: StoredSignal;
  readonly quiet: Quiet;
  /** In the order of the routes. */
  readonly places: readonly Place[];
}

/** Rows asked for and rendered in one go: some tens of milliseconds. SQLite sorts anew for each, so they are not too small. */
const pageSize = 2000;

/** All alerts that have not ended and are wanted, by fingerprint, page by page; between two pages others have their turn. `wanted.receiver`
 *  is left to the caller: a list and its groups mean different things by it. */
export async function* listed(wanted: Wanted, { store, clock }: ListParts): AsyncGenerator<Listed[]> {
  const now = clock.now();
  const quiet = await quietNow({ store, now });
  const placesOf = placing(store, now, wanted);
  for (let after: string | undefined; ;) {
    const rows = await store.signals({ state: 'firing', endsAfter: now, limit: pageSize, ...(after ? { after } : {}) });
    const matching = rows.filter((s) => wanted.matches(s.labels));
    const why = await quiet.of(matching);
    yield matching.flatMap((signal, i) => {
      const one = { signal, quiet: why[i] ?? nothing, places: placesOf(signal) };
      return isShown(one, wanted) ? [one] : [];
    });
    after = rows.at(-1)?.fingerprint;
    if (rows.length < pageSize) return;
    await setImmediate();
  }
}

const nothing: Quiet = { silencedBy: [], inhibitedBy: [] };

function isShown({ quiet, places }: Listed, wanted: Wanted): boolean {
  if (!wanted.active && stateOf(quiet) === 'active') return false;
  if (!wanted.silenced && quiet.silencedBy.length > 0) return false;
  if (!wanted.inhibited && quiet.inhibitedBy.length > 0) return false;
  return places.length > 0;
}

/** Where an alert is, those places left out that are muted where these are not wanted. Of a route that is gone the root takes over. */
function placing(store: StoreReader, now: number, { muted }: Wanted): (s: StoredSignal) => Place[] {
  const resources = store.resources();
  const known = new Map<string, Place | null>();
  const place = (group: string): Place | null => {
    const route = group.slice(0, group.lastIndexOf('~'));
    let found = known.get(route);
    if (found === undefined) {
      const node = nodeIn(resources, route);
      const isOut = !muted && mutedBy(node, intervalsIn(resources), now).length > 0;
      known.set(route, (found = isOut ? null : { group, node, receiver: receiverOf(node) }));
    }
    return found && { ...found, group };
  };
  return (s) => [s.group, ...s.also].flatMap((group) => place(group) ?? []);
}

const stateOf = (quiet: Quiet): 'active' | 'suppressed' =>
  quiet.silencedBy.length > 0 || quiet.inhibitedBy.length > 0 ? 'suppressed' : 'active';

/** The alert as Alertmanager's API shows it. */
export function gettable({ signal: s, quiet }: Listed, receivers: readonly string[]): object {
  return {
    labels: s.labels,
    annotations: s.annotations,
    startsAt: rfc3339(s.startsAt),
    endsAt: rfc3339(s.endsAt),
    updatedAt: rfc3339(s.updatedAt),
    ...(s.generatorURL === '' ? {} : { generatorURL: s.generatorURL }),
    fingerprint: s.fingerprint,
    receivers: receivers.map((name) => ({ name })),
    status: { state: stateOf(quiet), silencedBy: quiet.silencedBy, inhibitedBy: quiet.inhibitedBy },
  };
}
