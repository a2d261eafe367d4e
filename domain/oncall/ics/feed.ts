import { nameOf } from '../../firm/of-firm.ts';
import type { Resources } from '../../resource/resource.ts';
import { dayMs } from '../../time/wall.ts';
import { Roster, turnsBetween } from '../on-call.ts';
import { shadowsOf } from '../shadows.ts';
import type { Span } from '../span.ts';
import type { Turn } from './publish.ts';

/** What a feed is about: the turns of one person in all schedules, or of all in one schedule. */
export interface FeedSubject {
  readonly kind: 'person' | 'schedule';
  readonly name: string;
}

/** What a feed shows at `now`: 30 days back and 180 ahead, in whole days, so that the same feed asked twice is the same. */
export function feedWindow(now: number): Span {
  const today = Math.floor(now / dayMs) * dayMs;
  return { start: today - 30 * dayMs, end: today + 180 * dayMs };
}

/** The turns a feed shows, learners' among them. `duty` is what is configured with the covers laid over. A turn without a beginning or an end
 *  is cut at the months around the window: an event must have both, and one that was cut at the window would be another every day. */
export function feedTurns({ kind, name }: FeedSubject, duty: Resources, window: Span): Turn[] {
  const schedules = duty.all('schedule').filter((s) => kind === 'person' || s.name === name);
  return schedules.flatMap(({ name: schedule, spec }) => {
    const inCharge = turnsBetween(new Roster(spec), window.start, window.end).map((turn) => ({ ...turn, isShadow: false }));
    const learning = turnsBetween(shadowsOf(spec), window.start, window.end).map((turn) => ({ ...turn, isShadow: true }));
    return [...inCharge, ...learning]
      .filter((turn) => kind === 'schedule' || turn.person === name)
      .map(({ person, isShadow, start, end }): Turn => {
        const cut = { start: start ?? monthBy(window.start, 0), end: end ?? monthBy(window.end, 1) };
        return { schedule, person, isShadow, ...cut, isEndless: start === null };
      });
  });
}

const monthBy = (at: number, more: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + more, 1);
};

/** What a schedule is called on a screen. */
export const scheduleTitle = (resources: Resources, name: string): string => resources.get('schedule', name)?.spec.displayName ?? name;

/** What a feed's subject is called on a screen. */
export const subjectTitle = (resources: Resources, { kind, name }: FeedSubject): string =>
  kind === 'person' ? nameOf(resources, name) : scheduleTitle(resources, name);
