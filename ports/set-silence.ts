import { parseMatcher, type Matcher } from '../domain/alert/matcher.ts';
import { askedBy, hitsEverything, silenceId, silenceState, type Silence } from '../domain/alert/silence.ts';
import { readerZone, type SilenceAnswer } from '../domain/alert/silence-view.ts';
import type { Decision } from '../domain/event/decision.ts';
import { keyOf, partsOf, personOf, type Key } from '../domain/event/event.ts';
import { done, refuseField, type Refusal } from '../domain/event/reply.ts';
import { momentAt } from '../domain/time/moment.ts';
import { rfc3339 } from '../domain/time/rfc3339.ts';
import { ZoneClock } from '../domain/time/wall.ts';
import { silenceKeptMs } from './find-silence.ts';
import type { Decide } from './bot.ts';
import type { SkillCall } from './skill.ts';
import type { StoreReader } from './store.ts';

const minute = 60_000;
/** An end that is hardly later than the one there is changes nothing: a button pressed twice. */
const sameEndMs = minute;
const longestMs = 366 * 86_400_000;

/** Matchers as people write them; a refusal names the field. */
export function readMatchers(match: readonly string[]): Matcher[] | Refusal {
  try {
    const matchers = match.map(parseMatcher);
    return hitsEverything(matchers)
      ? refuseField(
          'match',
          'these matchers hit alerts that have none of their labels, that is everything. Name at least one label with a value.',
          '这些条件会命中不带这些标签的所有告警。请至少给出一个有值的标签。',
        )
      : matchers;
  } catch (e) {
    const { message } = e as Error;
    return refuseField('match', message, message);
  }
}

/** The lane of the silence with these matchers: the one that holds or is to come, else a new one that two callers at once would share. */
export async function quietLane(matchers: readonly Matcher[], { store, now }: { store: StoreReader; now: number }): Promise<Key> {
  const asked = askedBy(matchers);
  const same = (await store.silences(now - silenceKeptMs)).filter((s) => askedBy(s.matchers) === asked);
  const held = same.find((s) => silenceState(s, now) !== 'expired');
  if (held) return keyOf('silence', held.id);
  const last = same.toSorted((a, b) => b.endsAt - a.endsAt)[0];
  return keyOf('silence', silenceId(matchers, last?.id ?? null));
}

export interface Wanted {
  readonly matchers: readonly Matcher[];
  readonly minutes: number;
  readonly startsAt?: string | undefined;
  readonly until?: string | undefined;
  readonly comment: string;
  readonly kind?: 'maintenance';
  readonly system?: string | undefined;
}

/** Sets a silence, or leaves or lengthens the one there is; never a second. */
export async function quieten(wanted: Wanted, { store, now, call }: Decide & { call: SkillCall }): Promise<Decision | Refusal> {
  const { id } = partsOf(call.key);
  const zone = readerZone(store.resources(), personOf(call.by));
  const span = spanOf(wanted, { now, zone });
  if ('refused' in span) return span;
  const old = await store.state('silence', id);
  const held = old && silenceState(old, now) !== 'expired' ? old : null;
  const answer = (s: Pick<Silence, 'startsAt' | 'endsAt'>, existed: boolean) =>
    done({
      silence: id,
      startsAt: rfc3339(s.startsAt),
      endsAt: rfc3339(s.endsAt),
      existed,
      at: rfc3339(now),
      zone,
    } satisfies SilenceAnswer);
  const { matchers, comment, kind, system } = wanted;
  const said = { createdBy: personOf(call.by) ?? 'api', comment, ...(kind ? { kind } : {}), ...(system ? { system } : {}) };
  if (!held)
    return {
      because: { code: 'silenced' },
      facts: [{ type: 'silence.set', data: { matchers, ...span, ...said } }],
      reply: answer(span, false),
    };
  const next = { startsAt: Math.min(held.startsAt, span.startsAt), endsAt: Math.max(held.endsAt, span.endsAt) };
  if (next.startsAt === held.startsAt && next.endsAt - held.endsAt < sameEndMs)
    return { because: { code: 'already-silenced' }, reply: answer(held, true) };
  return { because: { code: 'silence-longer' }, facts: [silenceSet(held, next)], reply: answer(next, true) };
}

/** The same silence with other times. */
export function silenceSet({ id: _id, updatedAt: _at, warned: _warned, ...said }: Silence, times: { startsAt?: number; endsAt: number }) {
  return { type: 'silence.set', data: { ...said, ...times } };
}

function spanOf(
  { minutes, startsAt, until }: Wanted,
  { now, zone }: { now: number; zone: string },
): { startsAt: number; endsAt: number } | Refusal {
  const clock = new ZoneClock(zone);
  const from = startsAt === undefined ? now : Math.max(now, momentAt(startsAt, clock, 'start'));
  const to = until === undefined ? from + Math.round(minutes * minute) : momentAt(until, clock, 'end');
  if (to <= from) return refuseField('until', 'lies before it begins. Give a later end.', '早于开始时间，请给出更晚的结束时间。');
  if (to - now > longestMs)
    return refuseField(
      until === undefined ? 'startsAt' : 'until',
      'lies more than a year ahead. Give an earlier one.',
      '超过一年以后，请给出更早的时间。',
    );
  return { startsAt: from, endsAt: to };
}
