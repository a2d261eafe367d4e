import { spanSaid } from '../time/said-span.ts';
import { ZoneClock } from '../time/wall.ts';
import type { Meaning } from './sentence-meaning.ts';
import type { Groups } from './sentence-rules.ts';

/** One of the words for oneself is null. */
export const someone = (text: string): string | null => {
  const name = text
    .trim()
    .replace(/^@/u, '')
    .replace(/(?:'s)? shift$|的班?$/iu, '');
  return /^(?:i|i'll|i will|me|myself|my|我|我来|我自己|本人)$/iu.test(name) ? null : name;
};

/** Whether a text is a stretch of time, on whatever clock. */
export const isSpan = (text: string): boolean => spanSaid(text, { now: 0, clock: new ZoneClock('UTC') }) !== null;

/** Somebody, when, and in which schedule, as far as it was said. */
export interface Posted {
  readonly name: string;
  readonly time: string | null;
  readonly schedule?: string;
}

/** Where a text divides into a name and a stretch of time, whichever comes first; the longest time. */
function nameAndTime(text: string): { name: string; time: string } | null {
  for (let i = 1; i < text.length; i++) {
    const [head, tail] = [text.slice(0, i).trim(), text.slice(i).trim()];
    const isWord = /\s/u.test(text[i - 1] ?? '') || /\p{Script=Han}/u.test(text[i - 1] ?? '');
    if (isWord && isSpan(tail)) return { name: head, time: tail };
  }
  for (let i = text.length - 1; i > 0; i--) {
    const [head, tail] = [text.slice(0, i).trim(), text.slice(i).trim()];
    if (tail !== '' && isSpan(head)) return { name: tail, time: head };
  }
  return null;
}

const places = /(?:\s(?:on|in|for)\s+(?:the\s+)?|\s*[值在]\s*)(?=\S)/giu;
const placeOf = (text: string): string => text.replace(/(?:值班表|值班|的班|班)?[上里中]?$/u, '').trim();

/** `bo on payments`, `小博值支付`: with the schedule apart. */
function inPlace({ name, time }: { name: string; time: string | null }): Posted {
  const [place] = name.matchAll(places);
  if (!place?.index) return { name, time };
  return { name: name.slice(0, place.index), time, schedule: placeOf(name.slice(place.index + place[0].length)) };
}

/** Reads `bo tonight 20-08 on payments`, `bo on payments tonight`, `小博今晚20-08值支付`; without a time all of it is the name and the place. */
export function posted(text: string): Posted {
  const whole = nameAndTime(text);
  if (whole) return inPlace(whole);
  for (const place of text.matchAll(places)) {
    const before = nameAndTime(text.slice(0, place.index));
    if (before) return { ...before, schedule: placeOf(text.slice(place.index + place[0].length)) };
  }
  return inPlace({ name: text, time: null });
}

/** `ana` covers `bo tonight 20-08`, `安娜今晚20-08` 替 `小博`: the time stands with either. */
export function covers(g: Groups): Meaning | null {
  const [who, instead] = [posted(g['who']?.trim() ?? ''), posted(g['instead']?.trim() ?? '')];
  const when = instead.time ?? who.time;
  if (when === null || instead.name === '' || who.name === '') return null;
  const schedule = g['place'] ?? instead.schedule ?? who.schedule;
  const meant = { is: 'cover' as const, person: someone(who.name), instead: someone(instead.name), when };
  return schedule === undefined ? meant : { ...meant, schedule };
}

/** The same as a question: nobody wants it done unasked. */
export function coversAsked(g: Groups): Meaning | null {
  const meant = covers(g);
  return meant?.is === 'cover' ? { ...meant, isAsked: true } : null;
}

/** `who covers ana tonight`: `time` stands before, or with the name. */
export function covered(g: Groups): Meaning | null {
  const { name, time } = posted(g['instead']?.trim() ?? '');
  const when = g['time']?.trim() ?? time;
  return when !== null && isSpan(when) && name !== '' ? { is: 'covered', person: someone(name), when } : null;
}
