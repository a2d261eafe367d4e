import { dayMs, firstInstantOf, lastInstantOf, minuteMs, type ZoneClock } from '../time/wall.ts';
import { days, type Hours } from './schedule.ts';
import type { Span } from './span.ts';

/** When a layer counts. Windows that touch are one span; both questions are about the span around or beside an instant. */
export interface Windows {
  at(at: number): Span | null;
  /** The first window after an instant that none holds. */
  after(at: number): Span;
  /** The last window before an instant that none holds. */
  before(at: number): Span;
}

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;
const weekMs = 7 * dayMs;
/** Windows that are remembered: a question looks at the same few again and again. */
const mostKnown = 64;
/** The Monday before the epoch, on the wall. */
const firstMonday = -3 * dayMs;

/** A stretch of the week on the wall, in minutes since Monday midnight; the end may lie in the next week. */
interface Block {
  start: number;
  end: number;
}

/** The windows of weekly hours on the clock of a zone. A start takes the first occurrence of its time, an end the last.
 *  Null when the hours leave nothing out. */
export function windowsOf(hours: readonly Hours[], clock: ZoneClock): Windows | null {
  const blocks = merged(hours.flatMap(blocksOf));
  if (blocks.length === 0 || blocks.some((b) => b.end - b.start >= weekMinutes)) return null;
  const windowOf = (i: number): Span => {
    const week = Math.floor(i / blocks.length);
    const block = blocks[i - week * blocks.length] as Block;
    const monday = firstMonday + week * weekMs;
    return {
      start: firstInstantOf(monday + block.start * minuteMs, clock),
      end: lastInstantOf(monday + block.end * minuteMs, clock),
    };
  };
  const known = new Map<number, Span>();
  const window = (i: number): Span => {
    const span = known.get(i) ?? windowOf(i);
    if (known.size >= mostKnown) known.clear();
    known.set(i, span);
    return span;
  };
  /** The last window that starts at or before `at`. */
  const indexAt = (at: number): number => {
    let i = Math.floor((clock.wallAt(at) - firstMonday) / weekMs) * blocks.length + blocks.length - 1;
    while (window(i).start > at) i--;
    while (window(i + 1).start <= at) i++;
    return i;
  };
  return {
    at: (at) => joinedAt(window, indexAt(at), at),
    after: (at) => firstAfter(window, indexAt(at) + 1),
    before: (at) => lastBefore(window, indexAt(at)),
  };
}

type WindowAt = (index: number) => Span;

/** A clock change can make two windows touch that do not on the wall, and can leave one without length. */
function joinedAt(window: WindowAt, index: number, at: number): Span | null {
  let { start, end } = window(index);
  if (at >= end) return null;
  for (let i = index - 1, w = window(i); w.end >= start; w = window(--i)) start = Math.min(start, w.start);
  for (let i = index + 1, w = window(i); w.start <= end; w = window(++i)) end = Math.max(end, w.end);
  return { start, end };
}

function firstAfter(window: WindowAt, from: number): Span {
  let i = from;
  while (isEmpty(window(i))) i++;
  const { start } = window(i);
  return joinedAt(window, i, start) as Span;
}

function lastBefore(window: WindowAt, from: number): Span {
  let i = from;
  while (isEmpty(window(i))) i--;
  const { end } = window(i);
  return joinedAt(window, i, end - 1) as Span;
}

const isEmpty = (span: Span): boolean => span.end <= span.start;

function blocksOf(hours: Hours): Block[] {
  const start = minutesOf(hours.start);
  const end = minutesOf(hours.end);
  const length = end > start ? end - start : end + dayMinutes - start;
  return hours.days.map((day) => {
    const at = days.indexOf(day) * dayMinutes + start;
    return { start: at, end: at + length };
  });
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Joins blocks that overlap or touch, around the end of the week too. */
function merged(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && block.start <= last.end) last.end = Math.max(last.end, block.end);
    else joined.push({ ...block });
  }
  return aroundTheWeek(joined);
}

/** A block that runs over the end of the week swallows those at its beginning that it reaches. */
function aroundTheWeek(blocks: readonly Block[]): Block[] {
  const last = blocks.at(-1);
  if (!last) return [];
  let end = last.end;
  const rest = blocks.slice(0, -1).filter((b) => {
    if (b.start + weekMinutes > end) return true;
    end = Math.max(end, b.end + weekMinutes);
    return false;
  });
  return [...rest, { start: last.start, end }];
}
