import type { z } from 'zod';
import type { Words } from '../../domain/text/lang.ts';
import { minutesIn } from '../../domain/time/duration.ts';
import type { Skill } from '../../ports/skill.ts';

/** What a typed command means: a skill with its input, a form to fill, a request for help, or something unknown. */
export type Command =
  | { readonly is: 'call'; readonly skill: string; readonly input: Record<string, unknown> }
  | { readonly is: 'form'; readonly skill: string; readonly values: Record<string, unknown> }
  | { readonly is: 'help'; readonly noun: string | null; readonly verb?: string }
  /** `fields`: the names there are instead. */
  | { readonly is: 'no-field'; readonly said: string; readonly fields: readonly string[] }
  | { readonly is: 'unknown'; readonly said: string };

interface Place {
  /** The incident of the room it is typed in. */
  readonly incident: string | null;
}

const wholeNumber = /^INC-\d{8}-\d+$/iu;
const shortNumber = /^\d{1,6}$/u;
/** As somebody would write it; whether there is one so bad the skill says. */
const severity = /^SEV\d{1,2}$/iu;

/** In a war room its incident; before a title the severity: what is none is part of the title. */
const mayBeLeftOut = (field: string, place: Place): boolean => field === 'severity' || (field === 'incident' && place.incident !== null);

interface Word {
  /** Without the quotes around it. */
  readonly text: string;
  readonly isQuoted: boolean;
  readonly from: number;
  readonly to: number;
}

/** Reads `/noun verb words…`. Words fill the skill's positional fields in order, the last takes the rest; `name=value`, `name:value` and
 *  `--name value` name a field. In a war room the incident may be left out. `/page @payments` calls them into it. */
export function parseCommand(text: string, skills: ReadonlyMap<string, Skill>, place: Place): Command {
  const said = text.slice(1);
  const words = wordsOf(said);
  const [noun = '', verb = ''] = words.map((w) => w.text);
  if (noun === '' || noun === 'help' || noun === 'tocsin') return helpFor(words.slice(1).map((w) => w.text));
  const verbs = [...skills.keys()].filter((name) => name.startsWith(`${noun}/`));
  if (verbs.length === 0) return { is: 'unknown', said: `/${noun}` };
  if (verb === '' || verb === 'help') return { is: 'help', noun };
  const muster = skills.get('incident/muster');
  if (noun === 'page' && verb.startsWith('@') && muster) return filled('incident/muster', muster, { said, words: words.slice(1), place });
  if (words[2]?.text === 'help' && words.length === 3 && skills.has(`${noun}/${verb}`)) return { is: 'help', noun, verb };
  const name = `${noun}/${verb}`;
  const skill = skills.get(name);
  if (!skill) return { is: 'unknown', said: `/${noun} ${verb}` };
  return filled(name, skill, { said, words: words.slice(2), place });
}

/** `/help`, `/help incident`, `/tocsin help incident declare`; the slash may stand in front of the noun too. */
function helpFor(words: readonly string[]): Command {
  const [noun = '', verb = ''] = words[0] === 'help' ? words.slice(1) : words;
  const bare = noun.replace(/^\//u, '');
  return { is: 'help', noun: bare === '' ? null : bare, ...(verb === '' ? {} : { verb }) };
}

interface Said {
  readonly said: string;
  readonly words: readonly Word[];
  readonly place: Place;
}

/** In a war room `note 3 servers are down` is about that room, but `severity 4 SEV1` about number 4: a short number is an incident only
 *  where the rest makes no sense otherwise, or where names follow, for nobody is called 3. */
function filled(name: string, skill: Skill, say: Said): Command {
  const wrong = noField(skill, say.words);
  if (wrong !== undefined) return { is: 'no-field', said: wrong, fields: Object.keys(skill.labels) };
  const [first, second = ''] = skill.positional ?? [];
  const isAboutNames = first === 'incident' && naming.has(second);
  const readings = say.place.incident === null || isAboutNames ? [shortNumber] : [null, shortNumber];
  const inputs = readings.map((short) => reading(skill, say, (word) => wholeNumber.test(word) || short?.test(word) === true));
  const input = inputs.find((i) => skill.input.safeParse(i).success) ?? inputs.at(-1) ?? {};
  const { error } = skill.input.safeParse(input);
  const isOnlyUnfinished = error?.issues.every((issue) => input[String(issue.path[0])] === undefined) === true;
  return isOnlyUnfinished ? { is: 'form', skill: name, values: input } : { is: 'call', skill: name, input };
}

function reading(skill: Skill, { said, words, place }: Said, isIncident: (word: string) => boolean): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const rest: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const found = word && namedBy(word, words[at + 1], skill);
    if (found) put(input, skill, found.field, found.value);
    else if (word) rest.push(word);
    if (found?.takesNext) at += 1;
  }
  const positional = (skill.positional ?? []).filter((f) => input[f] === undefined);
  let next = 0;
  positional.forEach((field, i) => {
    const word = rest[next];
    if (!word) return;
    const isLast = i === positional.length - 1;
    if (field === 'incident' && word.text.startsWith('@')) return;
    const isMeant = field === 'incident' ? isIncident(word.text) : severity.test(word.text);
    // What is no incident is what comes next: then the incident is asked for.
    if (!isLast && (field === 'incident' || mayBeLeftOut(field, place)) && !isMeant) return;
    put(input, skill, field, isLast ? tail(said, rest.slice(next), words) : word.text);
    next = isLast ? rest.length : next + 1;
  });
  if (Object.hasOwn(skill.labels, 'incident') && input['incident'] === undefined && place.incident !== null)
    input['incident'] = place.incident;
  return input;
}

/** By its name, or by what forms call it in Chinese. */
const fieldCalled = (name: string, skill: Skill): string | undefined =>
  Object.entries(skill.labels as Readonly<Record<string, Words>>).find(([field, { zh }]) => field === name || zh === name)?.[0];

/** What stands in quotes is text. Phones make a dash of two hyphens. */
const option = /^(?:--|—)([\p{L}][\p{L}\p{N}_-]*)(?:=(.*))?$/su;

interface Named {
  readonly field: string;
  readonly value: string;
  /** The value is the next word. */
  readonly takesNext?: true;
}

function namedBy({ text, isQuoted }: Word, next: Word | undefined, skill: Skill): Named | null {
  if (isQuoted) return null;
  const [, name, value] = /^([\p{L}\w]+)=(.*)$/su.exec(text) ?? /^(\w+)[:：](.+)$/su.exec(text) ?? [];
  const field = fieldCalled(name ?? '', skill);
  if (field !== undefined) return { field, value: unquoted(value ?? '') };
  const [, flag = '', given] = option.exec(text) ?? [];
  const meant = fieldCalled(flag, skill);
  if (meant === undefined) return null;
  if (given !== undefined) return { field: meant, value: unquoted(given) };
  const isFlag = typeOf(skill.input.shape[meant]) === 'boolean';
  if (isFlag && !(next && (yes.test(next.text) || no.test(next.text)))) return { field: meant, value: 'yes' };
  return next ? { field: meant, value: next.text, takesNext: true } : null;
}

/** What looks like the name of a field and is none; in what is written down it is part of the text. */
function noField(skill: Skill, words: readonly Word[]): string | undefined {
  if (skill.positional?.at(-1) === 'text') return undefined;
  const wrong = words.find(({ text, isQuoted }) => {
    const [, name] = (isQuoted ? null : /^--([\p{L}][\p{L}\p{N}_-]*)/u.exec(text)) ?? [];
    return name !== undefined && fieldCalled(name, skill) === undefined;
  });
  return wrong?.text;
}

/** The rest of the line as it was typed, with its quotes, blanks and lines; only where a named field stands in it, word by word. */
function tail(said: string, rest: readonly Word[], words: readonly Word[]): string {
  const [first] = rest;
  const last = rest.at(-1);
  const isWhole = first && last && rest.length > 1 && words.filter((w) => w.from >= first.from).length === rest.length;
  return isWhole ? said.slice(first.from, last.to) : rest.map((w) => w.text).join(' ');
}

/** A field's own schema, below `optional` and `default`. */
export function bareOf(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  return 'innerType' in def ? bareOf(def.innerType as z.core.$ZodType) : schema;
}

/** What a field holds. */
const typeOf = (schema: z.core.$ZodType | undefined): string => (schema === undefined ? 'none' : bareOf(schema)._zod.def.type);

/** Fields in which somebody is named, as in a mention. */
const naming = new Set(['person', 'people', 'team', 'teams', 'instead', 'schedule']);
const unmarked = (name: string): string => name.replace(/^@/u, '');

const yes = /^(?:yes|true|1|是)$/iu;
const no = /^(?:no|false|0|否)$/iu;

/** A list field takes what stands between commas, or where there are none between blanks; what is in quotes belongs together. */
export function put(input: Record<string, unknown>, skill: Skill, field: string, said: string): void {
  const type = typeOf(skill.input.shape[field]);
  const value = naming.has(field) ? unmarked(said) : said;
  if (type === 'array') input[field] = naming.has(field) ? listOf(said).map(unmarked) : listOf(said);
  else if (type === 'boolean') input[field] = yes.test(value) || (no.test(value) ? false : value);
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
  return [...found].map((m) => ({ text: unquoted(m[0]), isQuoted: m[0].startsWith('"'), from: m.index, to: m.index + m[0].length }));
}

/** The fields that the word at the end of a command, begun or still to come, may fill: where one may be left out, the next one too. */
export function fieldAt(text: string, skill: Skill, place: Place): string[] {
  const words = wordsOf(text.slice(1))
    .slice(2)
    .map((w) => w.text);
  const done = /\s$/u.test(text) ? words : words.slice(0, -1);
  const isNamed = (word: string): boolean => Object.hasOwn(skill.labels, /^(\w+)=/u.exec(word)?.[1] ?? '');
  const open = (skill.positional ?? []).filter((field) => !done.some((word) => word.startsWith(`${field}=`)));
  for (const word of done.filter((w) => !isNamed(w))) {
    while (open.length > 1 && mayBeLeftOut(open[0] ?? '', place) && !wholeNumber.test(word) && !severity.test(word)) open.shift();
    if (open.length > 1) open.shift();
    else return typeOf(skill.input.shape[open[0] ?? '']) === 'array' ? open : [];
  }
  const last = open.findIndex((field) => !mayBeLeftOut(field, place));
  return open.slice(0, last < 0 ? open.length : last + 1);
}
