import type { z } from 'zod';
import type { Path } from './config-error.ts';
import { suggestion } from './nearest.ts';
import { fieldsAt } from './schema-fields.ts';

/** One thing wrong, in words: where, on which part of the field, what, and what to write instead. */
export interface Explained {
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly message: string;
  readonly hint: string;
}

type Issue = z.core.$ZodIssue;

/** Says in plain words what a schema found wrong with `raw`, the value as it was written (so that no secret gets into a message). */
export function explain(issues: readonly Issue[], raw: unknown, schema: z.ZodType): Explained[] {
  const said = issues.flatMap((issue) => explainOne(issue, raw, schema));
  const misspelt = new Set(said.filter((e) => e.message === unknownField).map((e) => e.path.slice(0, -1).join('/')));
  // A rule about a whole mapping ("exactly one of …") is only noise when one of its fields is misspelt.
  return said.filter((e) => e.message === unknownField || !misspelt.has(e.path.join('/')));
}

const unknownField = 'unknown field';

function explainOne(issue: Issue, raw: unknown, schema: z.ZodType): Explained[] {
  const path = issue.path as Path;
  const on = (message: string, hint: string): Explained[] => [{ path, on: 'value', message, hint }];
  const got = valueAt(raw, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => explainKey(key, path, schema));
  if (issue.code === 'invalid_type') return [explainType(issue.expected, got, path)];
  if (issue.code === 'invalid_value') return on(...explainChoice(issue.values.map(String), got));
  if (issue.code === 'too_small') return on(...explainSmall(issue));
  if (issue.code === 'too_big')
    return on(
      `is too ${issue.origin === 'string' || issue.origin === 'array' ? 'long' : 'large'}`,
      `write ${amount(issue.maximum, issue.origin)} or ${issue.origin === 'number' ? 'less' : 'fewer'}`,
    );
  if (issue.code === 'invalid_key') return issue.issues.slice(0, 1).map((e) => ({ path, on: 'key', ...split(e.message) }));
  if (issue.code === 'invalid_union') return explainUnion(issue, raw, schema);
  return [{ path, on: 'value', ...split(issue.message) }];
}

function explainKey(key: string, path: Path, schema: z.ZodType): Explained {
  return { path: [...path, key], on: 'key', message: unknownField, hint: suggestion(key, fieldsAt(schema, path), 'the fields here are') };
}

const wanted: Record<string, [is: string, write: string]> = {
  string: ['a text', 'a text'],
  number: ['a number', 'a number'],
  int: ['a whole number', 'a whole number'],
  boolean: ['true or false', 'true or false'],
  array: ['a list', 'a list, such as [a, b]'],
  object: ['a mapping', 'its fields as key: value'],
  record: ['a mapping', 'its fields as key: value'],
};

function explainType(expected: string, got: unknown, path: Path): Explained {
  const [is, write] = wanted[expected] ?? [expected, expected];
  if (got === undefined) return { path, on: 'key', message: 'is missing', hint: `write ${write}` };
  const hint =
    (expected === 'string' && typeof got === 'number') || typeof got === 'boolean'
      ? `put it in quotes: "${String(got)}"`
      : `write ${write}`;
  if (got === null) return { path, on: 'key', message: 'is empty', hint: `${hint}, or leave the field out` };
  if (typeof got === 'number' && (expected === 'int' || expected === 'number')) return { path, on: 'value', message: `is not ${is}`, hint };
  const quoted = typeof got === 'string' && expected === 'number' && got.trim() !== '' && Number.isFinite(Number(got));
  return { path, on: 'value', message: `is ${nounOf(got)}, not ${is}`, hint: quoted ? `write it without quotes: ${got}` : hint };
}

function nounOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'number' ? 'a number' : 'a text';
}

function explainChoice(choices: readonly string[], got: unknown): [message: string, hint: string] {
  if (got === undefined) return ['is missing', `write one of ${choices.join(', ')}`];
  const shown = JSON.stringify(got) ?? '';
  const message = `${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown} is not one of the choices`;
  return [message, suggestion(typeof got === 'string' ? got : shown, choices, 'write one of these')];
}

function explainSmall(issue: z.core.$ZodIssueTooSmall): [message: string, hint: string] {
  if (issue.origin === 'string' || issue.origin === 'array') {
    return issue.minimum === 1
      ? ['is empty', `write at least ${amount(1, issue.origin)}`]
      : ['is too short', `write at least ${amount(issue.minimum, issue.origin)}`];
  }
  return ['is too small', issue.inclusive === false ? `write more than ${issue.minimum}` : `write ${issue.minimum} or more`];
}

function amount(count: number | bigint, origin: string): string {
  const noun = origin === 'string' ? 'character' : origin === 'array' ? 'entry' : '';
  if (noun === '') return String(count);
  return Number(count) === 1 ? `one ${noun}` : `${count} ${noun === 'entry' ? 'entries' : `${noun}s`}`;
}

/** Speaks of the alternative that the writer seems to have meant: the one whose outer form fits. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, raw: unknown, schema: z.ZodType): Explained[] {
  const meant = issue.errors.find((branch) => branch.every((e) => !(e.code === 'invalid_type' && e.path.length === 0)));
  if (!meant) return [{ path: issue.path as Path, on: 'value', ...split(issue.message) }];
  return meant.flatMap((e) => explainOne({ ...e, path: [...issue.path, ...e.path] }, raw, schema));
}

/** Our schemas write "what is wrong; what to write instead"; two sentences do as well. */
function split(text: string): { message: string; hint: string } {
  const [message = '', ...hint] = text.split(/; |\. (?=[A-Z])/u);
  return {
    message,
    hint: hint
      .join('; ')
      .replace(/\.$/u, '')
      .replace(/^[A-Z](?=[a-z])/u, (c) => c.toLowerCase()),
  };
}

function valueAt(raw: unknown, path: Path): unknown {
  let at = raw;
  for (const step of path) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}
