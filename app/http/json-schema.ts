import { z } from 'zod';

/** The input of a skill as draft-07 JSON Schema, without the bounds of safe integers that zod adds and nobody means. */
export function inputSchema(input: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(input, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => withoutSafeBounds(jsonSchema),
  });
}

export const outputSchema = (output: z.ZodType): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(output, {
    io: 'output',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => withoutSafeBounds(jsonSchema),
  });

function withoutSafeBounds(schema: { minimum?: number; maximum?: number }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
