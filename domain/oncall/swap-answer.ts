import { z } from 'zod';
import { nameOf } from '../firm/of-firm.ts';
import type { Lang } from '../text/lang.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { stretchOf } from './cover-answer.ts';
import { specOf, zoneOf, type Ground } from './ground.ts';
import type { Swap } from './rota.ts';
import { sayStretch } from './say-time.ts';

const Stretch = z.object({ start: z.string(), end: z.string() });

/** A swap as it now is, with what is needed to say it. */
export const SwapAnswer = z.object({
  swap: z.string(),
  schedule: z.string(),
  scheduleName: z.string(),
  from: z.string(),
  fromName: z.string(),
  to: z.string(),
  toName: z.string(),
  start: z.string(),
  end: z.string(),
  /** Null: nothing in return. */
  back: Stretch.nullable(),
  state: z.enum(['asked', 'agreed', 'declined', 'withdrawn', 'lapsed']),
  zone: z.string(),
  existed: z.boolean(),
});
export type SwapAnswer = z.output<typeof SwapAnswer>;

type Told = Pick<Swap, 'id' | 'from' | 'to' | 'start' | 'end' | 'back' | 'state'>;

export function swapAnswer(
  schedule: string,
  { id, from, to, start, end, back, state }: Told,
  existed: boolean,
  ground: Ground,
): SwapAnswer {
  const spec = specOf(ground, schedule);
  const iso = (s: { start: number; end: number }) => ({ start: rfc3339(s.start), end: rfc3339(s.end) });
  return {
    swap: id,
    schedule,
    scheduleName: spec.displayName ?? schedule,
    from,
    fromName: nameOf(ground.duty, from),
    to,
    toName: nameOf(ground.duty, to),
    ...iso({ start, end }),
    back: back && iso(back),
    state,
    zone: zoneOf(spec, ground.duty),
    existed,
  };
}

const words: Readonly<Record<Swap['state'], (o: SwapAnswer) => Readonly<Record<Lang, string>>>> = {
  asked: (o) => ({ zh: `已请 ${o.toName} 换班，等待答复`, en: `Asked ${o.toName} to swap; nothing changes until they agree` }),
  agreed: (o) => ({ zh: `${o.fromName} 与 ${o.toName} 换班已生效`, en: `${o.fromName} and ${o.toName} have swapped` }),
  declined: (o) => ({ zh: `${o.toName} 谢绝了换班`, en: `${o.toName} declined the swap` }),
  withdrawn: (o) => ({ zh: `${o.fromName} 撤回了换班`, en: `${o.fromName} withdrew the swap` }),
  lapsed: () => ({ zh: '换班已过期', en: 'The swap has lapsed' }),
};

/** `Asked Ana to swap …: Ana takes Mon 20:00 – Tue 08:00; Bo takes …` */
export function saySwap(o: SwapAnswer, lang: Lang): string {
  const when = (s: { start: string; end: string }): string => sayStretch(stretchOf(s), { lang, zone: o.zone });
  const takes = (name: string, s: { start: string; end: string }): string =>
    lang === 'zh' ? `${name} 值 ${when(s)}` : `${name} takes ${when(s)}`;
  const both = [takes(o.toName, o), ...(o.back ? [takes(o.fromName, o.back)] : [])].join(lang === 'zh' ? '；' : '; ');
  const head = words[o.state](o)[lang];
  const again = o.existed ? { zh: '已经如此：', en: 'Already so: ' }[lang] : '';
  return lang === 'zh'
    ? `${again}${head} · ${o.scheduleName}：${both} · ${o.swap}`
    : `${again}${head} · ${o.scheduleName}: ${both} · ${o.swap}`;
}
