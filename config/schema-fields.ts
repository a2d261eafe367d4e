import type { z } from 'zod';
import type { Path } from './config-error.ts';

interface Def {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  getter?: () => z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  valueType?: z.ZodType;
  options?: readonly z.ZodType[];
}

/** The names of the fields that a schema knows at a path; empty where it is no object. Looks through optional, default, lazy and unions. */
export function fieldsAt(schema: z.ZodType, path: Path): readonly string[] {
  const def = schema.def as unknown as Def;
  const inner = def.innerType ?? def.in ?? def.getter?.();
  if (inner) return fieldsAt(inner, path);
  if (def.options) return [...new Set(def.options.flatMap((option) => fieldsAt(option, path)))];
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(def.shape ?? {});
  const next = typeof step === 'number' ? def.element : (def.shape?.[step] ?? def.valueType);
  return next ? fieldsAt(next, rest) : [];
}
