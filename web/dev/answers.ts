import { config, integrations, meAs, onDuty, people, skills } from './people.ts';
import type { World } from './mock.ts';
import { callSkill } from './skills.ts';
import { say } from './talk.ts';

export type Asked = { method: string; path: string; query: URLSearchParams; body: Record<string, unknown> };
export type Answered = { status: number; body: unknown };

const ok = (body: unknown): Answered => ({ status: 200, body });

/** One request to the mock. Unknown paths are 404, as in the real one. */
export function answer({ scene, tell }: World, asked: Asked): Answered {
  const { path, method, body } = asked;
  if (path === '/me' && method === 'POST') {
    scene.me = String(body['person']);
    return ok(meAs(scene.me));
  }
  if (path === '/me') return ok(meAs(scene.me));
  if (path === '/me/rings') return ok({ rings: scene.rings });
  if (path === '/skills') return ok({ skills });
  if (path === '/config') return ok(config);
  if (path === '/integrations') return ok({ integrations });
  if (path === '/chat/commands') return ok({ commands: skills.map(({ command, summary }) => ({ command, summary, args: '…' })) });
  if (path === '/skills/oncall/who') return ok({ ok: true, output: onDuty(Date.now()) });
  if (path === '/mock/ring') return ok(ring({ scene, tell }));
  if (path === '/mock/stop') return ok(stop({ scene, tell }));
  const skill = /^\/skills\/(.+)$/.exec(path)?.[1];
  if (skill !== undefined) return callSkill({ scene, tell }, skill, body);
  return chat({ scene, tell }, asked);
}

function chat({ scene, tell }: World, { path, method, query, body }: Asked): Answered {
  if (path === '/chat/rooms') return ok({ rooms: scene.rooms });
  if (path === '/chat/actions') {
    const [verb, number] = String(body['token']).split(' ');
    if (verb === 'who') return ok({ reply: { ok: true, text: '核心交易: 林安娜, 周博 until 18:00' } });
    const answered = callSkill({ scene, tell }, `incident/${verb}`, { incident: number });
    return ok({ reply: { ok: answered.status === 200, text: answered.status === 200 ? '' : 'This button is too old.' } });
  }
  const room = /^\/chat\/rooms\/([^/]+)\/messages$/.exec(path)?.[1];
  if (room === undefined) return { status: 404, body: { ok: false, because: `nothing at ${path}` } };
  const id = decodeURIComponent(room);
  if (method === 'POST') return ok(post({ scene, tell }, id, String(body['text'])));
  const before = Number(query.get('before') ?? Infinity);
  const messages = scene.messages.filter((each) => each.room === id && each.seq < before).slice(-50);
  return ok({ messages, members: people, pins: messages.filter((each) => each.pinned).map((each) => each.id) });
}

function post({ scene, tell }: World, room: string, text: string): unknown {
  if (text === '/incident declare')
    return { reply: { ok: true, text: '', form: { skill: 'incident/declare', values: { severity: 'SEV2' } } } };
  if (text.startsWith('/')) return { reply: { ok: true, text: `You asked ${text}. On call for 核心交易: 林安娜, 周博 until 18:00.` } };
  const message = say({ seq: scene.seq++, room, who: scene.me ?? 'ana', text });
  scene.messages.push(message);
  tell('message', { message });
  return { message };
}

function ring({ scene, tell }: World): unknown {
  const incident = scene.incidents[0];
  if (!incident) return {};
  const page = `p${scene.seq++}`;
  const fresh = {
    page,
    incident: incident.number,
    title: incident.title,
    severity: incident.severity,
    person: scene.me ?? 'ana',
    since: new Date().toISOString(),
  };
  scene.rings.push(fresh);
  tell('ring', fresh);
  return fresh;
}

function stop({ scene, tell }: World): unknown {
  for (const each of scene.rings.splice(0)) tell('ring.stopped', { page: each.page, because: 'acked', person: 'bo' });
  return {};
}
