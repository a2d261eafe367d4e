import { momentAt } from '../time/moment.ts';
import { ZoneClock } from '../time/wall.ts';
import { windowsOf, type Windows } from './hours.ts';
import { calendarTurns } from './ics/lanes.ts';
import { turnsOf, type TurnAt } from './rotation.ts';
import type { Layer, Shift } from './schedule.ts';
import { always, clip, type Piece, type Span } from './span.ts';

/** One source of people with its hours: a layer, or one shift of a layer of shifts. */
export interface Lane {
  /** Compared first by override, then by priority; the higher goes before. */
  readonly isOverride: boolean;
  readonly priority: number;
  /** Who the lane puts on call at an instant and how far that goes; null when nobody. */
  at(at: number): Piece | null;
  /** When somebody next comes on, for an instant at which nobody is. Infinity when that is not before `limit`. */
  comesOn(at: number, limit: number): number;
  /** When somebody last went off, likewise. -Infinity when that is not after `limit`. */
  wentOff(at: number, limit: number): number;
}

/** How many turns the search for the next staffed one looks at. Only hours that never meet a staffed turn use them up. */
const mostTurns = 500;

/** The clocks of the zones of one schedule, made as they are asked for. */
export type Clocks = (zone: string) => ZoneClock;

export function clocks(): Clocks {
  const known = new Map<string, ZoneClock>();
  return (zone) => {
    const clock = known.get(zone) ?? new ZoneClock(zone);
    known.set(zone, clock);
    return clock;
  };
}

export const peopleOfShift = (shift: Shift): readonly string[] => shift.people ?? (shift.person === undefined ? [] : [shift.person]);

/** A shift as a piece. Two shifts of one person that touch are one span. */
export function shiftPiece(shift: Shift, clock: ZoneClock): Piece {
  const [start, end] = [momentAt(shift.start, clock, 'start'), momentAt(shift.end, clock, 'end')];
  return { start, end, people: peopleOfShift(shift), isOpening: false, isClosing: false };
}

/** The lanes of all layers, the strongest first; equals stay in the order of the schedule. */
export function lanesOf(layers: readonly Layer[], zone: string, clockOf: Clocks): Lane[] {
  const lanes = layers.flatMap((layer) => lanesOfLayer(layer, zone, clockOf));
  return lanes.toSorted((a, b) => Number(b.isOverride) - Number(a.isOverride) || b.priority - a.priority);
}

function lanesOfLayer(layer: Layer, zone: string, clockOf: Clocks): Lane[] {
  const hours = layer.hours ?? [];
  const windows = windowsOf(hours, clockOf(zone));
  const lane = (source: TurnAt): Lane => ({ isOverride: layer.override, priority: layer.priority, ...staffing(source, windows) });
  if (layer.rotation) return [lane(turnsOf(layer.rotation, hours, clockOf(layer.rotation.zone ?? zone)))];
  if (layer.ics !== undefined) return calendarTurns(layer, zone).map(lane);
  if (layer.people) return [lane(constant({ ...always, people: layer.people, isOpening: false, isClosing: false }))];
  return (layer.shifts ?? []).map((shift) => lane(once(shiftPiece(shift, clockOf(zone)))));
}

const constant =
  (piece: Piece): TurnAt =>
  () =>
    piece;

/** Nobody before and after the piece. */
function once(piece: Piece): TurnAt {
  const before = { ...piece, start: always.start, end: piece.start, people: [] };
  const after = { ...piece, start: piece.end, end: always.end, people: [] };
  return (at) => (at < piece.start ? before : at < piece.end ? piece : after);
}

function staffing(source: TurnAt, windows: Windows | null): Pick<Lane, 'at' | 'comesOn' | 'wentOff'> {
  return {
    at(at) {
      const turn = source(at);
      const window = turn.people.length === 0 ? null : windows ? windows.at(at) : always;
      return window && clip(turn, window);
    },
    comesOn(from, limit) {
      let at = from;
      for (let n = 0; n < mostTurns && at < limit; n++) {
        const turn = source(at);
        if (turn.people.length === 0) at = turn.end;
        else if (!windows || windows.at(at)) return at;
        else {
          const { start } = windows.after(at);
          if (start < turn.end) return start < limit ? start : always.end;
          at = start;
        }
      }
      return always.end;
    },
    wentOff(from, limit) {
      let at = from;
      for (let n = 0; n < mostTurns && at > limit; n++) {
        const turn = source(at - 1);
        if (turn.people.length === 0) at = turn.start;
        else if (!windows || windows.at(at - 1)) return at;
        else {
          const { end } = windows.before(at - 1);
          if (end > turn.start) return end > limit ? end : always.start;
          at = end;
        }
      }
      return always.start;
    },
  };
}

/** What the layers say at an instant: the pieces of the strongest lanes with anybody, cut off where a stronger lane has somebody. */
export function layersAt(lanes: readonly Lane[], at: number): Piece[] {
  const found: Piece[] = [];
  let winner: Lane | undefined;
  const stronger: Lane[] = [];
  for (const lane of lanes) {
    if (winner && isStronger(winner, lane)) break;
    const piece = lane.at(at);
    if (piece) {
      winner ??= lane;
      found.push(piece);
    } else stronger.push(lane);
  }
  const above = stronger.filter((lane) => winner && isStronger(lane, winner));
  if (above.length === 0) return found;
  return found.map((piece) => clip(piece, freeOf(above, at, piece)));
}

const isStronger = (a: Lane, b: Lane): boolean => (a.isOverride === b.isOverride ? a.priority > b.priority : a.isOverride);

function freeOf(above: readonly Lane[], at: number, piece: Piece): Span {
  let { start, end } = piece;
  for (const lane of above) {
    end = Math.min(end, lane.comesOn(at, end));
    start = Math.max(start, lane.wentOff(at, start));
  }
  return { start, end };
}

/** When something in the layers may change next, not later than `limit`. */
export function nextLayerChange(lanes: readonly Lane[], at: number, limit: number): number {
  return lanes.reduce((next, lane) => Math.min(next, lane.at(at)?.end ?? lane.comesOn(at, next)), limit);
}
