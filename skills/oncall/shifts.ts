import { z } from 'zod';
import { isRefusal, refuse } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { schedulesMeant, specOf, zoneOf } from '../../domain/oncall/ground.ts';
import { personNamed } from '../../domain/oncall/named.ts';
import { turnsBetween } from '../../domain/oncall/on-call.ts';
import { spanAsked } from '../../domain/oncall/span-asked.ts';
import { shadowsOf } from '../../domain/oncall/shadows.ts';
import { saySpan, TurnView, turnView } from '../../domain/oncall/turn-view.ts';
import { dayMs } from '../../domain/time/wall.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

/** The shifts of a person (the caller) over all schedules: the one they are in, and those ahead; or those of a time such as `next week`. `isShadow`: they only learn. */
export default read({
  summary: { en: 'When am I on call?', zh: '我的班' },
  labels: { person: { en: 'Person', zh: '人员' }, days: { en: 'Days ahead', zh: '未来天数' }, when: { en: 'When', zh: '时间' } },
  input: z.object({
    person: z.string().min(1).max(100).optional(),
    days: z.coerce.number().int().min(1).max(366).default(30),
    when: z.string().min(1).max(100).optional(),
  }),
  output: z.object({
    person: z.string(),
    displayName: z.string(),
    shifts: z.array(TurnView.extend({ schedule: z.string(), scheduleName: z.string(), zone: z.string(), isShadow: z.boolean() })),
  }),
  needs: 'viewer',
  positional: ['person', 'days'],
  answer: (o, lang) =>
    o.shifts
      .slice(0, 15)
      .map((s) => `${saySpan(s, s.zone, lang)} · ${s.scheduleName}${s.isShadow ? (lang === 'zh' ? '（见习）' : ' (shadow)') : ''}`)
      .join('\n') || (lang === 'zh' ? `${o.displayName} 近期没有班` : `${o.displayName} has no shifts coming`),
  examples: [{ ask: 'when am I on call?', input: {} }],
  async run({ person: said, days, when }, ctx) {
    const ground = groundOf(ctx);
    const person = said === undefined ? ground.me : personNamed(said, { resources: ground.duty, me: ground.me, field: 'person' });
    if (isRefusal(person)) return person;
    if (person === null)
      return refuse('input', 'person: say whose shifts, or sign in as a person.', 'person：请说明是谁的班，或以个人身份登录。');
    const names = schedulesMeant(undefined, ground);
    const places = (isRefusal(names) ? [] : names).map((schedule) => ({
      schedule,
      span: when === undefined ? { start: ctx.now, end: ctx.now + days * dayMs } : spanAsked(when, schedule, ground),
    }));
    const unread = places.map((p) => p.span).find(isRefusal);
    if (unread) return unread;
    const shifts = places.flatMap(({ schedule, span }) => {
      if (isRefusal(span)) return [];
      const spec = specOf(ground, schedule);
      const place = { schedule, scheduleName: spec.displayName ?? schedule, zone: zoneOf(spec, ground.duty) };
      const turns = (isShadow: boolean) =>
        turnsBetween(isShadow ? shadowsOf(spec) : spec, span.start, span.end)
          .filter((t) => t.person === person)
          .map((t) => ({ ...turnView(t, ground.duty), ...place, isShadow }));
      return [...turns(false), ...turns(true)];
    });
    return {
      person,
      displayName: nameOf(ground.duty, person),
      shifts: shifts.toSorted((a, b) => Date.parse(a.start ?? '') - Date.parse(b.start ?? '') || (a.schedule < b.schedule ? -1 : 1)),
    };
  },
});
