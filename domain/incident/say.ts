import { personOf, type Actor } from '../event/event.ts';
import { botName } from '../chat/bot-name.ts';
import { inChat } from '../chat/chat-name.ts';
import type { Means } from '../people/person.ts';
import type { PageFacts } from '../page/page.ts';
import { attemptStateWords, sayReach } from '../page/say.ts';
import type { Lang } from '../text/lang.ts';
import type { Called, IncidentFacts } from './incident.ts';
import type { Noted, NoteFacts } from './note.ts';
import { roleWords, roomWhy } from './words.ts';

/** What the sentences need besides the fact: the reader's language and what people are called. */
export interface Reader {
  readonly lang: Lang;
  readonly name: (person: string) => string;
}

/** What happens to a note is no line of its own: its line says it (`story.ts`). */
export type StoryFacts = Omit<IncidentFacts, keyof NoteFacts> & PageFacts;
export type StoryType = keyof StoryFacts;

type Sentence<D> = (d: D, who: string, names: (people: readonly string[]) => string) => string;
type Sayings = { readonly [K in StoryType]: Readonly<Record<Lang, Sentence<StoryFacts[K]>>> };

export const meansWords: Readonly<Record<Means, Readonly<Record<Lang, string>>>> = {
  chat: { zh: '聊天', en: 'chat' },
  ring: { zh: '控制台响铃', en: 'console ring' },
  sms: { zh: '短信', en: 'SMS' },
  phone: { zh: '电话', en: 'phone' },
  email: { zh: '邮件', en: 'e-mail' },
  push: { zh: '推送', en: 'push' },
};

/** Which of several chats it was is said of all but the built-in one. */
const means = ({ by, chat = 'web' }: { by: Means; chat?: string }, lang: Lang): string =>
  meansWords[by][lang] + where({ adapter: chat }, lang);

const where = ({ adapter }: { adapter: string }, lang: Lang): string => (adapter === 'web' ? '' : inChat(adapter, lang));

/** Said while it still grows, a number would be wrong a moment later. */
const isCounted = ({ groups }: IncidentFacts['storm.grew']): boolean => Object.keys(groups).length > 0;

function groupsOf({ groups }: IncidentFacts['storm.grew']): string {
  const n = Object.keys(groups).length;
  return `${n} alert group${n === 1 ? '' : 's'}`;
}

/** A line of the story in the reader's language. Every fact has both languages or this does not compile. */
const sayings: Sayings = {
  'incident.declared': {
    zh: (d, who) => `${who} 宣布 ${d.severity} 事件：${d.title}`,
    en: (d, who) => `${who} declared ${d.severity}: ${d.title}`,
  },
  'incident.acked': {
    zh: (d, _w, n) => (d.has === undefined ? `${n([d.person])} 已认领` : `${n([d.person])} 也加入处理（${n([d.has])} 已认领）`),
    en: (d, _w, n) => (d.has === undefined ? `${n([d.person])} acknowledged` : `${n([d.person])} is at it too (${n([d.has])} has it)`),
  },
  'incident.unacked': {
    zh: (d, who, n) => `${lapsed[d.because].zh(who, ownerOf(d, n))}，重新呼叫`,
    en: (d, who, n) => `${lapsed[d.because].en(who, ownerOf(d, n))}; calling again`,
  },
  'incident.snoozed': {
    zh: (d, _w, n) => `${n([d.person])} 稍后处理，${d.minutes} 分钟后再次呼叫`,
    en: (d, _w, n) => `${n([d.person])} has snoozed it; calling again in ${d.minutes} min`,
  },
  'incident.assigned': {
    zh: (d, _w, n) => `${n([d.person])} 担任${roleWords[d.role].zh}`,
    en: (d, _w, n) => `${n([d.person])} is ${roleWords[d.role].en}`,
  },
  'incident.handed': {
    zh: (d, who, n) =>
      n([d.person]) === who
        ? `${who} 从 ${n([d.from])} 接手${roleWords[d.role].zh}`
        : `${n([d.from])} 将${roleWords[d.role].zh}移交给 ${n([d.person])}${n([d.from]) === who ? '' : `（${who} 操作）`}`,
    en: (d, who, n) =>
      n([d.person]) === who
        ? `${who} took over as ${roleWords[d.role].en} from ${n([d.from])}`
        : `${n([d.from])} handed ${roleWords[d.role].en} over to ${n([d.person])}${n([d.from]) === who ? '' : ` (done by ${who})`}`,
  },
  'incident.reclassified': {
    zh: (d, who) => `${who} 将级别从 ${d.from} 调为 ${d.severity}`,
    en: (d, who) => `${who} changed the severity from ${d.from} to ${d.severity}`,
  },
  'incident.noted': {
    zh: (d, who, n) => `${authorName(d, who, n)}：${d.text}`,
    en: (d, who, n) => `${authorName(d, who, n)}: ${d.text}`,
  },
  'incident.impacted': {
    zh: (d, who) => (d.text === null ? `${who}：已无业务影响` : `${who} 业务影响：${d.text}`),
    en: (d, who) => (d.text === null ? `${who}: no business impact any more` : `${who} on the business impact: ${d.text}`),
  },
  'incident.mitigated': { zh: (_d, who) => `${who} 标记为已止损`, en: (_d, who) => `${who} mitigated the incident` },
  'incident.resolved': { zh: (_d, who) => `${who} 标记为已解决`, en: (_d, who) => `${who} resolved the incident` },
  'incident.reopened': { zh: (d, who) => `${who} 重新打开：${d.reason}`, en: (d, who) => `${who} reopened it: ${d.reason}` },
  'incident.closed': { zh: (_d, who) => `${who} 关闭了事件`, en: (_d, who) => `${who} closed the incident` },
  'incident.escalated': {
    zh: (d, who, n) => `${who} 立即升级，呼叫 ${n(d.people)}`,
    en: (d, who, n) => `${who} escalated at once: ${n(d.people)}`,
  },
  'people.mustered': { zh: (d, who, n) => `${who} 集结 ${n(d.people)}`, en: (d, who, n) => `${who} called in ${n(d.people)}` },
  'people.left': {
    zh: (d, who, n) => (n(d.people) === who ? `${who} 退出事件` : `${who} 将 ${n(d.people)} 移出事件`),
    en: (d, who, n) => (n(d.people) === who ? `${who} left the incident` : `${who} took ${n(d.people)} off the incident`),
  },
  'people.stayed': {
    zh: (d, _w, n) => `${n(d.people)} 仍在作战室${where(d, 'zh')}：${roomWhy(d.because, 'zh')}`,
    en: (d, _w, n) => `Still in the war room${where(d, 'en')}: ${n(d.people)}: ${roomWhy(d.because, 'en')}`,
  },
  'incident.grouped': { zh: (d) => `关联告警组，${d.firing} 条告警中`, en: (d) => `An alert group joined with ${d.firing} firing` },
  'alerts.fired': {
    zh: (d) => `告警中 ${d.firing} 条`,
    en: (d) => (d.firing === 1 ? '1 alert is firing' : `${d.firing} alerts are firing`),
  },
  'alerts.recovered': { zh: () => '告警已恢复', en: () => 'The alerts have recovered' },
  'alerts.turned': {
    zh: (d) => (d.firing === 0 ? '告警已全部恢复' : '再次告警'),
    en: (d) => (d.firing === 0 ? 'All its alerts have recovered' : 'Its alerts fire again'),
  },
  'alerts.remarked': {
    zh: (d) =>
      d.kind === 'ahead'
        ? `来源的时钟快了约 ${d.minutes} 分钟`
        : d.kind === 'overtaken'
          ? `${d.count} 条告警的旧“告警中”消息晚于恢复到达，未计入`
          : d.heard === null
            ? `来源少发了 ${d.count} 条告警，无法补取：${d.because ?? ''}`
            : `来源少发了 ${d.count} 条告警，已补取 ${d.heard} 条`,
    en: (d) =>
      d.kind === 'ahead'
        ? `The clock of a source is about ${d.minutes} min ahead`
        : d.kind === 'overtaken'
          ? `${d.count === 1 ? 'An old firing' : `${d.count} old firings`} came after the recovery and did not count`
          : d.heard === null
            ? `The source left out ${d.count} alert${d.count === 1 ? '' : 's'}, which could not be fetched: ${d.because ?? ''}`
            : `The source left out ${d.count} alert${d.count === 1 ? '' : 's'}; asked for them, ${d.heard} came`,
  },
  'storm.grew': {
    zh: (d) =>
      isCounted(d)
        ? `告警风暴：并入 ${Object.keys(d.groups).length} 个告警组（${d.tie}），未再呼叫`
        : `告警风暴：${d.tie} 的告警组并入此事件，不再呼叫；数量见卡片`,
    en: (d) =>
      isCounted(d)
        ? `A storm: ${groupsOf(d)} with ${d.tie} came in here; nobody was called for them`
        : `A storm: alert groups with ${d.tie} come in here and call nobody; the card counts them`,
  },
  'people.called': {
    zh: (d, _w, n) =>
      `${d.step === -1 ? '无人值班，呼叫最后责任人' : '呼叫'} ${calledNames(d, n, '、')}${d.everyone ? '（需全部认领）' : ''}${skippedZh(d)}`,
    en: (d, _w, n) => `${callingWords(d.step).en} ${calledNames(d, n, ', ')}${d.everyone ? ' (all must acknowledge)' : ''}${skippedEn(d)}`,
  },
  'call.stopped': { zh: () => '呼叫已停止', en: () => 'Calling stopped' },
  'call.unanswered': {
    zh: (d, _w, n) => (d.people.length > 0 ? `无人应答：${n(d.people)}` : '无人值班，没有人被呼叫'),
    en: (d, _w, n) => (d.people.length > 0 ? `Nobody answered: ${n(d.people)}` : 'Nobody is on call; no one was called'),
  },
  'people.joined': {
    zh: (d, _w, n) =>
      [
        d.joined.length > 0 ? `${n(d.joined)} 已加入作战室${where(d, 'zh')}` : '',
        ...d.failed.map((f) => `${n([f.person])} 未能加入${where(d, 'zh')}：${roomWhy(f.because, 'zh')}`),
      ]
        .filter(Boolean)
        .join('；'),
    en: (d, _w, n) =>
      [
        d.joined.length > 0 ? `${n(d.joined)} joined the war room${where(d, 'en')}` : '',
        ...d.failed.map((f) => `${n([f.person])} could not be added${where(d, 'en')}: ${roomWhy(f.because, 'en')}`),
      ]
        .filter(Boolean)
        .join('; '),
  },
  'room.opening': { zh: (d) => `正在打开作战室${inChat(d.adapter, 'zh')}`, en: (d) => `Opening the war room${inChat(d.adapter, 'en')}` },
  'room.opened': { zh: (d) => `作战室已打开${inChat(d.adapter, 'zh')}`, en: (d) => `War room open${inChat(d.adapter, 'en')}` },
  'room.bound': {
    zh: (d) => `群聊已绑定为作战室${inChat(d.adapter, 'zh')}`,
    en: (d) => `A group of theirs is the war room now${inChat(d.adapter, 'en')}`,
  },
  'room.unbound': {
    zh: (d) => `群聊已改绑到 ${d.by}，不再是这里的作战室${inChat(d.adapter, 'zh')}`,
    en: (d) => `The group is the war room of ${d.by} now, not of this incident${inChat(d.adapter, 'en')}`,
  },
  'room.failed': {
    zh: (d) => `作战室打开失败${inChat(d.adapter, 'zh')}：${roomWhy(d.because, 'zh')}`,
    en: (d) => `War room could not be opened${inChat(d.adapter, 'en')}: ${roomWhy(d.because, 'en')}`,
  },
  'room.archived': { zh: (d) => `作战室已归档${where(d, 'zh')}`, en: (d) => `War room archived${where(d, 'en')}` },
  'room.unarchived': { zh: (d) => `作战室已重新启用${where(d, 'zh')}`, en: (d) => `War room taken out of the archive${where(d, 'en')}` },
  'room.lost': {
    zh: (d) =>
      d.because === 'archived'
        ? `作战室${where(d, 'zh')}被手动归档。Tocsin 不会擅自恢复；请在聊天平台中取消归档，卡片、主题与文档随即更新`
        : `Tocsin 已被移出作战室${where(d, 'zh')}，无法自行返回；请在频道中输入 /invite 邀请它，卡片、主题与文档随即更新`,
    en: (d) =>
      d.because === 'archived'
        ? `The war room${where(d, 'en')} was archived by hand. Tocsin leaves it so: take it out of the archive there, and its card, topic and document are brought up to date`
        : `Tocsin was removed from the war room${where(d, 'en')} and cannot come back by itself: /invite it there, and its card, topic and document are brought up to date`,
  },
  'room.regained': { zh: (d) => `作战室恢复使用${where(d, 'zh')}`, en: (d) => `The war room is in use again${where(d, 'en')}` },
  'room.replaced': {
    zh: (d) =>
      `原作战室无法重新启用${where(d, 'zh')}：${roomWhy(d.because, 'zh')}。改用新的作战室；${d.url === null ? '原作战室仍可查阅' : `原作战室：${d.url}`}`,
    en: (d) =>
      `The old war room could not be taken out of the archive${where(d, 'en')}: ${roomWhy(d.because, 'en')}. There is a new one; the old one can still be read${d.url === null ? '' : `: ${d.url}`}`,
  },
  'page.started': { zh: (d, _w, n) => `开始呼叫 ${n([d.person])}`, en: (d, _w, n) => `Paging ${n([d.person])}` },
  'page.tried': { zh: (d) => `正在通过${meansWords[d.by].zh}呼叫`, en: (d) => `Trying ${meansWords[d.by].en}` },
  'page.sent': {
    zh: (d) => `${means(d, 'zh')}已送出${d.repeated ? '（可能重复）' : ''}`,
    en: (d) => `Page sent by ${means(d, 'en')}${d.repeated ? ' (perhaps a repeat)' : ''}`,
  },
  'page.moved': {
    zh: (d) => `${means(d, 'zh')}：${sayReach(d, 'zh') ?? attemptStateWords[d.state].zh}`,
    en: (d) => `Page by ${means(d, 'en')}: ${sayReach(d, 'en') ?? attemptStateWords[d.state].en}`,
  },
  'page.missed': {
    zh: (d) => `${means(d, 'zh')}未送达：${sayReach(d, 'zh') ?? ''}`,
    en: (d) => `Page by ${means(d, 'en')} failed: ${sayReach(d, 'en') ?? ''}`,
  },
  'page.unreachable': {
    zh: (d, _w, n) => `电话与短信都联系不上 ${n([d.person])}，不再等待`,
    en: (d, _w, n) => `${n([d.person])} cannot be reached by phone; not waiting any longer`,
  },
  'page.held': {
    zh: (d) => `${means(d, 'zh')}稍后与其他呼叫一并送出`,
    en: (d) => `Page by ${means(d, 'en')} waits and goes out together with others`,
  },
  'page.joined': {
    zh: (d) => `同一次${means(d, 'zh')}还包括另外 ${d.also.length} 个呼叫`,
    en: (d) => `The same ${means(d, 'en')} is for ${d.also.length} other page${d.also.length === 1 ? '' : 's'} too`,
  },
  'page.acked': { zh: () => '呼叫已应答', en: () => 'Page acknowledged' },
  'page.stopped': { zh: () => '呼叫已停止', en: () => 'Page stopped' },
};

type Names = (people: readonly string[]) => string;
const authorName = ({ author }: Noted, who: string, names: Names): string =>
  author === undefined ? who : 'person' in author ? names([author.person]) : author.name;
const ownerOf = ({ person }: IncidentFacts['incident.unacked'], names: Names): string => (person === null ? '' : names([person]));

/** Why nobody has it any more. */
const lapsed: Readonly<
  Record<IncidentFacts['incident.unacked']['because'], Readonly<Record<Lang, (who: string, owner: string) => string>>>
> = {
  timeout: { zh: (_w, owner) => `${owner}认领已超时`, en: (_w, owner) => `The acknowledgement${owner && ` by ${owner}`} has run out` },
  snooze: { zh: () => '稍后处理的时间已到', en: () => 'The snooze is over' },
  hand: { zh: (who) => `${who} 交回认领`, en: (who) => `${who} gave it back` },
};

/** Below 0 it is no step of the plan: the last resort, or whom the auditor calls. */
const callingWords = (step: number): Readonly<Record<Lang, string>> =>
  step === -1
    ? { zh: '无人值班，呼叫最后责任人', en: 'Nobody else is there: calling' }
    : step < -1
      ? { zh: '升级曾中断，已恢复，并呼叫', en: 'The calling had come to a standstill and goes on; calling' }
      : { zh: '呼叫', en: 'Calling' };

const calledNames = ({ people, channels = [] }: Called, names: Names, comma: string): string =>
  [...(people.length > 0 ? [names(people)] : []), ...channels.map((channel) => `#${channel}`)].join(comma);

const skippedZh = (d: { skipped: readonly number[] }): string =>
  d.skipped.length > 0 ? `（跳过无人值班的第 ${d.skipped.map((s) => s + 1).join('、')} 级）` : '';
const skippedEn = (d: { skipped: readonly number[] }): string =>
  d.skipped.length > 0 ? ` (step ${d.skipped.map((s) => s + 1).join(', ')} had nobody)` : '';

/** One line of the story. `person` is whose page a page fact is about. */
export function sayFact<K extends StoryType>(fact: { type: K; data: StoryFacts[K]; by: Actor }, reader: Reader, person?: string): string {
  const names = (people: readonly string[]): string => people.map(reader.name).join(reader.lang === 'zh' ? '、' : ', ');
  const line = sayings[fact.type][reader.lang](fact.data, actorName(fact.by, reader), names);
  return person === undefined ? line : `${reader.name(person)}${reader.lang === 'zh' ? '：' : ': '}${line}`;
}

/** Who a note is by. */
export const sayAuthor = (note: Noted, by: Actor, reader: Reader): string =>
  authorName(note, actorName(by, reader), ([person = '']) => reader.name(person));

export function actorName(by: Actor, reader: Reader): string {
  const person = personOf(by);
  if (person) return reader.name(person);
  if (by.startsWith('bot:')) return botName(by.slice('bot:'.length), reader.lang);
  return by === 'tocsin' || by.startsWith('token:') ? 'Tocsin' : by.slice(by.indexOf(':') + 1);
}

/** Facts that a reader of the story is spared: they repeat what another line says. */
const spared: ReadonlySet<string> = new Set(['page.tried', 'page.stopped', 'room.opening', 'page.started']);

/** Whether a fact is worth a line: of a call on its way only that somebody picked up and pressed nothing; of many groups only that they all
 *  recovered, or fire again after they had. */
export function isTold(type: string, data: unknown): type is StoryType {
  if (!isStory(type) || spared.has(type)) return false;
  if (type === 'page.moved') return (data as StoryFacts['page.moved']).code !== undefined;
  if (type !== 'alerts.turned') return true;
  const { firing, before } = data as IncidentFacts['alerts.turned'];
  return (firing === 0) !== (before === 0);
}
export const isStory = (type: string): type is StoryType => Object.hasOwn(sayings, type);
