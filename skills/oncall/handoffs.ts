import { z } from 'zod';
import { isRefusal } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { schedulesMeant, specOf, zoneOf } from '../../domain/oncall/ground.ts';
import { handoffs } from '../../domain/oncall/on-call.ts';
import { sayMoment } from '../../domain/oncall/say-time.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { dayMs } from '../../domain/time/wall.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

const Names = z.array(z.object({ person: z.string(), displayName: z.string() }));

/** When the shift is handed over next, and from whom to whom. */
export default read({
  summary: { en: 'Next hand-overs', zh: '接下来的交接' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' }, days: { en: 'Days ahead', zh: '未来天数' } },
  input: z.object({ schedule: z.string().min(1).max(100).optional(), days: z.coerce.number().int().min(1).max(92).default(7) }),
  output: z.object({
    handoffs: z.array(
      z.object({ at: z.string(), schedule: z.string(), scheduleName: z.string(), zone: z.string(), off: Names, on: Names }),
    ),
  }),
  needs: 'viewer',
  positional: ['schedule', 'days'],
  answer: (o, lang) => {
    const nobody = lang === 'zh' ? '无人' : 'nobody';
    const said = (all: z.output<typeof Names>): string => all.map((p) => p.displayName).join(', ') || nobody;
    return (
      o.handoffs
        .slice(0, 15)
        .map((h) => `${sayMoment(Date.parse(h.at), { lang, zone: h.zone })} · ${h.scheduleName}: ${said(h.off)} → ${said(h.on)}`)
        .join('\n') || (lang === 'zh' ? '近期没有交接' : 'No hand-overs ahead')
    );
  },
  examples: [{ ask: 'who takes over payments next?', input: { schedule: 'payments' } }],
  async run({ schedule, days }, ctx) {
    const ground = groundOf(ctx);
    const names = schedulesMeant(schedule, ground);
    if (isRefusal(names)) return names;
    const named = (all: readonly string[]) => all.map((person) => ({ person, displayName: nameOf(ground.duty, person) }));
    const found = names.flatMap((name) => {
      const spec = specOf(ground, name);
      return handoffs(spec, ctx.now, ctx.now + days * dayMs).map((h) => ({
        at: rfc3339(h.at),
        schedule: name,
        scheduleName: spec.displayName ?? name,
        zone: zoneOf(spec, ground.duty),
        off: named(h.off),
        on: named(h.on),
      }));
    });
    return { handoffs: found.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)) };
  },
});
