import { z } from 'zod';
import { partsOf } from '../../domain/event/event.ts';
import { refuse } from '../../domain/event/reply.ts';
import { CoverAnswer, sayCover } from '../../domain/oncall/cover-answer.ts';
import { shiftTaken } from '../../domain/oncall/take.ts';
import { groundIn, groundOf } from '../../ports/rota-ground.ts';
import { coverLane, setCover } from '../../ports/set-cover.ts';
import { write } from '../../ports/skill.ts';

const notSaid = refuse(
  'rule',
  'A shift is taken by a person: sign in as one, or use oncall cover.',
  '接班的须是人员：请以个人身份登录，或使用 oncall cover。',
);

/** The caller takes somebody's shift, the one they are in or else their next; without a name that of whoever is on call now. */
export default write({
  summary: { en: 'Take somebody’s shift', zh: '接班（我来顶班）' },
  labels: {
    from: { en: 'Whose shift', zh: '接谁的班' },
    schedule: { en: 'Schedule or team', zh: '值班表或团队' },
    because: { en: 'Why', zh: '原因' },
  },
  input: z.object({
    from: z.string().min(1).max(100).optional(),
    schedule: z.string().min(1).max(100).optional(),
    because: z.string().trim().min(1).max(300).optional(),
  }),
  output: CoverAnswer,
  needs: 'responder',
  positional: ['from'],
  answer: sayCover,
  examples: [{ ask: 'I take bo’s shift', input: { from: 'bo' } }],
  on(input, ctx) {
    const ground = groundOf(ctx);
    return ground.me === null ? notSaid : coverLane(shiftTaken(input, ground.me, ground), ctx.viewer);
  },
  async decide(input, ctx) {
    const ground = await groundIn(ctx);
    if (ground.me === null) return notSaid;
    const meant = shiftTaken({ ...input, schedule: partsOf(ctx.call.key).id }, ground.me, ground);
    return setCover(meant, { ground, call: ctx.call, because: input.because });
  },
});
