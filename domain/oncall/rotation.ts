import { momentAt } from '../time/moment.ts';
import { firstInstantOf, wallOf, type ZoneClock } from '../time/wall.ts';
import { days, type Hours, type Rotation } from './schedule.ts';
import { holds, type Piece } from './span.ts';
import { activeDayTurns, calendarTurns, equalTurns, monthTurns, type Turns } from './turns.ts';

/** The turn that holds an instant. `people` is empty when nobody is on: an empty group, or a week or month that `every` leaves out. */
export type TurnAt = (at: number) => Piece;

/** Reads a rotation. A turn begins at the first occurrence of its wall time, a skipped one at the first instant after the gap, and ends
 *  where the next begins; one without length is never anybody's. The number comes from arithmetic, never from counting up. */
export function turnsOf(rotation: Rotation, hours: readonly Hours[], clock: ZoneClock): TurnAt {
  const turns = sequenceOf(rotation, hours);
  const begin = (i: number): number => firstInstantOf(turns.begin(i), clock);
  const numberAt = (at: number): number => {
    let i = turns.near(clock.wallAt(at));
    while (begin(i) > at) i--;
    while (begin(i + 1) <= at) i++;
    return i;
  };
  const groups = rotation.people.map((entry) => (typeof entry === 'string' ? [entry] : entry));
  const { pin } = rotation;
  const shift = pin ? pin.index - turns.group(numberAt(momentAt(pin.at, clock, 'start'))).index : 0;
  const turnAt = (at: number): Piece => {
    const i = numberAt(at);
    const { index, isStaffed } = turns.group(i);
    const place = (((index + shift) % groups.length) + groups.length) % groups.length;
    return { start: begin(i), end: begin(i + 1), people: isStaffed ? (groups[place] ?? []) : [], isOpening: true, isClosing: true };
  };
  // Who asks about one instant asks next about another in the same turn.
  let last = turnAt(0);
  return (at) => (holds(last, at) ? last : (last = turnAt(at)));
}

function sequenceOf(rotation: Rotation, hours: readonly Hours[]): Turns {
  const { unit, length, every } = rotation;
  const anchor = wallOf(rotation.start) ?? 0;
  const staffed = new Set(hours.flatMap((h) => h.days));
  const leavesDaysOut = staffed.size > 0 && staffed.size < days.length;
  const turns = rotation.turns ?? (unit === 'day' && leavesDaysOut ? 'active-days' : 'elapsed');
  if (turns === 'calendar' && (unit === 'week' || unit === 'month')) {
    return calendarTurns(anchor, { unit, length, every, weekStart: days.indexOf(rotation.weekStart) });
  }
  if (turns === 'active-days' && leavesDaysOut) {
    const isActive = days.map((day) => staffed.has(day));
    return activeDayTurns(anchor, length, isActive);
  }
  return unit === 'month' ? monthTurns(anchor, length) : equalTurns(anchor, unit, length);
}
