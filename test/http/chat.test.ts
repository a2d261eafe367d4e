import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { anApp, minute, t0, type App } from './an-app.ts';

interface Message {
  id: string;
  seq: number;
  text: string;
  at: string;
  editedAt: string | null;
  author: { kind: string; name: string; displayName: string };
  card?: { title: string; actions?: { token: string; label: string }[] };
}
interface Reply {
  ok: boolean;
  text: string;
  form?: { skill: string; values: Record<string, unknown> };
  card?: { title: string };
}
interface Room {
  id: string;
  kind: string;
  name: string;
  incident: string | null;
  private: boolean;
}

const as = (person: string) => ({ headers: { 'tocsin-as': person, 'accept-language': 'en', 'tocsin-via': 'console' } });
const rooms = async (app: App, person = 'ana'): Promise<Room[]> =>
  (await app.get<{ rooms: Room[] }>('/api/v1/chat/rooms', as(person))).body.rooms;
const page = async (app: App, room: string, person = 'ana') =>
  (
    await app.get<{ messages: Message[]; members: { name: string }[]; pinned: Message[] }>(
      `/api/v1/chat/rooms/${room}/messages`,
      as(person),
    )
  ).body;
const types = async (app: App, room: string, text: string, { person = 'ana', clientId }: { person?: string; clientId?: string } = {}) => {
  const answer = await app.post<{ reply?: Reply; message?: Message; because?: string }>(`/api/v1/chat/rooms/${room}/messages`, {
    body: { text, ...(clientId ? { clientId } : {}) },
    ...as(person),
  });
  await app.idle();
  return answer;
};
const presses = async (app: App, token: string, person = 'ana') => {
  const answer = await app.post<{ reply: Reply }>('/api/v1/chat/actions', { body: { token }, ...as(person) });
  await app.idle();
  return answer.body.reply;
};
const tokenOf = async (app: App, room: string, label: string, person = 'ana'): Promise<string> =>
  (await page(app, room, person)).messages.flatMap((m) => m.card?.actions ?? []).find((a) => a.label === label)?.token ??
  expect.fail(`no ${label}`);

describe('a war room in the web chat', () => {
  const app = anApp();
  let number = '';
  let room = '';
  beforeAll(async () => {
    number = await app.declares();
    room = number.toLowerCase();
  });

  test('is there with its people, its card, pinned', async () => {
    expect((await rooms(app)).find((r) => r.incident === number)).toMatchObject({
      id: room,
      kind: 'room',
      name: `${number} Orders are rejected`,
      private: false,
    });
    const { messages, members, pinned } = await page(app, room);
    expect(members.map((m) => m.name)).toEqual(['ana']);
    expect(messages[0]).toMatchObject({
      author: { kind: 'bot', name: 'emergency-assistant' },
      card: { title: `${number} Orders are rejected` },
    });
    expect(pinned.map((m) => m.id)).toEqual([messages[0]?.id]);
  });

  test('what is said is there, once per client id', async () => {
    const first = await types(app, room, '  大家好 🚒  ', { clientId: 'c1' });
    const again = await types(app, room, '  大家好 🚒  ', { clientId: 'c1' });
    expect(first.body.message).toMatchObject({
      text: '大家好 🚒',
      author: { kind: 'person', name: 'ana', displayName: '安娜' },
      at: new Date(t0).toISOString(),
    });
    expect(again.body.message?.id).toBe(first.body.message?.id);
    expect((await page(app, room)).messages.filter((m) => m.text === '大家好 🚒')).toHaveLength(1);
  });

  test('the same client id in another room is another message', async () => {
    const other = (await app.declares()).toLowerCase();
    const { body } = await types(app, other, 'elsewhere', { clientId: 'c1' });
    expect(body.message?.text).toBe('elsewhere');
  });

  test('a command acts on the incident of the room, and is answered to who typed it alone', async () => {
    const before = (await page(app, room)).messages.length;
    const { body } = await types(app, room, '/incident note "Failover" has begun');
    expect(body).toEqual({ reply: { ok: true, text: `${number}: noted (note 1)` } });
    expect((await page(app, room)).messages).toHaveLength(before);
    const shown = await app.skill<{ timeline: { text: string; via: string }[] }>('incident/show', { incident: number });
    expect(shown.body.output.timeline.at(-1)).toMatchObject({ text: '安娜："Failover" has begun', via: 'chat:web' });
  });

  test.each<[text: string, reply: object]>([
    ['/nosuch', { ok: false, text: 'There is no command /nosuch. Type /help to see what you can do.' }],
    ['/incident declare', { ok: true, form: { skill: 'incident/declare', values: {} } }],
    ['/incident declare SEV9', { ok: false, text: expect.stringContaining('severity: ') as string }],
    ['/incident severity nonsense', { ok: false, text: expect.stringContaining('severity: ') as string }],
    ['/incident show 99', { ok: false, text: expect.stringContaining('There is no incident "99"') as string }],
    ['/oncall who', { ok: true, text: expect.stringMatching(/^payments: 安娜 \(until /u) }],
    ['/help', { ok: true, text: expect.stringContaining('/incident declare [severity] <title> — Declare an incident') as string }],
  ])('%s', async (text, reply) => expect((await types(app, room, text)).body.reply).toMatchObject(reply));

  test('help lists every command in the reader’s language', async () => {
    const { body } = await app.post<{ reply: Reply }>(`/api/v1/chat/rooms/${room}/messages`, {
      body: { text: '/help incident' },
      headers: { 'tocsin-as': 'ana', 'accept-language': 'zh-CN', 'tocsin-via': 'console' },
    });
    const verbs = readdirSync(resolve(import.meta.dirname, '../../skills/incident'));
    expect(body.reply.text.split('\n')).toHaveLength(1 + verbs.length);
    expect(body.reply.text).toMatch(/^可以输入：/u);
  });

  test('a bare number is talk in a room', async () => expect((await types(app, room, '1')).body.message?.text).toBe('1'));

  test('a button acts, and its card is edited in place', async () => {
    const before = (await page(app, room)).messages.length;
    expect(await presses(app, await tokenOf(app, room, '认领'))).toMatchObject({ ok: true, text: `${number} acknowledged` });
    const { messages } = await page(app, room);
    expect(messages[0]?.card?.actions?.map((a) => a.label)).not.toContain('认领');
    expect([messages[0]?.editedAt !== null, messages.length]).toEqual([true, before + 1]);
    expect(messages.at(-1)).toMatchObject({ text: '安娜 已认领', author: { kind: 'bot' } });
  });

  test('an old button says what has become of it', async () => {
    const token = await tokenOf(app, room, '解决');
    expect(await presses(app, token)).toMatchObject({ ok: true, text: `${number} resolved` });
    expect(await presses(app, token)).toMatchObject({ ok: true });
    app.clock.jump(31 * 24 * 60 * minute);
    expect(await presses(app, token)).toEqual({
      ok: false,
      text: 'This button is no longer valid. Go on in the war room or on the alerts page.',
    });
  });

  test.each(['made-up', 'x'.repeat(100), '\u0000'])('a token that never was: %j', async (token) =>
    expect(await presses(app, token)).toMatchObject({ ok: false, text: expect.stringContaining('no longer valid') as string }),
  );
});

describe('direct messages', () => {
  const app = anApp();
  beforeAll(async () => {
    await app.declares({ severity: 'SEV1' });
  });

  test('are for one person alone', async () => {
    expect((await rooms(app, 'ana')).map((r) => r.id)).toContain('dm-ana');
    expect((await rooms(app, 'bo')).map((r) => r.id)).not.toContain('dm-ana');
    expect((await app.get('/api/v1/chat/rooms/dm-ana/messages', as('bo'))).status).toBe(404);
    expect((await types(app, 'dm-ana', 'hello', { person: 'bo' })).status).toBe(404);
  });

  test('a bare number presses that button of the newest card', async () => {
    expect((await types(app, 'dm-ana', '9')).body.message?.text).toBe('9');
    expect((await types(app, 'dm-ana', '1')).body.reply).toMatchObject({ ok: true, text: 'Acknowledged INC-20261123-001' });
    const shown = await app.skill('incident/show', { incident: '1' });
    expect(shown.body.output).toMatchObject({ acknowledgedBy: 'ana', pages: [{ state: 'acked', acknowledgedVia: 'chat:web' }] });
  });

  test('a page can be answered by whom it is for alone', async () => {
    const number = await app.declares({ severity: 'SEV1' });
    const token = await tokenOf(app, 'dm-ana', '认领');
    const { body } = await app.post<{ because: string }>('/api/v1/skills/page/ack', { body: { page: `${number}.0.0.ana` }, ...as('bo') });
    // The visitor on this machine is an admin, and an admin may; the person who answers is still the one who was called.
    expect(body).toMatchObject({ ok: true });
    expect(await presses(app, token)).toMatchObject({ ok: true });
  });
});

describe('a private incident', () => {
  const app = anApp();
  test('has a room that others neither see nor read, nor type into', async () => {
    const number = await app.declares({ private: true, people: ['ana'] });
    const room = number.toLowerCase();
    expect((await rooms(app, 'ana')).find((r) => r.id === room)).toMatchObject({ private: true });
    expect((await rooms(app, 'bo')).map((r) => r.id)).not.toContain(room);
  });
});

describe('what is no message', () => {
  const app = anApp();
  test.each<[body: unknown, status: number]>([
    [{}, 400],
    [{ text: '' }, 400],
    [{ text: '   ' }, 400],
    [{ text: 1 }, 400],
    [{ text: 'x'.repeat(10_001) }, 400],
    [{ text: 'x', clientId: 'y'.repeat(101) }, 400],
    [{ text: 'x' }, 404],
  ])('%j: %i', async (body, status) => {
    const answer = await app.post<{ ok: boolean; because: string }>('/api/v1/chat/rooms/nowhere/messages', { body });
    expect([answer.status, answer.body.ok, answer.body.because.length > 10]).toEqual([status, false, true]);
  });
  test('the commands a composer may complete', async () => {
    const { body } = await app.get<{ commands: { command: string; args: string; summary: { zh: string } }[] }>('/api/v1/chat/commands');
    expect(body.commands).toContainEqual({
      command: '/incident declare',
      args: '[severity] <title>',
      summary: expect.any(Object) as object,
    });
  });
});
