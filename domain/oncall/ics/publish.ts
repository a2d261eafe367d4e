import { fingerprint } from '../../alert/fingerprint.ts';
import { dayMs } from '../../time/wall.ts';
import type { Span } from '../span.ts';

/** A turn as a calendar shows it; UTC ms. */
export interface Turn extends Span {
  readonly schedule: string;
  readonly person: string;
  readonly isShadow: boolean;
  /** It has no beginning but that of the calendar. */
  readonly isEndless: boolean;
}

/** What a feed last said of a turn. Its `uid` never changes; `sequence` and `changedAt` (UTC ms) grow with each change of it. */
export interface PublishedTurn extends Omit<Turn, 'isEndless'> {
  readonly uid: string;
  readonly sequence: number;
  readonly changedAt: number;
  /** It was said and is no more. */
  readonly isCancelled: boolean;
}

/** How long after it was called off a turn is still said to be. */
const cancelledMs = 30 * dayMs;

interface Publishing {
  readonly before: readonly PublishedTurn[];
  readonly turns: readonly Turn[];
  readonly now: number;
  /** What the feed shows. */
  readonly window: Span;
  /** When it was last asked for; null when never. What was over by then is history: it stays as it was said, whatever changes. */
  readonly askedAt: number | null;
}

/** What a feed says now, in order of time, given what it said before. A turn is known again by schedule, person and start, else by
 *  the most of its time: so one that a cover cuts short or a new hand-over moves is the same event, changed; one that is gone is
 *  said to be cancelled for thirty days. The same question twice has the same answer, so a calendar that is fetched writes nothing new. */
export function publish({ before, turns, now, window, askedAt }: Publishing): PublishedTurn[] {
  const history = askedAt ?? Number.NEGATIVE_INFINITY;
  const kept = before.filter((p) => p.end > window.start && !(p.isCancelled && p.changedAt + cancelledMs < now));
  const past = kept.filter((p) => p.end <= history);
  const open = new Map(kept.filter((p) => p.end > history).map((p) => [p.uid, p]));
  const uids = new Set(kept.map((p) => p.uid));
  const said: PublishedTurn[] = [];
  const rest: Turn[] = [];
  const take = (turn: Turn, known: PublishedTurn): void => {
    open.delete(known.uid);
    said.push(again(known, turn, now));
  };
  const wanted = turns.filter((t) => t.end > history);
  for (const turn of wanted) {
    const known = [...open.values()].find((p) => isOf(p, turn) && p.start === turn.start) ?? open.get(uidOf(turn));
    if (known && isOf(known, turn)) take(turn, known);
    else rest.push(turn);
  }
  for (const turn of rest) {
    const known = mostOf(turn, [...open.values()]);
    if (known) take(turn, known);
    else said.push({ ...plain(turn), uid: freshUid(turn, uids), sequence: 0, changedAt: now, isCancelled: false });
  }
  const gone = [...open.values()].map((p) => (p.isCancelled ? p : { ...p, isCancelled: true, sequence: p.sequence + 1, changedAt: now }));
  return [...past, ...said, ...gone].toSorted((a, b) => a.start - b.start || (a.uid < b.uid ? -1 : 1));
}

const plain = ({ schedule, person, isShadow, start, end }: Turn): Omit<Turn, 'isEndless'> => ({ schedule, person, isShadow, start, end });

const isOf = (p: PublishedTurn, t: Turn): boolean => p.schedule === t.schedule && p.person === t.person && p.isShadow === t.isShadow;

function again(known: PublishedTurn, turn: Turn, now: number): PublishedTurn {
  const isSame = !known.isCancelled && known.start === turn.start && known.end === turn.end;
  return isSame ? known : { ...known, ...plain(turn), isCancelled: false, sequence: known.sequence + 1, changedAt: now };
}

/** The event that shares the most time with a turn of the same person; one that was called off comes back only at its very start. */
function mostOf(turn: Turn, open: readonly PublishedTurn[]): PublishedTurn | undefined {
  const shared = (p: PublishedTurn): number => Math.min(p.end, turn.end) - Math.max(p.start, turn.start);
  return open.filter((p) => isOf(p, turn) && !p.isCancelled && shared(p) > 0).toSorted((a, b) => shared(b) - shared(a))[0];
}

/** Says nothing of who and when, so that it may travel. */
const uidOf = ({ schedule, person, isShadow, isEndless, start }: Turn): string =>
  `${fingerprint({ schedule, person, role: isShadow ? 'shadow' : 'on-call', start: isEndless ? 'ever' : String(start) })}@tocsin`;

/** Another where an event that has moved away keeps the first. */
function freshUid(turn: Turn, taken: Set<string>): string {
  const first = uidOf(turn);
  let uid = first;
  for (let n = 2; taken.has(uid); n++) uid = first.replace('@', `-${n}@`);
  taken.add(uid);
  return uid;
}
