import { z } from 'zod';
import { isRefusal, refuseField, type Refusal } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { schedulesMeant, specOf, zoneOf, type Ground } from '../../domain/oncall/ground.ts';
import { onCallAt } from '../../domain/oncall/on-call.ts';
import { sayMoment } from '../../domain/oncall/say-time.ts';
import { shadowsAt } from '../../domain/oncall/shadows.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { isMisfit } from '../../domain/time/said-misfit.ts';
import { momentSaid } from '../../domain/time/said-span.ts';
import { ZoneClock } from '../../domain/time/wall.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

const Somebody = z.object({ person: z.string(), displayName: z.string() });

/** Who is on call now or at a moment, schedule by schedule, and until when. Shadows learn beside them. */
export default read({
  summary: { en: 'Who is on call?', zh: '谁在值班？' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' }, at: { en: 'When', zh: '时间' } },
  input: z.object({ schedule: z.string().min(1).optional(), at: z.string().min(1).max(100).optional() }),
  output: z.object({
    at: z.string(),
    schedules: z.array(
      z.object({
        schedule: z.string(),
        displayName: z.string(),
        zone: z.string(),
        people: z.array(Somebody.extend({ until: z.string().nullable() })),
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
      const people = s.people.map((p) => p.displayName + until(p.until)).join(lang === 'zh' ? '、' : ', ');
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
    const when = names.map((name) => momentIn(at, name, ground));
    const unread = when.find(isRefusal);
    if (unread) return unread;
    const instants = when.filter((w) => typeof w === 'number');
    return {
      at: rfc3339(instants[0] ?? ctx.now),
      schedules: names.map((name, i) => onDuty(name, instants[i] ?? ctx.now, ground)),
    };
  },
});

function momentIn(at: string | undefined, schedule: string, ground: Ground): number | Refusal {
  if (at === undefined) return ground.now;
  const clock = new ZoneClock(zoneOf(specOf(ground, schedule), ground.duty));
  const said = momentSaid(at, { now: ground.now, clock }, 'start');
  if (isMisfit(said)) return refuseField('at', said.because.en, said.because.zh);
  return (
    said ??
    refuseField(
      'at',
      `"${at}" is no time. Say it such as tomorrow 9:00, tonight 8 or 2026-11-24T20:00.`,
      `“${at}”不是一个时间，可以写：明天 9:00、今晚8点 或 2026-11-24T20:00。`,
    )
  );
}

function onDuty(schedule: string, at: number, ground: Ground) {
  const spec = specOf(ground, schedule);
  const somebody = (person: string) => ({ person, displayName: nameOf(ground.duty, person) });
  return {
    schedule,
    displayName: spec.displayName ?? schedule,
    zone: zoneOf(spec, ground.duty),
    people: onCallAt(spec, at).map((o) => ({ ...somebody(o.person), until: rfc3339(o.end) })),
    shadows: shadowsAt(spec, at).map(somebody),
  };
}
