import type { Resources } from '../resource/resource.ts';
import { dayMs, firstInstantOf, hourMs, type Wall, ZoneClock } from '../time/wall.ts';
import { gapsAhead, type Gap } from './gaps.ts';
import { handoffs, onCallAt, turnsBetween, type OnCall } from './on-call.ts';
import type { OnDuty, Rota } from './rota.ts';
import type { Schedule } from './schedule.ts';
import { lapsesAt } from './swap.ts';

/** The hour of the schedule’s day at which the coming days are looked at, and until which it is made up for. */
const roundHour = 10;
const roundEndsHour = 20;
const horizonMs = 60 * dayMs;
const gapsAheadMs = 7 * dayMs;
/** Whose shift has been over for longer knows. */
const freshMs = 2 * hourMs;

/** What is watched: a schedule with its rota laid over it. */
export interface Watched {
  readonly laid: Schedule;
  readonly rota: Rota;
  readonly zone: string;
}

export interface Turned {
  readonly people: readonly OnDuty[];
  readonly on: readonly OnDuty[];
  readonly off: readonly string[];
}

/** Who has come on and gone off since people last heard; null when nothing is other than they know. However long nobody looked, only what is true
 *  now counts, and whose shift was to end long ago knows. At the first look nothing has changed for anybody. */
export function turned({ laid, rota: { told } }: Watched, now: number): Turned | null {
  const people = onCallAt(laid, now).map(({ person, end }): OnDuty => ({ person, until: end }));
  if (told === null) return { people, on: [], off: [] };
  const isIn =
    (all: readonly OnDuty[]) =>
    ({ person }: OnDuty) =>
      all.some((p) => p.person === person);
  const isSame = people.length === told.length && people.every((p) => told.some((t) => t.person === p.person && t.until === p.until));
  if (isSame) return null;
  const gone = told.filter((t) => !isIn(people)(t) && (t.until ?? now) > now - freshMs);
  return { people, on: people.filter((p) => !isIn(told)(p)), off: gone.map((t) => t.person) };
}

/** Swaps whose time has come unanswered. */
export const lapsed = ({ rota }: Watched, now: number): string[] =>
  rota.swaps.filter((s) => s.state === 'asked' && lapsesAt(s) <= now).map((s) => s.id);

const midnight = (at: number, clock: ZoneClock): Wall => Math.floor(clock.wallAt(at) / dayMs) * dayMs;
const hourOfDay = (day: Wall, hour: number, clock: ZoneClock): number => firstInstantOf(day + hour * hourMs, clock);

/** Whether the daily round is due: once a day at a waking hour, and made up for only on the same day. */
export function isRoundDue({ rota: { roundAt }, zone }: Watched, now: number): boolean {
  const clock = new ZoneClock(zone);
  const today = midnight(now, clock);
  const [from, until] = [hourOfDay(today, roundHour, clock), hourOfDay(today, roundEndsHour, clock)];
  return now >= from && now < until && (roundAt ?? from - 1) < from;
}

/** What somebody is to be told at the round: gaps that nobody means, within a week. */
export const gapsToTell = ({ laid }: Watched, now: number): Gap[] =>
  gapsAhead(laid, { start: now, end: now + gapsAheadMs }).filter((g) => !g.isPlanned);

/** Turns that begin tomorrow on the schedule’s calendar, of people who cannot be called by phone. */
export function unreachable({ laid, zone }: Watched, now: number, resources: Resources): OnCall[] {
  const clock = new ZoneClock(zone);
  const tomorrow = midnight(now, clock) + dayMs;
  const [start, end] = [hourOfDay(tomorrow, 0, clock), hourOfDay(tomorrow, 24, clock)];
  const coming = turnsBetween(laid, start, end).filter((t) => t.start !== null && t.start >= start && t.start < end);
  const first = coming.filter((t, i) => coming.findIndex((other) => other.person === t.person) === i);
  return first.filter(
    (t) => resources.get('person', t.person) !== undefined && resources.get('person', t.person)?.spec.phone === undefined,
  );
}

/** When to look again: somebody comes on or goes off, a swap lapses, or it is time for the round. */
export function looksNext({ laid, rota, zone }: Watched, now: number): number {
  const clock = new ZoneClock(zone);
  const [turn] = handoffs(laid, now + 1, now + horizonMs);
  const lapses = rota.swaps.filter((s) => s.state === 'asked').map(lapsesAt);
  const today = midnight(now, clock);
  const rounds = [today, today + dayMs].map((day) => hourOfDay(day, roundHour, clock)).filter((at) => at > now);
  return Math.min(turn?.at ?? now + horizonMs, ...lapses.filter((at) => at > now), ...rounds);
}
