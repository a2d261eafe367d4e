import { momentAt } from '../time/moment.ts';
import type { ZoneClock } from '../time/wall.ts';
import { shiftPiece } from './layers.ts';
import type { Override, Temporary } from './schedule.ts';
import { clip, gapAround, holds, type Piece, type Span } from './span.ts';

/** An override with its moments as instants. */
export interface Change extends Span {
  readonly add: string | null;
  readonly remove: string | null;
}

/** A temporary schedule with its shifts cut to its span. */
export interface Stand extends Span {
  readonly shifts: readonly Piece[];
}

const spanOf = (s: { start: string; end: string }, clock: ZoneClock): Span => ({
  start: momentAt(s.start, clock, 'start'),
  end: momentAt(s.end, clock, 'end'),
});

export function changesOf(overrides: readonly Override[], clock: ZoneClock): Change[] {
  return overrides.map((o) => ({ ...spanOf(o, clock), add: o.add ?? null, remove: o.remove ?? null }));
}

export function standsOf(temporary: readonly Temporary[], clock: ZoneClock): Stand[] {
  return temporary.map((t) => {
    const span = spanOf(t, clock);
    return { ...span, shifts: t.shifts.map((shift) => clip(shiftPiece(shift, clock), span)) };
  });
}

/** Inside a temporary schedule only its shifts count, also when there are none; outside, the layers do, up to the next one.
 *  Where two overlap, the shifts of both count. */
export function withStands(stands: readonly Stand[], at: number, layers: () => Piece[]): Piece[] {
  const standing = stands.filter((s) => holds(s, at));
  if (standing.length > 0) return standing.flatMap((s) => s.shifts.filter((shift) => holds(shift, at)));
  if (stands.length === 0) return layers();
  const free = gapAround(at, stands);
  return layers().map((piece) => clip(piece, free));
}

/** A piece of one person. */
export interface Own extends Omit<Piece, 'people'> {
  readonly person: string;
}

/** Puts the overrides on top: who is removed goes, once, for whoever stands in (who is not removed in turn), then who is only added comes. */
export function withChanges(changes: readonly Change[], at: number, pieces: readonly Piece[]): Own[] {
  const on = changes.filter((c) => holds(c, at));
  const stays = pieces.flatMap((piece) => piece.people.flatMap((person) => changed(person, piece, { at, on, changes })));
  const joins = on.filter((c) => c.remove === null && c.add !== null);
  return [...stays, ...joins.map((c) => ({ person: c.add ?? '', start: c.start, end: c.end, isOpening: false, isClosing: false }))];
}

function changed(
  person: string,
  piece: Piece,
  { at, on, changes }: { at: number; on: readonly Change[]; changes: readonly Change[] },
): Own[] {
  const of = (who: string, p: Piece): Own => ({ person: who, start: p.start, end: p.end, isOpening: p.isOpening, isClosing: p.isClosing });
  const removing = on.filter((c) => c.remove === person);
  if (removing.length > 0) return removing.flatMap((c) => (c.add === null ? [] : [of(c.add, clip(piece, c))]));
  const others = changes.filter((c) => c.remove === person);
  return [of(person, others.length === 0 ? piece : clip(piece, gapAround(at, others)))];
}
