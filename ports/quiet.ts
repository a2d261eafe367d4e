import type { Group } from '../domain/alert/group.ts';
import { exposures, inhibitedBy, type Exposure, type Inhibitor } from '../domain/alert/inhibit.ts';
import { mayHit } from '../domain/alert/matcher.ts';
import type { GroupCounts } from '../domain/alert/notify.ts';
import { rulesOf } from '../domain/alert/of-resources.ts';
import { isQuiet, type Quiet } from '../domain/alert/quiet.ts';
import { silencedBy, silenceState, type Silence } from '../domain/alert/silence.ts';
import type { StoredSignal } from '../domain/alert/signal.ts';
import type { QuietBecause } from '../domain/alert/why.ts';
import type { StoreReader } from './store.ts';

interface Asking {
  readonly store: StoreReader;
  readonly now: number;
}

/** How a group stands. Quiet signals count as neither firing nor resolved, except in `allFiring`: quiet is not over. */
export type Counts = GroupCounts & { readonly allFiring: number };

export interface QuietNow {
  /** Why each of these signals is quiet, in their order. */
  of(signals: readonly StoredSignal[]): Promise<Quiet[]>;
  counts(group: Group): Promise<Counts>;
  /** The silences and inhibitions that hit one alert, for telling people. */
  because(alert: Pick<StoredSignal, 'fingerprint' | 'labels'>): Promise<QuietBecause>;
  /** The silences that hold now. */
  readonly silences: readonly Silence[];
}

/** Rows looked at in one go: some milliseconds. */
const chunk = 1_000;

/** Asks once what is quiet now; the answer serves any number of signals. */
export async function quietNow({ store, now }: Asking): Promise<QuietNow> {
  const silences = (await store.silences(now)).filter((s) => silenceState(s, now) === 'active');
  const silenced = silencedBy(silences, now);
  const rules = rulesOf(store.resources());
  const of = async (signals: readonly StoredSignal[]): Promise<Quiet[]> => {
    const exposed = rules.length === 0 ? [] : signals.map((s) => exposures(rules, s.labels));
    const live = await liveAt(exposed.flat(), store);
    return signals.map((s, i) => ({
      silencedBy: silenced(s.labels),
      inhibitedBy: [...new Set(inhibitedBy(s.fingerprint, exposed[i] ?? [], live).map((x) => x.by))],
    }));
  };
  /** Nothing that a group's signals share rules it out. */
  const mayBeQuiet = ({ labels }: Group): boolean =>
    silences.some((s) => mayHit(s.matchers, labels)) || rules.some((rule) => rule.mayHit(labels));
  const because = async ({ fingerprint, labels }: Pick<StoredSignal, 'fingerprint' | 'labels'>): Promise<QuietBecause> => {
    const ids = silenced(labels);
    const exposed = exposures(rules, labels);
    const inhibited = inhibitedBy(fingerprint, exposed, await liveAt(exposed, store));
    const inhibitions = await Promise.all(inhibited.map(async ({ rule, by }) => ({ rule, by: await store.signal(by) })));
    return { silences: silences.filter((s) => ids.includes(s.id)), inhibitions };
  };
  return { of, because, silences, counts: (group) => (mayBeQuiet(group) ? countEach(group, of, store) : countAll(group, store)) };
}

async function liveAt(exposed: readonly Exposure[], store: StoreReader): Promise<ReadonlyMap<string, Inhibitor[]>> {
  const keys = new Set(exposed.map((e) => e.key));
  return keys.size === 0 ? new Map() : Map.groupBy(await store.inhibitors([...keys]), (i) => i.key);
}

async function countAll(group: Group, store: StoreReader): Promise<Counts> {
  const all = await store.groupCounts(group.id, sinceOf(group));
  return { ...all, allFiring: all.firing };
}

const sinceOf = (group: Group) => ({ toldAt: group.notified?.at ?? -1, openedAt: group.openedAt });

/** Matchers cannot be asked of an index: every row is looked at, which only happens while something may keep some of them quiet. */
async function countEach(group: Group, of: QuietNow['of'], store: StoreReader): Promise<Counts> {
  const { toldAt, openedAt } = sinceOf(group);
  const firing = { all: 0, heard: 0, newly: 0 };
  const resolved = { all: 0, heard: 0, newly: 0 };
  const count = async (rows: readonly StoredSignal[], into: typeof firing): Promise<void> => {
    const quiet = await of(rows);
    const heard = rows.filter((_, i) => !(quiet[i] && isQuiet(quiet[i])));
    into.all += rows.length;
    into.heard += heard.length;
    into.newly += heard.filter((s) => s.turnedAt > toldAt).length;
  };
  for await (const rows of newestFirst({ group: group.id, state: 'firing' }, store)) await count(rows, firing);
  for await (const rows of newestFirst({ group: group.id, state: 'resolved' }, store)) {
    const since = rows.filter((s) => s.turnedAt >= openedAt);
    await count(since, resolved);
    if (since.length < rows.length) break;
  }
  return {
    firing: firing.heard,
    resolved: resolved.heard,
    newlyFiring: firing.newly,
    newlyResolved: resolved.newly,
    allFiring: firing.all,
  };
}

/** Signals in chunks; between two, others have their turn. */
async function* newestFirst(
  of: { readonly group: string; readonly state: StoredSignal['state'] },
  store: StoreReader,
): AsyncGenerator<readonly StoredSignal[]> {
  for (let before: StoredSignal | undefined; ;) {
    const rows = await store.signals({ ...of, order: 'newest', limit: chunk, ...(before ? { before } : {}) });
    yield rows;
    before = rows.at(-1);
    if (rows.length < chunk) return;
    await new Promise((r) => setImmediate(r));
  }
}
