import { z } from 'zod';
import { partsOf } from '../../domain/event/event.ts';
import { done } from '../../domain/event/reply.ts';
import { Severity } from '../../domain/incident/severity.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Changes how bad an incident is held to be. */
export default write({
  summary: { en: 'Change the severity of an incident', zh: '调整事件级别' },
  labels: { incident: { en: 'Incident', zh: '事件' }, severity: { en: 'Severity', zh: '级别' } },
  input: z.object({ incident: z.string().min(1), severity: Severity }),
  output: z.object({ incident: z.string(), severity: Severity, existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'severity'],
  answer: (o, lang) => {
    if (o.existed) return lang === 'zh' ? `${o.incident} 已是 ${o.severity}` : `${o.incident} is ${o.severity} already`;
    return lang === 'zh' ? `${o.incident} 级别已调整为 ${o.severity}` : `${o.incident}: severity changed to ${o.severity}`;
  },
  examples: [{ ask: 'make it SEV1', input: { incident: '3', severity: 'SEV1' } }],
  on: incidentLane,
  async decide({ severity }, { store, call }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    if (incident.severity === severity)
      return { because: { code: 'same-severity' }, reply: done({ incident: number, severity, existed: true }) };
    return {
      because: { code: 'reclassified' },
      facts: [{ type: 'incident.reclassified', data: { severity, from: incident.severity } }],
      reply: done({ incident: number, severity, existed: false }),
    };
  },
});
