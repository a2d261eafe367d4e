import { pageWords } from '../page-words.ts';

export const useTell = pageWords({
  title: { en: 'Find anything', zh: '快速查找' },
  ask: { en: 'A page, an incident, a person, a command…', zh: '页面、事件、人员、命令…' },
  found: { en: 'Found', zh: '结果' },
  recent: { en: 'Recent', zh: '最近' },
  page: { en: 'Page', zh: '页面' },
  incident: { en: 'Incident', zh: '事件' },
  person: { en: 'Call in', zh: '集结' },
  command: { en: 'Command', zh: '命令' },
  nothing: { en: 'Nothing is called that.', zh: '没有匹配的内容。' },
  count: { en: (n: number) => `${n} found`, zh: (n: number) => `${n} 个结果` },
  how: { en: '↑ ↓ choose · Enter opens · Esc closes', zh: '↑ ↓ 选择 · Enter 打开 · Esc 关闭' },
});
