import type { z } from 'zod';
import { minutesIn } from '../../domain/time/duration.ts';
import type { Skill } from '../../ports/skill.ts';

/** What a typed command means: a skill with its input, a form to fill, a request for help, or something unknown. */
export type Command =
  | { readonly is: 'call'; readonly skill: string; readonly input: Record<string, unknown> }
  | { readonly is: 'form'; readonly skill: string; readonly values: Record<string, unknown> }
  | { readonly is: 'help'; readonly noun: string | null }
  | { readonly is: 'unknown'; readonly said: string };

interface Place {
  /** The incident of the room it is typed in. */
  readonly incident: string | null;
}

const wholeNumber = /^INC-\d{8}-\d+$/iu;
const shortNumber = /^\d{1,6}$/u;

interface Word {
  /** Without the quotes around it. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Reads `/noun verb words…`. Words fill the skill's positional fields in order, the last takes the rest; `name=value` names a field.
 *  In a war room the incident may be left out. */
export function parseCommand(text: string, skills: ReadonlyMap<string, Skill>, place: Place): Command {
  const said = text.slice(1);
  const words = wordsOf(said);
  const [noun = '', verb = ''] = words.map((w) => w.text);
  if (noun === '' || noun === 'help' || noun === 'tocsin') return { is: 'help', noun: verb === 'help' ? null : verb || null };
  const verbs = [...skills.keys()].filter((name) => name.startsWith(`${noun}/`));
  if (verbs.length === 0) return { is: 'unknown', said: `/${noun}` };
  if (verb === '' || verb === 'help') return { is: 'help', noun };
  const name = `${noun}/${verb}`;
  const skill = skills.get(name);
  if (!skill) return { is: 'unknown', said: `/${noun} ${verb}` };
  return filled(name, skill, { said, words: words.slice(2), place });
}

interface Said {
  readonly said: string;
  readonly words: readonly Word[];
  readonly place: Place;
}

/** In a war room `note 3 servers are down` is about that room, but `severity 4 SEV1` about number 4: a short number is an incident only
 *  where the rest makes no sense otherwise. */
function filled(name: string, skill: Skill, say: Said): Command {
  const readings = say.place.incident === null ? [shortNumber] : [null, shortNumber];
  const inputs = readings.map((short) => reading(skill, say, (word) => wholeNumber.test(word) || short?.test(word) === true));
  const input = inputs.find((i) => skill.input.safeParse(i).success) ?? inputs.at(-1) ?? {};
  const { error } = skill.input.safeParse(input);
  const isOnlyUnfinished = error?.issues.every((issue) => input[String(issue.path[0])] === undefined) === true;
  return isOnlyUnfinished ? { is: 'form', skill: name, values: input } : { is: 'call', skill: name, input };
}

function reading(skill: Skill, { said, words, place }: Said, isIncident: (word: string) => boolean): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const rest: Word[] = [];
  for (const word of words) {
    const [, field, value] = /^(\w+)=(.*)$/su.exec(word.text) ?? [];
    if (field !== undefined && Object.hasOwn(skill.labels, field)) put(input, skill, field, unquoted(value ?? ''));
    else rest.push(word);
  }
  const positional = (skill.positional ?? []).filter((f) => input[f] === undefined);
  let next = 0;
  positional.forEach((field, i) => {
    const word = rest[next];
    if (!word) return;
    const isLast = i === positional.length - 1;
    if (field === 'incident' && place.incident !== null && !isLast && !isIncident(word.text)) return;
    // A severity is optional before a title: what is none is part of the title.
    if (field === 'severity' && !isLast && !/^SEV[1-4]$/iu.test(word.text)) return;
    put(input, skill, field, isLast ? tail(said, rest.slice(next), words) : word.text);
    next = isLast ? rest.length : next + 1;
  });
  if (Object.hasOwn(skill.labels, 'incident') && input['incident'] === undefined && place.incident !== null)
    input['incident'] = place.incident;
  return input;
}

/** The rest of the line as it was typed, with its quotes, blanks and lines; only where a named field stands in it, word by word. */
function tail(said: string, rest: readonly Word[], words: readonly Word[]): string {
  const [first] = rest;
  const last = rest.at(-1);
  const isWhole = first && last && rest.length > 1 && words.filter((w) => w.from >= first.from).length === rest.length;
  return isWhole ? said.slice(first.from, last.to) : rest.map((w) => w.text).join(' ');
}

/** What a field holds, below `optional` and `default`. */
function typeOf(schema: z.core.$ZodType | undefined): string {
  if (schema === undefined) return 'none';
  const { def } = schema._zod;
  return 'innerType' in def ? typeOf(def.innerType as z.core.$ZodType) : def.type;
}

/** A list field takes what stands between commas, or where there are none between blanks; what is in quotes belongs together. */
function put(input: Record<string, unknown>, skill: Skill, field: string, value: string): void {
  const type = typeOf(skill.input.shape[field]);
  if (type === 'array') input[field] = listOf(value);
  else if (type === 'boolean') input[field] = /^(yes|true|1|是)$/iu.test(value);
  else if (field === 'minutes') input[field] = minutesIn(value) ?? value;
  else input[field] = field === 'severity' ? value.toUpperCase() : value;
}

function listOf(value: string): string[] {
  const parts = (apart: RegExp): string[] => (value.match(apart) ?? []).map((v) => v.trim());
  const byComma = parts(/(?:"(?:[^"\\]|\\.)*"|[^,])+/gu);
  return byComma.length > 1 ? byComma : parts(/(?:"(?:[^"\\]|\\.)*"|\S)+/gu);
}

const unquoted = (text: string): string => (/^"[^"]*"$/u.test(text) ? text.slice(1, -1) : text);

/** Words by blanks; double quotes hold a word together. */
function wordsOf(said: string): Word[] {
  const found = said.matchAll(/(?:[^\s"]|"[^"]*")+|\S+/gu);
  return [...found].map((m) => ({ text: unquoted(m[0]), from: m.index, to: m.index + m[0].length }));
}
