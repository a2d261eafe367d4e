import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { documentsOf } from '../../config/documents.ts';
import { jsonSchema } from '../../config/json-schema.ts';
import { kinds } from '../../domain/resource/kinds.ts';

const schema = jsonSchema(kinds) as unknown as {
  $schema: string;
  anyOf: { properties: { kind: { const: string }; spec: object }; additionalProperties: boolean }[];
};
const asEditorsDo = z.fromJSONSchema(schema as never);

test('every kind is one alternative of a draft-07 schema, told apart by its constant kind', () => {
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  expect(schema.anyOf.map((d) => d.properties.kind.const)).toEqual(Object.keys(kinds));
  expect(schema.anyOf.every((d) => !d.additionalProperties)).toBe(true);
});

test('what has a default need not be written, and no bound of ±2^53 is left', () => {
  expect(JSON.stringify(schema)).not.toContain(String(Number.MAX_SAFE_INTEGER));
  const person = schema.anyOf[0]?.properties.spec;
  expect(person).toMatchObject({ properties: { locale: { default: 'zh-CN', enum: ['zh-CN', 'en'] } } });
  expect(person).not.toHaveProperty('required');
});

test('the schema takes every document of the demo firm', () => {
  const text = readFileSync(join(import.meta.dirname, '../../config/examples/demo-firm.yaml'), 'utf8');
  const { documents } = documentsOf(text, 'demo-firm.yaml');
  expect(documents.filter((d) => !asEditorsDo.safeParse(d.value).success).map((d) => d.value)).toEqual([]);
  expect(documents.length).toBeGreaterThan(10);
});

test.each([
  [true, 'a secret from a file', { kind: 'integration', name: 'p', spec: { source: 'generic', key: 'file:/run/secrets/key' } }],
  [true, 'a phone number from a variable', { kind: 'person', name: 'ana', spec: { phone: '${ANA_PHONE}' } }],
  [false, 'a phone number from a file', { kind: 'person', name: 'ana', spec: { phone: 'file:/x' } }],
  [false, 'an unknown locale', { kind: 'person', name: 'ana', spec: { locale: 'fr' } }],
  [false, 'a misspelt field deep in the route tree', { kind: 'route', name: 'r', spec: { routes: [{ continu: true }] } }],
  [false, 'an unknown kind', { kind: 'persn', name: 'ana', spec: {} }],
])('it is %s that editors accept %s', (isGood, _what, document) => {
  expect(asEditorsDo.safeParse(document).success).toBe(isGood);
});
