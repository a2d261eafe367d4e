import { clocks, lanesOf, layersAt, nextLayerChange, type Lane } from './layers.ts';
import { changesOf, standsOf, withChanges, withStands, type Change, type Own, type Stand } from './overrides.ts';
import type { Schedule } from './schedule.ts';

/** Somebody on call and their unbroken turn: UTC ms, start inclusive, end exclusive, null = no start or no end. Hours and overrides that
 *  touch are one turn; where a rotation hands over a new one begins, even to the same person. */
export interface OnCall {
  readonly person: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** A schedule made ready for many questions; keep it as long as the schedule does not change. */
export class Roster {
  readonly lanes: readonly Lane[];
  readonly changes: readonly Change[];
  readonly stands: readonly Stand[];
  /** Where overrides and temporary schedules begin and end, in order. */
  readonly edges: readonly number[];

  constructor(schedule: Schedule) {
    const clockOf = clocks();
    const zone = schedule.zone ?? 'UTC';
    this.lanes = lanesOf(schedule.layers.filter(isInCharge), zone, clockOf);
    this.changes = changesOf(schedule.overrides.filter(isInCharge), clockOf(zone));
    this.stands = standsOf(schedule.temporary, clockOf(zone));
    const spans = [...this.changes, ...this.stands, ...this.stands.flatMap((s) => s.shifts)];
    this.edges = spans.flatMap((s) => [s.start, s.end]).toSorted((a, b) => a - b);
  }
}

/** Who only learns is never on call. */
const isInCharge = (each: { readonly shadow?: boolean | undefined }): boolean => each.shadow !== true;

const rosterOf = (schedule: Schedule | Roster): Roster => (schedule instanceof Roster ? schedule : new Roster(schedule));

/** Who is on call at `at` (UTC ms), each once, in the order of the schedule; [] when nobody. Overrides beat temporary schedules beat
 *  layers; of the layers the highest priority with anybody wins, `override` ones first, and equals are all on call.
 *  At a hand-over the new person is on. Local times that come twice count from the first to the last; skipped ones move behind the gap. */
export function onCallAt(schedule: Schedule | Roster, at: number): OnCall[] {
  const roster = rosterOf(schedule);
  const own = ownAt(roster, at);
  return [...new Set(own.map((o) => o.person))].map((person) => turnOf(roster, person, own));
}

/** Only the names, for who does not need the turns. */
export function peopleAt(schedule: Schedule | Roster, at: number): string[] {
  return [...new Set(ownAt(rosterOf(schedule), at).map((o) => o.person))];
}

function ownAt({ lanes, changes, stands }: Roster, at: number): Own[] {
  return withChanges(
    changes,
    at,
    withStands(stands, at, () => layersAt(lanes, at)),
  );
}

/** Pieces that one turn may be joined from; a turn of more is taken to have no end. */
const mostPieces = 500;

function turnOf(roster: Roster, person: string, own: readonly Own[]): OnCall {
  const here = own.filter((o) => o.person === person);
  const piecesAt = (at: number): Own[] => ownAt(roster, at).filter((o) => o.person === person);
  const start = firstOf(here, piecesAt);
  const end = lastOf(here, piecesAt);
  return { person, start: Number.isFinite(start) ? start : null, end: Number.isFinite(end) ? end : null };
}

type OwnAt = (at: number) => Own[];

/** Follows touching and overlapping pieces to where the turn ends. */
function lastOf(here: Own[], piecesAt: OwnAt): number {
  let pieces = here;
  for (let n = 0; n < mostPieces; n++) {
    const end = Math.max(...pieces.map((p) => p.end));
    const next = Number.isFinite(end) ? piecesAt(end) : [];
    // Asked of all that ends there: some of it may have begun since `pieces`.
    const isUnbroken =
      next.some((p) => p.start < end) || (next.some((p) => !p.isOpening) && piecesAt(end - 1).some((p) => p.end === end && !p.isClosing));
    if (!isUnbroken) return end;
    pieces = next;
  }
  return Number.POSITIVE_INFINITY;
}

function firstOf(here: Own[], piecesAt: OwnAt): number {
  let pieces = here;
  for (let n = 0; n < mostPieces; n++) {
    const start = Math.min(...pieces.map((p) => p.start));
    const previous = Number.isFinite(start) ? piecesAt(start - 1) : [];
    const isUnbroken =
      previous.some((p) => p.end > start) ||
      (previous.some((p) => !p.isClosing) && piecesAt(start).some((p) => p.start === start && !p.isOpening));
    if (!isUnbroken) return start;
    pieces = previous;
  }
  return Number.NEGATIVE_INFINITY;
}

/** Every turn that touches [from, to), whole, in order of start; both limits are finite UTC ms. The same answers as `onCallAt`. */
export function turnsBetween(schedule: Schedule | Roster, from: number, to: number): OnCall[] {
  const roster = rosterOf(schedule);
  const found: OnCall[] = [];
  const until = new Map<string, number>();
  for (let at = from; at < to; at = nextChange(roster, at, to)) {
    const own = ownAt(roster, at);
    for (const person of new Set(own.map((o) => o.person))) {
      if ((until.get(person) ?? Number.NEGATIVE_INFINITY) > at) continue;
      const turn = turnOf(roster, person, own);
      until.set(person, turn.end ?? Number.POSITIVE_INFINITY);
      found.push(turn);
    }
  }
  return found.toSorted((a, b) => (a.start ?? from) - (b.start ?? from));
}

/** The next instant at which something may change, not later than `limit`. */
function nextChange({ lanes, edges }: Roster, at: number, limit: number): number {
  const next = edges.find((edge) => edge > at) ?? limit;
  return nextLayerChange(lanes, at, Math.min(next, limit));
}

export interface Handoff {
  /** UTC ms. */
  readonly at: number;
  readonly off: readonly string[];
  readonly on: readonly string[];
}

/** Every instant in [from, to) at which a turn ends or begins. Somebody whose next turn follows at once is both off and on. */
export function handoffs(schedule: Schedule | Roster, from: number, to: number): Handoff[] {
  const turns = turnsBetween(schedule, from - 1, to);
  const [off, on] = [Map.groupBy(turns, (t) => t.end), Map.groupBy(turns, (t) => t.start)];
  const instants = [...off.keys(), ...on.keys()].filter((at): at is number => at !== null && at >= from && at < to);
  const names = (of: readonly OnCall[] = []): string[] => of.map((t) => t.person);
  return [...new Set(instants)].toSorted((a, b) => a - b).map((at) => ({ at, off: names(off.get(at)), on: names(on.get(at)) }));
}
