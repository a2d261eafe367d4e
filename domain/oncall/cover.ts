import { isRefusal, refuse, refuseField, type Refusal } from '../event/reply.ts';
import { nameOf } from '../firm/of-firm.ts';
import type { Words } from '../text/lang.ts';
import { spanSaid, type SaidSpan } from '../time/said-span.ts';
import { ZoneClock } from '../time/wall.ts';
import { momentAt } from '../time/moment.ts';
import { peopleIn, schedulesMeant, specOf, stretchMeant, turnsAhead, whoIsOn, zoneOf, type Ground } from './ground.ts';
import { personNamed, whichSchedule } from './named.ts';
import { turnsBetween } from './on-call.ts';
import { sayStretch } from './say-time.ts';

/** A cover in the words of who asks for it. */
export interface CoverAsked {
  readonly schedule?: string | undefined;
  readonly person: string;
  readonly instead?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What was meant. `existing`: it is so already, by this cover. */
export interface CoverMeant extends SaidSpan {
  readonly schedule: string;
  readonly person: string;
  /** Null: nobody is on call then. */
  readonly instead: string | null;
  readonly existing: string | null;
}

/** Reads who stands in for whom, when and in which schedule; refuses in plain words what makes no sense. */
export function coverMeant(asked: CoverAsked, ground: Ground): CoverMeant | Refusal {
  const said = untangled(asked, ground);
  const person = personNamed(said.person, { resources: ground.duty, me: ground.me, field: 'person' });
  if (isRefusal(person)) return person;
  const instead =
    said.instead === undefined ? null : personNamed(said.instead, { resources: ground.duty, me: ground.me, field: 'instead' });
  if (isRefusal(instead)) return instead;
  if (person === instead) return refuseField('instead', 'nobody can cover themselves.', '不能自己顶自己的班。');
  const names = schedulesMeant(said.schedule, ground);
  if (isRefusal(names)) return names;
  if (names.length === 0) return refuseField('schedule', 'there are no schedules yet.', '还没有值班表。');
  const [only = ''] = names;
  if (names.length === 1) return coverIn(only, { person, instead, said }, ground);
  return whereItFits(names, { person, instead, said }, ground);
}

interface Wish {
  readonly person: string;
  readonly instead: string | null;
  readonly said: CoverAsked;
}

/** `cover ana tonight 20-08`: what stands where a person may stand, and is a time, is part of the time. */
function untangled(asked: CoverAsked, { now }: Ground): CoverAsked {
  const { instead, from } = asked;
  if (instead === undefined) return asked;
  const speaking = { now, clock: new ZoneClock('UTC') };
  const text = [instead, from].filter(Boolean).join(' ');
  return spanSaid(text, speaking) ? { ...asked, instead: undefined, from: text } : asked;
}

function whereItFits(names: readonly string[], wish: Wish, ground: Ground): CoverMeant | Refusal {
  const tried = names.map((name) => coverIn(name, wish, ground));
  const fitting = tried.flatMap((t) => (isRefusal(t) ? [] : [t]));
  const who = wish.instead ?? wish.person;
  const own = fitting.filter((t) => peopleIn(specOf(ground, t.schedule)).has(who));
  const found = own.length > 0 ? own : fitting;
  const [first] = found;
  if (first && found.length === 1) return first;
  if (first)
    return whichSchedule(
      found.map((f) => f.schedule),
      (schedule) => wholeSentence({ ...first, schedule, instead: wish.instead ?? first.instead }, wish.said),
    );
  // Where none fits, the schedule of whoever is to be replaced says why.
  const near = names.findIndex((name) => peopleIn(specOf(ground, name)).has(who));
  return tried[Math.max(near, 0)] ?? refuseField('schedule', 'say which schedule.', '请说明是哪张值班表。');
}

/** The sentence of a cover with its schedule. Where nobody is on call there is nobody to cover, and a command says it. */
function wholeSentence({ person, instead, schedule }: CoverMeant, { from = '', to }: CoverAsked): Words {
  const time = to === undefined ? from : `${from} - ${to}`;
  const command = `/oncall cover ${person} ${time} schedule=${schedule}`;
  if (instead === null) return { en: command, zh: command };
  return { en: `${person} covers ${instead} ${time} on ${schedule}`, zh: `${person} 替 ${instead} ${time} 值 ${schedule}` };
}

function coverIn(schedule: string, { person, instead, said }: Wish, ground: Ground): CoverMeant | Refusal {
  const span = stretchMeant(said, schedule, ground);
  if (isRefusal(span)) return span;
  const same = ground.rotas
    .get(schedule)
    ?.covers.find(
      (c) => !c.isShadow && c.add === person && (instead === null || c.remove === instead) && c.start <= span.start && c.end >= span.end,
    );
  if (same) return { schedule, person, instead: same.remove, start: same.start, end: same.end, existing: same.id };
  const whom = instead === null ? whoToReplace(schedule, { person, span }, ground) : whetherOn(schedule, { instead, span }, ground);
  if (isRefusal(whom)) return whom;
  const taken = whom === null ? null : standingIn(schedule, { instead: whom, span }, ground);
  return taken ?? { schedule, person, instead: whom, ...span, existing: null };
}

function whetherOn(schedule: string, { instead, span }: { instead: string; span: SaidSpan }, ground: Ground): string | Refusal {
  const turns = turnsBetween(specOf(ground, schedule), span.start, span.end);
  if (turns.some((t) => t.person === instead)) return instead;
  const name = nameOf(ground.duty, instead);
  const on = whoIsOn(turns, schedule, ground);
  const [next] = turnsAhead(instead, schedule, ground);
  const ahead = next ? whoIsOn([next], schedule, ground) : null;
  return refuseField(
    'instead',
    `${name} is not on call in ${schedule} then. On call: ${on.en}.${ahead ? ` Next: ${ahead.en}.` : ''}`,
    `${name} 这段时间不在 ${schedule} 值班。值班的是：${on.zh}。${ahead ? `下一班：${ahead.zh}。` : ''}`,
  );
}

/** Without a name the one who is on call; several must be named. */
function whoToReplace(schedule: string, { person, span }: { person: string; span: SaidSpan }, ground: Ground): string | null | Refusal {
  const turns = turnsBetween(specOf(ground, schedule), span.start, span.end);
  const others = [...new Set(turns.map((t) => t.person))].filter((p) => p !== person);
  const [only = null] = others;
  if (others.length > 1) {
    const on = whoIsOn(turns, schedule, ground);
    return refuseField(
      'instead',
      `say instead of whom. On call in ${schedule} then: ${on.en}.`,
      `请说明替谁。这段时间 ${schedule} 值班的是：${on.zh}。`,
    );
  }
  if (only === null && turns.length > 0) {
    const name = nameOf(ground.duty, person);
    return refuse('rule', `${name} is on call in ${schedule} then anyway.`, `${name} 这段时间本来就在 ${schedule} 值班。`);
  }
  return only;
}

/** Refuses a second stand-in for the same person at the same time. */
function standingIn(schedule: string, { instead, span }: { instead: string; span: SaidSpan }, ground: Ground): Refusal | null {
  const spec = specOf(ground, schedule);
  const zone = zoneOf(spec, ground.duty);
  const clock = new ZoneClock(zone);
  const taken = spec.overrides
    .filter((o) => !o.shadow && o.remove === instead)
    .map((o) => ({ ...o, start: momentAt(o.start, clock, 'start'), end: momentAt(o.end, clock, 'end') }))
    .find((o) => o.start < span.end && o.end > span.start);
  if (!taken) return null;
  const id = ground.rotas
    .get(schedule)
    ?.covers.find((c) => c.remove === instead && c.end > c.start && c.start < span.end && c.end > span.start)?.id;
  const name = (p: string | undefined, nobody: string): string => (p === undefined ? nobody : nameOf(ground.duty, p));
  const when = (lang: 'en' | 'zh'): string => sayStretch(taken, { lang, zone });
  const [undo, undoZh] =
    id === undefined ? ['', ''] : [` End that first (oncall uncover ${id}), or cover`, `请先结束它（oncall uncover ${id}），或顶`];
  const rest =
    id === undefined || taken.add === undefined
      ? ['.', '。']
      : [`.${undo} ${name(taken.add, '')}.`, `。${undoZh} ${name(taken.add, '')} 的班。`];
  return refuse(
    'rule',
    `${name(taken.add, 'Nobody')} already stands in for ${name(instead, '')}: ${when('en')}${rest[0]}`,
    `${name(taken.add, '（无人）')} 已在替 ${name(instead, '')}：${when('zh')}${rest[1]}`,
  );
}
