import { z } from 'zod';
import { nameOf } from '../firm/of-firm.ts';
import type { Lang } from '../text/lang.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import type { CoverMeant } from './cover.ts';
import { specOf, zoneOf, type Ground } from './ground.ts';
import { sayStretch } from './say-time.ts';

/** What was decided about a cover, or a shadow, with what is needed to say it. */
export const CoverAnswer = z.object({
  cover: z.string(),
  schedule: z.string(),
  scheduleName: z.string(),
  person: z.string(),
  personName: z.string(),
  /** Null: nobody would have been on call. */
  instead: z.string().nullable(),
  insteadName: z.string().nullable(),
  start: z.string(),
  end: z.string(),
  zone: z.string(),
  /** It was so already. */
  existed: z.boolean(),
});
export type CoverAnswer = z.output<typeof CoverAnswer>;

export function coverAnswer(
  cover: string,
  meant: Omit<CoverMeant, 'existing'> & { existing?: string | null },
  ground: Ground,
): CoverAnswer {
  const { schedule, person, instead, start, end } = meant;
  const spec = specOf(ground, schedule);
  return {
    cover,
    schedule,
    scheduleName: spec.displayName ?? schedule,
    person,
    personName: nameOf(ground.duty, person),
    instead,
    insteadName: instead === null ? null : nameOf(ground.duty, instead),
    start: rfc3339(start),
    end: rfc3339(end),
    zone: zoneOf(spec, ground.duty),
    existed: (meant.existing ?? null) !== null,
  };
}

export const stretchOf = ({ start, end }: { start: string; end: string }) => ({ start: Date.parse(start), end: Date.parse(end) });

/** `Ana covers Bo in Payments: Mon 23 Nov 20:00 – Tue 24 Nov 08:00 (Asia/Shanghai) · to undo: /oncall uncover 1a2b3c4d` */
export function sayCover(o: CoverAnswer, lang: Lang): string {
  const when = sayStretch(stretchOf(o), { lang, zone: o.zone });
  if (lang === 'zh') {
    const what =
      o.insteadName === null ? `${o.personName} 值 ${o.scheduleName}` : `${o.personName} 替 ${o.insteadName} 值 ${o.scheduleName}`;
    return `${o.existed ? '已经如此：' : ''}${what}：${when}（${o.zone}）· 撤销：/oncall uncover ${o.cover}`;
  }
  const what =
    o.insteadName === null
      ? `${o.personName} is on call in ${o.scheduleName}`
      : `${o.personName} covers ${o.insteadName} in ${o.scheduleName}`;
  return `${o.existed ? 'Already so: ' : ''}${what}: ${when} (${o.zone}) · to undo: /oncall uncover ${o.cover}`;
}
