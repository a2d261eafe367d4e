import { z } from 'zod';
import { readerZone, saySilence, SilenceAnswer } from '../../domain/alert/silence-view.ts';
import { silenceState } from '../../domain/alert/silence.ts';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { Moment, momentAt } from '../../domain/time/moment.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { ZoneClock } from '../../domain/time/wall.ts';
import { silenceLane } from '../../ports/find-silence.ts';
import { silenceSet } from '../../ports/set-silence.ts';
import { write } from '../../ports/skill.ts';

const minute = 60_000;

/** Moves the end of a silence or a maintenance window: by some minutes, or to a moment, which said twice is the same. */
export default write({
  summary: { en: 'Extend a silence or maintenance window', zh: '延长静默或维护期' },
  labels: { silence: { en: 'Silence', zh: '静默' }, minutes: { en: 'Minutes more', zh: '延长分钟' }, until: { en: 'Until', zh: '直到' } },
  input: z.object({
    silence: z.string().min(1).max(100),
    minutes: z.coerce.number().min(1).max(525_600).default(60),
    until: Moment.optional(),
  }),
  output: SilenceAnswer,
  needs: 'responder',
  positional: ['silence', 'minutes'],
  answer: (o, lang) => saySilence({ ...o, existed: false }, { zh: '已延长', en: 'Extended,' }, lang),
  examples: [{ ask: 'half an hour more for this silence', input: { silence: '6b1f0c9e', minutes: 30 } }],
  on: silenceLane,
  async decide({ minutes, until }, { store, now, call }) {
    const { id } = partsOf(call.key);
    const old = await store.state('silence', id);
    if (!old || silenceState(old, now) === 'expired')
      return refuse(
        'rule',
        'This silence is over already. Set it anew with alert silence, so that everybody sees why.',
        '这条静默已经结束。请用 alert silence 重新设置，让大家看到原因。',
      );
    const zone = readerZone(store.resources(), personOf(call.by));
    const endsAt = until === undefined ? old.endsAt + Math.round(minutes * minute) : momentAt(until, new ZoneClock(zone), 'end');
    if (endsAt <= Math.max(now, old.startsAt))
      return refuse('input', 'until: lies in the past. Use silence end to end it now.', 'until：时间已过。若要立即结束请用 silence end。');
    const existed = endsAt === old.endsAt;
    const reply = done({ silence: id, startsAt: rfc3339(old.startsAt), endsAt: rfc3339(endsAt), existed, at: rfc3339(now), zone });
    if (existed) return { because: { code: 'already-extended' }, reply };
    return { because: { code: 'silence-extended' }, facts: [silenceSet(old, { endsAt })], reply };
  },
});
