import type { Refusal } from '../../domain/event/reply.ts';
import type { Words } from '../../domain/text/lang.ts';

/** What a sentence leads to: a skill to call, something to say at once, or a question back. `moot`: it is so already.
 *  `isAsked`: whether it should be done, so it is only offered. */
export type Plan =
  | {
      readonly is: 'call';
      readonly skill: string;
      readonly input: Readonly<Record<string, unknown>>;
      readonly moot?: true;
      readonly isAsked?: true;
    }
  /** What is still missing is asked for. */
  | { readonly is: 'form'; readonly skill: string; readonly values: Readonly<Record<string, unknown>> }
  | { readonly is: 'help' }
  | { readonly is: 'say'; readonly text: Words }
  /** Not clear enough to do; said only to those who speak with the bot. */
  | { readonly is: 'unclear'; readonly text: Words };

export const call = (skill: string, input: Readonly<Record<string, unknown>>, moot = false): Extract<Plan, { is: 'call' }> => ({
  is: 'call',
  skill,
  input,
  ...(moot ? { moot: true as const } : {}),
});
export const unclear = (zh: string, en: string): Plan => ({ is: 'unclear', text: { zh, en } });

/** The question of a refusal, without the name of the field: nobody has filled in a form. */
export function asked({ because, issues }: Refusal): Plan {
  const { zh, en } = issues?.[0]?.message ?? because;
  return unclear(zh, en.charAt(0).toUpperCase() + en.slice(1));
}
