import type { Card } from '../card/card.ts';
import type { View } from '../card/view.ts';
import type { Lang, Words } from '../text/lang.ts';
import type { Swap } from './rota.ts';
import { sayStretch } from './say-time.ts';
import { lapsesAt } from './swap.ts';

export const swapView = (schedule: string, id: string): View => ({ kind: 'swap', id: `${schedule}/${id}` });

export function swapOfView(view: string): { schedule: string; swap: string } {
  const at = view.lastIndexOf('/');
  return { schedule: view.slice(0, at), swap: view.slice(at + 1) };
}

const states: Readonly<Record<Swap['state'], { readonly word: Words; readonly tone: 'warn' | 'good' | 'quiet' }>> = {
  asked: { word: { zh: '等待答复', en: 'not answered yet' }, tone: 'warn' },
  agreed: { word: { zh: '已同意', en: 'agreed' }, tone: 'good' },
  declined: { word: { zh: '已谢绝', en: 'declined' }, tone: 'quiet' },
  withdrawn: { word: { zh: '已撤回', en: 'withdrawn' }, tone: 'quiet' },
  lapsed: { word: { zh: '已过期', en: 'lapsed' }, tone: 'quiet' },
};

export interface SwapScene {
  readonly swap: Swap;
  readonly scheduleName: string;
  readonly zone: string;
  readonly now: number;
  readonly lang: Lang;
  readonly name: (person: string) => string;
  /** Who reads it: agreeing is for whoever was asked, withdrawing for whoever asked. */
  readonly reader: string | null;
}

/** A swap between two people, with what the reader may do about it. */
export function swapCard({ swap, scheduleName, zone, now, lang, name, reader }: SwapScene): Card {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const { from, to, back, because } = swap;
  const takes = (person: string): string => t(`${name(person)} 值`, `${name(person)} takes`);
  const isOpen = swap.state === 'asked' && lapsesAt(swap) > now;
  const state = states[swap.state === 'asked' && !isOpen ? 'lapsed' : swap.state];
  return {
    title: t(
      `${name(from)} 想和 ${name(to)} 换班 · ${scheduleName}`,
      `${name(from)} would like to swap shifts with ${name(to)} · ${scheduleName}`,
    ),
    state: { word: state.word[lang], tone: state.tone },
    fields: [
      { label: takes(to), value: sayStretch(swap, { lang, zone }) },
      { label: takes(from), value: back ? sayStretch(back, { lang, zone }) : t('不用还', 'nothing in return') },
      ...(because === null ? [] : [{ label: t('原因', 'Why'), value: because }]),
    ],
    ...(isOpen ? { actions: actionsFor(swap, reader, t) } : {}),
    context: zone,
  };
}

function actionsFor({ id, from, to }: Swap, reader: string | null, t: (zh: string, en: string) => string): NonNullable<Card['actions']> {
  const input = { swap: id };
  if (reader === to)
    return [
      { label: t('同意', 'Agree'), style: 'primary', skill: 'oncall/agree', input },
      { label: t('谢绝', 'Decline'), skill: 'oncall/decline', input },
    ];
  return reader === from ? [{ label: t('撤回', 'Withdraw'), skill: 'oncall/decline', input }] : [];
}
