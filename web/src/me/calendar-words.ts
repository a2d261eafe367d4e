import { pageWords } from '../page-words.ts';

/** What the page Me says of calendars that follow who is on call. */
export const useTell = pageWords({
  calendars: { en: 'On call in your calendar', zh: '在日历中查看值班' },
  calendarsMore: {
    en: 'A secret address for your calendar programme. It follows covers and swaps by itself.',
    zh: '一个供日历软件订阅的私密地址，替班、换班会自动更新。',
  },
  what: { en: 'Which turns', zh: '订阅内容' },
  mine: { en: 'My own turns', zh: '我的值班' },
  allOf: { en: (title: string) => `Everybody in ${title}`, zh: (title: string) => `${title}（所有人）` },
  make: { en: 'Make an address', zh: '生成地址' },
  shown: {
    en: 'Whoever has this address can read it. It is shown only now.',
    zh: '拿到此地址的人都能读取，且仅显示这一次。',
  },
  open: { en: 'Open in a calendar', zh: '在日历中打开' },
  how: {
    en: 'Or copy it: Outlook “Subscribe from web”, Google “From URL”, Apple “New Calendar Subscription”.',
    zh: '也可复制：Outlook“从 Web 订阅”、Google“通过网址添加”、Apple“新建日历订阅”。',
  },
  none: { en: 'None yet.', zh: '暂无。' },
  madeBy: { en: (name: string) => `made by ${name}`, zh: (name: string) => `${name} 创建` },
  read: { en: 'last read', zh: '最近读取' },
  neverRead: { en: 'not read yet', zh: '尚未读取' },
  revoke: { en: 'Revoke', zh: '撤销' },
  revokeOf: {
    en: (title: string) => `Revoke the calendar “${title}”? Programmes that follow it stop at once.`,
    zh: (title: string) => `撤销日历“${title}”？订阅它的软件将立即停止更新。`,
  },
});
