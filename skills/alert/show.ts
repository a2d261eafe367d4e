import { z } from 'zod';
import { AlertView, alertView } from '../../domain/alert/outward.ts';
import { refuse } from '../../domain/event/reply.ts';
import { seenNumber } from '../../ports/find-incident.ts';
import { quietNow } from '../../ports/quiet.ts';
import { read } from '../../ports/skill.ts';

/** One alert by its fingerprint. */
export default read({
  summary: { en: 'Show one alert', zh: '查看一条告警' },
  labels: { fingerprint: { en: 'Fingerprint', zh: '指纹' } },
  input: z.object({ fingerprint: z.string().regex(/^[0-9a-f]{16}$/u, 'is 16 hex digits, as alert list shows them') }),
  output: AlertView,
  needs: 'viewer',
  positional: ['fingerprint'],
  answer: (o) =>
    `${o.state} ${Object.entries(o.labels)
      .map(([n, v]) => `${n}="${v}"`)
      .join(' ')}`,
  examples: [{ ask: 'show alert 97f50f5299744521', input: { fingerprint: '97f50f5299744521' } }],
  async run({ fingerprint }, { store, now, viewer }) {
    const signal = await store.signal(fingerprint);
    if (!signal)
      return refuse(
        'not-found',
        `There is no alert ${fingerprint}. It may have ended more than 90 days ago.`,
        `没有告警 ${fingerprint}，可能已在 90 多天前结束。`,
      );
    const group = await store.state('group', signal.group);
    const incident = await seenNumber(group?.incident ?? null, { store, viewer });
    const [quiet] = await (await quietNow({ store, now })).of([signal]);
    return alertView(signal, { quiet, incident });
  },
});
