import { z } from 'zod';
import { keyOf } from '../../domain/event/event.ts';
import { done, isRefusal, refuse } from '../../domain/event/reply.ts';
import { entryId } from '../../domain/oncall/ground.ts';
import { swapWished } from '../../domain/oncall/swap.ts';
import { saySwap, SwapAnswer, swapAnswer } from '../../domain/oncall/swap-answer.ts';
import { groundIn, groundOf } from '../../ports/rota-ground.ts';
import { write } from '../../ports/skill.ts';

const notSaid = refuse('rule', 'A swap is asked for by a person: sign in as one.', '换班须由本人发起：请以个人身份登录。');
const When = z.string().min(1).max(100).optional();

/** Asks somebody to swap shifts: mine for theirs, the next of each where no times are said. They are asked in chat; nothing changes until they agree. */
export default write({
  summary: { en: 'Ask somebody to swap shifts', zh: '请人换班' },
  labels: {
    person: { en: 'With whom', zh: '和谁换' },
    from: { en: 'Which time of mine, or from', zh: '我的哪段时间，或起始' },
    to: { en: 'Until', zh: '到' },
    back: { en: 'Which time of theirs (nothing: none)', zh: '换对方哪段时间（不用：不还）' },
    schedule: { en: 'Schedule or team', zh: '值班表或团队' },
    because: { en: 'Why', zh: '原因' },
  },
  input: z.object({
    person: z.string().min(1).max(100),
    from: When,
    to: When,
    back: When,
    schedule: When,
    because: z.string().trim().min(1).max(300).optional(),
  }),
  output: SwapAnswer,
  needs: 'responder',
  positional: ['person', 'from'],
  answer: saySwap,
  examples: [
    { ask: 'swap my next shift with bo', input: { person: 'bo' } },
    { ask: 'could bo take my tuesday night? I take his friday', input: { person: 'bo', from: 'tue 20-08', back: 'fri 20-08' } },
  ],
  on(input, ctx) {
    const ground = groundOf(ctx);
    if (ground.me === null) return notSaid;
    const wish = swapWished(input, ground.me, ground);
    return isRefusal(wish) ? wish : keyOf('rota', wish.schedule);
  },
  async decide(input, ctx) {
    const ground = await groundIn(ctx);
    if (ground.me === null) return notSaid;
    const wish = swapWished({ ...input, schedule: ground.schedule }, ground.me, ground);
    if (isRefusal(wish)) return wish;
    const { schedule, back, ...said } = wish;
    const same = ground.rota.swaps.find(
      (s) => s.state === 'asked' && s.from === said.from && s.to === said.to && s.end === said.end && s.back?.end === back?.end,
    );
    if (same) return { because: { code: 'swap-asked-already' }, reply: done(swapAnswer(schedule, same, true, ground)) };
    const id = entryId(ctx.call);
    const data = { id, ...said, ...(back ? { back } : {}), ...(input.because ? { because: input.because } : {}) };
    const reply = done(swapAnswer(schedule, { id, ...said, back, state: 'asked' }, false, ground));
    return { because: { code: 'swap-asked' }, facts: [{ type: 'swap.asked', data }], reply };
  },
});
