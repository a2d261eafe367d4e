import { resolveTimeoutMs, type Signal, type StoredSignal } from './signal.ts';

/** What a heard signal changed: nothing but its time of hearing (`same`), or something a group must know. */
export type Change = 'new' | 'refired' | 'resolved' | 'altered' | 'same' | 'stale';

export interface Sifted {
  readonly change: Change;
  /** What is stored now, or null when the heard one is older than what we know and nothing is written. */
  readonly signal: Omit<StoredSignal, 'group' | 'also'> | null;
  /** A firing that came after the resolve of its own span. */
  readonly isOvertaken?: true;
}

/** Merges what was just heard with what is stored under the same fingerprint.
 *  Rules (Alertmanager's, with ours for order): overlapping spans keep the earliest start; the younger hearing wins annotations and end,
 *  but a later end that was given earlier stays; a resolve that has never fired is kept and announces nothing; for five minutes a firing
 *  of the span whose end we were told of is an old message come late. What is older than what we know is not stored. */
export function sift(known: StoredSignal | undefined, heard: Signal, now: number): Sifted {
  return heard.isKeyed ? siftKeyed(known, heard, now) : siftAny(known, heard, now);
}

/** Named by a key of its source's own: its labels may change while it fires, which is news; a resolve may lack them, and ends what is known. */
function siftKeyed(known: StoredSignal | undefined, { isKeyed: _k, onlyKnown, ...heard }: Signal, now: number): Sifted {
  if (onlyKnown && known?.state !== 'firing') return { change: 'stale', signal: null };
  const isOver = heard.endsAt <= now;
  if (!known || (!onlyKnown && !isOver)) {
    const sifted = siftAny(known, heard, now);
    const isAltered = sifted.change === 'same' && known?.state === 'firing' && !sameTexts(known.labels, heard.labels);
    return isAltered ? { ...sifted, change: 'altered' } : sifted;
  }
  const annotations = { ...known.annotations, ...heard.annotations };
  const startsAt = Math.min(known.startsAt, heard.startsAt);
  // Who says by its key that it is over is believed, whatever its clock says; a word about what fires says nothing of its end.
  const times = isOver ? { endsAt: Math.max(heard.endsAt, known.startsAt) } : { endsAt: known.endsAt, byTimeout: known.byTimeout };
  return siftAny(
    known,
    { ...heard, labels: known.labels, annotations, startsAt, generatorURL: heard.generatorURL || known.generatorURL, ...times },
    now,
  );
}

function siftAny(known: StoredSignal | undefined, heard: Signal, now: number): Sifted {
  const firing = heard.endsAt > now;
  if (!known) return { change: firing ? 'new' : 'same', signal: { ...heard, state: firing ? 'firing' : 'resolved', turnedAt: now } };
  if (heard.updatedAt < known.updatedAt) return { change: 'stale', signal: null };
  if (known.state === 'resolved') return afterResolve(known, heard, firing, now);
  return whileFiring(known, heard, firing, now);
}

function afterResolve(known: StoredSignal, heard: Signal, firing: boolean, now: number): Sifted {
  if (!firing) {
    const endsAt = Math.max(known.endsAt, heard.endsAt);
    const startsAt = heard.startsAt > known.endsAt ? heard.startsAt : Math.min(known.startsAt, heard.startsAt);
    return {
      change: 'same',
      signal: { ...heard, startsAt, endsAt, state: 'resolved', turnedAt: known.turnedAt },
    };
  }
  // A firing of the very span whose end we were told of was overtaken on its way. Only for a while: who keeps saying it fires is believed.
  const overtaken = !known.byTimeout && heard.startsAt <= known.startsAt && now - known.turnedAt < resolveTimeoutMs;
  if (overtaken) return { change: 'stale', signal: null, isOvertaken: true };
  return { change: 'refired', signal: { ...heard, state: 'firing', turnedAt: now } };
}

function whileFiring(known: StoredSignal, heard: Signal, firing: boolean, now: number): Sifted {
  // A resolve of an earlier span that arrives after the alert fired anew, or a lapsed guess that a later hearing has put off.
  if (!firing && (heard.endsAt < known.startsAt || (heard.byTimeout && known.endsAt > now))) return { change: 'stale', signal: null };
  const startsAt = Math.min(known.startsAt, heard.startsAt);
  const merged = { ...heard, startsAt };
  if (!firing) return { change: 'resolved', signal: { ...merged, state: 'resolved', turnedAt: now } };
  const keepsEnd = !known.byTimeout && known.endsAt > heard.endsAt;
  const signal = { ...merged, endsAt: keepsEnd ? known.endsAt : heard.endsAt, byTimeout: keepsEnd ? false : heard.byTimeout };
  const change = sameTexts(known.annotations, heard.annotations) ? 'same' : 'altered';
  return { change, signal: { ...signal, state: 'firing', turnedAt: known.turnedAt } };
}

function sameTexts(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((n) => a[n] === b[n]);
}
