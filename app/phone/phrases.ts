import { isRefusal } from '../../domain/event/reply.ts';
import { speakable } from '../../domain/page/speech.ts';
import type { Lang, Words } from '../../domain/text/lang.ts';
import type { Answer, Door } from '../../ports/door.ts';

const phrases = {
  acked: { zh: '已认领，由你处理。', en: 'Acknowledged. It is yours.' },
  'all-acked': { zh: '已全部认领，再见。', en: 'All are acknowledged. Goodbye.' },
  'acked-already': { zh: '你已经认领过了。', en: 'You have acknowledged it already.' },
  'more-keys': { zh: '按 5 升级，按 6 标记为已解决，或直接挂断。', en: 'Press 5 to escalate, 6 to resolve, or hang up.' },
  escalated: { zh: '正在呼叫下一级，再见。', en: 'Those who come next are being called. Goodbye.' },
  resolved: { zh: '已标记为已解决，再见。', en: 'Resolved. Goodbye.' },
  over: { zh: '这次呼叫已经结束，不需要你处理了，再见。', en: 'This call is over; you are no longer needed. Goodbye.' },
  'no-such-key': { zh: '抱歉，这个按键没有作用。', en: 'Sorry, that key does nothing here.' },
  'one-moment': { zh: '请稍等。', en: 'One moment, please.' },
  stored: { zh: '已记下你的按键，结果请看作战室，再见。', en: 'Your key is stored; the war room has the outcome. Goodbye.' },
  'no-key': { zh: '没有收到按键，会继续用其他方式联系你，再见。', en: 'No key was pressed. You will be tried by other means. Goodbye.' },
  goodbye: { zh: '再见。', en: 'Goodbye.' },
  'no-call': { zh: '没有这次呼叫，再见。', en: 'There is no such call. Goodbye.' },
  'how-to-reply': {
    zh: '没有看懂。回复 a 认领，e 升级，r 解决；加上编号指定是哪一个，如 a12；aa 全部认领。',
    en: 'That was not understood. Reply a to acknowledge, e to escalate, r to resolve; with its number to say which, such as a12; aa for all.',
  },
  'nothing-waits': { zh: '现在没有等你应答的呼叫。', en: 'Nothing waits for you just now.' },
  'on-its-way': { zh: '已保存，正在处理。', en: 'Stored; it is being done.' },
} satisfies Readonly<Record<string, Words>>;

export const phrase = (which: keyof typeof phrases, lang: Lang): string => phrases[which][lang];

/** An answer that was written to be read, for the ear: the number of an incident digit by digit. */
export const spokenAnswer = (text: string): string =>
  speakable(
    text.replaceAll(/INC-\d{8}-0*(\d+)/gu, (_whole, number: string) => number.split('').join(' ')),
    300,
  );

/** What a text answers, in a line. */
export function answerText(door: Door, answer: Answer, { skill, lang }: { skill: string; lang: Lang }): string {
  if (answer === 'working') return phrase('on-its-way', lang);
  if (isRefusal(answer)) return answer.because[lang];
  const known = door.all.get(skill);
  return known ? known.answer(known.output.parse(answer.output), lang) : '';
}
