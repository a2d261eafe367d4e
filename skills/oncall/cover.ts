import { z } from 'zod';
import { coverMeant } from '../../domain/oncall/cover.ts';
import { CoverAnswer, sayCover } from '../../domain/oncall/cover-answer.ts';
import { groundIn, groundOf } from '../../ports/rota-ground.ts';
import { coverLane, setCover } from '../../ports/set-cover.ts';
import { write } from '../../ports/skill.ts';

/** Somebody stands in for somebody else for a while, where that one is on call. Without `instead` for whoever is on call, and where nobody is
 *  they join. Times are moments, or words such as `tonight 20-08`, on the schedule’s own clock. */
export default write({
  summary: { en: 'Have somebody cover a shift', zh: '安排替班' },
  labels: {
    schedule: { en: 'Schedule or team', zh: '值班表或团队' },
    person: { en: 'Who covers', zh: '谁来顶班' },
    instead: { en: 'Instead of', zh: '替谁' },
    from: { en: 'When, or from', zh: '时间，或起始' },
    to: { en: 'Until', zh: '到' },
    because: { en: 'Why', zh: '原因' },
  },
  input: z.object({
    schedule: z.string().min(1).max(100).optional(),
    person: z.string().min(1).max(100),
    instead: z.string().min(1).max(100).optional(),
    from: z.string().min(1).max(100).optional(),
    to: z.string().min(1).max(100).optional(),
    because: z.string().trim().min(1).max(300).optional(),
  }),
  output: CoverAnswer,
  needs: 'responder',
  positional: ['person', 'instead', 'from'],
  answer: sayCover,
  examples: [
    { ask: 'ana covers bo tonight 20-08', input: { person: 'ana', instead: 'bo', from: 'tonight 20-08' } },
    {
      ask: 'ana takes the payments desk on New Year’s Eve',
      input: { schedule: 'payments', person: 'ana', from: '2026-12-31T20:00', to: '2027-01-01T08:00', because: 'swapped by phone' },
    },
  ],
  on: (input, ctx) => coverLane(coverMeant(input, groundOf(ctx)), ctx.viewer),
  async decide(input, ctx) {
    const ground = await groundIn(ctx);
    return setCover(coverMeant({ ...input, schedule: ground.schedule }, ground), { ground, call: ctx.call, because: input.because });
  },
});
