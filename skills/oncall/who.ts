import { z } from 'zod';
import { isRefusal } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { schedulesMeant, specOf, zoneOf, type Ground } from '../../domain/oncall/ground.ts';
import { onCallAt, turnsBetween, type OnCall } from '../../domain/oncall/on-call.ts';
import { turnsThen } from '../../domain/oncall/past.ts';
import { sayMoment } from '../../domain/oncall/say-time.ts';
import { shadowsAt } from '../../domain/oncall/shadows.ts';
import { timeAsked } from '../../domain/oncall/span-asked.ts';
import { saySpan } from '../../domain/oncall/turn-view.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';
import type { StoreReader } from '../../ports/store.ts';

const Somebody = z.object({ person: z.string(), displayName: z.string() });

/** Who is on call now or at a moment, schedule by schedule, and until when; over a time such as `this weekend` who from when until
 *  when. The past as the schedule said it then. `to`: null of a moment. Shadows learn beside them, as of the beginning. */
export default read({
  summary: { en: 'Who is on call?', zh: '谁在值班？' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' }, at: { en: 'When', zh: '时间' } },
  input: z.object({ schedule: z.string().min(1).optional(), at: z.string().min(1).max(100).optional() }),
  output: z.object({
    at: z.string(),
    to: z.string().nullable(),
    schedules: z.array(
      z.object({
        schedule: z.string(),
        displayName: z.string(),
        zone: z.string(),
        people: z.array(Somebody.extend({ from: z.string().nullable(), until: z.string().nullable() })),
        shadows: z.array(Somebody),
      }),
    ),
  }),
  needs: 'viewer',
  positional: ['schedule', 'at'],
  answer: (o, lang) => {
    const lines = o.schedules.map((s) => {
      const until = (at: string | null): string =>
        at === null
          ? ''
          : lang === 'zh'
            ? `（至 ${sayMoment(Date.parse(at), { lang, zone: s.zone })}）`
            : ` (until ${sayMoment(Date.parse(at), { lang, zone: s.zone })})`;
      const turn = (p: (typeof s.people)[number]): string =>
        o.to === null ? p.displayName + until(p.until) : `${p.displayName} ${saySpan({ start: p.from, end: p.until }, s.zone, lang)}`;
      const people = s.people.map(turn).join(lang === 'zh' ? '、' : ', ');
      const learning = s.shadows.map((p) => p.displayName).join(', ');
      const beside = learning === '' ? '' : lang === 'zh' ? ` · 见习 ${learning}` : ` · shadow ${learning}`;
      return `${s.displayName}: ${people || (lang === 'zh' ? '无人' : 'nobody')}${beside}`;
    });
    return lines.join('\n') || (lang === 'zh' ? '还没有值班表' : 'There are no schedules yet');
  },
  examples: [
    { ask: 'who is on call for payments?', input: { schedule: 'payments' } },
    { ask: 'who is on call tomorrow at nine?', input: { at: 'tomorrow 9:00' } },
  ],
  async run({ schedule, at }, ctx) {
    const ground = groundOf(ctx);
    const names = schedulesMeant(schedule, ground);
    if (isRefusal(names)) return names;
    const asked = names.map((name) => ({ name, time: at === undefined ? { start: ctx.now, end: null } : timeAsked(at, name, ground) }));
    const unread = asked.map((a) => a.time).find(isRefusal);
    if (unread) return unread;
    const times = asked.flatMap(({ name, time }) => (isRefusal(time) ? [] : [{ name, time }]));
    const [first] = times;
    return {
      at: rfc3339(first?.time.start ?? ctx.now),
      to: rfc3339(first?.time.end ?? null),
      schedules: await Promise.all(
        times.map(async ({ name, time }) => onDuty(name, { time, turns: await turnsIn(name, time, { ground, store: ctx.store }) }, ground)),
      ),
    };
  },
});

interface Time {
  readonly start: number;
  readonly end: number | null;
}

/** The turns of a moment as they are, those of a stretch as far as they lie in it. */
async function turnsIn(
  schedule: string,
  { start, end }: Time,
  { ground, store }: { ground: Ground; store: Pick<StoreReader, 'scheduleHistory'> },
): Promise<OnCall[]> {
  const spec = specOf(ground, schedule);
  const isPast = start < ground.now;
  if (end === null && !isPast) return onCallAt(spec, start);
  const span = { start, end: end ?? start + 1 };
  const turns = isPast
    ? turnsThen(await store.scheduleHistory(schedule), ground.rotas.get(schedule), span)
    : turnsBetween(spec, span.start, span.end);
  if (end === null) return turns;
  return turns.map((t) => ({ ...t, start: Math.max(t.start ?? start, start), end: Math.min(t.end ?? end, end) }));
}

function onDuty(schedule: string, { time, turns }: { time: Time; turns: readonly OnCall[] }, ground: Ground) {
  const spec = specOf(ground, schedule);
  const somebody = (person: string) => ({ person, displayName: nameOf(ground.duty, person) });
  return {
    schedule,
    displayName: spec.displayName ?? schedule,
    zone: zoneOf(spec, ground.duty),
    people: turns.map((o) => ({ ...somebody(o.person), from: rfc3339(o.start), until: rfc3339(o.end) })),
    shadows: shadowsAt(spec, time.start).map(somebody),
  };
}
