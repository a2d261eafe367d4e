import { spanSaid } from '../time/said-span.ts';
import { ZoneClock } from '../time/wall.ts';
import type { Meaning } from './sentence-meaning.ts';
import type { Groups, Rule } from './sentence-rules.ts';

const rule = (sign: string, means: (g: Groups) => Meaning | null): Rule => [new RegExp(`^(?:${sign})$`, 'dsiu'), means];

const weekday = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const when = `(?:(?:at |on )?(?:tonight|tomorrow|next ${weekday}|${weekday}\\b|\\d{1,2}(?::\\d\\d| ?[ap]m)|\\d{4}-\\d\\d-\\d\\d).*?)`;
const whenZh =
  '(?:(?:今晚|今夜|明[天早晚日]|后天|下?(?:周|星期|礼拜)[一二三四五六日天])(?:早上|上午|中午|下午|晚上|夜里|凌晨)?(?:\\d{1,2}[点:时](?:\\d\\d|半)?)?|\\d{1,2}[点:时](?:\\d\\d|半)?)';

/** One of the words for oneself is null. */
const someone = (text: string): string | null => {
  const name = text.trim().replace(/^@/u, '');
  return /^(?:i|me|myself|my|我|我来|我自己|本人)$/iu.test(name) ? null : name;
};

const isSpan = (text: string): boolean => spanSaid(text, { now: 0, clock: new ZoneClock('UTC') }) !== null;

/** Where a text divides into a name and a stretch of time, whichever comes first; the longest time. */
function nameAndTime(text: string): { name: string; time: string } | null {
  for (let i = 1; i < text.length; i++) {
    const [head, tail] = [text.slice(0, i).trim(), text.slice(i).trim()];
    const isWord = /\s/u.test(text[i - 1] ?? '') || /\p{Script=Han}/u.test(text[i - 1] ?? '');
    if (isWord && isSpan(tail)) return { name: head, time: tail };
  }
  for (let i = text.length - 1; i > 0; i--) {
    const [head, tail] = [text.slice(0, i).trim(), text.slice(i).trim()];
    if (tail !== '' && isSpan(head)) return { name: tail, time: head };
  }
  return null;
}

/** `ana` covers `bo tonight 20-08`, `安娜今晚20-08` 替 `小博`: the time stands with either. */
function covers(g: Groups): Meaning | null {
  const [who = '', instead = ''] = [g['who']?.trim(), g['instead']?.trim()];
  const behind = nameAndTime(instead);
  if (behind) return { is: 'cover', person: someone(who), instead: someone(behind.name), when: behind.time };
  const before = nameAndTime(who);
  return before && instead !== '' ? { is: 'cover', person: someone(before.name), instead: someone(instead), when: before.time } : null;
}

const swaps = (g: Groups): Meaning | null => {
  const said = g['who']?.trim() ?? '';
  const both = nameAndTime(said);
  const name = someone(both?.name ?? said);
  return name === null || name === '' ? null : { is: 'swap', person: name, when: both?.time ?? null };
};

const takes = (g: Groups): Meaning => {
  const name = (g['who'] ?? '').trim();
  return { is: 'take', from: /^(?:the|this|)$|^(?:这个|现在|当前)$/iu.test(name) ? null : name.replace(/^@/u, '') };
};

const about = (text: string | undefined): string | null => {
  const name = (text ?? '')
    .replace(/^(?:the|our)\s+/iu, '')
    .replace(/的$/u, '')
    .trim();
  return name === '' ? null : name;
};

const who = (g: Groups): Meaning => ({ is: 'on-call', about: about(g['who']), at: (g['at'] ?? '').replace(/^(?:at|on) /iu, '').trim() });
const shiftsOf = (g: Groups): Meaning => ({ is: 'shifts', person: g['who'] === undefined ? null : someone(g['who']) });
const gaps = (g: Groups): Meaning => ({ is: 'gaps', about: about(g['who']) });
const mine = (): Meaning => ({ is: 'shifts', person: null });

/** What asks about shifts. Before the other questions: they know nothing of times to come. */
export const dutyQuestions: readonly Rule[] = [
  rule(`who(?:'s| is|s| will be) (?:on[- ]?call|on duty) (?<at>${when})(?: (?:for|in|of) (?<who>.+?))`, who),
  rule(`who(?:'s| is|s| will be) (?:on[- ]?call|on duty)(?: (?:for|in|at|of) (?<who>.+?))? (?<at>${when})`, who),
  rule(`(?<at>${whenZh})(?:的)?(?<who>[^谁哪]*?)(?:是)?(?:谁|哪位)(?:在|来)?(?:值班|当班)`, who),
  rule(`(?<who>[^谁哪]*?)(?<at>${whenZh})(?:是)?(?:谁|哪位)(?:在|来)?(?:值班|当班)`, who),
  rule(
    `(?:what are |show (?:me )?|list )?my (?:next )?(?:on[- ]?call )?shifts?|when am i on[- ]?call(?: next)?|am i on[- ]?call(?: .*)?`,
    mine,
  ),
  rule(`when(?:'s| is) (?<who>(?!nobody|no one)[^ ]+(?: [^ ]+)?) on[- ]?call(?: next)?`, shiftsOf),
  rule(
    `我的(?:值班|排班|班次?)(?:表|安排)?(?:有哪些|是什么时候)?|我(?:什么时候|几时|哪天|哪几天)(?:要)?(?:值班|当班)|我(?:今天|今晚|明天)?值班吗`,
    mine,
  ),
  rule(`(?<who>[^谁哪没无]{1,20}?)(?:什么时候|几时|哪天|哪几天)(?:要)?(?:值班|当班)`, shiftsOf),
  rule(
    `(?:are there )?(?:any )?gaps(?: in (?:the )?(?:on[- ]?call|rota|(?<who>.+?)(?: schedule| rota)?))?|when is (?:nobody|no one) on[- ]?call`,
    gaps,
  ),
  rule(
    `(?<who>.*?)(?:的)?(?:值班)?(?:有没有|有哪些|有)?(?:值班)?(?:缺口|空档|空班)(?:吗|么)?|(?:什么时候|哪些时间)(?:没人|没有人|无人)值班`,
    gaps,
  ),
];

/** What changes shifts. */
export const dutyOrders: readonly Rule[] = [
  rule(
    `(?<who>@?[^\\s,]+(?: [^\\s,]+)??) (?:covers?|will cover|is covering|can cover|stands in|will stand in|takes over)(?: for| from)? (?<instead>.+)`,
    covers,
  ),
  rule(`(?<who>.{1,60}?)(?:来)?(?:替|代替|顶替|代)(?<instead>.{1,60}?)(?:的班|值班|当班|顶班|代班)?`, covers),
  rule(`(?:i(?:'d| would) like to |i want to |can i |let me )?swap (?:(?:my )?(?:next )?shifts? )?with (?<who>.+?)`, swaps),
  rule(`(?:我(?:想|要)?)?(?:和|跟|与)(?<who>.{1,60}?)(?:换班|调班|换个班|换一下班)`, swaps),
  rule(`i(?:'ll| will| can)? (?:take|cover) (?:(?<who>@?.+?)'s|the|this) shift`, takes),
  rule(`我(?:来)?(?:接|顶|替)(?<who>.{0,30}?)(?:的)?班(?:了)?`, takes),
  rule(
    `(?:can (?:you|somebody|someone) |who can |somebody |please )?(?:take|cover) my shift|谁(?:能|可以)?(?:帮我|替我)?(?:顶班|替班)|(?:帮我|替我)(?:顶班|替班)`,
    () => ({
      is: 'offer-shift',
    }),
  ),
];
