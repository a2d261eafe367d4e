import type { Decision } from '../../domain/event/decision.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import type { Bot } from '../../ports/bot.ts';
import type { Skill } from '../../ports/skill.ts';

/** The listener that lets the skill a command names decide. What the skill refuses becomes the reply, and nothing else happens. */
export function skillListener(skills: ReadonlyMap<string, Skill>): Bot<'skill.called'> {
  return {
    name: 'skill',
    hears: ['skill.called'],
    async decide(call, ctx): Promise<Decision | null> {
      const skill = skills.get(call.data.skill);
      if (skill?.kind !== 'write') return null;
      // Parsed at the edge before; once more here, because bots call skills too.
      const input = skill.input.safeParse(call.data.input);
      if (!input.success) throw new Error(`road: ${call.data.skill} was called with bad input: ${input.error.message}`);
      const decided = await skill.decide(input.data, { ...ctx, call });
      return isRefusal(decided) ? { because: { code: 'refused', data: { because: decided.because.en } }, reply: decided } : decided;
    },
  };
}
