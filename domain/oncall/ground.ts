import type { Viewer } from '../access/viewer.ts';
import { isRefusal, refuse, refuseField, type Refusal } from '../event/reply.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import { firmZone, nameOf } from '../firm/of-firm.ts';
import type { Resources } from '../resource/resource.ts';
import { isMisfit, type Misfit } from '../time/said-misfit.ts';
import { momentSaid, spanSaid, type SaidSpan } from '../time/said-span.ts';
import { dayMs, ZoneClock } from '../time/wall.ts';
import { scheduleNamed } from './named.ts';
import { turnsBetween, type OnCall } from './on-call.ts';
import type { Rota } from './rota.ts';
import { sayStretch } from './say-time.ts';
import type { Schedule } from './schedule.ts';

/** What a wish about shifts is read on: who is on call by now, and who says it when. */
export interface Ground {
  /** With the rotas laid over. */
  readonly duty: Resources;
  readonly rotas: ReadonlyMap<string, Rota>;
  /** UTC ms. */
  readonly now: number;
  readonly me: string | null;
}

/** How far ahead the next shift is looked for. */
const horizonMs = 60 * dayMs;
const longestMs = 366 * dayMs;

export const zoneOf = (schedule: Schedule, resources: Resources): string => schedule.zone ?? firmZone(resources, 'UTC');

export const specOf = ({ duty }: Pick<Ground, 'duty'>, schedule: string): Schedule =>
  duty.get('schedule', schedule)?.spec ?? { layers: [], overrides: [], temporary: [] };

/** The schedule that was named, or all there are. */
export function schedulesMeant(said: string | undefined, { duty }: Ground): string[] | Refusal {
  if (said === undefined) return duty.all('schedule').map((s) => s.name);
  const name = scheduleNamed(said, duty);
  return isRefusal(name) ? name : [name];
}

/** The stretch that `from` (and `to`) say on the clock of a schedule, from now on where it has begun. */
export function stretchMeant(
  said: { from?: string | undefined; to?: string | undefined },
  schedule: string,
  ground: Ground,
): SaidSpan | Refusal {
  const { duty, now } = ground;
  const speaking = { now, clock: new ZoneClock(zoneOf(specOf(ground, schedule), duty)) };
  const { from = '', to } = said;
  const span = to === undefined ? spanSaid(from, speaking) : (spanSaid(`${from} - ${to}`, speaking) ?? twoSaid(from, to, speaking));
  if (!span)
    return from === ''
      ? refuseField('from', `say when: ${ways.en}`, `请说明时间：${ways.zh}`)
      : unread(to === undefined ? from : `${from} – ${to}`);
  if (isMisfit(span)) return refuseField('from', span.because.en, span.because.zh);
  if (span.end <= span.start) return refuseField('to', 'lies before it begins. Say a later end.', '早于开始时间，请给出更晚的结束时间。');
  if (span.end <= now)
    return refuseField('from', 'that is over already, and the past stays as it was.', '这段时间已经过去，过去的值班不能再改。');
  if (span.end - now > longestMs) return refuseField('to', 'lies more than a year ahead.', '超过一年以后。');
  return { start: Math.max(span.start, now), end: span.end };
}

const ways = {
  en: 'tonight 20-08, tomorrow 9-18, or mon 20:00 - tue 08:00.',
  zh: '今晚 20-08、明天 9-18，或 周一 20:00 - 周二 08:00。',
};

const unread = (text: string): Refusal =>
  refuseField('from', `"${text}" is no stretch of time. Say it such as ${ways.en}`, `“${text}”不是一段时间，可以写：${ways.zh}`);

function twoSaid(from: string, to: string, speaking: { now: number; clock: ZoneClock }): SaidSpan | Misfit | null {
  const start = momentSaid(from, speaking, 'start');
  const end = momentSaid(to, speaking, 'end');
  if (isMisfit(start)) return start;
  if (isMisfit(end)) return end;
  return start === null || end === null ? null : { start, end };
}

/** Their turns in a schedule that are not over, the one they are in first. */
export function turnsAhead(person: string, schedule: string, ground: Ground): OnCall[] {
  const { now } = ground;
  return turnsBetween(specOf(ground, schedule), now, now + horizonMs).filter((t) => t.person === person);
}

/** Everybody whom a schedule names anywhere. */
export function peopleIn({ layers, overrides, temporary }: Schedule): Set<string> {
  const ofShifts = (shifts: Schedule['temporary'][number]['shifts']) =>
    shifts.flatMap((s) => s.people ?? (s.person === undefined ? [] : [s.person]));
  return new Set([
    ...layers.flatMap((l) => [...(l.rotation?.people.flat() ?? []), ...(l.people ?? []), ...ofShifts(l.shifts ?? [])]),
    ...overrides.flatMap((o) => (o.add === undefined ? [] : [o.add])),
    ...temporary.flatMap((t) => ofShifts(t.shifts)),
  ]);
}

/** A short id that people can type, the same for the same call. */
export const entryId = (call: { readonly id: string }): string => fingerprint({ call: call.id }).slice(0, 8);

/** Those who may settle other people's shifts. */
const inCharge: ReadonlySet<string> = new Set(['operator', 'duty-manager', 'admin']);

export const maySettle = ({ roles, tocsin }: Viewer): boolean => tocsin === true || roles.some((r) => inCharge.has(r));

/** Null where the viewer is one of these people, or may settle for others. */
export function mayChange(viewer: Viewer, people: readonly (string | null)[]): Refusal | null {
  if (maySettle(viewer) || (viewer.person !== null && people.includes(viewer.person))) return null;
  return refuse(
    'forbidden',
    'These are other people’s shifts. You may take a shift yourself or have yours covered; for others ask an operator or the duty manager.',
    '这是别人的班。你可以自己顶班，或请人顶你的班；调整别人的班请找 operator 或值班经理。',
  );
}

/** `Ana Mon 23 Nov 20:00 – Tue 24 Nov 08:00, Bo …` for a refusal. */
export function whoIsOn(turns: readonly OnCall[], schedule: string, { duty }: Ground): { en: string; zh: string } {
  const zone = zoneOf(duty.get('schedule', schedule)?.spec ?? { layers: [], overrides: [], temporary: [] }, duty);
  const line = (lang: 'en' | 'zh'): string =>
    turns
      .slice(0, 4)
      .map((t) => `${nameOf(duty, t.person)} ${sayStretch(t, { lang, zone })}`)
      .join(lang === 'zh' ? '；' : '; ');
  return { en: line('en') || 'nobody', zh: line('zh') || '无人' };
}
