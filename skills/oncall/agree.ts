import { z } from 'zod';
import { refuse } from '../../domain/event/reply.ts';
import { holdsFault } from '../../domain/oncall/swap.ts';
import { saySwap, SwapAnswer } from '../../domain/oncall/swap-answer.ts';
import { answerSwap, swapLane } from '../../ports/answer-swap.ts';
import { write } from '../../ports/skill.ts';

/** Agrees to a swap that was asked of the caller; from then on it holds. */
export default write({
  summary: { en: 'Agree to a swap', zh: '同意换班' },
  labels: { swap: { en: 'Swap', zh: '换班' } },
  input: z.object({ swap: z.string().min(3).max(40).optional() }),
  output: SwapAnswer,
  needs: 'responder',
  positional: ['swap'],
  answer: saySwap,
  examples: [{ ask: 'I agree to the swap', input: { swap: '1a2b3c4d' } }],
  on: swapLane,
  decide: ({ swap }, ctx) =>
    answerSwap(
      swap,
      ctx,
      ({ to }, me) =>
        to === me ? 'agreed' : refuse('forbidden', 'Only whoever was asked can agree to a swap.', '只有被请求换班的人才能同意。'),
      (asked, ground) => holdsFault({ ...asked, schedule: ground.schedule }, ground),
    ),
});
