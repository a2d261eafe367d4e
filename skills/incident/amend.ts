import { z } from 'zod';
import { readerZone } from '../../domain/alert/silence-view.ts';
import { personOf } from '../../domain/event/event.ts';
import { done, isRefusal, refuse } from '../../domain/event/reply.ts';
import { noteTime } from '../../domain/incident/note-time.ts';
import { noteIn, noteLane } from '../../ports/find-note.ts';
import { write } from '../../ports/skill.ts';

/** Writes a note anew: one's own, or any for an operator. One that was taken from a chat follows its message instead. */
export default write({
  summary: { en: 'Change a note of the timeline', zh: '修改时间线记录' },
  labels: {
    incident: { en: 'Incident', zh: '事件' },
    note: { en: 'Number of the note', zh: '记录序号' },
    text: { en: 'What it says now', zh: '新的内容' },
    at: { en: 'When it was', zh: '发生时间' },
  },
  input: z.object({
    incident: z.string().min(1),
    note: z.coerce.number().int().min(1),
    text: z.string().trim().min(1).max(4000),
    at: z.string().trim().min(1).max(100).optional(),
  }),
  output: z.object({ incident: z.string(), note: z.number(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['incident', 'note', 'text'],
  answer: (o, lang) => (lang === 'zh' ? `${o.incident} 第 ${o.note} 条记录已修改` : `${o.incident}: note ${o.note} changed`),
  examples: [{ ask: 'change note 2', input: { incident: '3', note: 2, text: 'Failover begun at 9:31, not 9:13' } }],
  on: noteLane,
  async decide({ note, text, at }, { store, call, now }) {
    const { incident, kept } = await noteIn(call.key, note, store);
    if (kept.withdrawn !== null)
      return refuse('rule', `Note ${note} was withdrawn; write another.`, `第 ${note} 条记录已撤回，请另写一条。`);
    if (kept.message !== null)
      return refuse(
        'rule',
        `Note ${note} is a message of a chat; change it there, and it changes here.`,
        `第 ${note} 条记录来自聊天消息，请在原消息上修改，这里会同步。`,
      );
    const zone = readerZone(store.resources(), personOf(call.by));
    const time = at === undefined ? undefined : noteTime(at, { now, zone, declaredAt: incident.declaredAt });
    if (isRefusal(time)) return time;
    return {
      because: { code: 'amended' },
      facts: [{ type: 'incident.amended', data: { note, text, ...(time === undefined ? {} : { at: time }) } }],
      reply: done({ incident: incident.number, note, existed: false }),
    };
  },
});
