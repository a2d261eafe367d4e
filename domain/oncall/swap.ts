import { isRefusal, refuse, refuseField, type Refusal } from '../event/reply.ts';
import { nameOf } from '../firm/of-firm.ts';
import type { SaidSpan } from '../time/said-span.ts';
import { schedulesMeant, specOf, stretchMeant, turnsAhead, whoIsOn, type Ground } from './ground.ts';
import { personNamed, whichSchedule } from './named.ts';
import { turnsBetween } from './on-call.ts';
import type { Swap } from './rota.ts';

/** A swap in the words of who asks. `from`, `to`: of their own shifts, else their next. `back`: what of the other’s they take in return;
 *  without it nothing where they said a time, else the other’s next shift. */
export interface SwapAsked {
  readonly schedule?: string | undefined;
  readonly person: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly back?: string | undefined;
}

export type SwapWish = { readonly schedule: string } & Pick<Swap, 'from' | 'to' | 'start' | 'end' | 'back'>;

/** Reads what is to be swapped; refuses in plain words what makes no sense. `me` asks. */
export function swapWished(asked: SwapAsked, me: string, ground: Ground): SwapWish | Refusal {
  const to = personNamed(asked.person, { resources: ground.duty, me: ground.me, field: 'person' });
  if (isRefusal(to)) return to;
  if (to === me) return refuseField('person', 'nobody can swap with themselves.', '不能和自己换班。');
  const names = schedulesMeant(asked.schedule, ground);
  if (isRefusal(names)) return names;
  const mine = names.filter((name) => turnsAhead(me, name, ground).length > 0);
  const both = mine.filter((name) => turnsAhead(to, name, ground).length > 0);
  const found = both.length > 0 ? both : mine;
  const [schedule] = found;
  if (schedule === undefined) return refuse('rule', 'You have no shift there in the next 60 days.', '你未来 60 天没有这样的班。');
  if (found.length > 1) return whichSchedule(found, (name) => ({ en: `swap with ${to} on ${name}`, zh: `和 ${to} 在 ${name} 换班` }));
  return wishIn(schedule, { asked, me, to }, ground);
}

function wishIn(schedule: string, { asked, me, to }: { asked: SwapAsked; me: string; to: string }, ground: Ground): SwapWish | Refusal {
  const own = asked.from === undefined ? nextShift(me, schedule, ground) : stretchMeant(asked, schedule, ground);
  if (own === null) return refuse('rule', 'You have no shift there that ends. Say which time.', '你没有有结束时间的班，请说明时间。');
  if (isRefusal(own)) return own;
  // A night for a week would be no fair swap: a shift goes for a shift, a time of one's own for what was said.
  const said = asked.back ?? (asked.from === undefined ? undefined : 'nothing');
  const back = backOf(said, { schedule, to, own }, ground);
  if (isRefusal(back)) return back;
  const wish = { schedule, from: me, to, start: own.start, end: own.end, back };
  return holdsFault(wish, ground) ?? wish;
}

function backOf(
  said: string | undefined,
  { schedule, to, own }: { schedule: string; to: string; own: SaidSpan },
  ground: Ground,
): SaidSpan | null | Refusal {
  if (said !== undefined) return /^(?:nothing|none|no|无|不用|不还)$/iu.test(said) ? null : stretchMeant({ from: said }, schedule, ground);
  return nextShift(to, schedule, ground, own);
}

/** The next shift that has not begun, else what is left of the one they are in; not during `besides`. */
function nextShift(person: string, schedule: string, ground: Ground, besides?: SaidSpan): SaidSpan | null {
  const { now } = ground;
  const all = turnsAhead(person, schedule, ground).flatMap(({ start, end }) =>
    end === null ? [] : [{ start: Math.max(start ?? now, now), end }],
  );
  const free = all.filter((s) => !besides || s.end <= besides.start || s.start >= besides.end);
  return free.find((s) => s.start > now) ?? free[0] ?? null;
}

/** Whether a swap still makes sense: each is on call in what they give. */
export function holdsFault({ schedule, from, to, start, end, back }: SwapWish, ground: Ground): Refusal | null {
  return notOn(from, schedule, { start, end }, ground) ?? (back && notOn(to, schedule, back, ground));
}

function notOn(person: string, schedule: string, { start, end }: SaidSpan, ground: Ground): Refusal | null {
  const turns = turnsBetween(specOf(ground, schedule), start, end);
  if (turns.some((t) => t.person === person)) return null;
  const name = nameOf(ground.duty, person);
  const on = whoIsOn(turns, schedule, ground);
  return refuse(
    'rule',
    `${name} is not on call in ${schedule} then. On call: ${on.en}.`,
    `${name} 这段时间不在 ${schedule} 值班。值班的是：${on.zh}。`,
  );
}

/** When a swap that nobody has answered is worth nothing any more: the first of its shifts begins, or ends where it had begun. */
export const lapsesAt = ({ at, start, end, back }: Pick<Swap, 'at' | 'start' | 'end' | 'back'>): number =>
  Math.min(...[{ start, end }, ...(back ? [back] : [])].map((s) => (s.start > at ? s.start : s.end)));
