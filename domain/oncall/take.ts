import { isRefusal, refuse, refuseField, type Refusal } from '../event/reply.ts';
import { nameOf } from '../firm/of-firm.ts';
import { coverMeant, type CoverMeant } from './cover.ts';
import { schedulesMeant, specOf, turnsAhead, type Ground } from './ground.ts';
import { personNamed } from './named.ts';
import { onCallAt, type OnCall } from './on-call.ts';

interface Found {
  readonly schedule: string;
  readonly turn: OnCall;
}

/** What somebody takes on who says "I take bo's shift": the one that bo is in, else the next. Without a name the shift of whoever is on call
 *  now. `person` takes it. */
export function shiftTaken(
  asked: { schedule?: string | undefined; from?: string | undefined },
  person: string,
  ground: Ground,
): CoverMeant | Refusal {
  const names = schedulesMeant(asked.schedule, ground);
  if (isRefusal(names)) return names;
  const of = asked.from === undefined ? null : personNamed(asked.from, { resources: ground.duty, me: ground.me, field: 'from' });
  if (isRefusal(of)) return of;
  if (of === person) return refuseField('from', 'that is your own shift.', '这本来就是你的班。');
  const found = (of === null ? running(names, person, ground) : ahead(names, of, ground)).toSorted(
    (a, b) => (a.turn.start ?? 0) - (b.turn.start ?? 0),
  );
  const [first] = found;
  if (!first) return noShift(of, ground);
  const { schedule, turn } = first;
  // Of one person the next shift is meant; where several people are on call now, one must be named.
  if (of === null && found.length > 1) {
    const all = found.map((f) => `${nameOf(ground.duty, f.turn.person)} (${f.schedule})`);
    return refuseField('from', `whose shift? On call now: ${all.join(', ')}.`, `接谁的班？现在值班的是：${all.join('、')}。`);
  }
  if (turn.end === null)
    return refuse(
      'rule',
      'That shift has no end. Say until when with oncall cover.',
      '这个班没有结束时间，请用 oncall cover 说明到什么时候。',
    );
  const iso = (at: number): string => new Date(at).toISOString();
  const from = iso(Math.max(turn.start ?? ground.now, ground.now));
  return coverMeant({ schedule, person, instead: turn.person, from, to: iso(turn.end) }, ground);
}

const running = (names: readonly string[], me: string, ground: Ground): Found[] =>
  names.flatMap((schedule) =>
    onCallAt(specOf(ground, schedule), ground.now)
      .filter((t) => t.person !== me)
      .map((turn) => ({ schedule, turn })),
  );

const ahead = (names: readonly string[], person: string, ground: Ground): Found[] =>
  names.flatMap((schedule) =>
    turnsAhead(person, schedule, ground)
      .slice(0, 1)
      .map((turn) => ({ schedule, turn })),
  );

function noShift(person: string | null, { duty }: Ground): Refusal {
  if (person === null) return refuse('rule', 'Nobody else is on call now.', '现在没有其他人值班。');
  const name = nameOf(duty, person);
  return refuse('rule', `${name} has no shift in the next 60 days.`, `${name} 未来 60 天没有班。`);
}
