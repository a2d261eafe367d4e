import { z } from 'zod';
import { readerZone } from '../../domain/alert/silence-view.ts';
import { partsOf, personOf } from '../../domain/event/event.ts';
import { done, isRefusal } from '../../domain/event/reply.ts';
import { noteTime } from '../../domain/incident/note-time.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Writes a line into the story of an incident; one with a time stands where it happened. */
export default write({
  summary: { en: 'Add a note to the timeline', zh: '添加时间线记录' },
  labels: {
    incident: { en: 'Incident', zh: '事件' },
    text: { en: 'Note', zh: '内容' },
    at: { en: 'When, if not now', zh: '时间（默认现在）' },
  },
  input: z.object({
    incident: z.string().min(1),
    text: z.string().trim().min(1).max(4000),
    at: z.string().trim().min(1).max(100).optional(),
  }),
  output: z.object({ incident: z.string(), note: z.number(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'text'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 已记录（第 ${o.note} 条）` : `${o.incident}: noted (note ${o.note})`),
  examples: [
    { ask: 'note that the failover has begun', input: { incident: '3', text: 'Failover begun' } },
    { ask: 'note that the switch was replaced at 9:05', input: { incident: '3', text: 'Switch replaced', at: '09:05' } },
  ],
  on: incidentLane,
  async decide({ text, at }, { store, call, now }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    const zone = readerZone(store.resources(), personOf(call.by));
    const time = at === undefined ? undefined : noteTime(at, { now, zone, declaredAt: incident.declaredAt });
    if (isRefusal(time)) return time;
    const note = (incident.notes?.length ?? 0) + 1;
    return {
      because: { code: 'noted', data: { progress: incident.progress } },
      facts: [{ type: 'incident.noted', data: { note, text, ...(time === undefined ? {} : { at: time }) } }],
      reply: done({ incident: number, note, existed: false }),
    };
  },
});
