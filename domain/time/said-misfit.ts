import type { Words } from '../text/lang.ts';
import type { Part } from './day-part.ts';
import { hoursAfter, minutesMeant, type SaidMoment } from './said-moment.ts';
import { dayMs, minuteMs, type Wall, type ZoneClock } from './wall.ts';

/** A time that can be read and cannot be meant, with what was meant instead. */
export interface Misfit {
  readonly because: Words;
}

export const isMisfit = (read: unknown): read is Misfit => typeof read === 'object' && read !== null && 'because' in read;

/** Until then the end of a night may last, in hours from its day. */
const nightLasts = 36;

const twoDigits = (n: number): string => String(n).padStart(2, '0');
/** `20`, `08:30`, of minutes from any midnight. */
const clock = (minutes: number): string => {
  const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60];
  return minute === 0 ? twoDigits(hour) : `${twoDigits(hour)}:${twoDigits(minute)}`;
};

interface Offered {
  /** On the wall. */
  readonly now: Wall;
  readonly today: Wall;
}

/** `today`, `明天`, `11-26`, or a part of it: `tonight`, `明早`. */
function dayWords(day: Wall, part: Part | null, today: Wall): Words {
  const days = (day - today) / dayMs;
  const date = new Date(day).toISOString().slice(5, 10);
  const near = [
    { en: 'today', zh: '今天' },
    { en: 'tomorrow', zh: '明天' },
  ][days] ?? { en: date, zh: date };
  if (!part) return near;
  const { name } = part;
  if (days === 0) return { en: name.en === 'night' ? 'tonight' : `this ${name.en}`, zh: `今天${name.zh}`.replace('今天晚上', '今晚') };
  return { en: days === 1 ? `tomorrow ${name.en}` : `${date} ${name.en}`, zh: `${near.zh}${days === 1 ? '' : ' '}${name.zh}` };
}

const fits = ({ begins: [first, last] }: Part, minutes: number): boolean => minutes >= first * 60 && minutes <= last * 60;

/** Whether the hours of a moment are of the part of the day that was said with them: `tonight 08:00` is none. */
export function momentMisfit(said: SaidMoment, at: Offered): Misfit | null {
  const { part } = said;
  const minutes = minutesMeant(said, part);
  if (!part || minutes === null || said.minutes === null || fits(part, minutes)) return null;
  return asked(part, [plain(said, clock(said.minutes), at)]);
}

/** Whether a stretch is of the part of the day that its start was said with: `tonight 08-20` is none, nor is one that lasts through the next
 *  day. `start` and `end` on the wall. */
export function spanMisfit(from: SaidMoment, to: SaidMoment, { start, end, ...at }: Offered & { start: Wall; end: Wall }): Misfit | null {
  const { part } = from;
  const day = from.day ?? at.today;
  if (part && from.minutes !== null) {
    const begins = minutesMeant(from, part) ?? 0;
    const isLong = part.to === 32 && to.day === null && to.part === null && end > hoursAfter(day, nightLasts);
    if (!fits(part, begins) || isLong) return asked(part, spanOffers({ from, to, part }, { ...at, start, end }));
  }
  return to.part ? momentMisfit(to, at) : null;
}

function spanOffers(
  { from, to, part }: { from: SaidMoment; to: SaidMoment; part: Part },
  at: Offered & { start: Wall; end: Wall },
): readonly Words[] {
  const [first, last] = [from.minutes ?? 0, to.minutes];
  if (last === null || to.day !== null || to.part !== null) return [plain(from, clock(first), at)];
  const hours = `${clock(first)}-${clock(last)}`;
  const turned = { ...from, minutes: last };
  const swapped = dayWords(from.day ?? at.today, part, at.today);
  const other = fits(part, minutesMeant(turned, part) ?? 0)
    ? [{ en: `${swapped.en} ${clock(last)}-${clock(first)}`, zh: `${swapped.zh} ${clock(last)}-${clock(first)}` }]
    : [];
  return [...other, plain(from, hours, at, last > first ? last : last + 24 * 60)];
}

/** The day without its part; the next where that would be over. */
function plain(said: SaidMoment, hours: string, { now, today }: Offered, ends = said.minutes ?? 0): Words {
  const day = said.day ?? today;
  const isOver = day === today && day + ends * minuteMs <= now;
  const words = dayWords(isOver ? day + dayMs : day, null, today);
  return { en: `${words.en} ${hours}`, zh: `${words.zh} ${hours}` };
}

const asked = ({ rule }: Part, offers: readonly Words[]): Misfit => ({
  because: {
    en: `${rule.en} Did you mean ${offers.map((o) => o.en).join(', or ')}?`,
    zh: `${rule.zh}是指${offers.map((o) => o.zh).join('，还是')}？`,
  },
});

/** Whether the clocks leave out all of a stretch on the wall, `gapEnd` (UTC ms) being where they go forward. */
export function skippedMisfit(gapEnd: number, zone: ZoneClock): Misfit {
  const shown = (offset: number): string => new Date(gapEnd + offset).toISOString().slice(11, 16);
  const [before, after] = [shown(zone.stretchAt(gapEnd - 1).offset), shown(zone.stretchAt(gapEnd).offset)];
  return {
    because: {
      en: `this hour does not exist that day: the clocks go forward from ${before} to ${after}. Say a time before or after it.`,
      zh: `这一天没有这个时段：时钟从 ${before} 直接拨到 ${after}。请改说之前或之后的时间。`,
    },
  };
}
