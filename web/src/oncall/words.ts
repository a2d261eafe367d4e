import { pageWords } from '../page-words.ts';

/** What the page of who is on call says. */
export const useTell = pageWords({
  next: { en: 'Next hand-over', zh: '下次交接' },
  handsOver: {
    en: (from: string, to: string) => `${from} hands over to ${to}`,
    zh: (from: string, to: string) => `${from} 交给 ${to}`,
  },
  begins: { en: (to: string) => `${to} takes over`, zh: (to: string) => `${to} 开始值班` },
  endsAlone: { en: (from: string) => `${from} goes, and nobody takes over`, zh: (from: string) => `${from} 下班，无人接班` },
  leaves: { en: (from: string) => `${from} goes`, zh: (from: string) => `${from} 下班` },
  noneAhead: { en: 'None in the coming two weeks', zh: '未来两周没有交接' },
  and: { en: ' and ', zh: '、' },
  ahead: { en: 'The coming two weeks', zh: '未来两周' },
  inZone: {
    en: (zone: string) => `Times in ${zone}; point at one for your own.`,
    zh: (zone: string) => `时间为 ${zone}，指向可看你的本地时间。`,
  },
  gap: { en: 'Gap', zh: '空缺' },
  covered: { en: 'No gaps', zh: '无空缺' },
  gaps: { en: (n: number) => (n === 1 ? '1 gap' : `${n} gaps`), zh: (n: number) => `${n} 处空缺` },
  myTurns: { en: 'My turns', zh: '我的值班' },
  noTurns: { en: 'You are not on call in the coming two weeks.', zh: '未来两周你没有值班。' },
  whoAmI: { en: 'Say who you are (top right) to see your own turns.', zh: '请先在右上角选择“我是谁”，即可看到自己的值班。' },
  now: { en: 'now', zh: '正在值班' },
  inTime: { en: (time: string) => `in ${time}`, zh: (time: string) => `${time}后` },
  days: { en: (n: number) => (n === 1 ? '1 day' : `${n} days`), zh: (n: number) => `${n} 天` },
  hours: { en: (n: number) => `${n} h`, zh: (n: number) => `${n} 小时` },
  minutes: { en: (n: number) => `${n} min`, zh: (n: number) => `${n} 分钟` },
});
