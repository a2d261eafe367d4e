import { z } from 'zod';
import { isRefusal, refuse } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { schedulesMeant, specOf, zoneOf } from '../../domain/oncall/ground.ts';
import { personNamed } from '../../domain/oncall/named.ts';
import { turnsBetween } from '../../domain/oncall/on-call.ts';
import { spanAsked } from '../../domain/oncall/span-asked.ts';
import { standInsOf } from '../../domain/oncall/stand-ins.ts';
import { saySpan, TurnView, turnView } from '../../domain/oncall/turn-view.ts';
import { groundOf } from '../../ports/rota-ground.ts';
import { read } from '../../ports/skill.ts';

const Place = TurnView.extend({ schedule: z.string(), scheduleName: z.string(), zone: z.string() });

/** Who stands in for a person (the caller) during a time such as `tonight`, and where that person is on call then themselves. */
export default read({
  summary: { en: 'Who covers somebody?', zh: '谁在替班？' },
  labels: { person: { en: 'Person', zh: '人员' }, when: { en: 'When', zh: '时间' } },
  input: z.object({ person: z.string().min(1).max(100).optional(), when: z.string().min(1).max(100).default('for 14 days') }),
  output: z.object({ person: z.string(), displayName: z.string(), covers: z.array(Place), own: z.array(Place) }),
  needs: 'viewer',
  positional: ['person', 'when'],
  answer: (o, lang) => {
    const isZh = lang === 'zh';
    const covers = o.covers.map(
      (c) => `${c.displayName} ${isZh ? '替' : 'covers'} ${o.displayName} · ${c.scheduleName}: ${saySpan(c, c.zone, lang)}`,
    );
    const own = o.own.map((t) => `${o.displayName} ${isZh ? '值班' : 'is on call'} · ${t.scheduleName}: ${saySpan(t, t.zone, lang)}`);
    const nobody = isZh ? `没有人替 ${o.displayName}` : `Nobody covers ${o.displayName} then`;
    const none = isZh ? `${o.displayName} 这段时间没有班` : `${o.displayName} has no shift then`;
    return [...(covers.length > 0 ? covers : [nobody]), ...(own.length > 0 || covers.length > 0 ? own : [none])].slice(0, 15).join('\n');
  },
  examples: [{ ask: 'who covers ana tonight?', input: { person: 'ana', when: 'tonight' } }],
  async run({ person: said, when }, ctx) {
    const ground = groundOf(ctx);
    const person = said === undefined ? ground.me : personNamed(said, { resources: ground.duty, me: ground.me, field: 'person' });
    if (isRefusal(person)) return person;
    if (person === null)
      return refuse('input', 'person: say who is covered, or sign in as a person.', 'person：请说明替谁，或以个人身份登录。');
    const names = schedulesMeant(undefined, ground);
    const found = (isRefusal(names) ? [] : names).map((schedule) => {
      const span = spanAsked(when, schedule, ground);
      if (isRefusal(span)) return span;
      const spec = specOf(ground, schedule);
      const zone = zoneOf(spec, ground.duty);
      const place = { schedule, scheduleName: spec.displayName ?? schedule, zone };
      return {
        covers: standInsOf(person, span, spec, zone).map((c) => ({ ...turnView(c, ground.duty), ...place })),
        own: turnsBetween(spec, span.start, span.end)
          .filter((t) => t.person === person)
          .map((t) => ({ ...turnView(t, ground.duty), ...place })),
      };
    });
    const unread = found.find(isRefusal);
    if (unread) return unread;
    const places = found.flatMap((f) => (isRefusal(f) ? [] : [f]));
    return { person, displayName: nameOf(ground.duty, person), covers: places.flatMap((f) => f.covers), own: places.flatMap((f) => f.own) };
  },
});
