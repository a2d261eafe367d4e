import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Slack } from '../emulators/slack/slack.ts';
import { anApp, type Answer } from './an-app.ts';

interface State {
  readonly isDemo: boolean;
  readonly manifests: {
    readonly socket: { readonly json: string; readonly url: string };
    readonly http: { readonly json: string; readonly url: string } | null;
  };
  readonly kept: { readonly from: string; readonly place: string | null; readonly mode: string } | null;
  readonly people: { readonly all: number; readonly linked: number; readonly missing: readonly { readonly name: string }[] };
}
interface Kept {
  readonly ok: boolean;
  readonly because?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}
interface Found {
  readonly findings: readonly { readonly code: string; readonly verdict: string }[];
}

const app = anApp();
let slack: Slack;
beforeAll(async () => {
  slack = await new Slack().listen();
});
afterAll(() => slack.stop());

const headers = { 'tocsin-as': 'bo', 'accept-language': 'en' };
const state = async (): Promise<State> => (await app.get<State>('/api/v1/slack', { headers })).body;
const give = (tokens: object): Promise<Answer<Kept>> => app.post<Kept>('/api/v1/slack', { body: tokens, headers });
const codes = async (): Promise<string[]> => (await app.get<Found>('/api/v1/slack/findings', { headers })).body.findings.map((f) => f.code);
const right = () => ({ botToken: slack.botToken, appToken: slack.appToken });

test('only admins come in', async () => {
  const cookie = await app.login('ana', 'operator');
  const asOperator = { headers: { cookie, 'accept-language': 'en' } };
  const calls = [
    app.get('/api/v1/slack', asOperator),
    app.get('/api/v1/slack/findings', asOperator),
    app.post('/api/v1/slack', { ...asOperator, body: right() }),
    app.post('/api/v1/slack/test', { ...asOperator, body: { what: 'room' } }),
  ];
  for (const { status } of await Promise.all(calls)) expect(status).toBe(403);
});

test('at first nothing is kept; the manifest is there, over HTTP only with an https address', async () => {
  const { kept, manifests, people } = await state();
  expect(kept).toBeNull();
  expect(JSON.parse(manifests.socket.json)).toMatchObject({ settings: { socket_mode_enabled: true } });
  expect(manifests.socket.url).toMatch(/^https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_json=/u);
  expect(manifests.http).toBeNull();
  expect(people).toMatchObject({ all: 2, linked: 0, missing: [{ name: 'ana' }, { name: 'bo' }] });
  expect(await codes()).toEqual([]);
});

describe('with tokens', () => {
  beforeAll(async () => {
    // Where Slack is: the wizard keeps what else the document says.
    const spec = { type: 'slack', botToken: 'xoxb-old', appToken: 'xapp-old', url: slack.apiUrl, roomName: 'war-{number}' };
    const made = await app.post('/api/v1/resources', { body: { documents: [{ kind: 'chat', name: 'slack', spec }] }, headers });
    expect(made.status).toBe(200);
  });

  test.each([
    [{ botToken: 'xoxp-user', appToken: 'xapp-1' }, 'botToken', 'is not a bot token'],
    [{ botToken: 'xoxb-1' }, 'appToken', 'is missing'],
    [{ botToken: 'xoxb-wrong', appToken: 'xapp-wrong' }, 'botToken', 'Slack refuses the bot token (invalid_auth)'],
  ])('%j: refused at its field, and nothing is kept', async (tokens, path, message) => {
    const { status, body } = await give(tokens);
    expect([status, body.issues?.[0]]).toEqual([400, { path, message: expect.stringContaining(message) as string }]);
    expect((await app.get('/api/v1/config/export?secrets=1', { headers })).body).toContain('xoxb-old');
  });

  test('an app-level token that Slack does not know stands at its own field', async () => {
    const { body } = await give({ ...right(), appToken: 'xapp-wrong' });
    expect(body.issues).toEqual([{ path: 'appToken', message: expect.stringContaining('refuses the app-level token') as string }]);
  });

  test('tokens that Slack takes are kept, with what else was written, and no answer holds them', async () => {
    expect(await give(right())).toMatchObject({ status: 200, body: { ok: true } });
    const written = String((await app.get('/api/v1/config/export?secrets=1', { headers })).body);
    for (const said of [slack.botToken, slack.appToken, 'war-{number}', slack.apiUrl]) expect(written).toContain(said);
    const shown = JSON.stringify([await state(), (await app.get('/api/v1/resources/chat', { headers })).body]);
    expect(shown).not.toMatch(/canary/u);
    expect((await state()).kept).toEqual({ from: 'console', place: null, mode: 'socket' });
  });

  test('what is well and what is missing is said, each with its code', async () => {
    slack.withdraws('canvases:write');
    expect(await codes()).toEqual(expect.arrayContaining(['slack.let-in', 'slack.scope-missing', 'slack.socket-allowed']));
  });

  test('tokens that come back as they are shown stay what they are', async () => {
    expect((await give({ botToken: '…', appToken: '…' })).status).toBe(200);
    expect((await app.get('/api/v1/config/export?secrets=1', { headers })).body).toContain(slack.botToken);
  });

  test('where Slack cannot be reached, it says so and keeps them only when asked to', async () => {
    slack.goesWrong('auth.test', 'breaks');
    const { body } = await give({ ...right(), signingSecret: 'new-canary' });
    expect(body.issues).toEqual([{ path: 'anyway', message: expect.stringContaining('Slack cannot be reached') as string }]);
    expect((await give({ ...right(), signingSecret: 'new-canary', anyway: true })).status).toBe(200);
    expect((await app.get('/api/v1/config/export?secrets=1', { headers })).body).toContain('new-canary');
  });

  describe('a test', () => {
    const ask = (what: string, as: string) =>
      app.post<Kept & { output: { url: string | null } }>('/api/v1/slack/test', {
        body: { what },
        headers: { ...headers, 'tocsin-as': as },
      });
    beforeAll(async () => {
      const dan = { kind: 'person', name: 'dan', spec: { locale: 'en', chat: { slack: slack.user('dan') } } };
      await app.post('/api/v1/resources', { body: { documents: [dan] }, headers });
    });

    test('needs somebody who is known in Slack', async () => {
      const { status, body } = await ask('message', 'bo');
      expect([status, body.because]).toEqual([409, expect.stringContaining('not linked')]);
    });

    test('a message comes to whoever asked, and to nobody else', async () => {
      expect((await ask('message', 'dan')).status).toBe(200);
      const written = slack.channels.flatMap(({ id }) => slack.messages(id));
      expect(written.map(({ text }) => text)).toEqual([expect.stringContaining('This is a test from Tocsin')]);
    });

    test('a room is private, has them in it, and says where it is', async () => {
      const { body } = await ask('room', 'dan');
      const room = slack.channels.find(({ name }) => name.startsWith('tocsin-test-'));
      expect([room?.is_private, room?.members.has(slack.user('dan'))]).toEqual([true, true]);
      expect(body.output.url).toContain(room?.id);
    });

    test('where Slack refuses, its word and what to do are the answer', async () => {
      slack.withdraws('groups:write');
      const { status, body } = await ask('room', 'dan');
      expect([status, body.because]).toEqual([409, expect.stringContaining('groups:write')]);
    });
  });
});

describe('where only the environment says where Slack is', () => {
  const there = anApp({ settings: async () => ({ slack: { botToken: null, appToken: null, signingSecret: null, url: slack.apiUrl } }) });

  test('nothing is kept at first, and the tokens are tried there', async () => {
    expect((await there.get<State>('/api/v1/slack', { headers })).body.kept).toBeNull();
    expect(await there.post('/api/v1/slack', { body: right(), headers })).toMatchObject({ status: 200, body: { ok: true } });
    const { findings } = (await there.get<Found>('/api/v1/slack/findings', { headers })).body;
    expect(findings.map(({ code }) => code)).toContain('slack.let-in');
    // What is kept can be taken to the real Slack by leaving the variable out.
    expect(String((await there.get('/api/v1/config/export?secrets=1', { headers })).body)).not.toContain(slack.apiUrl);
  });

  describe('an admin says who somebody is', () => {
    const say = (person: string, given: object, as: Record<string, string> = headers) =>
      there.post<Kept>(`/api/v1/people/${person}/contact`, { body: given, headers: as });
    const me = 'U0MILA00000';
    const missing = async (): Promise<string[]> =>
      (await there.get<State>('/api/v1/slack', { headers })).body.people.missing.map(({ name }) => name);
    beforeAll(async () => {
      slack.user('mila', { id: me, realName: 'Mila Novak' });
      const mila = { kind: 'person', name: 'mila', spec: { locale: 'en' } };
      await there.post('/api/v1/resources', { body: { documents: [mila] }, headers });
    });

    test('only an admin does', async () => {
      const cookie = await there.login('ana', 'operator');
      expect((await say('mila', { chat: { slack: me } }, { cookie, 'accept-language': 'en' })).status).toBe(403);
      expect((await there.get('/api/v1/chats/slack/users?q=mila', { headers: { cookie } })).status).toBe(403);
    });

    test('members are found by name, address and id; bots are not among them', async () => {
      const found = async (q: string): Promise<unknown> =>
        (await there.get<{ users: object[] }>(`/api/v1/chats/slack/users?q=${q}`, { headers })).body.users;
      const mila = expect.objectContaining({ user: me }) as object;
      for (const q of ['nov', 'MILA@', me]) expect([q, await found(q)]).toEqual([q, [mila]]);
      expect(await found('tocsin')).toEqual([]);
    });

    test.each([
      [{ chat: { slack: 'mila' } }, 400, 'mila is no member ID'],
      [{ chat: { elsewhere: 'mila' } }, 404, 'no chat "elsewhere"'],
      [{ chat: { slack: 'U0NOBODY000' } }, 409, 'No user U0NOBODY000'],
      [{ email: 'mila@' }, 400, 'is not an e-mail address'],
    ])('%j is refused', async (given, status, because) => {
      const answer = await say('mila', given);
      expect([answer.status, answer.body.because]).toEqual([status, expect.stringContaining(because)]);
    });

    test('somebody made at the console gets it into their document', async () => {
      expect((await say('mila', { chat: { slack: me }, email: 'mila@harbour.example' })).status).toBe(200);
      const { resources } = (await there.get<{ resources: { name: string; spec: object }[] }>('/api/v1/resources/person', { headers }))
        .body;
      expect(resources.find(({ name }) => name === 'mila')?.spec).toMatchObject({ email: 'mila@harbour.example', chat: { slack: me } });
      expect(await missing()).not.toContain('mila');
    });

    test('whose user it is already is said', async () => {
      expect(await say('bo', { chat: { slack: me } })).toMatchObject({ status: 409, body: { because: `${me} is mila already.` } });
    });

    test('somebody in a file is linked, with an audit row, and the link is changed and taken away; their address is the file’s', async () => {
      const bo = slack.user('bo', { id: 'U0BO0000000' });
      expect((await say('bo', { chat: { slack: bo } })).status).toBe(200);
      expect(await missing()).not.toContain('bo');
      const { rows } = (await there.get<{ rows: object[] }>('/api/v1/audit?what=chat.linked', { headers })).body;
      expect(rows).toEqual([expect.objectContaining({ what: 'chat.linked', data: { adapter: 'slack', person: 'bo', user: bo } })]);
      expect(await say('bo', { email: 'bo@example.com' })).toMatchObject({
        status: 409,
        body: { because: expect.stringMatching(/^It is written in firm\.yaml:\d+; change it there\.$/u) as string },
      });
      expect((await say('bo', { chat: { slack: null } })).status).toBe(200);
      expect(await missing()).toContain('bo');
    });
  });
});
