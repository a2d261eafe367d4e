import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseMatcher } from '../../domain/alert/matcher.ts';
import { hitsEverything } from '../../domain/alert/silence.ts';
import { keyOf, partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse, type Refusal } from '../../domain/event/reply.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { write } from '../../ports/skill.ts';

const minute = 60_000;

/** Keeps what the matchers hit quiet for a while; nothing is lost, and the card says by whom and until when. */
export default write({
  summary: { en: 'Silence alerts that match, for some minutes', zh: '静默匹配的告警一段时间' },
  labels: { match: { en: 'Matchers', zh: '匹配条件' }, minutes: { en: 'Minutes', zh: '分钟' }, comment: { en: 'Why', zh: '原因' } },
  input: z.object({
    match: z.array(z.string().min(1)).min(1).max(50),
    minutes: z.coerce.number().min(1).max(525_600).default(60),
    comment: z.string().trim().min(1).max(1000),
  }),
  output: z.object({ silence: z.string(), endsAt: z.string() }),
  needs: 'responder',
  positional: ['match', 'minutes', 'comment'],
  answer: (o, lang) => (lang === 'zh' ? `已静默至 ${o.endsAt}` : `Silenced until ${o.endsAt}`),
  examples: [
    {
      ask: 'silence DiskFull on db-1 for two hours',
      input: { match: ['alertname="DiskFull"', 'instance="db-1"'], minutes: 120, comment: 'Disk is being replaced' },
    },
  ],
  // A name of its own: the caller's idempotency key is no id that a URL can hold.
  on: () => keyOf('silence', randomUUID()),
  async decide({ match, minutes, comment }, { now, call }) {
    const matchers = readMatchers(match);
    if (!Array.isArray(matchers)) return matchers;
    if (hitsEverything(matchers)) {
      return refuse(
        'input',
        'match: these matchers hit alerts that have none of their labels, that is everything. Name at least one label with a value.',
      );
    }
    const { id } = partsOf(call.key);
    const endsAt = now + Math.round(minutes * minute);
    const createdBy = personOf(call.by) ?? call.by;
    return {
      because: { code: 'silenced' },
      facts: [{ type: 'silence.set', data: { matchers, startsAt: now, endsAt, createdBy, comment } }],
      reply: done({ silence: id, endsAt: rfc3339(endsAt) }),
    };
  },
});

function readMatchers(match: readonly string[]): ReturnType<typeof parseMatcher>[] | Refusal {
  try {
    return match.map(parseMatcher);
  } catch (e) {
    return { ...refuse('input', `match: ${(e as Error).message}`), issues: [{ path: 'match', message: (e as Error).message }] };
  }
}
