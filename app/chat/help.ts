import { z } from 'zod';
import type { Lang } from '../../domain/text/lang.ts';
import type { Skill } from '../../ports/skill.ts';
import { argsOf, commandOf, typed } from './command-words.ts';
import { bareOf } from './command.ts';

/** Examples that help shows of one command. */
const mostExamples = 3;

/** Help: all commands that somebody may use, those of a noun, or one with its fields and examples. */
export function helpText(
  allowed: readonly (readonly [name: string, skill: Skill])[],
  { noun, verb }: { noun: string | null; verb?: string },
  lang: Lang,
): string {
  const one = allowed.find(([name]) => name === `${noun}/${verb}`);
  if (one) return commandHelp(one[0], one[1], lang);
  const lines = allowed
    .filter(([name]) => noun === null || name.startsWith(`${noun}/`))
    .map(([name, skill]) => `${commandOf(name)} ${argsOf(skill)} — ${skill.summary[lang]}`);
  const head = lang === 'zh' ? '我是机器人。你可以输入：' : 'I am a bot. You can type:';
  return [head, ...lines].join('\n');
}

function commandHelp(name: string, skill: Skill, lang: Lang): string {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const fields = Object.entries(skill.labels).map(([field, label]) => {
    const schema = skill.input.shape[field];
    const isOptional = schema?.safeParse(undefined).success === true;
    const notes = [...valuesOf(schema), ...(isOptional ? [t('选填', 'optional')] : [])].join(' · ');
    return `  ${field} — ${label[lang]}${notes === '' ? '' : ` (${notes})`}`;
  });
  const examples = skill.examples.slice(0, mostExamples).map(({ input }) => `  ${exampleOf(name, skill, input)}`);
  return [
    `${commandOf(name)} ${argsOf(skill)} — ${skill.summary[lang]}`,
    ...(fields.length > 0 ? [t('字段', 'Fields'), ...fields] : []),
    ...(examples.length > 0 ? [t('例如', 'For example'), ...examples] : []),
  ].join('\n');
}

/** What may stand there, where it is one of a few. */
function valuesOf(schema: z.core.$ZodType | undefined): string[] {
  const bare = schema && bareOf(schema);
  return bare instanceof z.ZodEnum ? [bare.options.join(' | ')] : [];
}

/** An example as it is typed: what may stand without its name first, the rest by name. */
function exampleOf(name: string, skill: Skill, input: Readonly<Record<string, unknown>>): string {
  const given = (skill.positional ?? []).filter((field) => input[field] !== undefined);
  const last = given.at(-1);
  const bare = given.map((field) => (field === last ? String(input[field]) : typed(input[field])));
  const byName = Object.entries(input)
    .filter(([field]) => !given.includes(field))
    .map(([field, value]) => `${field}=${typed(value)}`);
  return [commandOf(name), ...byName, ...bare].join(' ');
}
