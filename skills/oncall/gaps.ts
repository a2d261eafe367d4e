import { z } from 'zod';
import { isRefusal } from '../../domain/event/reply.ts';
import { gapsAhead } from '../../domain/oncall/gaps.ts';
import { schedulesMeant, specOf, zoneOf } from '../../domain/oncall/ground.ts';
import { saySpan, SpanView } from '../../domain/oncall/turn-view.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { dayMs } from '../../domain/time/wall.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

/** Where nobody will be on call; never the past. `isPlanned`: the hours of the schedule leave that time out. */
export default read({
  summary: { en: 'When is nobody on call?', zh: '哪些时间无人值班？' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' }, days: { en: 'Days ahead', zh: '未来天数' } },
  input: z.object({ schedule: z.string().min(1).max(100).optional(), days: z.coerce.number().int().min(1).max(92).default(30) }),
  output: z.object({
    gaps: z.array(SpanView.extend({ schedule: z.string(), scheduleName: z.string(), zone: z.string(), isPlanned: z.boolean() })),
  }),
  needs: 'viewer',
  positional: ['schedule', 'days'],
  answer: (o, lang) => {
    const isZh = lang === 'zh';
    const missing = o.gaps.filter((g) => !g.isPlanned);
    const planned = o.gaps.length - missing.length;
    const lines = missing.slice(0, 15).map((g) => `${g.scheduleName}: ${saySpan(g, g.zone, lang)}`);
    const rest = planned === 0 ? [] : [isZh ? `另有 ${planned} 段在排班时间之外` : `and ${planned} outside the hours of a schedule`];
    return [...(lines.length > 0 ? lines : [isZh ? '没有缺口' : 'No gaps']), ...rest].join('\n');
  },
  examples: [{ ask: 'are there gaps in the payments schedule?', input: { schedule: 'payments' } }],
  async run({ schedule, days }, ctx) {
    const ground = groundOf(ctx);
    const names = schedulesMeant(schedule, ground);
    if (isRefusal(names)) return names;
    const gaps = names.flatMap((name) => {
      const spec = specOf(ground, name);
      const said = { schedule: name, scheduleName: spec.displayName ?? name, zone: zoneOf(spec, ground.duty) };
      return gapsAhead(spec, { start: ctx.now, end: ctx.now + days * dayMs }).map(({ start, end, isPlanned }) => ({
        ...said,
        start: rfc3339(start),
        end: rfc3339(end),
        isPlanned,
      }));
    });
    return { gaps: gaps.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start)) };
  },
});
