import { z } from 'zod';
import { keyOf, partsOf, personOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { isOpen, type Room } from '../../domain/incident/incident.ts';
import { incidentLane } from '../../ports/find-incident.ts';
import { write } from '../../ports/skill.ts';

/** Makes a group that people have made on a chat the war room of an incident there. It may have been another incident's before: that one goes on
 *  without it. `chat` and `conv` say which group; in chat it is the one in which it is said. */
export default write({
  summary: { en: 'Make this group the war room', zh: '把本群设为作战室' },
  labels: {
    incident: { en: 'Incident', zh: '事件' },
    chat: { en: 'Chat', zh: '聊天平台' },
    conv: { en: 'Group', zh: '群聊' },
  },
  input: z.object({
    incident: z.string().min(1),
    chat: z.string().min(1).max(100).optional(),
    conv: z.string().min(1).max(500).optional(),
  }),
  output: z.object({ incident: z.string(), title: z.string(), chat: z.string(), before: z.string().nullable(), existed: z.boolean() }),
  needs: 'responder',
  machine: ['chat', 'conv'],
  positional: ['incident'],
  answer: (o, lang) => {
    const taken = o.before === null ? { zh: '', en: '' } : { zh: `（不再是 ${o.before} 的）`, en: ` (and no longer that of ${o.before})` };
    if (o.existed) return lang === 'zh' ? `本群已是 ${o.incident} 的作战室` : `This group is the war room of ${o.incident} already`;
    return lang === 'zh'
      ? `本群现在是 ${o.incident}「${o.title}」的作战室${taken.zh}`
      : `This group is the war room of ${o.incident} “${o.title}” now${taken.en}`;
  },
  examples: [{ ask: 'this group is for incident 3', input: { incident: '3', chat: 'wecom-aibot', conv: 'group:wrAbc' } }],
  on: incidentLane,
  async decide({ chat, conv }, { store, call, adapters }) {
    const { id: number } = partsOf(call.key);
    const incident = await store.state('incident', number);
    if (!incident) throw new Error(`no incident ${number}`);
    const person = personOf(call.by);
    if (chat === undefined || conv === undefined || person === null) return inAGroup;
    if (!adapters.includes(chat)) return refuse('rule', `The chat "${chat}" is not switched on.`, `聊天平台“${chat}”没有启用。`);
    if (!isOpen(incident))
      return refuse('rule', `${number} is over; reopen it before it gets a room.`, `${number} 已结束，需先重新打开才能绑定。`);
    if (incident.private) return isPrivate;
    const room = incident.rooms.find((r) => r.adapter === chat);
    const output = { incident: number, title: incident.title, chat };
    if (room?.ref === conv && room.state === 'open')
      return { because: { code: 'bound-already' }, reply: done({ ...output, before: null, existed: true }) };
    if (room && isInUse(room)) return hasARoom(number, room);
    const other = await store.incidentIn(chat, conv);
    const before = other !== null && other !== number ? await store.state('incident', other) : null;
    return {
      because: { code: 'bound', data: { chat } },
      facts: [{ type: 'room.bound', data: { adapter: chat, ref: conv, person } }],
      // One that is over, too: it may be opened again.
      tell: before ? [{ key: keyOf('incident', before.number), type: 'room.taken', data: { adapter: chat, ref: conv, by: number } }] : [],
      reply: done({ ...output, before: before?.number ?? null, existed: false }),
    };
  },
});

/** One of its own that the platform made. A group that people gave it may give way to another. */
const isInUse = (room: Room): boolean => !room.isBound && (room.state === 'open' || room.state === 'opening' || room.state === 'archived');

const inAGroup = refuse(
  'input',
  'Say it in the group that is to be the war room: invite the bot, then write “@Tocsin bind 3”.',
  '请在要作为作战室的群里说：先邀请机器人进群，再发“@Tocsin 绑定 3”。',
);
/** Who reads along in a group that people made is not ours to know. */
const isPrivate = refuse(
  'rule',
  'A private incident cannot be given a group that people made: nobody knows who reads there.',
  '私密事件不能绑定已有的群：无法确认群里都有谁。',
);
const hasARoom = (number: string, { adapter, url }: Room) =>
  refuse(
    'rule',
    `${number} has its own room in ${adapter}${url === null ? '' : `: ${url}`}. Go on there.`,
    `${number} 在 ${adapter} 已有作战室${url === null ? '' : `：${url}`}，请在那里继续。`,
  );
