import { z } from 'zod';
import { saySilence, SilenceAnswer } from '../../domain/alert/silence-view.ts';
import { Moment } from '../../domain/time/moment.ts';
import { quietLane, quieten, readMatchers } from '../../ports/set-silence.ts';
import { write } from '../../ports/skill.ts';

/** Keeps what the matchers hit quiet for a while; nothing is lost, and the card says by whom and until when. */
export default write({
  summary: { en: 'Silence alerts that match, for some minutes', zh: '静默匹配的告警一段时间' },
  labels: {
    match: { en: 'Matchers', zh: '匹配条件' },
    minutes: { en: 'Minutes', zh: '分钟' },
    comment: { en: 'Why', zh: '原因' },
    startsAt: { en: 'Begins', zh: '开始于' },
  },
  input: z.object({
    match: z.array(z.string().min(1)).min(1).max(50),
    minutes: z.coerce.number().min(1).max(525_600).default(60),
    comment: z.string().trim().min(1).max(1000),
    startsAt: Moment.optional(),
  }),
  output: SilenceAnswer,
  needs: 'responder',
  positional: ['match', 'minutes', 'comment'],
  answer: (o, lang) => saySilence(o, { zh: '静默', en: 'silenced' }, lang),
  examples: [
    {
      ask: 'silence DiskFull on db-1 for two hours',
      input: { match: ['alertname="DiskFull"', 'instance="db-1"'], minutes: 120, comment: 'Disk is being replaced' },
    },
  ],
  // Not the caller's idempotency key: the same matchers are the same silence, whoever asks and however often.
  on: async ({ match }, ctx) => {
    const matchers = readMatchers(match);
    return Array.isArray(matchers) ? quietLane(matchers, ctx) : matchers;
  },
  async decide({ match, ...wanted }, ctx) {
    const matchers = readMatchers(match);
    return Array.isArray(matchers) ? quieten({ ...wanted, matchers }, ctx) : matchers;
  },
});
