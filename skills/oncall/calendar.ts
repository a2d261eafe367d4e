import { z } from 'zod';
import { isRefusal, refuseField } from '../../domain/event/reply.ts';
import { CalendarView, calendarView } from '../../domain/oncall/calendar.ts';
import { maySettle, specOf, zoneOf } from '../../domain/oncall/ground.ts';
import { scheduleNamed } from '../../domain/oncall/named.ts';
import { turnsThen } from '../../domain/oncall/past.ts';
import { emptyRota } from '../../domain/oncall/rota.ts';
import { saySpan } from '../../domain/oncall/turn-view.ts';
import { dayMs } from '../../domain/time/wall.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

const mostDays = 92;
const Time = z.iso.datetime({ offset: true });

/** A schedule over a span, for drawing: who is on call in the end, each layer beneath, covers, temporary schedules, swaps, shadows and gaps.
 *  Without limits the coming two weeks. What has been is as it was, whatever the schedule says since. */
export default read({
  summary: { en: 'Show a schedule with all that leads to it', zh: '查看值班表的全部构成' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' }, from: { en: 'From', zh: '从' }, to: { en: 'Until', zh: '到' } },
  input: z.object({ schedule: z.string().min(1).max(100), from: Time.optional(), to: Time.optional() }),
  output: CalendarView,
  needs: 'viewer',
  positional: ['schedule'],
  answer: (o, lang) => {
    const isZh = lang === 'zh';
    const turns = o.turns
      .slice(0, 12)
      .map((t) => `  ${saySpan(t, o.zone, lang)} ${t.displayName}${t.by.length > 0 ? ` · ${t.by.join(' ')}` : ''}`);
    const gaps = o.gaps.filter((g) => !g.isPlanned).map((g) => `  ${saySpan(g, o.zone, lang)} ${isZh ? '无人值班' : 'nobody'}`);
    return [o.displayName, ...turns, ...gaps.slice(0, 5)].join('\n');
  },
  examples: [{ ask: 'why does ana have the payments desk tonight?', input: { schedule: 'payments' } }],
  async run({ schedule: said, from, to }, ctx) {
    const ground = groundOf(ctx);
    const schedule = scheduleNamed(said, ground.duty);
    if (isRefusal(schedule)) return schedule;
    const start = from === undefined ? ctx.now : Date.parse(from);
    const end = to === undefined ? start + 14 * dayMs : Date.parse(to);
    if (!(end > start) || end - start > mostDays * dayMs)
      return refuseField('to', `must be after from, and at most ${mostDays} days later.`, `须晚于起始时间，且不超过 ${mostDays} 天。`);
    const laid = specOf(ground, schedule);
    const rota = ground.rotas.get(schedule) ?? emptyRota(schedule);
    return calendarView({
      schedule,
      written: ctx.store.resources().get('schedule', schedule)?.spec ?? laid,
      laid,
      rota,
      turns: turnsThen(await ctx.store.scheduleHistory(schedule), rota, { start, end }),
      zone: zoneOf(laid, ground.duty),
      span: { start, end },
      now: ctx.now,
      resources: ground.duty,
      maySettle: maySettle(ctx.viewer),
    });
  },
});
