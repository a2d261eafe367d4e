import { refuseField, type Refusal } from '../event/reply.ts';
import { isMisfit } from '../time/said-misfit.ts';
import { momentSaid, spanSaid, type SaidSpan } from '../time/said-span.ts';
import { ZoneClock } from '../time/wall.ts';
import { specOf, zoneOf, type Ground } from './ground.ts';

const speakingOf = (schedule: string, ground: Ground) => ({
  now: ground.now,
  clock: new ZoneClock(zoneOf(specOf(ground, schedule), ground.duty)),
});

/** The stretch a question is about, on the clock of a schedule; of the past too. */
export function spanAsked(text: string, schedule: string, ground: Ground, field = 'when'): SaidSpan | Refusal {
  const said = spanSaid(text, speakingOf(schedule, ground));
  if (isMisfit(said)) return refuseField(field, said.because.en, said.because.zh);
  return said && said.end > said.start ? said : noTime(text, field);
}

/** The stretch or the moment that a question is about; of a moment `end` is null. */
export function timeAsked(
  text: string,
  schedule: string,
  ground: Ground,
  field = 'at',
): { readonly start: number; readonly end: number | null } | Refusal {
  const speaking = speakingOf(schedule, ground);
  const said = spanSaid(text, speaking) ?? momentSaid(text, speaking, 'start');
  if (said === null) return noTime(text, field);
  if (isMisfit(said)) return refuseField(field, said.because.en, said.because.zh);
  if (typeof said === 'number') return { start: said, end: null };
  return said.end > said.start ? said : noTime(text, field);
}

const noTime = (text: string, field: string): Refusal =>
  refuseField(
    field,
    `"${text}" is no time. Say it such as tomorrow 9:00, tonight, this weekend or 2026-11-24T20:00.`,
    `“${text}”不是一个时间，可以写：明天 9:00、今晚、本周末 或 2026-11-24T20:00。`,
  );
