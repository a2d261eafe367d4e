import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Wecom } from '../emulators/wecom/wecom.ts';
import { anApp, type Answer } from './an-app.ts';

interface State {
  readonly isDemo: boolean;
  readonly kept: { readonly from: string; readonly place: string | null; readonly corpId: string; readonly agentId: string } | null;
  readonly callback: {
    readonly url: string;
    readonly madeAt: string | null;
    readonly calledAt: string | null;
    readonly refusedAt: string | null;
  };
  readonly people: { readonly all: number; readonly linked: number; readonly missing: readonly { readonly name: string }[] };
  readonly guests: readonly { readonly name: string }[];
  readonly bot: { readonly from: string; readonly botId: string; readonly ears: { readonly state: string } | null } | null;
}
interface Kept {
  readonly ok: boolean;
  readonly because?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}
interface Found {
  readonly findings: readonly { readonly code: string; readonly verdict: string }[];
  readonly ip: string | null;
}
interface Keys {
  readonly output: { readonly url: string; readonly token: string; readonly encodingAesKey: string };
}

let corp: Wecom;
const app = anApp({
  settings: async () => {
    corp = await new Wecom({ now: () => app.clock.now() }).listen();
    corp.user('ana', { email: 'ana@harbour.example' });
    corp.user('dan', { name: '丹', email: 'dan@harbour.example', mobile: '13900000004' });
    const nothing = { corpId: null, agentId: null, secret: null, token: null, encodingAesKey: null };
    return { wecom: { ...nothing, url: corp.apiUrl } };
  },
});
afterAll(() => corp.stop());

const headers = { 'tocsin-as': 'bo', 'accept-language': 'en' };
const state = async (): Promise<State> => (await app.get<State>('/api/v1/wecom', { headers })).body;
const found = async (): Promise<Found> => (await app.get<Found>('/api/v1/wecom/findings', { headers })).body;
const codes = async (): Promise<string[]> => (await found()).findings.map(({ code }) => code);
const give = (given: object): Promise<Answer<Kept>> => app.post<Kept>('/api/v1/wecom', { body: given, headers });
const right = () => ({ corpId: corp.corpId, agentId: String(corp.agentId), secret: corp.secret });
const written = async (): Promise<string> => String((await app.get('/api/v1/config/export?secrets=1', { headers })).body);
const makeKeys = () => app.post<Keys & Kept>('/api/v1/wecom/callback', { headers });

test('only admins come in', async () => {
  const cookie = await app.login('ana', 'operator');
  const asOperator = { headers: { cookie, 'accept-language': 'en' } };
  const calls = [
    app.get('/api/v1/wecom', asOperator),
    app.get('/api/v1/wecom/findings', asOperator),
    app.get('/api/v1/chats/wecom/proposals', asOperator),
    app.post('/api/v1/wecom', { ...asOperator, body: right() }),
    app.post('/api/v1/wecom/callback', asOperator),
    app.post('/api/v1/wecom/menu', asOperator),
    app.post('/api/v1/wecom/bot', { ...asOperator, body: { botId: 'b', secret: 's' } }),
    app.post('/api/v1/wecom/test', { ...asOperator, body: { what: 'message' } }),
  ];
  for (const { status } of await Promise.all(calls)) expect(status).toBe(403);
});

test('at first nothing is kept, and keys for the callback have to wait', async () => {
  const { kept, callback, people, bot } = await state();
  expect([kept, bot]).toEqual([null, null]);
  expect(callback).toEqual({ url: 'http://tocsin.test/im/wecom/callback', madeAt: null, calledAt: null, refusedAt: null });
  expect(people).toMatchObject({ all: 2, linked: 0 });
  expect(await found()).toMatchObject({ findings: [], ip: null });
  expect(await makeKeys()).toMatchObject({ status: 409, body: { because: 'Give Tocsin the credentials of the app first.' } });
  expect(await app.post('/api/v1/wecom/menu', { headers })).toMatchObject({
    status: 409,
    body: { because: 'WeCom is not switched on yet.' },
  });
});

describe('credentials', () => {
  test.each([
    [{ agentId: 'tocsin' }, 'agentId', 'is not an AgentId'],
    [{ corpId: 'wwnobody' }, 'corpId', 'WeCom does not know this corp id (40013 invalid corpid)'],
    [{ secret: 'wrong' }, 'secret', 'WeCom refuses the Secret (40001 invalid credential)'],
    [{ agentId: '1000003' }, 'agentId', 'The AgentId is not of the app'],
  ])('%j: refused at its field, and nothing is kept', async (wrong, path, message) => {
    const { status, body } = await give({ ...right(), ...wrong });
    expect([status, body.issues?.[0]]).toEqual([400, { path, message: expect.stringContaining(message) as string }]);
    expect((await state()).kept).toBeNull();
  });

  test('where WeCom cannot be reached they are kept only when asked to', async () => {
    corp.goesWrong('gettoken', 'breaks');
    const { body } = await give(right());
    expect(body.issues).toEqual([{ path: 'anyway', message: expect.stringContaining('WeCom cannot be reached') as string }]);
    expect((await state()).kept).toBeNull();
  });

  test('from an address that WeCom does not trust they are kept, and the address is said', async () => {
    corp.blocksIp('203.0.113.7');
    expect(await give(right())).toMatchObject({ status: 200, body: { ok: true } });
    expect(await found()).toMatchObject({ ip: '203.0.113.7' });
    expect(await codes()).toContain('wecom.ip-refused');
    corp.blocksIp(null);
    expect(await found()).toMatchObject({ ip: null });
    expect(await codes()).toEqual(
      expect.arrayContaining(['wecom.let-in', 'wecom.rooms-allowed', 'wecom.menu-missing', 'wecom.never-called']),
    );
  });

  test('they are kept sealed with keys of our own, and no answer holds them', async () => {
    expect((await state()).kept).toEqual({ from: 'console', place: null, corpId: corp.corpId, agentId: String(corp.agentId) });
    const yaml = await written();
    expect(yaml).toContain(corp.secret);
    expect(yaml).toMatch(/token: [0-9A-Za-z]{32}\n/u);
    expect(yaml).toMatch(/encodingAesKey: [0-9A-Za-z]{43}\n/u);
    // What is kept can be taken to the real WeCom by leaving the variable out.
    expect(yaml).not.toContain(corp.apiUrl);
    const shown = JSON.stringify([await state(), await found(), (await app.get('/api/v1/resources/chat', { headers })).body]);
    expect(shown).not.toContain(corp.secret);
    expect(shown).not.toMatch(/canary/iu);
  });

  test('a Secret that comes back as it is shown stays what it is, and so do the keys', async () => {
    const before = await written();
    expect((await give({ ...right(), secret: '…' })).status).toBe(200);
    expect(await written()).toBe(before);
  });
});

describe('the callback', () => {
  let origin: string;
  beforeAll(async () => {
    origin = await app.listen();
  });
  const calls = (keys: Keys['output']): Promise<boolean> => corp.callsTo(`${origin}${new URL(keys.url).pathname}`, keys);

  test('keys are made, answered once, and answer WeCom at once', async () => {
    const { body, headers: told } = await makeKeys();
    expect(told['cache-control']).toBe('no-store');
    expect(body.output).toMatchObject({ url: 'http://tocsin.test/im/wecom/callback' });
    expect(await state()).toMatchObject({ callback: { madeAt: expect.any(String) as string, calledAt: null } });
    expect(await calls(body.output)).toBe(true);
    const { callback } = await state();
    expect(callback.calledAt).toBe(callback.madeAt);
    expect(await codes()).toContain('wecom.called');
    expect(JSON.stringify(await state())).not.toContain(body.output.token);
  });

  test('with other keys it is refused, and that shows', async () => {
    app.clock.jump(60_000);
    expect(await calls({ url: 'http://tocsin.test/im/wecom/callback', token: 'guessed', encodingAesKey: 'a'.repeat(43) })).toBe(false);
    expect((await state()).callback.refusedAt).not.toBeNull();
    expect(await codes()).toContain('wecom.callback-refused');
  });

  test('new keys put an end to the old ones', async () => {
    app.clock.jump(60_000);
    const old = (await makeKeys()).body.output;
    expect(await codes()).toContain('wecom.keys-unused');
    const now = (await makeKeys()).body.output;
    expect(now.token).not.toBe(old.token);
    app.clock.jump(60_000);
    expect([await calls(old), await calls(now)]).toEqual([false, true]);
    app.clock.jump(60_000);
    expect(await codes()).not.toContain('wecom.keys-unused');
  });
});

describe('people and tests', () => {
  const tries = (body: object, as: string) =>
    app.post<Kept & { output: { url: string | null } }>('/api/v1/wecom/test', { body, headers: { ...headers, 'tocsin-as': as } });
  beforeAll(async () => {
    const people = [
      { kind: 'person', name: 'dan', spec: { locale: 'en', phone: '+8613900000004' } },
      { kind: 'person', name: 'eve', spec: { locale: 'en', email: 'eve@harbour.example' } },
    ];
    const made = await app.post('/api/v1/resources', { body: { documents: people }, headers });
    expect(made.status).toBe(200);
  });

  test('whoever has an address or a number that WeCom knows is proposed, and nobody is linked by that', async () => {
    const { body } = await app.get<{ proposals: object[] }>('/api/v1/chats/wecom/proposals', { headers });
    expect(body.proposals).toEqual([{ person: 'dan', user: { user: 'dan', name: '丹', email: 'dan@harbour.example' } }]);
    expect((await state()).people.linked).toBe(0);
  });

  test.each([
    [{ chat: { wecom: 'd a n' } }, 400, 'is no userid of WeCom'],
    [{ chat: { wecom: 'nobody' } }, 409, 'No user nobody is known there'],
  ])('%j is refused', async (body, status, because) => {
    const answer = await app.post<Kept>('/api/v1/people/dan/contact', { body, headers });
    expect([answer.status, answer.body.because]).toEqual([status, expect.stringContaining(because)]);
  });

  test('who reads Chinese is refused in Chinese', async () => {
    const inChinese = { ...headers, 'tocsin-as': 'ana' };
    const say = async (user: string): Promise<string> =>
      (await app.post<Kept>('/api/v1/people/dan/contact', { body: { chat: { wecom: user } }, headers: inChinese })).body.because ?? '';
    expect(await say('d a n')).toBe('d a n 不是企业微信的 userid；它只含字母、数字和 . _ - @');
    corp.goesWrong('user/get', { errcode: 48002 });
    expect(await say('unheard')).toMatch(/被拒绝（错误码 48002：.*）。应用没有这个接口的权限/u);
  });

  test('a test needs somebody who is linked', async () => {
    expect(await tries({ what: 'message' }, 'bo')).toMatchObject({
      status: 409,
      body: { because: expect.stringContaining('not linked') as string },
    });
  });

  test('the message has a button, and pressed it is answered', async () => {
    for (const [person, user] of [
      ['dan', 'dan'],
      ['ana', 'ana'],
    ] as const)
      expect((await app.post(`/api/v1/people/${person}/contact`, { body: { chat: { wecom: user } }, headers })).status).toBe(200);
    expect((await state()).guests).toEqual([
      { name: 'ana', displayName: '安娜' },
      { name: 'dan', displayName: 'dan' },
    ]);
    expect((await tries({ what: 'message' }, 'dan')).status).toBe(200);
    const [message] = corp.messages('dan');
    expect(JSON.stringify(message)).toContain('This is a test from Tocsin');
    expect(await corp.someone('dan').presses(message!.id, 'On call?')).toMatchObject({ acked: true });
    await corp.until(() => JSON.stringify(corp.messages('dan')).includes('payments'), 'who is on call is said');
  });

  test('a room has both in it, and its first message', async () => {
    expect((await tries({ what: 'room', with: 'ana' }, 'dan')).status).toBe(200);
    expect(corp.chats.map(({ users, messages }) => [users.toSorted(), messages.length])).toEqual([[['ana', 'dan'], 1]]);
    expect(corp.chats[0]?.messages[0]?.text, 'a group of an app cannot be archived').toMatch(/can be neither archived nor dissolved/u);
  });

  test('where WeCom refuses, its code and what to do are the answer', async () => {
    corp.withdrawsRoot();
    const { status, body } = await tries({ what: 'room', with: 'ana' }, 'dan');
    expect([status, body.because]).toEqual([409, expect.stringContaining('60011')]);
    const inChinese = await tries({ what: 'room', with: 'dan' }, 'ana');
    expect(inChinese.body.because).toContain('请把最上级部门加入应用的可见范围');
    expect(await codes()).toContain('wecom.root-hidden');
    corp.withdrawsRoot(false);
  });

  test('the menu is made, leaves a row in the audit, and is seen', async () => {
    expect((await app.post('/api/v1/wecom/menu', { headers })).status).toBe(200);
    expect(corp.corp.menu).not.toBeNull();
    expect(await codes()).toContain('wecom.menu-there');
    const { rows } = (await app.get<{ rows: object[] }>('/api/v1/audit?what=chat.menu-made', { headers })).body;
    expect(rows).toEqual([expect.objectContaining({ outcome: 'done', data: { chat: 'wecom' } })]);
  });
});

test('a robot is tried before it is kept', async () => {
  const keep = (given: object) => app.post<Kept>('/api/v1/wecom/bot', { body: given, headers });
  // Where the emulated one is.
  const spec = { type: 'wecom-aibot', botId: 'old', secret: 'old', url: corp.botUrl };
  await app.post('/api/v1/resources', { body: { documents: [{ kind: 'chat', name: 'wecom-aibot', spec }] }, headers });
  const { botId, secret } = corp.bot;
  const { status, body } = await keep({ botId, secret: 'wrong' });
  expect([status, body.issues]).toEqual([
    400,
    [{ path: 'secret', message: expect.stringContaining('WeCom refuses this robot') as string }],
  ]);
  expect((await keep({ botId, secret })).status).toBe(200);
  expect((await state()).bot).toMatchObject({ from: 'console', botId });
  expect(JSON.stringify(await state())).not.toContain(secret);
});
