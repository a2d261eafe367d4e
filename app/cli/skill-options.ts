import { Option } from 'commander';
import { minutesIn } from '../../domain/time/duration.ts';
import type { Skill } from '../../ports/skill.ts';

const flagOf = (field: string): string => field.replaceAll(/[A-Z]/gu, (c) => `-${c.toLowerCase()}`);
const accepts = (skill: Skill, field: string, value: unknown): boolean => skill.input.shape[field]?.safeParse(value).success === true;

const isList = (skill: Skill, field: string): boolean => accepts(skill, field, ['x']) && !accepts(skill, field, 'x');
const byComma = (text: string): string[] => text.split(',').map((v) => v.trim());

/** One option for each field of the skill's input. */
export function optionsOf(skill: Skill): Option[] {
  return Object.entries(skill.labels).map(([field, label]) => {
    // A number takes `true` for one as well.
    const isFlag = accepts(skill, field, true) && !accepts(skill, field, 'x') && !accepts(skill, field, '2');
    return new Option(isFlag ? `--${flagOf(field)}` : `--${flagOf(field)} <${isList(skill, field) ? 'value…' : 'value'}>`, label.en);
  });
}

/** Words fill the positional fields, the last takes all that is left; options name fields. Lists have commas between their values. */
export function inputFrom(skill: Skill, words: readonly string[], options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const input: Record<string, unknown> = { ...options };
  const open = (skill.positional ?? []).filter((f) => input[f] === undefined);
  let rest = [...words];
  open.forEach((field, i) => {
    const [word] = rest;
    const skips =
      i < open.length - 1 &&
      accepts(skill, field, undefined) &&
      word !== undefined &&
      !accepts(skill, field, word) &&
      !accepts(skill, field, [word]);
    if (word === undefined || skips) return;
    const takesAll = i === open.length - 1;
    input[field] = takesAll && rest.length > 1 && isList(skill, field) ? rest.flatMap(byComma) : takesAll ? rest.join(' ') : word;
    rest = i === open.length - 1 ? [] : rest.slice(1);
  });
  for (const [field, value] of Object.entries(input)) {
    if (typeof value === 'string' && isList(skill, field)) input[field] = byComma(value);
    if (typeof value === 'string' && field === 'minutes') input[field] = minutesIn(value) ?? value;
  }
  return input;
}
