import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../clock/system.ts';
import { memoryInHand } from '../../../../test/harness/chat-memory.ts';
import { until } from '../../../../test/harness/until.ts';
import { botkitDesk, teamsDesk, type TeamsDesk } from './botkit-desk.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});
const desk = async (options?: Parameters<typeof teamsDesk>[0]): Promise<TeamsDesk> => {
  const it = await teamsDesk(options);
  open.push(it);
  return it;
};
let n = 0;
const post = () => ({ as: 'pager', key: `k${(n += 1)}` });
const group = { id: '19:ops@thread.v2', conversationType: 'groupChat', isGroup: true };
const said = ({ heard }: TeamsDesk): string[] => heard.flatMap(({ did }) => (did.is === 'said' ? [did.text] : []));
const replies = ({ teams }: TeamsDesk): unknown[] => teams.messages.map(({ content }) => content['text']);

describe('who calls', () => {
  const message = { type: 'message', text: 'x' };
  test.each<[string, (it: TeamsDesk) => string | null]>([
    ['nobody', () => null],
    ['somebody without a signature', () => 'Bearer nonsense'],
    ['a key of somebody else', ({ teams }) => `Bearer ${teams.signed().slice(0, -6)}xxxxxx`],
    ['a token for another app', ({ teams }) => `Bearer ${teams.signed({ aud: 'another-app' })}`],
    ['a token that is over', ({ teams }) => `Bearer ${teams.signed({ exp: 1_700_000_000 })}`],
    ['a token for another service', ({ teams }) => `Bearer ${teams.signed({ serviceurl: 'https://evil.example/' })}`],
    ['a token that nobody of the platform issued', ({ teams }) => `Bearer ${teams.signed({ iss: 'https://evil.example' })}`],
  ])('%s is refused, and nothing comes of it', async (_name, token) => {
    const it = await desk();
    const authorization = token(it);
    const answer = await it.post(authorization === null ? {} : { authorization }, it.teams.activity('ana', message).body);
    expect([answer.status, it.heard]).toEqual([403, []]);
  });

  test('in a body that is none is told so, and changes nothing', async () => {
    const it = await desk();
    const authorization = `Bearer ${it.teams.signed()}`;
    const bodies = ['', '{', '[]', '{"type":7}', 'null'];
    const statuses = await Promise.all(bodies.map(async (body) => (await it.post({ authorization }, body)).status));
    expect(statuses.every((status) => status === 400 || status === 403)).toBe(true);
    expect(it.heard).toEqual([]);
  });

  test('when nothing can be stored is asked to come again', async () => {
    const it = await desk();
    it.isAway = true;
    expect(await it.says('ana', 'first')).toBe(503);
    it.isAway = false;
    expect(await it.says('ana', 'again')).toBe(200);
    expect(said(it)).toEqual(['again']);
  });

  test('of the web chat has the password', async () => {
    const it = await botkitDesk({ adapter: 'web', appPassword: 'right' });
    open.push(it);
    const body = JSON.stringify({ type: 'message', user: 'ana', text: 'x' });
    expect((await it.post({}, body)).status).toBe(403);
    expect((await it.post({ authorization: 'Bearer wrong' }, body)).status).toBe(403);
    expect((await it.post({ authorization: 'Bearer right' }, body)).status).toBe(200);
    expect((await it.post({ authorization: 'Bearer right' }, '{"type":"message"}')).status).toBe(400);
    expect(it.heard.map(({ user }) => user)).toEqual(['ana']);
  });
});

describe('what is said in the web chat', () => {
  test('is a message of its own each time, and the same one where the front says so', async () => {
    const it = await botkitDesk({ adapter: 'web', appPassword: 'right' });
    open.push(it);
    const says = (message: object) =>
      it.post({ authorization: 'Bearer right' }, JSON.stringify({ type: 'message', user: 'ana', text: '1', ...message }));
    for (const message of [{}, {}, { id: 'm1' }, { id: 'm1' }]) await says(message);
    const keys = it.heard.map(({ key }) => key);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(3);
    expect(keys[3]).toBe(keys[2]);
  });
});

describe('what is said in Teams', () => {
  test('to us comes in without the mention, and is answered in its thread', async () => {
    const it = await desk();
    const conversation = { id: '19:channel@thread.tacv2;messageid=17', conversationType: 'channel', isGroup: true };
    const entities = [{ type: 'mention', text: '<at>Tocsin</at>', mentioned: it.teams.bot }];
    await it.does('ana', { type: 'message', text: '<at>Tocsin</at> who leads?', entities, conversation });
    const [inbound] = it.heard;
    expect(inbound).toMatchObject({
      user: 'ana',
      conv: '19:channel@thread.tacv2',
      thread: '17',
      did: { is: 'said', text: 'who leads?', isToUs: true, isDirect: false },
    });
    await it.im.post({ conv: '19:channel@thread.tacv2', thread: '17' }, { text: 'bo leads' }, post());
    expect(it.teams.in('19:channel@thread.tacv2;messageid=17')).toHaveLength(1);
  });

  test('is answered after a restart, without anybody saying anything first', async () => {
    const memory = memoryInHand(systemClock);
    const before = await desk({ memory });
    await before.does('ana', { type: 'message', text: 'hi', conversation: group });
    await before.says('ana', 'hi');
    const after = await botkitDesk({ appId: before.teams.appId, appPassword: before.teams.appPassword, url: before.teams.url }, memory);
    open.push(after);
    await after.im.post({ conv: group.id }, { text: 'we are back' }, post());
    await after.im.post(await after.im.dm('ana'), { text: 'you are paged' }, post());
    expect(replies(before)).toEqual(['we are back', 'you are paged']);
  });

  test('a user whom we met in a group is written to alone, where the app is installed for them', async () => {
    const it = await desk();
    await it.does('ana', { type: 'message', text: 'hi', conversation: group });
    await expect(it.im.dm('ana')).rejects.toMatchObject({
      failure: 'forbidden',
      message: expect.stringMatching(/^teams: .*403/u) as string,
    });
    it.teams.installed.add('ana');
    await it.im.post(await it.im.dm('ana'), { text: 'alone' }, post());
    expect(it.teams.in('a:ana')).toHaveLength(1);
  });
});

describe('a client of another channel of the same bot', () => {
  test('is not who it says that it is: neither in what it does, nor where that one is paged', async () => {
    const it = await desk();
    await it.says('ana', 'hi');
    const stranger = { channelId: 'directline', from: { id: 'ana' }, conversation: { id: 'a:ana' } };
    expect(await it.does('ana', { type: 'message', text: '1', ...stranger })).toBe(200);
    expect(it.heard.map(({ user, conv }) => [user, conv])).toEqual([
      ['ana', 'a:ana'],
      ['directline:ana', 'directline:a:ana'],
    ]);
    expect(await it.im.dm('ana')).toEqual({ conv: 'a:ana' });
    expect(await it.im.dm('directline:ana')).toEqual({ conv: 'directline:a:ana' });
    await it.im.post({ conv: 'directline:a:ana' }, { text: 'you are nobody' }, post());
    expect(replies(it)).toEqual(['you are nobody']);
  });
});

describe('what Teams refuses', () => {
  test.each([
    [{ status: 412 }, 'transient', null],
    [{ status: 429, retryAfter: 7 }, 'rate-limited', 7_000],
    [{ status: 429 }, 'rate-limited', 2_000],
    [{ status: 502 }, 'transient', null],
    [{ status: 504 }, 'transient', null],
    [{ status: 403, code: 'BotNotInConversationRoster' }, 'forbidden', null],
    [{ status: 404, code: 'ConversationNotFound' }, 'not-found', null],
    [{ status: 413, code: 'MessageSizeTooBig' }, 'invalid', null],
  ] as const)('%o is %s, asked once', async (wrong, failure, retryAfterMs) => {
    const it = await desk();
    await it.says('ana', 'hi');
    it.teams.goesWrong(wrong);
    await expect(it.im.post({ conv: 'a:ana' }, { text: 'x' }, post())).rejects.toMatchObject({ failure, retryAfterMs });
    expect(it.teams.calls).toBe(1);
  });

  test('a wrong password is said without it', async () => {
    const it = await desk();
    await it.says('ana', 'hi');
    it.teams.goesWrong({ status: 401, code: 'Unauthorized' });
    const error = await it.im.post({ conv: 'a:ana' }, { text: 'x' }, post()).catch((e: unknown) => e);
    expect(error).toMatchObject({ failure: 'auth', message: expect.stringContaining('password and its tenant') as string });
    expect(String(error)).not.toContain(it.teams.appPassword);
  });
});

describe('a bot that is hosted', () => {
  const bot = new URL('hosted-bot.ts', import.meta.url).pathname;

  test('answers what it knows, and then we do not; the rest is ours', async () => {
    const it = await desk({ bot });
    await it.says('ana', 'what is for lunch?');
    await it.says('ana', 'do it quietly');
    await it.says('ana', 'who is on call?');
    expect([said(it), replies(it)]).toEqual([['who is on call?'], ['noodles today']]);
  });

  test('never sees what is ours alone: numbers, commands and our buttons', async () => {
    const it = await desk({ bot });
    await it.says('ana', '1');
    await it.says('ana', '/help lunch');
    await it.does('ana', { type: 'message', value: { tocsin: 'token' }, replyToId: '17' });
    await it.says('ana', 'what did you see?');
    expect(it.heard.map(({ did }) => did.is)).toEqual(['said', 'said', 'pressed']);
    expect(replies(it)).toEqual(['what did you see?']);
  });

  test('may stumble: that is noted, and we go on', async () => {
    const it = await desk({ bot });
    await it.says('ana', 'stumble');
    expect(JSON.stringify(it.noted)).toContain('it fell over');
    await it.says('ana', 'who leads?');
    expect(said(it)).toContain('who leads?');
  });

  test('may take its process with it: a new one comes, and we stand', async () => {
    const it = await desk({ bot });
    await it.says('ana', 'fall');
    await until(() => JSON.stringify(it.noted).includes('down the stairs'), { what: 'its fall to be noted' });
    await until(() => it.im.ears.state().state === 'listening', { what: 'it to be back', timeoutMs: 60_000 });
    await it.says('ana', 'who leads?');
    expect(said(it)).toContain('who leads?');
  });

  test('that is not there is noted, and we listen all the same', async () => {
    const it = await desk({ bot: './no-such-bot.js' });
    expect(JSON.stringify(it.noted)).toContain('no-such-bot.js');
    await it.says('ana', 'who leads?');
    expect(said(it)).toEqual(['who leads?']);
  });
});

test('what we load of zod there is what Tocsin is made with', async () => {
  const { default: ours } = (await import('../../../../package.json', { with: { type: 'json' } })) as {
    default: { dependencies: { zod: string } };
  };
  const { default: its } = (await import('../package.json', { with: { type: 'json' } })) as { default: { dependencies: { zod: string } } };
  expect(its.dependencies.zod).toBe(ours.dependencies.zod);
});
