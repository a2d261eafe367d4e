import { z } from 'zod';
import { refuse } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { onCallAt } from '../../domain/oncall/on-call.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { read } from '../../ports/skill.ts';

/** Who is on call now, schedule by schedule, and until when. */
export default read({
  summary: { en: 'Who is on call?', zh: '谁在值班？' },
  labels: { schedule: { en: 'Schedule or team', zh: '值班表或团队' } },
  input: z.object({ schedule: z.string().min(1).optional() }),
  output: z.object({
    at: z.string(),
    schedules: z.array(
      z.object({
        schedule: z.string(),
        displayName: z.string(),
        people: z.array(z.object({ person: z.string(), displayName: z.string(), until: z.string().nullable() })),
      }),
    ),
  }),
  needs: 'viewer',
  positional: ['schedule'],
  answer: (o, lang) =>
    o.schedules
      .map((s) => `${s.displayName}: ${s.people.map((p) => p.displayName).join(', ') || (lang === 'zh' ? '无人' : 'nobody')}`)
      .join('\n') || (lang === 'zh' ? '还没有值班表' : 'There are no schedules yet'),
  examples: [{ ask: 'who is on call for payments?', input: { schedule: 'payments' } }],
  async run({ schedule }, { store, now }) {
    const resources = store.duty();
    const wanted = schedule === undefined ? undefined : (resources.get('team', schedule)?.spec.schedule ?? schedule);
    const found = resources.all('schedule').filter((s) => wanted === undefined || s.name === wanted);
    if (wanted !== undefined && found.length === 0) {
      const known =
        resources
          .all('schedule')
          .map((s) => s.name)
          .join(', ') || 'none yet';
      return refuse(
        'not-found',
        `schedule: there is no schedule or team "${schedule}". Known: ${known}.`,
        `schedule：没有值班表或团队“${schedule}”。现有：${known}。`,
      );
    }
    const schedules = found.map((s) => ({
      schedule: s.name,
      displayName: s.spec.displayName ?? s.name,
      people: onCallAt(s.spec, now).map((o) => ({ person: o.person, displayName: nameOf(resources, o.person), until: rfc3339(o.end) })),
    }));
    return { at: rfc3339(now), schedules };
  },
});
