import type { z } from 'zod';
import type { Lang, Words } from '../../domain/text/lang.ts';

type Issue = z.core.$ZodRawIssue;
/** One kind of mistake, as the schema tells it. */
type Of<C extends Issue['code']> = Extract<Issue, { code: C }>;

/** What is wrong with a field and what to write instead, in plain words; for `safeParse(…, { error })`. What a schema says itself comes first. */
export const plainly =
  (lang: Lang) =>
  (issue: Issue): string =>
    wordsFor(issue)[lang];

function wordsFor(issue: Issue): Words {
  if (issue.input === undefined || issue.input === null) return missing(issue);
  if (issue.code === 'too_big') return tooMuch(issue);
  if (issue.code === 'too_small') return tooLittle(issue);
  if (issue.code === 'invalid_type') return wanted[issue.expected] ?? unfit;
  if (issue.code === 'invalid_value') return oneOf(issue);
  if (issue.code === 'invalid_format') return written[issue.format] ?? unfit;
  return unfit;
}

const missing = (issue: Issue): Words =>
  issue.code === 'invalid_value' ? oneOf(issue) : ((issue.code === 'invalid_type' ? needed[issue.expected] : undefined) ?? something);

function tooMuch({ origin, maximum, inclusive, input }: Of<'too_big'>): Words {
  const count = countOf(input);
  if (origin === 'string')
    return { en: `${maximum} characters at most, these are ${count}`, zh: `最多 ${maximum} 个字符，现在是 ${count} 个` };
  if (count !== null) return { en: `${maximum} at most, these are ${count}`, zh: `最多 ${maximum} 项，现在是 ${count} 项` };
  return inclusive === false
    ? { en: `less than ${maximum}`, zh: `要小于 ${maximum}` }
    : { en: `${maximum} at most`, zh: `最大 ${maximum}` };
}

function tooLittle({ origin, minimum, inclusive, input }: Of<'too_small'>): Words {
  const count = countOf(input);
  if (origin === 'string')
    return count === 0
      ? something
      : { en: `${minimum} characters at least, these are ${count}`, zh: `至少 ${minimum} 个字符，现在是 ${count} 个` };
  if (count !== null)
    return count === 0 ? { en: 'name at least one', zh: '至少填一项' } : { en: `${minimum} at least`, zh: `至少 ${minimum} 项` };
  return inclusive === false
    ? { en: `more than ${minimum}`, zh: `要大于 ${minimum}` }
    : { en: `${minimum} at least`, zh: `最小 ${minimum}` };
}

/** Letters of a text or items of a list; null of what is neither. */
const countOf = (input: unknown): number | null => (typeof input === 'string' || Array.isArray(input) ? input.length : null);

const oneOf = ({ values }: Of<'invalid_value'>): Words => ({ en: `choose one of ${values.join(', ')}`, zh: `可选：${values.join('、')}` });

const something: Words = { en: 'write something', zh: '请填写' };
const unfit: Words = { en: 'does not fit here', zh: '不符合要求' };

const number: Words = { en: 'write a number', zh: '请填写数字' };
const whole: Words = { en: 'write a whole number', zh: '请填写整数' };
const yesOrNo: Words = { en: 'say true or false', zh: '请填 true 或 false' };

/** Where nothing was written. */
const needed: Readonly<Record<string, Words>> = {
  number,
  int: whole,
  boolean: yesOrNo,
  array: { en: 'name at least one', zh: '至少填一项' },
};

/** Where something else was written. */
const wanted: Readonly<Record<string, Words>> = {
  ...needed,
  string: { en: 'write text', zh: '请填写文字' },
  array: { en: 'write a list', zh: '请填写列表' },
  object: { en: 'write fields with their values, such as {"title": "…"}', zh: '请填写字段和值，例如 {"title": "…"}' },
};

const written: Readonly<Record<string, Words>> = {
  email: { en: 'write an e-mail address such as ana@example.com', zh: '请填写邮箱，例如 ana@example.com' },
  url: { en: 'write an address such as https://example.com', zh: '请填写网址，例如 https://example.com' },
  datetime: { en: 'write a time such as 2026-11-23T09:31:00Z', zh: '请填写时间，例如 2026-11-23T09:31:00Z' },
  date: { en: 'write a day such as 2026-11-23', zh: '请填写日期，例如 2026-11-23' },
};
