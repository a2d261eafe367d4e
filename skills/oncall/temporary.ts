import { z } from 'zod';
import { keyOf } from '../../domain/event/event.ts';
import { done, isRefusal, refuse, refuseField, type Refusal } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { entryId, maySettle, specOf, stretchMeant, zoneOf, type Ground } from '../../domain/oncall/ground.ts';
import { stretchOf } from '../../domain/oncall/cover-answer.ts';
import { personNamed, scheduleNamed } from '../../domain/oncall/named.ts';
import type { Standing } from '../../domain/oncall/rota.ts';
import { sayStretch } from '../../domain/oncall/say-time.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { groundIn, groundOf } from '../../ports/rota-ground.ts';
import { write } from '../../ports/skill.ts';

const Names = z.array(z.string().min(1).max(100)).max(50);
const When = z.string().min(1).max(100);
const Shift = z.object({ people: Names.min(1), from: When, to: When.optional() });

interface Asked {
  readonly from: string;
  readonly to?: string | undefined;
  readonly people?: readonly string[] | undefined;
  readonly shifts?: readonly z.output<typeof Shift>[] | undefined;
}

/** Replaces a schedule for a while: by the same people all the time, or by shifts. Where those leave nobody, nobody is on call. */
export default write({
  summary: { en: 'Replace a schedule for a while', zh: '设置临时值班' },
  labels: {
    schedule: { en: 'Schedule or team', zh: '值班表或团队' },
    people: { en: 'People on call all the time', zh: '全程值班的人' },
    from: { en: 'When, or from', zh: '时间，或起始' },
    to: { en: 'Until', zh: '到' },
    shifts: { en: 'Shifts', zh: '分段' },
    because: { en: 'Why', zh: '原因' },
  },
  input: z.object({
    schedule: z.string().min(1).max(100),
    people: Names.optional(),
    from: When,
    to: When.optional(),
    shifts: z.array(Shift).max(200).optional(),
    because: z.string().trim().min(1).max(300).optional(),
  }),
  output: z.object({
    id: z.string(),
    schedule: z.string(),
    scheduleName: z.string(),
    start: z.string(),
    end: z.string(),
    zone: z.string(),
    people: z.array(z.string()),
  }),
  needs: 'responder',
  positional: ['schedule', 'people', 'from'],
  answer: (o, lang) => {
    const when = sayStretch(stretchOf(o), { lang, zone: o.zone });
    if (lang === 'zh') return `${o.scheduleName} 临时值班 ${when}（${o.zone}）：${o.people.join('、') || '无人'} · ${o.id}`;
    return `${o.scheduleName}, temporarily ${when} (${o.zone}): ${o.people.join(', ') || 'nobody'} · ${o.id}`;
  },
  examples: [
    {
      ask: 'chen has the payments desk over New Year',
      input: { schedule: 'payments', people: ['chen'], from: '2026-12-31T20:00', to: '2027-01-01T08:00' },
    },
  ],
  on({ schedule }, ctx) {
    const ground = groundOf(ctx);
    const name = scheduleNamed(schedule, ground.duty);
    if (isRefusal(name)) return name;
    return maySettle(ctx.viewer) ? keyOf('rota', name) : mayNot;
  },
  async decide(input, ctx) {
    const ground = await groundIn(ctx);
    const { schedule } = ground;
    const meant = standMeant(input, schedule, ground);
    if (isRefusal(meant)) return meant;
    const id = entryId(ctx.call);
    const { start, end, shifts } = meant;
    const spec = specOf(ground, schedule);
    const people = [...new Set(shifts.flatMap((s) => s.people))].map((p) => nameOf(ground.duty, p));
    const said = { start: rfc3339(start), end: rfc3339(end), zone: zoneOf(spec, ground.duty) };
    return {
      because: { code: 'temporarily' },
      facts: [{ type: 'stand.set', data: { id, ...meant, ...(input.because ? { because: input.because } : {}) } }],
      reply: done({ id, schedule, scheduleName: spec.displayName ?? schedule, ...said, people }),
    };
  },
});

const mayNot = refuse(
  'forbidden',
  'A temporary schedule changes everybody’s shifts: it needs the role operator, duty-manager or admin.',
  '临时值班会改变所有人的班，需要 operator、duty-manager 或 admin 角色。',
);

function standMeant(asked: Asked, schedule: string, ground: Ground): Pick<Standing, 'start' | 'end' | 'shifts'> | Refusal {
  const span = stretchMeant(asked, schedule, ground);
  if (isRefusal(span)) return span;
  if ((asked.people === undefined) === (asked.shifts === undefined))
    return refuseField('people', 'say who: people for all the time, or shifts.', '请说明由谁值班：people 为全程，或用 shifts 分段。');
  const shifts: Standing['shifts'][number][] = [];
  for (const shift of asked.shifts ?? [{ people: asked.people ?? [], from: rfc3339(span.start), to: rfc3339(span.end) }]) {
    const people = namesMeant(shift.people, ground);
    const when = stretchMeant(shift, schedule, ground);
    if (isRefusal(people)) return people;
    if (isRefusal(when)) return when;
    if (when.start < span.start || when.end > span.end)
      return refuseField('shifts', 'a shift reaches beyond the temporary schedule.', '有一段超出了临时值班的时间。');
    shifts.push({ ...when, people });
  }
  return { ...span, shifts };
}

function namesMeant(said: readonly string[], { duty, me }: Ground): string[] | Refusal {
  const names = said.map((p) => personNamed(p, { resources: duty, me, field: 'people' }));
  return names.find(isRefusal) ?? names.filter((n) => typeof n === 'string');
}
