import type { Lang } from '../../text/lang.ts';
import type { PublishedTurn } from './publish.ts';

/** How a feed speaks: its title, and who and what its turns are called. */
export interface FeedVoice {
  readonly lang: Lang;
  /** Of a person: their turns say only where. */
  readonly isOfPerson: boolean;
  readonly title: string;
  readonly schedule: (name: string) => string;
  readonly person: (name: string) => string;
  /** Where more is said; null when there is no such address. */
  readonly url: string | null;
}

const words = {
  calendar: { en: (title: string) => `On call: ${title}`, zh: (title: string) => `值班：${title}` },
  own: { en: (schedule: string) => `On call: ${schedule}`, zh: (schedule: string) => `值班：${schedule}` },
  others: {
    en: (person: string, schedule: string) => `${person} on call: ${schedule}`,
    zh: (person: string, schedule: string) => `${person} 值班：${schedule}`,
  },
  learning: { en: (summary: string) => `${summary} (learning)`, zh: (summary: string) => `${summary}（跟班）` },
} as const;

/** The feed as iCalendar (RFC 5545): UTC, CRLF, lines of at most 75 octets. Being on call does not make anybody busy (TRANSPARENT). */
export function calendarText(turns: readonly PublishedTurn[], voice: FeedVoice): string {
  const name = textValue(words.calendar[voice.lang](voice.title));
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tocsin//On call//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'];
  const about = [`NAME:${name}`, `X-WR-CALNAME:${name}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT15M', 'X-PUBLISHED-TTL:PT15M'];
  const lines = [...head, ...about, ...turns.flatMap((turn) => eventLines(turn, voice)), 'END:VCALENDAR'];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(turn: PublishedTurn, voice: FeedVoice): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${turn.uid}`,
    `DTSTAMP:${utc(turn.changedAt)}`,
    `LAST-MODIFIED:${utc(turn.changedAt)}`,
    `SEQUENCE:${turn.sequence}`,
    `DTSTART:${utc(turn.start)}`,
    `DTEND:${utc(turn.end)}`,
    `SUMMARY:${textValue(summaryOf(turn, voice))}`,
    `STATUS:${turn.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    ...(voice.url === null ? [] : [`URL:${voice.url}`]),
    'END:VEVENT',
  ];
}

function summaryOf({ schedule, person, isShadow }: PublishedTurn, { lang, isOfPerson, ...called }: FeedVoice): string {
  const where = called.schedule(schedule);
  const summary = isOfPerson ? words.own[lang](where) : words.others[lang](called.person(person), where);
  return isShadow ? words.learning[lang](summary) : summary;
}

/** `20261123T010000Z`; finer than a second is cut off. */
const utc = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/gu, '');

const textValue = (text: string): string => text.replaceAll(/[\\;,]/gu, '\\$&').replaceAll(/\r\n|\r|\n/gu, '\\n');

const mostOctets = 75;

/** Folded between characters, never inside one: octets as UTF-8 has them. */
function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > mostOctets) [text, octets] = [`${text}\r\n `, 1];
    [text, octets] = [text + character, octets + size];
  }
  return text;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
