import { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Skill } from '../../ports/skill.ts';
import { argsOf, commandOf, helpIn, typed } from './command-words.ts';
import { bareOf } from './command.ts';

/** Examples that help shows of one command. */
const mostExamples = 3;

/** What people need most, in the order in which they need it. */
const mostUsed = [
  'incident/list',
  'incident/declare',
  'incident/ack',
  'incident/catch-up',
  'incident/note',
  'incident/resolve',
  'oncall/who',
  'oncall/shifts',
  'alert/silence',
  'page/test',
];

/** Help: what is most used and where the rest is, the commands of a noun, or one with its fields and examples; only what somebody may use. */
export function helpText(
  allowed: readonly (readonly [name: string, skill: Skill])[],
  { noun, verb }: { noun: string | null; verb?: string },
  caller: Pick<Caller, 'lang' | 'via'>,
): string {
  const { lang } = caller;
  const one = allowed.find(([name]) => name === `${noun}/${verb}`);
  if (one) return commandHelp(one[0], one[1], lang);
  const known = new Map(allowed);
  const names = noun === null ? mostUsed : [...known.keys()].filter((name) => name.startsWith(`${noun}/`));
  const lines = names.flatMap((name) => {
    const skill = known.get(name);
    return skill ? [`${commandOf(name)} ${argsOf(skill)} — ${skill.summary[lang]}`] : [];
  });
  return (noun === null ? [heads.usual[lang], ...lines, restOf([...known.keys()], caller)] : [heads.all[lang], ...lines]).join('\n');
}

const heads = {
  usual: { zh: '最常用的命令：', en: 'What is used most:' },
  all: { zh: '可以输入：', en: 'You can type:' },
};

/** Where the other commands are, noun by noun. */
function restOf(names: readonly string[], { lang, via }: Pick<Caller, 'lang' | 'via'>): string {
  const nouns = [...new Set(names.map((name) => name.split('/')[0] ?? ''))].join(' · ');
  const help = helpIn({ via });
  return lang === 'zh'
    ? `全部命令按主题查看，例如 ${help} incident。主题：${nouns}。也可以直接说话，例如：谁在值班？`
    : `Everything else by topic, such as ${help} incident. Topics: ${nouns}. You can also just say: who is on call?`;
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
    ...(fields.length > 0
      ? [
          t('字段（写作 字段=值 或 --字段 值；是否类只写 --字段）', 'Fields (as field=value or --field value; of yes or no just --field)'),
          ...fields,
        ]
      : []),
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
