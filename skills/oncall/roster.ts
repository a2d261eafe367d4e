import { z } from 'zod';
import { refuse, refuseField } from '../../domain/event/reply.ts';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { gapsIn } from '../../domain/oncall/gaps.ts';
import { turnsBetween } from '../../domain/oncall/on-call.ts';
import type { Schedule } from '../../domain/oncall/schedule.ts';
import type { Resource, Resources } from '../../domain/resource/resource.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { read } from '../../ports/skill.ts';

const dayMs = 86_400_000;
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
        turns: z.array(z.object({ person: z.string(), displayName: z.string(), start: z.string().nullable(), end: z.string().nullable() })),
        gaps: z.array(z.object({ start: z.string(), end: z.string() })),
      }),
    ),
  }),
  needs: 'viewer',
  positional: ['schedule'],
  answer: (o, lang) =>
    o.schedules
      .flatMap((s) => [
        s.displayName,
        ...s.turns.slice(0, 10).map((t) => `  ${t.start ?? '…'} – ${t.end ?? '…'} ${t.displayName}`),
        ...s.gaps.slice(0, 5).map((g) => `  ${g.start} – ${g.end} ${lang === 'zh' ? '无人值班' : 'nobody'}`),
      ])
      .join('\n') || (lang === 'zh' ? '还没有值班表' : 'There are no schedules yet'),
  examples: [{ ask: 'who has the payments desk next week?', input: { schedule: 'payments' } }],
  run: async ({ schedule, from, to }, { store, now }) => {
    const resources = store.duty();
    const wanted = schedule === undefined ? undefined : (resources.get('team', schedule)?.spec.schedule ?? schedule);
    const found = resources.all('schedule').filter((s) => wanted === undefined || s.name === wanted);
    if (wanted !== undefined && found.length === 0)
      return refuse('not-found', `There is no schedule or team "${schedule}".`, `没有名为“${schedule}”的值班表或团队。`);
    const start = from === undefined ? now : Date.parse(from);
    const end = to === undefined ? start + 14 * dayMs : Date.parse(to);
    if (!(end > start) || end - start > mostDays * dayMs)
      return refuseField('to', `must be after from, and at most ${mostDays} days later.`, `须晚于起始时间，且不超过 ${mostDays} 天。`);
    const schedules = found.map((s) => rosterOf(s, { start, end, resources }));
    return { from: rfc3339(start), to: rfc3339(end), schedules };
  },
});

function rosterOf(
  { name, spec }: Resource & { spec: Schedule },
  { start, end, resources }: { start: number; end: number; resources: Resources },
) {
  const turns = turnsBetween(spec, start, end);
  return {
    schedule: name,
    displayName: spec.displayName ?? name,
    zone: spec.zone ?? firmZone(resources, 'UTC'),
    turns: turns.map((t) => ({ person: t.person, displayName: nameOf(resources, t.person), start: rfc3339(t.start), end: rfc3339(t.end) })),
    gaps: gapsIn(turns, { start, end }).map((g) => ({ start: rfc3339(g.start), end: rfc3339(g.end) })),
  };
}
