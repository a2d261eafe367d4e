import { z } from 'zod';
import { clipped } from '../../domain/card/cuts.ts';
import type { Form, FormField, FormOption, FormValues } from '../../domain/card/form.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Skill } from '../../ports/skill.ts';
import { commandOf } from './command-words.ts';
import { bareOf, put } from './command.ts';
import { isChosen, valuesOf, type ValueScene } from './completion.ts';

/** More options than this are asked for while somebody types. */
const mostOptions = 100;
/** Of a title, for what it is called comes behind it. */
const longestDetail = 50;
/** From this length on a text is written on several lines. */
const longText = 201;

/** Titles of forms are short wherever there are forms. */
const longestTitle = 24;

type Given = Readonly<Record<string, unknown>>;

export interface Filling {
  readonly name: string;
  readonly skill: Skill;
  /** What is known already. */
  readonly given: Given;
  readonly token: string;
}

/** A form made from the schema of a skill's input: what must be filled in comes first, in the order in which it is typed. What only machines
 *  know, and an incident that is known, stand behind the token. */
export async function formOf({ name: skillName, skill, given, token }: Filling, scene: ValueScene): Promise<Form> {
  const { lang } = scene.caller;
  const fields = await Promise.all(shownFields(skill, given).map((name) => fieldOf(name, { skill, given }, scene)));
  const summary = skill.summary[lang];
  const first = summary.split(/[,，;；]/u)[0] ?? summary;
  const title = first.length <= longestTitle ? first : commandOf(skillName);
  return {
    token,
    title,
    ...(title === summary ? {} : { intro: summary }),
    submit: lang === 'zh' ? '提交' : 'Submit',
    cancel: lang === 'zh' ? '取消' : 'Cancel',
    fields: fields.filter((field) => field !== null),
  };
}

/** What a form of the skill asks for. */
export function shownFields(skill: Skill, given: Given): string[] {
  const isHidden = (name: string): boolean => skill.machine?.includes(name) === true || (name === 'incident' && given[name] !== undefined);
  const names = Object.keys(skill.labels).filter((name) => !isHidden(name));
  const rank = (name: string): number => {
    const place = skill.positional?.indexOf(name) ?? -1;
    return (isOptional(skill, name) ? 100 : 0) + (place < 0 ? 50 : place);
  };
  return names.toSorted((a, b) => rank(a) - rank(b));
}

/** What was filled in, as the skill takes it: what the form did not show stays as it was given. */
export function inputOf(skill: Skill, given: Given, values: FormValues): Record<string, unknown> {
  const shown = shownFields(skill, given);
  const input: Record<string, unknown> = Object.fromEntries(Object.entries(given).filter(([name]) => !shown.includes(name)));
  for (const name of shown) {
    const value = values[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') input[name] = value;
    else if (value.trim() !== '') filledIn(input, skill, { name, value: value.trim() });
  }
  return input;
}

function filledIn(input: Record<string, unknown>, skill: Skill, { name, value }: { name: string; value: string }): void {
  const isNumber = schemaOf(skill, name)._zod.def.type === 'number';
  if (isNumber && Number.isFinite(Number(value))) input[name] = Number(value);
  else put(input, skill, name, value);
}

/** What may be chosen in a field, for what has been typed so far. */
export async function optionsFor(
  skill: Skill,
  { field, typed }: { field: string; typed: string },
  scene: ValueScene,
): Promise<FormOption[]> {
  const wanted = typed.trim().toLowerCase();
  const all = await optionsOf(field, skill, scene);
  return all.filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(wanted)).slice(0, mostOptions);
}

/** Null where there is nothing to choose from, and nothing has to be. */
async function fieldOf(name: string, { skill, given }: Pick<Filling, 'skill' | 'given'>, scene: ValueScene): Promise<FormField | null> {
  const schema = schemaOf(skill, name);
  const { type } = schema._zod.def;
  const field = { name, label: labelOf(skill, name, scene.caller.lang), isOptional: isOptional(skill, name) };
  const value = given[name] ?? defaultOf(skill, name);
  const said = saidOf(value);
  if (type === 'boolean') return { ...field, isOptional: true, is: 'yes-no', value: value === true };
  if (type === 'number') return { ...field, ...rangeOf(schema), is: 'number', ...(typeof value === 'number' ? { value } : {}) };
  const all = await optionsOf(name, skill, scene);
  if (all.length === 0 && said.length === 0 && field.isOptional && isChosen(name)) return null;
  const options = { options: all.slice(0, mostOptions), isOpen: all.length > mostOptions };
  if (type === 'array' && all.length > 0) return { ...field, ...options, is: 'some-of', value: said };
  const [only] = said;
  if (all.length > 0 && (only === undefined || all.some((o) => o.value === only)))
    return { ...field, ...options, is: 'one-of', ...(only === undefined ? {} : { value: only }) };
  const text = said.join(', ');
  const { most, isLong } = lengthOf(schema, skill, name);
  return { ...field, is: 'text', isLong, ...(most === undefined ? {} : { most }), ...(text === '' ? {} : { value: text }) };
}

async function optionsOf(name: string, skill: Skill, scene: ValueScene): Promise<FormOption[]> {
  const choices = await valuesOf(name, skill, scene);
  return choices.map(({ insert, label, detail }) => ({
    value: insert,
    label: detail === '' ? label : `${clipped(detail, longestDetail)} · ${label}`,
  }));
}

/** A value, or each of a list, as it is written. */
const saidOf = (value: unknown): string[] => [value ?? []].flat().map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));

const labelOf = (skill: Skill, name: string, lang: Lang): string =>
  (skill.labels as Readonly<Record<string, Readonly<Record<Lang, string>>>>)[name]?.[lang] ?? name;

const schemaOf = (skill: Skill, name: string): z.core.$ZodType => bareOf(skill.input.shape[name] ?? z.string());

const isOptional = (skill: Skill, name: string): boolean => skill.input.shape[name]?.safeParse(undefined).success === true;

function defaultOf(skill: Skill, name: string): unknown {
  const parsed = skill.input.shape[name]?.safeParse(undefined);
  return parsed?.success ? (parsed.data ?? undefined) : undefined;
}

function rangeOf(schema: z.core.$ZodType): { isWhole: boolean; least?: number; most?: number } {
  if (!(schema instanceof z.ZodNumber)) return { isWhole: false };
  const { minValue, maxValue, format } = schema;
  const isBound = (n: number | null): n is number => n !== null && Number.isFinite(n) && Math.abs(n) < Number.MAX_SAFE_INTEGER;
  return {
    isWhole: format?.includes('int') === true,
    ...(isBound(minValue) ? { least: minValue } : {}),
    ...(isBound(maxValue) ? { most: maxValue } : {}),
  };
}

function lengthOf(schema: z.core.$ZodType, skill: Skill, name: string): { most?: number; isLong: boolean } {
  const most = schema instanceof z.ZodString ? (schema.maxLength ?? undefined) : undefined;
  const isTitle = name === 'title' || most === undefined || skill.positional?.at(-1) !== name;
  return { ...(most === undefined ? {} : { most }), isLong: !isTitle && most >= longText };
}
