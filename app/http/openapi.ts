import type { Skill } from '../../ports/skill.ts';
import type { Skills } from '../access/call-skill.ts';
import { inputSchema, outputSchema } from './json-schema.ts';

const json = (schema: unknown, example?: unknown): object => ({
  'application/json': example === undefined ? { schema } : { schema, example },
});

const issue = { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } };
const Refusal = {
  type: 'object',
  required: ['ok', 'because'],
  properties: { ok: { const: false }, because: { type: 'string' }, issues: { type: 'array', items: issue } },
};
const refusal = { description: 'Refused: why, and which fields', content: json({ $ref: '#/components/schemas/Refusal' }) };
const dryRun = {
  name: 'dryRun',
  in: 'query',
  schema: { type: 'string', enum: ['1'] },
  description: 'Answer what would be decided and do nothing',
};

/** OpenAPI 3.1 of every skill, made from the definitions that also serve chat, forms and the command line. */
export function openApi(skills: Skills): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Tocsin', version: '1', license: { name: 'Apache-2.0' } },
    security: [{ bearer: [] }],
    paths: Object.fromEntries([...skills].map(([name, skill]) => [`/api/v1/skills/${name}`, { post: operation(name, skill) }])),
    components: { schemas: { Refusal }, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}

function operation(name: string, skill: Skill): object {
  const done = { type: 'object', required: ['ok', 'output'], properties: { ok: { const: true }, output: outputSchema(skill.output) } };
  const refusals = Object.fromEntries([400, 401, 403, 404, 409].map((status) => [status, refusal]));
  return {
    operationId: name.replace('/', '_'),
    tags: [name.split('/')[0]],
    summary: skill.summary.en,
    parameters: [dryRun],
    requestBody: { required: true, content: json(inputSchema(skill.input), skill.examples[0]?.input) },
    responses: { 200: { description: 'Done', content: json(done) }, 202: { description: 'Stored; the outcome follows' }, ...refusals },
  };
}
