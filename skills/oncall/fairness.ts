import { z } from 'zod';
import { isRefusal, refuseField } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { burdens } from '../../domain/oncall/fairness.ts';
import { schedulesMeant, specOf, zoneOf } from '../../domain/oncall/ground.ts';
import { turnsThen } from '../../domain/oncall/past.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { dayMs, ZoneClock } from '../../domain/time/wall.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

const Time = z.iso.datetime({ offset: true });
const mostDays = 366;
/** What has been is known as long as a rota is kept. */
const keptDays = 90;

/** How much each carries in a span: hours, nights (22 to 06 on the schedule’s clock), weekends. Without limits the last four weeks. Past shifts are
 *  counted as they were, whatever the schedule says since. */
export default read({
  summary: { en: 'How fairly is on call shared?', zh: '值班是否均衡？' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' }, from: { en: 'From', zh: '从' }, to: { en: 'Until', zh: '到' } },
  input: z.object({ schedule: z.string().min(1).max(100).optional(), from: Time.optional(), to: Time.optional() }),
  output: z.object({
    from: z.string(),
    to: z.string(),
    schedules: z.array(
      z.object({
        schedule: z.string(),
        displayName: z.string(),
        zone: z.string(),
        people: z.array(
          z.object({
            person: z.string(),
            displayName: z.string(),
            turns: z.number(),
            hours: z.number(),
            /** Of all hours of the schedule, 0..1. */
            share: z.number(),
            nights: z.number(),
            nightHours: z.number(),
            weekends: z.number(),
            weekendHours: z.number(),
          }),
        ),
      }),
    ),
  }),
  needs: 'viewer',
  positional: ['schedule'],
  answer: (o, lang) =>
    o.schedules
      .flatMap((s) => [
        s.displayName,
        ...s.people.map((p) =>
          lang === 'zh'
            ? `  ${p.displayName}：${p.hours} 小时，${p.nights} 个夜班，${p.weekends} 个周末`
            : `  ${p.displayName}: ${p.hours} h, nights ${p.nights}, weekends ${p.weekends}`,
        ),
      ])
      .join('\n') || (lang === 'zh' ? '还没有值班表' : 'There are no schedules yet'),
  examples: [{ ask: 'who had most nights last month?', input: { from: '2026-11-01T00:00:00+08:00', to: '2026-12-01T00:00:00+08:00' } }],
  async run({ schedule, from, to }, ctx) {
    const ground = groundOf(ctx);
    const names = schedulesMeant(schedule, ground);
    if (isRefusal(names)) return names;
    const end = to === undefined ? (from === undefined ? ctx.now : Date.parse(from) + 28 * dayMs) : Date.parse(to);
    const start = from === undefined ? end - 28 * dayMs : Date.parse(from);
    if (!(end > start) || end - start > mostDays * dayMs)
      return refuseField('to', `must be after from, and at most ${mostDays} days later.`, `须晚于起始时间，且不超过 ${mostDays} 天。`);
    if (start < ctx.now - keptDays * dayMs) return refuseField('from', `lies more than ${keptDays} days back.`, `早于 ${keptDays} 天前。`);
    const schedules = await Promise.all(
      names.map(async (name) => {
        const spec = specOf(ground, name);
        const zone = zoneOf(spec, ground.duty);
        const turns = turnsThen(await ctx.store.scheduleHistory(name), ground.rotas.get(name), { start, end });
        const people = burdens(turns, { start, end }, new ZoneClock(zone));
        const all = people.reduce((sum, p) => sum + p.hours, 0);
        const shown = people.map((p) => ({ ...p, displayName: nameOf(ground.duty, p.person), share: p.hours / (all || 1) }));
        return { schedule: name, displayName: spec.displayName ?? name, zone, people: shown };
      }),
    );
    return { from: rfc3339(start), to: rfc3339(end), schedules };
  },
});
