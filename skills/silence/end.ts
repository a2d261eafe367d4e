import { z } from 'zod';
import { shortId } from '../../domain/alert/silence-view.ts';
import { silenceState } from '../../domain/alert/silence.ts';
import { partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { silenceLane } from '../../ports/find-silence.ts';
import { write } from '../../ports/skill.ts';

/** Ends a silence or a maintenance window now; what still fires under it is told of at once. */
export default write({
  summary: { en: 'End a silence or maintenance window now', zh: '立即结束静默或维护期' },
  labels: { silence: { en: 'Silence', zh: '静默' } },
  input: z.object({ silence: z.string().min(1).max(100) }),
  output: z.object({ silence: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['silence'],
  answer: (o, lang) => {
    const id = shortId(o.silence);
    if (lang === 'zh') return o.existed ? `静默 ${id} 早已结束` : `静默 ${id} 已结束`;
    return o.existed ? `Silence ${id} was over already` : `Silence ${id} has ended`;
  },
  examples: [{ ask: 'end this silence', input: { silence: '6b1f0c9e' } }],
  on: silenceLane,
  async decide(_input, { store, now, call }) {
    const { id } = partsOf(call.key);
    const old = await store.state('silence', id);
    if (!old) return refuse('not-found', `There is no silence ${id}.`, `没有静默 ${id}。`);
    const existed = silenceState(old, now) === 'expired';
    const reply = done({ silence: id, existed });
    if (existed) return { because: { code: 'already-over' }, reply };
    return { because: { code: 'silence-ended' }, facts: [{ type: 'silence.expired', data: { by: call.by } }], reply };
  },
});
