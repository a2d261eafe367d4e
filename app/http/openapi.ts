import type { Skills } from '../access/call-skill.ts';
import { inputSchema, outputSchema } from './json-schema.ts';

/** OpenAPI 3.1 of every skill, made from the definitions that also serve chat, forms and the command line. */
export function openApi(skills: Skills): object {
  const refusal = {
    description: 'Refused: why, and which fields',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  };
  const paths = Object.fromEntries(
    [...skills].map(([name, s]) => [
      `/api/v1/skills/${name}`,
      {
        post: {
          operationId: name.replace('/', '_'),
          tags: [name.split('/')[0]],
          summary: s.summary.en,
          parameters: [
            {
              name: 'dryRun',
              in: 'query',
              schema: { type: 'string', enum: ['1'] },
              description: 'Answer what would be decided and do nothing',
            },
          ],
          requestBody: { required: true, content: { 'application/json': { schema: inputSchema(s.input), example: s.examples[0]?.input } } },
          responses: {
            200: {
              description: 'Done',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['ok', 'output'],
                    properties: { ok: { const: true }, output: outputSchema(s.output) },
                  },
                },
              },
            },
            400: refusal,
            401: refusal,
            403: refusal,
            404: refusal,
            409: refusal,
          },
        },
      },
    ]),
  );
  const issue = { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } };
  const schemas = {
    Refusal: {
      type: 'object',
      required: ['ok', 'because'],
      properties: { ok: { const: false }, because: { type: 'string' }, issues: { type: 'array', items: issue } },
    },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Tocsin', version: '1', license: { name: 'Apache-2.0' } },
    security: [{ bearer: [] }],
    paths,
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}
