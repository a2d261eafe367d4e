import { parts, partWords, type Part } from './day-part.ts';
import { dayMs, hourMs, minuteMs, offsetInstantOf, wallOf, type Wall } from './wall.ts';

/** A time as people say it, as far as they said it. */
export interface SaidMoment {
  /** Midnight on the wall; null where no day was said. */
  readonly day: Wall | null;
  /** A weekday: the next one, this or next week. */
  readonly isWeekly: boolean;
  readonly part: Part | null;
  /** Minutes from midnight as written; null where no hour was said. */
  readonly minutes: number | null;
  /** Minutes that only a part of the day makes clear: `8` tonight. */
  readonly isVague: boolean;
  /** UTC ms, where it was said with its offset or as "now"; then nothing else counts. */
  readonly instant: number | null;
}

const relative: readonly (readonly [RegExp, number, Part?])[] = [
  [/^(?:tonight|今晚上?|今夜)/u, 0, parts.night],
  [/^(?:last night|昨晚上?|昨夜)/u, -1, parts.night],
  [/^(?:the day before yesterday|前天)/u, -2],
  [/^(?:yesterday|昨天|昨日|昨(?=早|晨))/u, -1],
  [/^(?:today|this(?= (?:morning|afternoon|evening))|今天|今日|今(?=早|晨|夜))/u, 0],
  [/^(?:the day after tomorrow|后天)/u, 2],
  [/^(?:tomorrow|明天|明日|明(?=早|晚|晨|夜))/u, 1],
  [/^大后天/u, 3],
];

const weekdayWords =
  /^(?:on |this )?(next |last |下|上)?(?:(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b|(?:这|本)?(?:周|星期|礼拜)([一二三四五六日天]))/u;
const english = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const chinese = ['一', '二', '三', '四', '五', '六', '日'];

const dates = /^(?:on )?(?:(\d{4})[-/年])?(\d{1,2})[-/月](\d{1,2})(?:[日号t]|(?=[ ,]|$))/u;
const clocks = /^(?:at )?(?:(\d{1,2})(?:[:点时](?:(\d{2})(?:分|:\d{2})?|(半))?|h)?(?: ?([ap])\.?m\.?)?|(midnight|午夜))/u;

/** Monday is 0. The epoch was a Thursday. */
const weekdayOf = (day: Wall): number => (((day / dayMs + 3) % 7) + 7) % 7;

interface Rest {
  readonly said: SaidMoment;
  readonly rest: string;
}

const nothing: SaidMoment = { day: null, isWeekly: false, part: null, minutes: null, isVague: false, instant: null };

/** Reads `tonight 20`, `tomorrow 9:30`, `mon`, `11-24 20:00`, `今晚8点`, `明早`, `下周一 9点`, `now` or a moment of the API, all of it; null when it
 *  is none. `today` is today's midnight on the wall, `now` UTC ms. `text` is in small letters and plain characters. */
export function momentIn(text: string, { today, now }: { today: Wall; now: number }): SaidMoment | null {
  if (/^(?:now|right now|现在|马上|立即)$/u.test(text)) return { ...nothing, instant: now };
  const exact = text.toUpperCase();
  const instant = offsetInstantOf(exact);
  if (instant !== null) return { ...nothing, instant };
  const wall = exact.includes('T') ? wallOf(exact) : null;
  if (wall !== null)
    return { ...nothing, day: Math.floor(wall / dayMs) * dayMs, minutes: (wall - Math.floor(wall / dayMs) * dayMs) / minuteMs };
  const day = dayIn(text, today);
  const part = partIn(day);
  const { said, rest } = clockIn(part);
  const isSaid = said.day !== null || said.part !== null || said.minutes !== null;
  return rest === '' && isSaid ? said : null;
}

const after = (text: string, length: number): string => text.slice(length).replace(/^[\s,的]+/u, '');

function dayIn(text: string, today: Wall): Rest {
  for (const [sign, days, part = null] of relative) {
    const found = sign.exec(text);
    if (found) return { said: { ...nothing, day: today + days * dayMs, part }, rest: after(text, found[0].length) };
  }
  const weekly = weekdayWords.exec(text);
  if (weekly) {
    const [all, next, en, zh = ''] = weekly;
    const wanted = en === undefined ? chinese.indexOf(zh === '天' ? '日' : zh) : english.indexOf(en);
    const thisWeek = today - weekdayOf(today) * dayMs;
    const ahead = today + ((wanted - weekdayOf(today) + 7) % 7) * dayMs;
    const day = dayOfWeek({ next, ahead, inThisWeek: thisWeek + wanted * dayMs });
    return { said: { ...nothing, day, isWeekly: next === undefined }, rest: after(text, all.length) };
  }
  const date = dates.exec(text);
  const day = date && dayOfDate(date, today);
  return day === null || date === null ? { said: nothing, rest: text } : { said: { ...nothing, day }, rest: after(text, date[0].length) };
}

/** `last fri` is the latest that is past, 上周五 that of the week before. */
function dayOfWeek({ next, ahead, inThisWeek }: { next: string | undefined; ahead: Wall; inThisWeek: Wall }): Wall {
  if (next === undefined) return ahead;
  if (next === 'last ') return ahead - 7 * dayMs;
  return inThisWeek + (next === '上' ? -7 : 7) * dayMs;
}

/** A date without a year is the one that is nearest ahead, or not long past. */
function dayOfDate([, year, month = '', date = '']: RegExpExecArray, today: Wall): Wall | null {
  const two = (n: string): string => n.padStart(2, '0');
  const inYear = (y: number): Wall | null => wallOf(`${y}-${two(month)}-${two(date)}`);
  if (year !== undefined) return inYear(Number(year));
  const thisYear = new Date(today).getUTCFullYear();
  const near = inYear(thisYear);
  return near !== null && near < today - 90 * dayMs ? inYear(thisYear + 1) : near;
}

function partIn({ said, rest }: Rest): Rest {
  for (const [sign, part] of partWords) {
    const found = sign.exec(rest);
    if (found) return { said: { ...said, part }, rest: after(rest, found[0].length) };
  }
  return { said, rest };
}

function clockIn({ said, rest }: Rest): Rest {
  const found = clocks.exec(rest);
  if (!found) return { said, rest };
  const [all, hours, minutes = '0', half, meridiem, midnight] = found;
  const hour = midnight === undefined ? Number(hours) : 24;
  const minute = half === undefined ? Number(minutes) : 30;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0) || (meridiem !== undefined && (hour < 1 || hour > 12))) return { said, rest };
  const inHalf = meridiem === undefined ? hour : (hour % 12) + (meridiem === 'p' ? 12 : 0);
  const isVague = meridiem === undefined && midnight === undefined && hour > 0 && hour <= 12 && hours?.startsWith('0') === false;
  return { said: { ...said, minutes: inHalf * 60 + minute, isVague }, rest: after(rest, all.length) };
}

/** Minutes from midnight that are meant, in the part of the day that was said with them. */
export function minutesMeant({ minutes, isVague }: SaidMoment, part: Part | null): number | null {
  if (minutes === null || part === null) return minutes;
  // Midnight and what follows are at the end of a night, however they are written.
  if (!isVague) return part.to > 18 && minutes < 5 * 60 ? minutes + 24 * 60 : minutes;
  return part.hourMeant(Math.floor(minutes / 60)) * 60 + (minutes % 60);
}

/** On the wall, hours after midnight of a day. */
export const hoursAfter = (day: Wall, hours: number): Wall => day + hours * hourMs;
