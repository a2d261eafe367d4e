import { pageWords } from '../page-words.ts';

/** What only the page Today says. */
export const useTell = pageWords({
  due: { en: 'What is due', zh: '待办' },
  unheard: { en: 'Nobody has acknowledged it', zh: '无人认领' },
  leaderless: { en: 'Nobody leads it', zh: '没有指挥官' },
  silenceEnds: { en: (what: string) => `Silence of ${what} ends`, zh: (what: string) => `${what} 的静默即将结束` },
  gap: { en: (schedule: string) => `${schedule}: nobody is on call`, zh: (schedule: string) => `${schedule}：无人值班` },
  since: { en: 'since', zh: '始于' },
  from: { en: 'from', zh: '从' },
  at: { en: 'at', zh: '于' },
  health: { en: 'Channels', zh: '通道' },
  lastHeard: { en: 'last heard', zh: '最近收到' },
  neverHeard: { en: 'never heard', zh: '从未收到' },
});
