import { z } from 'zod';
import { saySilence, SilenceAnswer } from '../../domain/alert/silence-view.ts';
import { matcherText } from '../../domain/alert/matcher.ts';
import { refuseField, type Refusal } from '../../domain/event/reply.ts';
import { Moment } from '../../domain/time/moment.ts';
import { quietLane, quieten, readMatchers } from '../../ports/set-silence.ts';
import { write } from '../../ports/skill.ts';

/** Planned work: what it is done on stays quiet meanwhile, and everybody sees whose work it is. */
export default write({
  summary: { en: 'Open a maintenance window for a system', zh: '设置维护期' },
  labels: {
    system: { en: 'System', zh: '系统' },
    minutes: { en: 'Minutes', zh: '分钟' },
    comment: { en: 'What is being done', zh: '维护内容' },
    startsAt: { en: 'Begins', zh: '开始于' },
    until: { en: 'Until', zh: '直到' },
    match: { en: 'Matchers', zh: '匹配条件' },
  },
  input: z.object({
    system: z.string().trim().min(1).max(200).optional(),
    minutes: z.coerce.number().min(1).max(525_600).default(60),
    comment: z.string().trim().min(1).max(1000),
    startsAt: Moment.optional(),
    until: Moment.optional(),
    match: z.array(z.string().min(1)).max(50).optional(),
  }),
  output: SilenceAnswer,
  needs: 'responder',
  positional: ['system', 'minutes', 'comment'],
  answer: (o, lang) => saySilence(o, { zh: '维护期', en: 'maintenance' }, lang),
  examples: [{ ask: 'payments is under maintenance for 90 minutes', input: { system: 'payments', minutes: 90, comment: 'Release 2.4' } }],
  on: async (input, ctx) => {
    const matchers = matchersOf(input);
    return Array.isArray(matchers) ? quietLane(matchers, ctx) : matchers;
  },
  async decide(input, ctx) {
    const matchers = matchersOf(input);
    return Array.isArray(matchers) ? quieten({ ...input, matchers, kind: 'maintenance' }, ctx) : matchers;
  },
});

function matchersOf({ system, match = [] }: { system?: string | undefined; match?: string[] | undefined }) {
  if (system === undefined && match.length === 0) return unnamed();
  const own = system === undefined ? [] : [matcherText({ name: 'system', value: system, isEqual: true, isRegex: false })];
  return readMatchers([...own, ...match]);
}

function unnamed(): Refusal {
  return refuseField('system', 'say which system the work is done on, or give matchers.', '请说明维护哪个系统，或给出匹配条件。');
}
