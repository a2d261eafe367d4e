import { covered, covers, coversAsked, isSpan, posted, someone } from './sentence-cover.ts';
import type { Meaning } from './sentence-meaning.ts';
import type { Groups, Rule } from './sentence-rules.ts';

const rule = (sign: string, means: (g: Groups) => Meaning | null): Rule => [new RegExp(`^(?:${sign})$`, 'dsiu'), means];

const weekday = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const when = `(?:(?:at |on )?(?:tonight|tomorrow|yesterday|last night|this (?:morning|afternoon|evening)|(?:the |this |next |last )?weekend|(?:this|next|last) week|(?:next |last )?${weekday}\\b|\\d{1,2}(?::\\d\\d| ?[ap]m)|\\d{4}-\\d\\d-\\d\\d).*?)`;
const partZh = '(?:早上|上午|中午|下午|晚上|夜里|凌晨)';
const clockZh = '\\d{1,2}[点:时](?:\\d\\d|半)?';
const dayZh = `今[晚夜早晨]|今天(?=${partZh}|\\d)|昨[天晚夜早日]|前天|明[天早晚日]|大?后天|[上下]?(?:周|星期|礼拜)[一二三四五六日天]`;
const daysZh = '(?:这个?|本|[上下]个?)?周末|(?:本|这|[上下])个?(?:周|星期|礼拜)';
const whenZh = `(?:(?:${dayZh}|${daysZh})${partZh}?(?:${clockZh})?|${clockZh})`;

const swaps = (g: Groups): Meaning | null => {
  const { name: said, time, schedule } = posted(g['who']?.trim() ?? '');
  const person = someone(said);
  if (person === null || person === '') return null;
  return { is: 'swap', person, when: time, ...(schedule === undefined ? {} : { schedule }) };
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
const mineIn = (g: Groups): Meaning | null => {
  const at = (g['at'] ?? g['at2'] ?? g['at3'] ?? '').replace(/^(?:at|on|in|for) (?=\D)/iu, '').trim();
  return isSpan(at) ? { is: 'shifts', person: null, when: at } : null;
};
const mine = (): Meaning => ({ is: 'shifts', person: null });

const instead = '(?:替|代替|顶替|代)';
const shiftZh = '(?:的班|值班|当班|顶班|代班|替班)?';
const askingZh = '(?:吗|么|行吗|好吗|可以吗|行不行|好不好|可不可以)';
const coverer = `(?:(?:on|in|for) (?<place>[^,:]+)[,:] ?)?(?<who>@?[^\\s,]+(?: [^\\s,]+)??)`;

/** What asks about shifts. Before the other questions: they know nothing of times to come. */
export const dutyQuestions: readonly Rule[] = [
  rule(`who(?:'s| is|s| will be| was) (?:on[- ]?call|on duty) (?<at>${when})(?: (?:for|in|of) (?<who>.+?))`, who),
  rule(`who(?:'s| is|s| will be| was) (?:on[- ]?call|on duty)(?: (?:for|in|at|of) (?<who>.+?))? (?<at>${when})`, who),
  rule(`(?<at>${whenZh})(?:的)?(?<who>[^谁哪]*?)(?:是)?(?:谁|哪位)(?:在|来)?(?:值班|当班)`, who),
  rule(`(?<who>[^谁哪]*?)(?<at>${whenZh})(?:是)?(?:谁|哪位)(?:在|来)?(?:值班|当班)`, who),
  rule(`谁(?:在)?(?<at>${whenZh})(?:来|在|要)?(?:值班|当班)`, who),
  rule(`who(?:'s| is|'ll| will)? (?:cover(?:s|ing)?|stand(?:s|ing)? in|tak(?:es?|ing) over)(?: for| from)? (?<instead>.+)`, covered),
  rule(`谁(?:会|来|在)?${instead}(?<instead>.{1,60}?)${shiftZh}`, covered),
  rule(`(?:谁(?<time>.{1,40}?)|(?<time2>.{1,40}?)谁)(?:会|来|在)?${instead}(?<instead>.{1,30}?)${shiftZh}`, ({ time, time2, ...g }) =>
    covered({ ...g, time: time ?? time2 }),
  ),
  rule(`(?<instead>.{1,60}?)(?:是|由)?谁(?:会|来|在)?(?:替|顶)`, covered),
  rule(
    `(?:what are |show (?:me )?|list )?my (?:on[- ]?call )?shifts? (?<at>.+)|(?:what|which) shifts do i have (?<at2>.+)|(?:when )?am i on[- ]?call (?<at3>.+)`,
    mineIn,
  ),
  rule(
    `我(?<at>${whenZh})的?(?:值班|排班|班次?)(?:表|安排)?(?:有哪些|是什么时候)?吗?|(?<at2>${whenZh})我?(?:什么时候|几时|哪天|哪几天)?(?:要)?(?:值班|当班)吗?|我(?<at3>${whenZh})(?:什么时候|几时|哪天|哪几天)?(?:要)?(?:值班|当班)吗?`,
    mineIn,
  ),
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
    `(?:should|shall|can|could|may|might|would|will|must) ${coverer} (?:cover|stand in|take over)(?: for| from)? (?<instead>.+)`,
    coversAsked,
  ),
  rule(`${coverer} (?:covers?|will cover|is covering|can cover|stands in|will stand in|takes over)(?: for| from)? (?<instead>.+)`, covers),
  rule(
    `(?<who>@?[^\\s,]+(?: [^\\s,]+)??) (?:takes?|will take)(?: over)? (?<person>my|@?.+?'s) (?:on[- ]?call )?shift (?<time>.+)`,
    ({ person, time, ...g }) => covers({ ...g, instead: `${person?.replace(/'s$/iu, '')} ${time}` }),
  ),
  rule(`(?<who>.{1,60}?)(?:来)?${instead}(?<instead>.{1,60}?)${shiftZh}${askingZh}`, coversAsked),
  rule(`(?<who>.{1,60}?)(?:能不能|可不可以|要不要|该不该|是不是|应不应该)(?:来)?${instead}(?<instead>.{1,60}?)${shiftZh}`, coversAsked),
  rule(`(?:在?(?<place>.{1,40}?)值班表[上里中]?[, ]*)?(?<who>.{1,60}?)(?:来)?${instead}(?<instead>.{1,60}?)${shiftZh}`, covers),
  rule(
    `(?:i |we )?(?:agree|accept)(?: (?:to|with))?(?: (?:it|the swap|this swap|swapping))?|我?(?:同意|接受)(?:这次|这个)?(?:换班|调班)`,
    () => ({
      is: 'answer-swap',
      agrees: true,
    }),
  ),
  rule(
    `(?:i )?(?:decline|do not agree|don't agree|disagree|reject|refuse|cannot swap|can't swap)(?: (?:to|with))?(?: (?:it|the swap|this swap|swapping))?|我?(?:不同意|不接受|拒绝|谢绝|不能)(?:这次|这个)?(?:换班|调班)`,
    () => ({ is: 'answer-swap', agrees: false }),
  ),
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
