import { pageWords } from '../page-words.ts';

export const useTell = pageWords({
  number: { en: 'Number', zh: '编号' },
  system: { en: 'System', zh: '系统' },
  all: { en: 'All', zh: '全部' },
  anySeverity: { en: 'Any severity', zh: '全部级别' },
  mine: { en: 'Mine', zh: '与我有关' },
  narrow: { en: 'Number, title, system', zh: '编号、标题、系统' },
  csv: { en: 'As CSV', zh: '导出 CSV' },
  saveView: { en: 'Save as a view', zh: '存为视图' },
  views: { en: 'Views', zh: '视图' },
  more: { en: 'Show older ones', zh: '显示更早的' },
  sortedHere: {
    en: (n: number) => `Sorted among the newest ${n}; older ones follow below.`,
    zh: (n: number) => `仅在最新的 ${n} 条中排序，更早的在下方加载。`,
  },
  nothingFound: { en: 'No incident is like that', zh: '没有符合条件的事件' },
  clear: { en: 'Show all that are not closed', zh: '显示全部未关闭的事件' },
});
