import { useDesk } from '../desk.ts';

/** What only the alerts page says; fetched with it. */
const words = {
  tabs: { en: 'Alerts as', zh: '告警视图' },
  groups: { en: 'Groups', zh: '告警组' },
  all: { en: 'All alerts', zh: '全部告警' },
  silences: { en: 'Silences', zh: '静默' },
  savedViews: { en: 'Saved views', zh: '保存的视图' },
  saveView: { en: 'Save view', zh: '保存视图' },
  viewName: { en: 'Name of the view', zh: '视图名称' },
  forEverybody: { en: 'For everybody', zh: '共享给所有人' },
  removeView: { en: (name: string) => `Remove the view ${name}`, zh: (name: string) => `删除视图 ${name}` },
  viewBy: { en: (name: string) => `by ${name}`, zh: (name: string) => `由 ${name} 共享` },
  narrow: { en: 'Narrow', zh: '筛选' },
  shown: { en: 'Shown are', zh: '当前条件' },
  searchAlerts: { en: 'Search alerts', zh: '搜索告警' },
  clear: { en: 'Clear', zh: '清除' },
  drop: { en: (what: string) => `Without ${what}`, zh: (what: string) => `去掉 ${what}` },
  without: { en: 'none', zh: '无' },
  more: { en: (n: number) => `${n} more`, zh: (n: number) => `还有 ${n} 个` },
  less: { en: 'Fewer', zh: '收起' },
  sample: { en: 'Counted are the newest 20,000.', zh: '只统计了最新的 20,000 条。' },
  burning: {
    en: (firing: string, groups: string) => `${firing} firing in ${groups} groups`,
    zh: (firing: string, groups: string) => `${firing} 条告警中，共 ${groups} 组`,
  },
  total: { en: (n: string) => (n === '1' ? '1 alert' : `${n} alerts`), zh: (n: string) => `${n} 条告警` },
  quietToo: { en: (n: string) => `${n} kept quiet`, zh: (n: string) => `${n} 条被静默` },
  fresh: { en: (n: string) => `${n} new`, zh: (n: string) => `${n} 条新的` },
  firing: { en: (n: string) => `${n} firing`, zh: (n: string) => `${n} 条告警中` },
  quiet: { en: (n: string) => `${n} quiet`, zh: (n: string) => `${n} 条静默` },
  nothingFound: { en: 'Nothing matches', zh: '没有匹配的告警' },
  nothingFoundMore: { en: 'Loosen the filter, or look at all alerts.', zh: '放宽条件，或查看全部告警。' },
  allQuiet: { en: 'Nothing is burning', zh: '没有告警' },
  looking: { en: 'Looking further…', zh: '继续查找中…' },
  choose: { en: (name: string) => `Choose ${name}`, zh: (name: string) => `选择 ${name}` },
  chosen: { en: (n: number) => `${n} chosen`, zh: (n: number) => `已选 ${n} 条` },
  silenceChosen: { en: 'Silence…', zh: '静默…' },
  byUntil: { en: (who: string, time: string) => `${who}, until ${time}`, zh: (who: string, time: string) => `${who}，至 ${time}` },
  inhibitedBy: { en: 'kept quiet by another alert', zh: '被另一条告警抑制' },
  silencedWhy: {
    en: (who: string, time: string, why: string) => `Silenced by ${who} until ${time}: ${why}`,
    zh: (who: string, time: string, why: string) => `${who} 静默至 ${time}：${why}`,
  },
  maintainedWhy: {
    en: (who: string, time: string, why: string) => `Maintenance by ${who} until ${time}: ${why}`,
    zh: (who: string, time: string, why: string) => `${who} 维护至 ${time}：${why}`,
  },
  over: { en: 'no longer here', zh: '已不在此列' },
  narrowTo: { en: (what: string) => `Only ${what}`, zh: (what: string) => `只看 ${what}` },
  seeAll: { en: (n: string) => `See all ${n}`, zh: (n: string) => `查看全部 ${n} 条` },
  acked: { en: (name: string) => `${name} is on it`, zh: (name: string) => `${name} 已认领` },
  toldIn: { en: (channel: string) => `told in ${channel}`, zh: (channel: string) => `通知到 ${channel}` },
  routeIs: { en: (route: string) => `route ${route}`, zh: (route: string) => `路由 ${route}` },
  newest: { en: 'Newest alerts', zh: '最新告警' },
  newSilence: { en: 'New silence', zh: '新建静默' },
  newWindow: { en: 'Maintenance window', zh: '新建维护期' },
  stateActive: { en: 'Holds', zh: '生效中' },
  statePending: { en: 'To come', zh: '未开始' },
  stateExpired: { en: 'Over', zh: '已结束' },
  current: { en: 'Current', zh: '当前' },
  maintenance: { en: 'Maintenance', zh: '维护期' },
  noSilences: { en: 'Nothing is silenced', zh: '没有静默' },
  hitsNow: {
    en: (n: number) => (n === 1 ? '1 alert fires under it' : `${n} alerts fire under it`),
    zh: (n: number) => `其下 ${n} 条在告警`,
  },
  hitsNone: { en: 'nothing fires under it', zh: '其下没有告警' },
  extendHour: { en: 'Extend 1 h', zh: '延长 1 小时' },
  endNow: { en: 'End now', zh: '立即结束' },
  endReally: { en: 'What fires under it is told of at once.', zh: '其下仍在响的告警会立即通知。' },
  fromTo: { en: (from: string, to: string) => `${from} – ${to}`, zh: (from: string, to: string) => `${from} – ${to}` },
  leftFor: { en: (time: string) => `${time} left`, zh: (time: string) => `还剩 ${time}` },
  facetState: { en: 'State', zh: '状态' },
  facetSeverity: { en: 'Severity', zh: '级别' },
  facetSource: { en: 'Source', zh: '来源' },
  facetSystem: { en: 'System', zh: '系统' },
  facetService: { en: 'Service', zh: '服务' },
  facetTeam: { en: 'Team', zh: '团队' },
  facetAlertname: { en: 'Alert', zh: '告警名' },
} satisfies Record<string, { en: string | Sentence; zh: string | Sentence }>;

type Sentence = (...given: never[]) => string;
type Words = typeof words;
type Arguments<K extends keyof Words> = Words[K]['en'] extends (...given: infer A) => string ? A : [];
export type AlertWord = { [K in keyof Words]: Words[K]['en'] extends string ? K : never }[keyof Words];
export type Tell = <K extends keyof Words>(key: K, ...given: Arguments<K>) => string;

export function useTell(): Tell {
  const code = useDesk().language.code.value;
  return (key, ...given) => {
    const word: string | Sentence = words[key][code];
    return typeof word === 'string' ? word : word(...(given as never[]));
  };
}
