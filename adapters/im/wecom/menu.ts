import type { Lang } from '../../../domain/text/lang.ts';
import type { Calls } from './calls.ts';

interface Entry {
  readonly zh: string;
  readonly en: string;
  readonly key: string;
}

/** At the bottom of the app, in WeCom's measure: 16 bytes for a heading, 40 for an entry. Each entry is a command that people can type. */
const menu: readonly (Omit<Entry, 'key'> & { readonly entries: readonly Entry[] })[] = [
  {
    zh: '事件',
    en: 'Incidents',
    entries: [
      { zh: '开放事件', en: 'Open incidents', key: '/incident list ongoing' },
      { zh: '发起应急', en: 'Declare an incident', key: '/incident declare' },
      { zh: '事件进展', en: 'Catch up', key: '/incident catch-up' },
    ],
  },
  {
    zh: '值班',
    en: 'On call',
    entries: [
      { zh: '谁在值班', en: 'Who is on call', key: '/oncall who' },
      { zh: '我的班次', en: 'My shifts', key: '/oncall shifts' },
    ],
  },
  {
    zh: '我的',
    en: 'Mine',
    entries: [
      { zh: '测试呼叫我', en: 'Page me as a test', key: '/page test' },
      { zh: '帮助', en: 'Help', key: '/help' },
    ],
  },
];

export const menuOf = (lang: Lang): object => ({
  button: menu.map(({ entries, ...heading }) => ({
    name: heading[lang],
    sub_button: entries.map(({ key, ...entry }) => ({ type: 'click', name: entry[lang], key })),
  })),
});

/** Puts the menu in the place of the one that the app has. Throws an OutsideError. */
export async function createMenu(calls: Calls, { agentId, lang }: { agentId: string; lang: Lang }): Promise<void> {
  await calls.make({ method: 'menu/create', urgency: 'room', query: { agentid: agentId }, body: menuOf(lang) });
}
