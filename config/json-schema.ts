import { z } from 'zod';
import { secretFields, type Kind, type kinds as allKinds } from '../domain/resource/kinds.ts';
import { Name } from '../domain/resource/name.ts';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** The draft-07 JSON Schema of one document of any kind, for editors (`# yaml-language-server: $schema=…`). Rules that span fields, such as
 *  "exactly one of rotation, people, shifts", are only checked when a file is loaded. */
export function jsonSchema(kinds: typeof allKinds): Json {
  const names = Object.keys(kinds) as Kind[];
  const [first, ...others] = names.map((kind) => z.strictObject({ kind: z.literal(kind), name: Name, spec: kinds[kind] as z.ZodType }));
  if (!first) throw new Error('there is no kind of document');
  const isSecret = ([, index, , , , field]: (string | number)[]): boolean => {
    const kind = names[Number(index)];
    return kind !== undefined && ((secretFields[kind] ?? []) as readonly unknown[]).includes(field);
  };
  const schema = z.toJSONSchema(z.union([first, ...others]), {
    target: 'draft-07',
    io: 'input',
    override: ({ jsonSchema: json, path }) => loosen(json, isSecret(path)),
  });
  return withoutNoise(schema as Json);
}

/** A field with a form may also hold a variable, and a secret the name of a file. */
function loosen(json: { pattern?: string | undefined; format?: string | undefined }, isSecret: boolean): void {
  if (json.pattern === undefined) return;
  json.pattern = `${isSecret ? '^file:|' : ''}\\$\\{|${json.pattern}`;
  delete json.format;
}

/** Drops the bounds ±2^53 that every whole number gets, which say nothing to a reader. */
function withoutNoise(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutNoise);
  if (json === null || typeof json !== 'object') return json;
  const isNoise = (value: Json): boolean => typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER;
  return Object.fromEntries(Object.entries(json).flatMap(([key, value]) => (isNoise(value) ? [] : [[key, withoutNoise(value)]])));
}
