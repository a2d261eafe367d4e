import { beforeAll, describe, expect, test } from 'vitest';
import { permits } from '../../domain/access/viewer.ts';
import { Role } from '../../domain/people/person.ts';
import { loadSkills } from '../../app/skills.ts';
import { anApp, type App } from './an-app.ts';

const skills = await loadSkills(`${import.meta.dirname}/../../skills`);
const token = 'correct-horse-battery';

interface Reply {
  ok: boolean;
  text: string;
}
const call = (app: App, cookie: string, skill: string, input: object = {}) =>
  app.post<{ ok: boolean; because: string; output: Record<string, unknown> }>(`/api/v1/skills/${skill}`, {
    body: input,
    headers: { cookie, 'accept-language': 'en', 'tocsin-via': 'console' },
  });
const types = async (app: App, cookie: string, room: string, text: string) =>
  (
    await app.post<{ reply: Reply; because: string }>(`/api/v1/chat/rooms/${room}/messages`, {
      body: { text },
      headers: { cookie, 'accept-language': 'en', 'tocsin-via': 'console' },
    })
  ).body;

describe.each(Role.options)('%s', (role) => {
  const app = anApp({ adminToken: token });
  let cookie = '';
  beforeAll(async () => {
    cookie = await app.login('ana', role);
  });

  test.each([...skills].map(([name, { needs, summary }]) => [name, needs, permits([role], needs), summary.en] as const))(
    '%s needs %s: %s',
    async (name, needs, may, summary) => {
      const { status, body } = await call(app, cookie, name, {});
      if (may) expect(status).not.toBe(403);
      else expect([status, body.because]).toEqual([403, `“${summary}” needs the role ${needs} or higher. Ask an admin for it.`]);
      const dry = await app.post(`/api/v1/skills/${name}?dryRun=1`, { body: {}, headers: { cookie } });
      expect(dry.status === 403).toBe(!may);
    },
  );

  test('is shown what it may do, and nothing else', async () => {
    const may = [...skills].filter(([, s]) => permits([role], s.needs)).map(([name]) => name);
    const listed = (await app.get<{ skills: { name: string }[] }>('/api/v1/skills', { headers: { cookie } })).body.skills.map(
      (s) => s.name,
    );
    const commands = (
      await app.get<{ commands: { command: string }[] }>('/api/v1/chat/commands', { headers: { cookie } })
    ).body.commands.map((c) => c.command.slice(1).replace(' ', '/'));
    expect([listed, commands]).toEqual([may, may]);
  });

  test('sees the keys of the integrations only where it may change them', async () => {
    const { body } = await app.get<{ integrations: { name: string; url: string }[] }>('/api/v1/integrations', { headers: { cookie } });
    expect(JSON.stringify(body).includes('let-me-in')).toBe(permits([role], 'operator'));
  });
});

describe('a viewer', () => {
  const app = anApp();
  let viewer = '';
  let room = '';
  beforeAll(async () => {
    room = (await app.declares()).toLowerCase();
    viewer = await app.login('bo', 'viewer');
  });

  test('cannot do by a command what it may not do', async () => {
    expect(await types(app, viewer, room, '/incident resolve')).toMatchObject({
      reply: { ok: false, text: expect.stringContaining('responder') as string },
    });
    expect((await types(app, viewer, room, '/help')).reply.text).not.toContain('/incident declare');
    expect((await types(app, viewer, room, '/incident show')).reply.ok).toBe(true);
  });

  test('nor by a button that others may press', async () => {
    const { body } = await app.get<{ messages: { card?: { actions?: { token: string; label: string }[] } }[] }>(
      `/api/v1/chat/rooms/${room}/messages`,
      { headers: { cookie: viewer } },
    );
    const resolve = body.messages[0]?.card?.actions?.find((a) => a.label === '解决')?.token;
    const pressed = await app.post<{ reply: Reply }>('/api/v1/chat/actions', { body: { token: resolve }, headers: { cookie: viewer } });
    expect(pressed.body.reply).toEqual({
      ok: false,
      text: expect.stringMatching(/^“Resolve .*” needs the role responder or higher\. Ask an admin for it\.$/u) as string,
    });
  });

  test('is nobody else, whatever it says', async () => {
    const me = await app.get<{ person: { name: string }; roles: string[] }>('/api/v1/me', {
      headers: { cookie: `${viewer}; tocsin_as=ana`, 'tocsin-as': 'ana' },
    });
    expect(me.body).toMatchObject({ person: { name: 'bo' }, roles: ['viewer'] });
  });
});

describe('what is private', () => {
  const app = anApp();
  let number = '';
  let [member, other, auditor] = ['', '', ''];
  beforeAll(async () => {
    await app.post('/api/v2/alerts', { body: [{ labels: { alertname: 'Leak' } }] });
    await app.idle();
    const { body } = await app.skill<{ alerts: { group: string }[] }>('alert/list');
    number = await app.declares({ title: 'A secret', private: true, people: ['ana'], group: body.output.alerts[0]?.group });
    [member, other, auditor] = [await app.login('ana', 'responder'), await app.login('bo', 'operator'), await app.login('bo', 'auditor')];
  });

  test('is there for its people and for auditors', async () => {
    for (const cookie of [member, auditor])
      expect((await call(app, cookie, 'incident/show', { incident: number })).body.output).toMatchObject({
        title: 'A secret',
        private: true,
      });
  });

  test.each<[skill: string, input: object]>([
    ['incident/show', {}],
    ['incident/ack', {}],
    ['incident/mitigate', {}],
    ['incident/resolve', {}],
    ['incident/reopen', { reason: 'x' }],
    ['incident/note', { text: 'x' }],
    ['incident/impact', { text: 'x' }],
    ['incident/assign', { role: 'scribe' }],
    ['incident/severity', { severity: 'SEV1' }],
    ['incident/escalate', {}],
    ['incident/muster', { people: ['ana'] }],
    ['incident/handover', { role: 'scribe', person: 'ana' }],
    ['incident/close', {}],
  ])('%s finds nothing for others, by its whole number or its end', async (skill, input) => {
    for (const incident of [number, '1']) {
      const hidden = await call(app, other, skill, { ...input, incident });
      const absent = await call(app, other, skill, { ...input, incident: 'INC-20991231-001' });
      expect([hidden.status, hidden.body.because.replace(incident, 'N')]).toEqual([
        404,
        absent.body.because.replace('INC-20991231-001', 'N'),
      ]);
    }
  });

  test('is in no list, no room, no message and no alert of others', async () => {
    const room = number.toLowerCase();
    const headers = { cookie: other };
    const seen = await Promise.all([
      call(app, other, 'incident/list'),
      app.get('/api/v1/chat/rooms', { headers }),
      app.get('/api/v1/chat/rooms/ops/messages', { headers }),
      call(app, other, 'alert/list'),
    ]);
    const { alerts } = seen[3].body.output as { alerts: { fingerprint: string }[] };
    seen.push(
      await call(app, other, 'alert/show', { fingerprint: alerts[0]?.fingerprint }),
      await call(app, other, 'alert/why', { fingerprint: alerts[0]?.fingerprint }),
    );
    expect(seen.map((s) => s.status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(JSON.stringify(seen.map((s) => s.body))).not.toMatch(new RegExp(`${number}|${room}|A secret`, 'u'));
    expect((await app.get(`/api/v1/chat/rooms/${room}/messages`, { headers })).status).toBe(404);
    expect(await types(app, other, room, 'hello')).toMatchObject({
      because: expect.stringContaining('There is no conversation') as string,
    });
    expect((await call(app, member, 'alert/list')).body.output).toMatchObject({ alerts: [{ incident: number }] });
  });
});
