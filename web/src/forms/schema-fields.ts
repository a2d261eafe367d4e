import type { JsonSchema, Skill } from '../../api.d.ts';
import type { Language } from '../state/language.ts';

export type FieldShape = 'line' | 'text' | 'number' | 'yes-no' | 'one-of' | 'severity' | 'person' | 'people' | 'list' | 'moment';
export type Field = {
  name: string;
  label: string;
  shape: FieldShape;
  isRequired: boolean;
  options: string[];
  maxLength: number | undefined;
};
export type Values = Record<string, unknown>;

/** The fields of a form, from the schema of a skill's input: what must be filled in comes first. */
export function fieldsOf(skill: Skill, language: Language): Field[] {
  const required = skill.input.required ?? [];
  const fields = Object.entries(skill.input.properties ?? {}).map(([name, schema]): Field => {
    const said = skill.fields[name];
    const plain = plainOf(schema);
    return {
      name,
      label: said ? language.pick(said) : (plain.description ?? name),
      shape: shapeOf(name, plain),
      isRequired: required.includes(name),
      options: (plain.enum ?? plain.items?.enum ?? []).map(String),
      maxLength: plain.maxLength,
    };
  });
  return [...fields.filter((field) => field.isRequired), ...fields.filter((field) => !field.isRequired)];
}

/** `anyOf: [x, null]` is how zod writes nullable. */
function plainOf(schema: JsonSchema): JsonSchema {
  const real = schema.anyOf?.find((each) => each.type !== 'null');
  return real ? { ...schema, ...real } : schema;
}

function shapeOf(name: string, schema: JsonSchema): FieldShape {
  if (name === 'severity') return 'severity';
  if (name === 'people') return 'people';
  if (name === 'person') return 'person';
  if (name === 'startsAt' || name === 'until') return 'moment';
  if (schema.type === 'boolean') return 'yes-no';
  if (schema.type === 'array') return 'list';
  if (schema.enum) return 'one-of';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  return name !== 'title' && (schema.maxLength ?? 0) > 200 ? 'text' : 'line';
}

/** What to begin with: what was given, else the schema's own default. */
export function beginWith(skill: Skill, given: Values): Values {
  const values: Values = {};
  for (const [name, schema] of Object.entries(skill.input.properties ?? {})) {
    if (schema.default !== undefined) values[name] = schema.default;
  }
  return { ...values, ...given };
}

/** What was left empty is left out, so that the skill's own defaults hold. */
export function filledIn(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
