import type { Skill } from '../../ports/skill.ts';
import { inputSchema, outputSchema } from './json-schema.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
}

/** The inputs and outputs of all skills as TypeScript, for the console: `web/skills.d.ts`, written by `npm run types:api`. */
export function skillTypes(skills: ReadonlyMap<string, Skill>): string {
  const calls = [...skills].map(
    ([name, s]) =>
      `  '${name}': {\n    input: ${typeOf(inputSchema(s.input) as Schema, 2)};\n    output: ${typeOf(outputSchema(s.output) as Schema, 2)};\n  };`,
  );
  return [
    '// Written by `npm run types:api` from the skills; a test compares. Do not edit.',
    'export type SkillCalls = {',
    ...calls,
    '};',
    '',
  ].join('\n');
}

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));

function typeOf(schema: Schema, depth: number): string {
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map((s) => typeOf(s, depth)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => typeOf({ ...schema, type }, depth)).join(' | ');
  if (schema.type === 'array') return `Array<${typeOf(schema.items ?? {}, depth)}>`;
  if (schema.type === 'object') return objectType(schema, depth);
  if (schema.type === 'integer') return 'number';
  return typeof schema.type === 'string' ? schema.type : 'unknown';
}

function objectType({ properties, required = [], additionalProperties, propertyNames }: Schema, depth: number): string {
  if (properties && Object.keys(properties).length > 0) {
    const pad = '  '.repeat(depth + 1);
    const lines = Object.entries(properties).map(
      ([name, s]) => `${pad}${name}${required.includes(name) ? '' : '?'}: ${typeOf(s, depth + 1)};`,
    );
    return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
  }
  const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties, depth) : 'unknown';
  if (propertyNames?.enum) return `Partial<Record<${typeOf(propertyNames, depth)}, ${value}>>`;
  return typeof additionalProperties === 'object' ? `Record<string, ${value}>` : 'Record<string, never>';
}
