import type { Card, CardAction, Tone } from '../card/card.ts';
import type { View } from '../card/view.ts';
import type { Lang, Words } from '../text/lang.ts';
import type { About, Escalation } from './escalation.ts';

/** A step of an escalation that calls into a channel. */
export interface ChannelCall {
  readonly escalation: string;
  readonly step: number;
  readonly cycle: number;
}

/** Each call is a card of its own: an edited card wakes nobody. */
export const callView = ({ escalation, step, cycle }: ChannelCall): View => ({ kind: 'call', id: `${escalation}|${cycle}|${step}` });

/** The escalation that a call belongs to, from its view's id. */
export const escalationOfCall = (id: string): string => id.slice(0, id.lastIndexOf('|', id.lastIndexOf('|') - 1));

const states: Readonly<Record<Escalation['state'], { readonly word: Words; readonly tone: Tone }>> = {
  running: { word: { zh: '无人认领', en: 'not taken on' }, tone: 'alarm' },
  acked: { word: { zh: '已认领', en: 'taken on' }, tone: 'good' },
  stopped: { word: { zh: '已结束', en: 'over' }, tone: 'quiet' },
  exhausted: { word: { zh: '始终无人应答', en: 'nobody answered' }, tone: 'alarm' },
};

export interface CallCard {
  readonly about: About;
  readonly state: Escalation['state'];
  /** Names of those who have been called, as they are shown. */
  readonly called: readonly string[];
  readonly takenBy: string | null;
  /** The incident is private: a channel hears its number and how bad it is, and nothing else. */
  readonly isPrivate: boolean;
  readonly lang: Lang;
  readonly url: string | null;
}

/** What a channel is told when a step calls it: nobody has taken this on yet, who was called, and the one thing to press. */
export function callCard({ about, state, called, takenBy, isPrivate, lang, url }: CallCard): Card {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const subject = [about.incident, isPrivate ? t('（保密事件）', '(private)') : about.title].filter(Boolean).join(' ');
  const isOpen = state === 'running' || state === 'exhausted';
  const names = called.join(lang === 'zh' ? '、' : ', ');
  const fields = [
    ...(names === '' || isPrivate ? [] : [{ label: t('已呼叫', 'Called'), value: names }]),
    ...(takenBy === null || isPrivate ? [] : [{ label: t('认领', 'Acknowledged by'), value: takenBy }]),
  ];
  return {
    title: subject,
    severity: about.severity,
    state: { word: states[state].word[lang], tone: states[state].tone },
    ...(isOpen ? { body: t('还没有人认领，请能处理的人认领。', 'Nobody has taken it on yet. Whoever can, please do.') } : {}),
    ...(fields.length > 0 ? { fields } : {}),
    ...(url ? { links: [{ label: t('打开作战室', 'Open the war room'), url }] } : {}),
    ...(isOpen ? { actions: ackOf(about, { label: t('认领', 'Acknowledge'), short: t('认领', 'Ack') }) } : {}),
  };
}

function ackOf({ incident, group }: About, words: Pick<CardAction, 'label' | 'short'>): CardAction[] {
  const ack = { ...words, style: 'primary' as const };
  if (incident !== null) return [{ ...ack, skill: 'incident/ack', input: { incident } }];
  return group === null ? [] : [{ ...ack, skill: 'alert/ack', input: { group } }];
}
