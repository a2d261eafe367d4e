import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openApi } from '../../app/http/openapi.ts';
import { loadSkills } from '../../app/skills.ts';

const root = join(import.meta.dirname, '..', '..', 'skills');
const skills = await loadSkills(root);
const all = [...skills];

test('every file is a skill, and its path is its name', () => {
  const files = globSync('**/*.ts', { cwd: root }).map((f) => f.replace(/\.ts$/u, ''));
  expect([...skills.keys()].toSorted()).toEqual(files.toSorted());
  expect(files.filter((f) => !/^[a-z-]+\/[a-z-]+$/u.test(f))).toEqual([]);
});

test('all that is promised on every surface is there', () => {
  const promised = ['declare', 'list', 'show', 'ack', 'assign', 'severity', 'note', 'resolve', 'reopen'].map((v) => `incident/${v}`);
  expect([...skills.keys()]).toEqual(
    expect.arrayContaining([...promised, 'alert/list', 'alert/show', 'alert/why', 'alert/silence', 'oncall/who']),
  );
});

describe.each(all)('%s', (_name, skill) => {
  const fields = Object.keys(skill.input.shape);

  test('says what it does in both languages', () => {
    expect(skill.summary.en).toMatch(/^[A-Z][^\p{Script=Han}]{5,80}$/u);
    expect(skill.summary.zh).toMatch(/\p{Script=Han}/u);
  });

  test('labels every field in both languages, and no other', () => {
    expect(Object.keys(skill.labels).toSorted()).toEqual(fields.toSorted());
    for (const words of Object.values(skill.labels) as { en: string; zh: string }[]) {
      expect(words.en).toMatch(/^[^\p{Script=Han}]+$/u);
      expect(words.zh).toMatch(/\p{Script=Han}/u);
    }
  });

  test('has examples that it would take', () => {
    expect(skill.examples.length).toBeGreaterThan(0);
    for (const { ask, input } of skill.examples) {
      expect(ask).not.toBe('');
      expect(skill.input.safeParse(input).error?.issues ?? []).toEqual([]);
    }
  });

  test('takes on the command line what it takes at all', () => {
    const positional = skill.positional ?? [];
    expect(positional.filter((f) => !fields.includes(f))).toEqual([]);
    expect(new Set(positional).size).toBe(positional.length);
  });

  test('refuses what is no object', () => {
    for (const input of [null, 'text', 1, []]) expect(skill.input.safeParse(input).success).toBe(false);
  });
});

describe('OpenAPI', () => {
  const api = openApi(skills) as {
    openapi: string;
    paths: Record<
      string,
      Record<
        string,
        {
          operationId: string;
          summary: string;
          requestBody: { content: { 'application/json': { schema: object; example: unknown } } };
          responses: Record<string, { description: string; content: object }>;
        }
      >
    >;
    components: { schemas: Record<string, object>; securitySchemes: object };
  };

  test('lists every skill and nothing else', () => expect(Object.keys(api.paths)).toEqual(all.map(([name]) => `/api/v1/skills/${name}`)));

  test.each(all)('%s: a POST with schema, example, and what may be answered', (name, skill) => {
    const operations = api.paths[`/api/v1/skills/${name}`] ?? {};
    expect(Object.keys(operations)).toEqual(['post']);
    const { operationId, summary, requestBody, responses } = operations['post']!;
    expect([operationId, summary]).toEqual([name.replace('/', '_'), skill.summary.en]);
    expect(requestBody.content['application/json'].schema).toMatchObject({ type: 'object', properties: expect.any(Object) as object });
    expect(skill.input.safeParse(requestBody.content['application/json'].example).success).toBe(true);
    expect(Object.keys(responses)).toEqual(['200', '202', '400', '401', '403', '404', '409']);
    expect(responses['200']?.content).toMatchObject({ 'application/json': { schema: { type: 'object', required: ['ok', 'output'] } } });
  });

  test('is plain JSON, without a reference that leads nowhere or a bound that nobody means', () => {
    const text = JSON.stringify(api);
    const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/gu)].map((m) => m[1]);
    expect(refs.filter((ref) => !(String(ref) in api.components.schemas))).toEqual([]);
    expect(text).not.toMatch(/9007199254740991/u);
    expect([api.openapi, new Set(all.map(([name]) => name.replace('/', '_'))).size]).toEqual(['3.1.0', all.length]);
  });
});
