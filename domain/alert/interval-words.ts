import { days } from '../oncall/schedule.ts';

/** From and to, both counted. A range of days or months may go around the end of its week or year: `from` is then the greater. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads `one` or `one-other`; null when a part is no word that `value` knows. */
function readRange(text: string, part: string, value: (word: string) => number | null): Range | null {
  const words = new RegExp(`^(${part})(?:-(${part}))?$`, 'u').exec(text.trim());
  const from = value(words?.[1] ?? '');
  const to = words?.[2] === undefined ? from : value(words[2]);
  return from === null || to === null ? null : { from, to };
}

/** `MO`, `TU-FR`, `SA-MO`: 0 is Monday. */
export const dayRange = (text: string): Range | null =>
  readRange(text.toUpperCase(), '[A-Z]+', (word) => found((days as readonly string[]).indexOf(word)));

/** `1`, `3-5`, `dec`, `nov-feb`: 1 is January. */
export const monthRange = (text: string): Range | null =>
  readRange(text.toLowerCase(), '[a-z]+|\\d+', (word) => (/^\d/u.test(word) ? within(word, 1, 12) : next(found(months.indexOf(word)))));

/** `1`, `-1`, `1-5`, `-3--1`: negative days count from the end of the month. Null too when the range is empty even in a month of 31 days. */
export function monthDayRange(text: string): Range | null {
  const range = readRange(text, '-?\\d+', (word) => (Number(word) === 0 ? null : within(word, -31, 31)));
  return range && fromStart(range.from, 31) <= fromStart(range.to, 31) ? range : null;
}

/** `2026`, `2027-2029`. */
export function yearRange(text: string): Range | null {
  const range = readRange(text, '\\d{4}', (word) => within(word, 1970, 9999));
  return range && range.from <= range.to ? range : null;
}

/** A day of the month counted from its beginning; may lie outside of a short one. */
export const fromStart = (day: number, length: number): number => (day < 0 ? length + day + 1 : day);

const found = (index: number): number | null => (index < 0 ? null : index);
const next = (index: number | null): number | null => (index === null ? null : index + 1);
const within = (word: string, least: number, most: number): number | null => {
  const value = Number(word);
  return value >= least && value <= most ? value : null;
};

/** Minutes since midnight of `09:30`; `24:00` is the end of the day. */
export function minuteOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
