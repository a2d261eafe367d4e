import { z } from 'zod';

/** What a resource is called: 1 to 63 characters, begins with a letter or digit, small letters only. */
export const Name = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/u,
    'is not a name; use small letters, digits, dot, dash and underscore, 63 at most, and begin with a letter or digit',
  );
export type Name = z.output<typeof Name>;

/** Names another resource. Whether there is one is checked when all are known, so that a slip gets "did you mean …?". */
export const Reference = z.string().min(1).max(63);
export type Reference = z.output<typeof Reference>;
