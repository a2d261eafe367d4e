import { minutesIn } from './duration.ts';
import { isMisfit, momentMisfit, skippedMisfit, spanMisfit, type Misfit } from './said-misfit.ts';
import { hoursAfter, minutesMeant, momentIn, type SaidMoment } from './said-moment.ts';
import { dayMs, firstInstantOf, lastInstantOf, minuteMs, type Wall, type ZoneClock } from './wall.ts';

/** Where and when it is said. `now` is UTC ms. */
export interface Speaking {
  readonly now: number;
  readonly clock: ZoneClock;
}

/** UTC ms. */
export interface SaidSpan {
  readonly start: number;
  readonly end: number;
}

/** A stretch on the wall, still to be moved to the day that is meant. */
interface Walls {
  readonly start: Wall;
  readonly end: Wall;
}

const between = /\s*(?:-|–|—|~|→|\bto\b|\buntil\b|\btill\b|至|到)\s*/gu;
/** A night that has begun is still tonight until then, in hours. */
const nightEnds = 5;

const figures = '零一二三四五六七八九';

/** 八, 十二, 二十三 as digits. */
function numberOf(words: string): string {
  const [tens, units] = words.replace('两', '二').split('十');
  const digit = (of: string | undefined, none: number): number => (of ? figures.indexOf(of) : none);
  return String(units === undefined ? digit(tens, 0) : digit(tens, 1) * 10 + digit(units, 0));
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])(?=[点时]|个?小时)/gu, numberOf)
    .replaceAll('个小时', '小时')
    .trim();

/** Reads a stretch of time as people say it, in English or Chinese: `tonight 20-08`, `tomorrow 9-18`, `mon 20:00 - tue 08:00`, `明早`,
 *  `今晚8点到明早8点`, `until 18:00`, `for 2 hours`, two moments of the API. On the wall of the clock’s zone: an hour that comes twice belongs to it.
 *  Without a day it is the next such time that is not over. Null when it is none; what ends before it begins is answered so. What cannot be
 *  meant (`tonight 08-20`, an hour that the clocks leave out) says what may be. */
export function spanSaid(text: string, speaking: Speaking): SaidSpan | Misfit | null {
  const said = plain(text).replace(/^(?:from |从)/u, '');
  const { now } = speaking;
  const forth = /^(?:(?<from>.*?) ?)?(?:for (?<en>.+)|(?<zh>\d+(?:\.\d+)? ?(?:分钟?|小时|天)))$/u.exec(said)?.groups;
  const length =
    forth &&
    minutesIn(
      (forth['en'] ?? forth['zh'] ?? '')
        .replace(/ ?(hours?|hrs?)$/u, 'h')
        .replace(/ ?(minutes?|mins?)$/u, 'm')
        .replace(/ ?days?$/u, 'd'),
    );
  if (length) {
    const start = forth['from'] ? momentSaid(forth['from'], speaking, 'start') : now;
    return start === null || isMisfit(start) ? start : { start, end: start + length * minuteMs };
  }
  const until = /^(?:until|till|到|至) ?(.+)$/u.exec(said)?.[1];
  if (until !== undefined) {
    const end = momentSaid(until, speaking, 'end');
    return end === null || isMisfit(end) ? end : { start: now, end };
  }
  return twoMoments(said, speaking) ?? wholeOf(said, speaking);
}

/** Reads one moment: of a day without an hour its beginning as a start, its end as an end. Null when it is none. What cannot be
 *  meant (`tonight 08:00`) says what may be. */
export function momentSaid(text: string, speaking: Speaking, as: 'start' | 'end'): number | Misfit | null {
  const { now, clock } = speaking;
  const today = todayOf(speaking);
  const said = momentIn(plain(text), { today, now });
  if (!said) return null;
  if (said.instant !== null) return said.instant;
  const misfit = momentMisfit(said, { today, now: clock.wallAt(now) });
  if (misfit) return misfit;
  const wall = as === 'start' ? startOf(said, today) : endOf(said, today);
  const moved = onTheDayMeant({ start: wall, end: wall }, said, speaking);
  return (as === 'start' ? firstInstantOf : lastInstantOf)(moved.start, clock);
}

const todayOf = ({ now, clock }: Speaking): Wall => Math.floor(clock.wallAt(now) / dayMs) * dayMs;

const startOf = (said: SaidMoment, today: Wall): Wall => {
  const minutes = minutesMeant(said, said.part) ?? (said.part ? said.part.from * 60 : 0);
  return (said.day ?? today) + minutes * minuteMs;
};

const endOf = (said: SaidMoment, today: Wall): Wall => {
  const minutes = minutesMeant(said, said.part) ?? (said.part ? said.part.to : 24) * 60;
  return (said.day ?? today) + minutes * minuteMs;
};

/** A day or a part of one: all of it. */
function wholeOf(text: string, speaking: Speaking): SaidSpan | Misfit | null {
  const { now, clock } = speaking;
  const today = todayOf(speaking);
  const days = daysOfWeek(text, today);
  if (days) return instants(days, clock);
  const said = momentIn(text, { today, now });
  if (!said || said.instant !== null || said.minutes !== null) return null;
  return instants(onTheDayMeant({ start: startOf(said, today), end: endOf(said, today) }, said, speaking), clock);
}

/** `this weekend`, `next week`, `下周`, `上周末`. On Sunday the weekend is the one that has begun. */
function daysOfWeek(text: string, today: Wall): Walls | null {
  const found = /^(?:(?:the|this|这个?|本) ?)?(?:(next|下个?)|(last|上个?))? ?(?:(weekend|周末)|(?:week|周|星期|礼拜))$/u.exec(text);
  if (!found) return null;
  const [, next, last, weekend] = found;
  const saturday = momentIn('sat', { today, now: 0 })?.day ?? today;
  const monday = (saturday - today === 6 * dayMs ? saturday - 7 * dayMs : saturday) - 5 * dayMs;
  const start = monday + (next ? 7 : last ? -7 : 0) * dayMs;
  return { start: start + (weekend ? 5 * dayMs : 0), end: start + 7 * dayMs };
}

function twoMoments(text: string, speaking: Speaking): SaidSpan | Misfit | null {
  const { now } = speaking;
  const today = todayOf(speaking);
  for (const apart of text.matchAll(between)) {
    const from = momentIn(text.slice(0, apart.index), { today, now });
    const to = momentIn(text.slice(apart.index + apart[0].length), { today, now });
    if (from && to) return spanOf(from, to, speaking);
  }
  return null;
}

function spanOf(from: SaidMoment, to: SaidMoment, speaking: Speaking): SaidSpan | Misfit {
  const { clock, now } = speaking;
  const today = todayOf(speaking);
  const start = from.instant === null ? startOf(from, today) : clock.wallAt(from.instant);
  const end = to.instant === null ? endAfter(from, to, start) : clock.wallAt(to.instant);
  const misfit = spanMisfit(from, to, { start, end, today, now: clock.wallAt(now) });
  if (misfit) return misfit;
  const moved = from.instant === null && to.instant === null ? onTheDayMeant({ start, end }, from, speaking) : { start, end };
  const said = instants(moved, clock);
  if (isMisfit(said)) return said;
  return { start: from.instant ?? said.start, end: to.instant ?? said.end };
}

/** The end belongs to the day of the start, or to the next where it would be before it; a weekday is the next one from there. */
function endAfter(from: SaidMoment, to: SaidMoment, start: Wall): Wall {
  const startDay = Math.floor(start / dayMs) * dayMs;
  if (to.day !== null) {
    const end = endOf(to, to.day);
    return to.isWeekly && end <= start ? end + Math.ceil((start + 1 - end) / (7 * dayMs)) * 7 * dayMs : end;
  }
  // "Tonight 8-11" is until 23, "tonight 20-08" until the morning.
  const inPart = to.part === null && from.isVague ? minutesMeant(to, from.part) : null;
  const day = from.day ?? startDay;
  const meant = inPart === null ? null : day + inPart * minuteMs;
  if (meant !== null && meant > start) return meant;
  const end = endOf(to, startDay);
  return end > start ? end : end + dayMs;
}

/** Said without a day, or with a weekday, it is the next that is not over. The small hours still belong to tonight. */
function onTheDayMeant({ start, end }: Walls, said: SaidMoment, speaking: Speaking): Walls {
  const wall = speaking.clock.wallAt(speaking.now);
  const today = todayOf(speaking);
  const moved = (days: number): Walls => ({ start: start + days * dayMs, end: end + days * dayMs });
  const isTonight = said.day === today && said.part?.to === 32 && !said.isWeekly;
  if (isTonight && wall < hoursAfter(today, nightEnds) && end - dayMs > wall) return moved(-1);
  if (end > wall) return { start, end };
  if (said.day === null) return moved(1);
  return said.isWeekly ? moved(7) : { start, end };
}

function instants({ start, end }: Walls, clock: ZoneClock): SaidSpan | Misfit {
  const span = { start: firstInstantOf(start, clock), end: lastInstantOf(end, clock) };
  return end > start && span.end <= span.start ? skippedMisfit(span.start, clock) : span;
}
