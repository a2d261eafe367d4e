import { z } from 'zod';
import { failureClasses } from '../../ports/errors.ts';

/** What a guest is told at the door: its module, and what that is told. It holds secrets, so it is no argument of the process. */
export interface Welcome {
  readonly module: string;
  readonly told: object;
}

/** A line for the log or the console, however long it was. */
const Words = z.string().transform((text) => text.slice(0, 2_000));

const Wrong = z.object({
  message: Words,
  /** Null: nothing that the other side has a class for. */
  failure: z.enum(failureClasses).nullable(),
  retryAfterMs: z.number().nonnegative().nullable().catch(null),
  isUnanswered: z.boolean(),
});
export type Wrong = z.output<typeof Wrong>;

const n = z.int();

/** Questions and answers. */
const Speech = z.discriminatedUnion('is', [
  z.object({ is: z.literal('asked'), n, name: z.string(), asked: z.unknown() }),
  z.object({ is: z.literal('answered'), n, answer: z.unknown() }),
  z.object({ is: z.literal('failed'), n, wrong: Wrong }),
]);
export type Speech = z.output<typeof Speech>;

/** What a guest says beside them. */
const Said = z.discriminatedUnion('is', [
  /** It has come in: what is asked from now on may be done. */
  z.object({ is: z.literal('inside') }),
  z.object({ is: z.literal('state'), state: z.enum(['connecting', 'listening', 'lost', 'standby']), because: Words.nullable() }),
  /** An error that nobody caught and that ends nothing. */
  z.object({ is: z.literal('stray'), because: Words }),
  /** Why it leaves. */
  z.object({ is: z.literal('last'), because: Words, missing: z.object({ package: Words, install: Words }).nullable() }),
]);
export type Said = z.output<typeof Said>;
export type Last = Extract<Said, { is: 'last' }>;

const Message = z.discriminatedUnion('is', [Speech, Said]);

/** What a guest says, whoever in its process said it. Null: it is no message of ours. */
export const messageIn = (raw: unknown): Speech | Said | null => Message.safeParse(raw).data ?? null;

export const isSpeech = (message: Speech | Said): message is Speech => 'n' in message;
