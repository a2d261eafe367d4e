import { peopleAt, Roster } from './on-call.ts';
import type { Schedule } from './schedule.ts';

/** Those who only learn, as a schedule of their own: ask it as any other. All of them count, whatever their priority. */
export function shadowsOf(schedule: Schedule): Roster {
  const layers = schedule.layers.filter((l) => l.shadow).map((l) => ({ ...l, shadow: false, priority: 0, override: false }));
  const overrides = schedule.overrides.filter((o) => o.shadow).map((o) => ({ ...o, shadow: false }));
  return new Roster({ ...schedule, layers, overrides, temporary: [] });
}

/** Who learns at `at` (UTC ms) beside those on call. Whoever is on call themselves is no shadow. */
export function shadowsAt(schedule: Schedule, at: number): string[] {
  if (!schedule.layers.some((l) => l.shadow) && !schedule.overrides.some((o) => o.shadow)) return [];
  const inCharge = new Set(peopleAt(schedule, at));
  return peopleAt(shadowsOf(schedule), at).filter((person) => !inCharge.has(person));
}
