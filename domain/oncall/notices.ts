import type { Severity } from '../incident/severity.ts';
import type { Lang, Words } from '../text/lang.ts';
import { sayMoment, sayStretch } from './say-time.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Open incidents that the reader may see, and how many more there are. */
export interface Open {
  readonly incidents: readonly { readonly number: string; readonly severity: Severity; readonly title: string }[];
  readonly more: number;
}

/** What the duty officer tells, by code; names and words are put in when it is said. */
export interface Notices {
  'duty.on': Open & { until: number | null };
  'duty.off': Open & { next: readonly string[] };
  'duty.no-phone': { at: number };
  'duty.gaps': { gaps: readonly Stretch[]; more: number };
  'duty.shadow-called': { person: string; incident: string | null; severity: Severity };
  'cover.mine': Stretch & { instead: string | null; by: string | null; because: string | null };
  'cover.yours': Stretch & { person: string | null; by: string | null; because: string | null };
  'cover.over': { person: string | null; instead: string | null; start: number; by: string | null };
  'shadow.mine': Stretch & { by: string | null; because: string | null };
  'stand.mine': Stretch & { by: string | null; because: string | null };
  'swap.agreed': { from: string; to: string };
  'swap.declined': { from: string; to: string };
  'swap.withdrawn': { from: string; to: string };
  'swap.lapsed': { from: string; to: string };
  'swap.ended': { from: string; to: string };
}
export type NoticeCode = keyof Notices;

/** Every notice says of which schedule, and on whose clock. */
export type Notice<K extends NoticeCode = NoticeCode> = Notices[K] & { readonly schedule: string; readonly zone: string };

export interface Reader {
  readonly lang: Lang;
  readonly name: (person: string) => string;
  readonly scheduleName: (schedule: string) => string;
}

type Tell<K extends NoticeCode> = (d: Notices[K], at: Telling) => Words;

interface Telling {
  readonly desk: string;
  readonly name: (person: string | null) => Words;
  readonly moment: (at: number) => Words;
  readonly stretch: (s: Stretch) => Words;
  readonly by: (d: { by: string | null; because: string | null }) => Words;
}

const both = (of: (lang: Lang) => string): Words => ({ zh: of('zh'), en: of('en') });

function openWords({ incidents, more }: Open): Words {
  const lines = incidents.map((i) => `${i.number} ${i.severity} ${i.title}`).join('\n');
  if (incidents.length === 0) return { zh: '没有未结束的事件。', en: 'No open incidents.' };
  return {
    zh: `未结束的事件：\n${lines}${more > 0 ? `\n另有 ${more} 起` : ''}`,
    en: `Open:\n${lines}${more > 0 ? `\nand ${more} more` : ''}`,
  };
}

type SwapTell = (d: { from: string; to: string }, at: Telling) => Words;

const swap =
  (zh: (a: string, b: string) => string, en: (a: string, b: string) => string): SwapTell =>
  ({ from, to }, { name, desk }) => ({
    zh: `${desk}：${zh(name(from).zh, name(to).zh)}`,
    en: `${desk}: ${en(name(from).en, name(to).en)}`,
  });

const tellings: { readonly [K in NoticeCode]: Tell<K> } = {
  'duty.on': (d, { desk, moment }) => {
    const open = openWords(d);
    return {
      zh: `你现在值班：${desk}${d.until === null ? '' : `，到 ${moment(d.until).zh}`}。${open.zh}`,
      en: `You are on call now: ${desk}${d.until === null ? '' : `, until ${moment(d.until).en}`}. ${open.en}`,
    };
  },
  'duty.off': (d, { desk, name }) => {
    const open = openWords(d);
    const next = both((lang) => d.next.map((p) => name(p)[lang]).join(lang === 'zh' ? '、' : ', '));
    return {
      zh: `你在 ${desk} 的班结束了${next.zh === '' ? '，现在无人值班' : `，接班的是 ${next.zh}`}。${open.zh}`,
      en: `Your shift is over: ${desk}. ${next.en === '' ? 'Nobody is on call now.' : `On call now: ${next.en}.`} ${open.en}`,
    };
  },
  'duty.no-phone': ({ at }, { desk, moment }) => ({
    zh: `你将于 ${moment(at).zh} 开始在 ${desk} 值班，但没有登记电话号码，只能用聊天等方式呼叫你。请在“我的”页面或联系管理员登记。`,
    en: `You go on call at ${moment(at).en} (${desk}) and have no phone number: nobody can ring you. Add one on the page Me, or ask an admin.`,
  }),
  'duty.gaps': ({ gaps, more }, { desk, stretch }) => {
    const lines = both((lang) => gaps.map((g) => stretch(g)[lang]).join(lang === 'zh' ? '；' : '; '));
    return {
      zh: `${desk} 未来 7 天有无人值班的时间：${lines.zh}${more > 0 ? `；另有 ${more} 段` : ''}。用 /oncall cover 安排人顶班。`,
      en: `Nobody is on call for ${desk} within 7 days: ${lines.en}${more > 0 ? `; and ${more} more` : ''}. Let somebody cover: /oncall cover.`,
    };
  },
  'duty.shadow-called': ({ person, incident, severity }, { desk, name }) => ({
    zh: `${desk} 正在呼叫 ${name(person).zh}（${[severity, incident].filter(Boolean).join(' ')}）。你在见习，请跟着看，不必应答。`,
    en: `${name(person).en} is being called for ${desk} (${[severity, incident].filter(Boolean).join(' ')}). You shadow: look on, you need not answer.`,
  }),
  'cover.mine': (d, { desk, name, stretch, by }) => ({
    zh: `你${d.instead === null ? '' : `替 ${name(d.instead).zh} `}值 ${desk}：${stretch(d).zh}${by(d).zh}`,
    en: `You ${d.instead === null ? 'are on call' : `cover ${name(d.instead).en}`} in ${desk}: ${stretch(d).en}${by(d).en}`,
  }),
  'cover.yours': (d, { desk, name, stretch, by }) => ({
    zh: `${name(d.person).zh} 替你值 ${desk}：${stretch(d).zh}${by(d).zh}`,
    en: `${name(d.person).en} covers you in ${desk}: ${stretch(d).en}${by(d).en}`,
  }),
  'cover.over': ({ person, instead, start, by }, { desk, name, moment }) => ({
    zh: `${desk}：${name(person).zh}${instead === null ? '' : ` 替 ${name(instead).zh}`} 的安排（${moment(start).zh} 起）已由 ${name(by).zh} 取消`,
    en: `${desk}: ${name(person).en}${instead === null ? '' : ` for ${name(instead).en}`}, from ${moment(start).en}: taken away by ${name(by).en}`,
  }),
  'shadow.mine': (d, { desk, stretch, by }) => ({
    zh: `你见习 ${desk}：${stretch(d).zh}${by(d).zh}`,
    en: `You shadow ${desk}: ${stretch(d).en}${by(d).en}`,
  }),
  'stand.mine': (d, { desk, stretch, by }) => ({
    zh: `临时值班：你值 ${desk}：${stretch(d).zh}${by(d).zh}`,
    en: `For a while you are on call in ${desk}: ${stretch(d).en}${by(d).en}`,
  }),
  'swap.agreed': swap(
    (a, b) => `${b} 同意与 ${a} 换班，已生效`,
    (a, b) => `${b} agreed to the swap with ${a}; it holds`,
  ),
  'swap.declined': swap(
    (a, b) => `${b} 谢绝了与 ${a} 换班，一切照旧`,
    (a, b) => `${b} declined the swap with ${a}; nothing has changed`,
  ),
  'swap.withdrawn': swap(
    (a, b) => `${a} 撤回了与 ${b} 的换班，一切照旧`,
    (a, b) => `${a} withdrew the swap with ${b}; nothing has changed`,
  ),
  'swap.lapsed': swap(
    (a, b) => `${a} 与 ${b} 的换班没有人答复，已过期，一切照旧`,
    (a, b) => `the swap between ${a} and ${b} was not answered in time; nothing has changed`,
  ),
  'swap.ended': swap(
    (a, b) => `${a} 与 ${b} 的换班已取消`,
    (a, b) => `the swap between ${a} and ${b} was undone`,
  ),
};

/** A notice in the reader’s language; null for a code that is none. */
export function sayNotice(code: string, data: Readonly<Record<string, unknown>>, { lang, name, scheduleName }: Reader): string | null {
  if (!Object.hasOwn(tellings, code)) return null;
  const notice = data as unknown as Notice;
  const tell = tellings[code as NoticeCode] as Tell<NoticeCode>;
  const named = (person: string | null): Words => (person === null ? { zh: 'Tocsin', en: 'Tocsin' } : both(() => name(person)));
  const telling: Telling = {
    desk: scheduleName(notice.schedule),
    name: named,
    moment: (at) => both((l) => sayMoment(at, { lang: l, zone: notice.zone })),
    stretch: (s) => both((l) => sayStretch(s, { lang: l, zone: notice.zone })),
    by: ({ by, because }) => ({
      zh: `${by === null ? '' : `，由 ${named(by).zh} 安排`}${because === null ? '' : `：${because}`}`,
      en: `${by === null ? '' : `, set by ${named(by).en}`}${because === null ? '' : `: ${because}`}`,
    }),
  };
  return tell(notice, telling)[lang];
}
