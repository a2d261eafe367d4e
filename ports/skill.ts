import type { z } from 'zod';
import type { Card } from '../domain/card/card.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Decision } from '../domain/event/decision.ts';
import type { Event, Key, Reserve } from '../domain/event/event.ts';
import type { Refusal } from '../domain/event/reply.ts';
import type { Lang, Words } from '../domain/text/lang.ts';
import type { Decide } from './bot.ts';
import type { StoreReader } from './store.ts';

type Shape = z.ZodObject;

interface Common<I extends Shape, O extends Shape> {
  readonly summary: Words;
  /** What each input field is called on a form. */
  readonly labels: { readonly [F in keyof z.input<I>]-?: Words };
  readonly input: I;
  readonly output: O;
  /** The least role that may use it. */
  readonly needs: 'viewer' | 'responder' | 'operator' | 'admin';
  /** Its help, its tests and its tool description in one. */
  readonly examples: readonly { readonly ask: string; readonly input: z.input<I> }[];
  /** Fields that people do not fill in: no form shows them. */
  readonly machine?: readonly (keyof z.input<I> & string)[];
  /** Fields that may stand without a name in a chat command, in this order; the last takes the rest of the line. */
  readonly positional?: readonly (keyof z.input<I> & string)[];
  readonly card?: (output: z.output<O>, lang: Lang) => Card;
  /** The output as a line or a few, for chat, SMS and the command line. */
  readonly answer: (output: z.output<O>, lang: Lang) => string;
}

export interface ReadContext {
  readonly now: number;
  readonly store: StoreReader;
  readonly viewer: Viewer;
  /** The reader's language. */
  readonly lang: Lang;
}

/** Answers what several ask for at the same time once: the same key must always come with the same `make`, and no viewer in it. */
export type Shared = <T>(key: string, make: () => Promise<T>) => Promise<T>;

/** What a read works with. */
export interface RunContext extends ReadContext {
  readonly shared: Shared;
}

/** Answers a question and changes nothing. */
export interface ReadSkill<I extends Shape = Shape, O extends Shape = Shape> extends Common<I, O> {
  readonly kind: 'read';
  run(input: z.output<I>, ctx: RunContext): Promise<z.input<O> | Refusal>;
}

export type SkillCall = Event<'skill.called', { skill: string; input: unknown }>;

/** Changes Tocsin's own state, by a decision on the road. */
export interface WriteSkill<I extends Shape = Shape, O extends Shape = Shape> extends Common<I, O> {
  readonly kind: 'write';
  /** Which lane it belongs in; asked before the event is stored. */
  on(input: z.output<I>, ctx: ReadContext & { id: string }): Promise<Key | Reserve | Refusal> | Key | Reserve | Refusal;
  decide(input: z.output<I>, ctx: Decide & { call: SkillCall }): Promise<Decision | Refusal>;
}

export type Skill = ReadSkill | WriteSkill;

export const read = <I extends Shape, O extends Shape>(s: Omit<ReadSkill<I, O>, 'kind'>): ReadSkill<I, O> => ({ kind: 'read', ...s });
export const write = <I extends Shape, O extends Shape>(s: Omit<WriteSkill<I, O>, 'kind'>): WriteSkill<I, O> => ({ kind: 'write', ...s });
