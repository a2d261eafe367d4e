import { z } from 'zod';
import { keyOf } from '../../domain/event/event.ts';
import { done, isRefusal, refuseField, type Refusal } from '../../domain/event/reply.ts';
import { CoverAnswer, coverAnswer, stretchOf } from '../../domain/oncall/cover-answer.ts';
import { entryId, mayChange, schedulesMeant, specOf, stretchMeant, type Ground } from '../../domain/oncall/ground.ts';
import { personNamed, whichOne } from '../../domain/oncall/named.ts';
import { sayStretch } from '../../domain/oncall/say-time.ts';
import { groundIn, groundOf } from '../../ports/rota-ground.ts';
import { write } from '../../ports/skill.ts';

interface Asked {
  readonly schedule?: string | undefined;
  readonly person: string;
  readonly from: string;
  readonly to?: string | undefined;
}

/** Somebody learns beside whoever is on call: is listed and told when those are called, and answers for nothing. */
export default write({
  summary: { en: 'Let somebody shadow a shift', zh: '安排见习值班' },
  labels: {
    person: { en: 'Who learns', zh: '见习人' },
    from: { en: 'When, or from', zh: '时间，或起始' },
    to: { en: 'Until', zh: '到' },
    schedule: { en: 'Schedule or team', zh: '值班表或团队' },
    because: { en: 'Why', zh: '原因' },
  },
  input: z.object({
    person: z.string().min(1).max(100),
    from: z.string().min(1).max(100),
    to: z.string().min(1).max(100).optional(),
    schedule: z.string().min(1).max(100).optional(),
    because: z.string().trim().min(1).max(300).optional(),
  }),
  output: CoverAnswer,
  needs: 'responder',
  positional: ['person', 'from'],
  answer: (o, lang) => {
    const when = sayStretch(stretchOf(o), { lang, zone: o.zone });
    if (lang === 'zh') return `${o.existed ? '已经如此：' : ''}${o.personName} 见习 ${o.scheduleName}：${when}（${o.zone}）· ${o.cover}`;
    return `${o.existed ? 'Already so: ' : ''}${o.personName} shadows ${o.scheduleName}: ${when} (${o.zone}) · ${o.cover}`;
  },
  examples: [
    { ask: 'dora shadows the payments desk tomorrow 9-18', input: { person: 'dora', schedule: 'payments', from: 'tomorrow 9-18' } },
  ],
  on(input, ctx) {
    const meant = shadowMeant(input, groundOf(ctx));
    return isRefusal(meant) ? meant : (mayChange(ctx.viewer, [meant.person]) ?? keyOf('rota', meant.schedule));
  },
  async decide(input, ctx) {
    const ground = await groundIn(ctx);
    const meant = shadowMeant({ ...input, schedule: ground.schedule }, ground);
    if (isRefusal(meant)) return meant;
    const { person, start, end } = meant;
    const same = ground.rota.covers.find((c) => c.isShadow && c.add === person && c.start <= start && c.end >= end);
    if (same) return { because: { code: 'shadows-already' }, reply: done(coverAnswer(same.id, { ...meant, existing: same.id }, ground)) };
    const id = entryId(ctx.call);
    const data = { id, start, end, add: person, shadow: true, ...(input.because ? { because: input.because } : {}) };
    return { because: { code: 'shadowing' }, facts: [{ type: 'cover.set', data }], reply: done(coverAnswer(id, meant, ground)) };
  },
});

function shadowMeant(
  asked: Asked,
  ground: Ground,
): { schedule: string; person: string; instead: null; start: number; end: number } | Refusal {
  const person = personNamed(asked.person, { resources: ground.duty, me: ground.me, field: 'person' });
  if (isRefusal(person)) return person;
  const names = schedulesMeant(asked.schedule, ground);
  if (isRefusal(names)) return names;
  const [schedule] = names;
  if (schedule === undefined) return refuseField('schedule', 'there are no schedules yet.', '还没有值班表。');
  if (names.length > 1)
    return whichOne(
      'schedule',
      names.map((n) => specOf(ground, n).displayName ?? n),
    );
  const span = stretchMeant(asked, schedule, ground);
  return isRefusal(span) ? span : { schedule, person, instead: null, ...span };
}
