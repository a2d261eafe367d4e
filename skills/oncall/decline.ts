import { z } from 'zod';
import { refuse } from '../../domain/event/reply.ts';
import { saySwap, SwapAnswer } from '../../domain/oncall/swap-answer.ts';
import { answerSwap, swapLane } from '../../ports/answer-swap.ts';
import { write } from '../../ports/skill.ts';

/** Declines a swap that was asked of the caller, or withdraws one that the caller has asked for. */
export default write({
  summary: { en: 'Decline or withdraw a swap', zh: '谢绝或撤回换班' },
  labels: { swap: { en: 'Swap', zh: '换班' } },
  input: z.object({ swap: z.string().min(3).max(40).optional() }),
  output: SwapAnswer,
  needs: 'responder',
  positional: ['swap'],
  answer: saySwap,
  examples: [{ ask: 'I cannot swap', input: { swap: '1a2b3c4d' } }],
  on: swapLane,
  decide: ({ swap }, ctx) =>
    answerSwap(swap, ctx, ({ from, to }, me) => {
      if (me === to) return 'declined';
      return me === from ? 'withdrawn' : refuse('forbidden', 'This swap is between others.', '这是别人之间的换班。');
    }),
});
