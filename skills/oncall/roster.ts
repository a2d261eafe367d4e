import { z } from 'zod';
import { isRefusal, refuseField } from '../../domain/event/reply.ts';
import { gapsAhead } from '../../domain/oncall/gaps.ts';
import { schedulesMeant, specOf, zoneOf, type Ground } from '../../domain/oncall/ground.ts';
import { turnsBetween } from '../../domain/oncall/on-call.ts';
import { saySpan, SpanView, TurnView, turnView } from '../../domain/oncall/turn-view.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { dayMs } from '../../domain/time/wall.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

const mostDays = 92;
const Time = z.iso.datetime({ offset: true });

/** Who is on call when, schedule by schedule, as the same engine says that calls people; without `from` and `to` the coming two weeks.
 *  A turn that began before or ends after is given whole; null = no start or no end. Gaps are stretches in which nobody is on call. */
export default read({
  summary: { en: 'Show who is on call when', zh: '查看值班安排' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' }, from: { en: 'From', zh: '从' }, to: { en: 'Until', zh: '到' } },
  input: z.object({ schedule: z.string().min(1).optional(), from: Time.optional(), to: Time.optional() }),
  output: z.object({
    from: z.string(),
    to: z.string(),
    schedules: z.array(
      z.object({
        schedule: z.string(),
        displayName: z.string(),
        zone: z.string(),
        turns: z.array(TurnView),
        gaps: z.array(SpanView.extend({ isPlanned: z.boolean() })),
      }),
    ),
  }),
  needs: 'viewer',
  positional: ['schedule'],
  answer: (o, lang) =>
    o.schedules
      .flatMap((s) => [
        s.displayName,
        ...s.turns.slice(0, 10).map((t) => `  ${saySpan(t, s.zone, lang)} ${t.displayName}`),
        ...s.gaps.slice(0, 5).map((g) => `  ${saySpan(g, s.zone, lang)} ${lang === 'zh' ? '无人值班' : 'nobody'}`),
      ])
      .join('\n') || (lang === 'zh' ? '还没有值班表' : 'There are no schedules yet'),
  examples: [{ ask: 'who has the payments desk next week?', input: { schedule: 'payments' } }],
  async run({ schedule, from, to }, ctx) {
    const ground = groundOf(ctx);
    const names = schedulesMeant(schedule, ground);
    if (isRefusal(names)) return names;
    const start = from === undefined ? ctx.now : Date.parse(from);
    const end = to === undefined ? start + 14 * dayMs : Date.parse(to);
    if (!(end > start) || end - start > mostDays * dayMs)
      return refuseField('to', `must be after from, and at most ${mostDays} days later.`, `须晚于起始时间，且不超过 ${mostDays} 天。`);
    return { from: rfc3339(start), to: rfc3339(end), schedules: names.map((name) => rosterOf(name, { start, end }, ground)) };
  },
});

function rosterOf(schedule: string, span: { start: number; end: number }, ground: Ground) {
  const spec = specOf(ground, schedule);
  const turns = turnsBetween(spec, span.start, span.end);
  return {
    schedule,
    displayName: spec.displayName ?? schedule,
    zone: zoneOf(spec, ground.duty),
    turns: turns.map((t) => turnView(t, ground.duty)),
    gaps: gapsAhead(spec, span).map((g) => ({ start: rfc3339(g.start), end: rfc3339(g.end), isPlanned: g.isPlanned })),
  };
}
