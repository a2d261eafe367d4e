import { afterEach, describe, expect, test } from 'vitest';
import { call, tokenOf } from '../emulators/wecom/as-app.ts';
import type { Json } from '../emulators/wecom/records.ts';
import type { Trouble } from '../emulators/wecom/troubles.ts';
import { Wecom, type WecomOptions } from '../emulators/wecom/wecom.ts';

const running: Wecom[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

async function corp(options: WecomOptions = {}): Promise<Wecom> {
  const wecom = await new Wecom(options).listen();
  running.push(wecom);
  for (const userid of ['ana', 'bo']) wecom.user(userid);
  return wecom;
}

const text = (touser = 'ana|bo'): Json => ({ touser, agentid: 1000002, msgtype: 'text', text: { content: 'x' } });

describe('a call goes wrong', () => {
  test.each<[string, Trouble, Json]>([
    ['with a code', { errcode: 45009 }, { errcode: 45009 }],
    ['with a code and its text', { errcode: -1, errmsg: 'system busy' }, { errcode: -1 }],
  ])('%s, once, without effect', async (_what, trouble, answer) => {
    const wecom = await corp();
    const token = await tokenOf(wecom);
    wecom.goesWrong('message/send', trouble);
    expect(await call(wecom, 'message/send', text(), token)).toMatchObject(answer);
    expect(wecom.messages('ana')).toEqual([]);
    expect(await call(wecom, 'message/send', text(), token)).toMatchObject({ errcode: 0 });
    expect(wecom.calls.at(-2)).toMatchObject({ method: 'message/send', args: { touser: 'ana|bo' }, answer });
  });

  test('partly, with errcode 0', async () => {
    const wecom = await corp();
    const token = await tokenOf(wecom);
    wecom.goesWrong('*', { partly: ['bo'] });
    expect(await call(wecom, 'message/send', text(), token)).toMatchObject({ errcode: 0, invaliduser: 'bo' });
    expect([wecom.messages('ana').length, wecom.messages('bo').length]).toEqual([1, 0]);
  });

  test.each<[Trouble, number]>([
    ['late', 1],
    ['breaks', 0],
    [{ status: 500 }, 0],
  ])('%j leaves %i message', async (trouble, messages) => {
    const wecom = await corp();
    const token = await tokenOf(wecom);
    wecom.goesWrong('message/send', trouble);
    await expect(call(wecom, 'message/send', text(), token)).rejects.toThrow();
    expect(wecom.messages('ana')).toHaveLength(messages);
  });

  test.each<[Trouble, number]>([
    ['silent', 1],
    ['hangs', 0],
  ])('%j leaves %i message and no answer', async (trouble, messages) => {
    const wecom = await corp();
    const token = await tokenOf(wecom);
    wecom.goesWrong('message/send', trouble);
    const asked = call(wecom, 'message/send', text(), token);
    await wecom.until(() => wecom.count('message/send') === 1 && wecom.calls.at(-1)!.tookMs > 0, 'the call');
    expect(wecom.messages('ana')).toHaveLength(messages);
    await wecom.stop();
    await expect(asked).rejects.toThrow();
  });

  test('of wrong JSON the rest is read, and warned of', async () => {
    const wecom = await corp();
    const url = `${wecom.apiUrl}/message/send?access_token=${await tokenOf(wecom)}`;
    const answer = (await (await fetch(url, { method: 'POST', body: '{"touser":' })).json()) as Json;
    expect(answer['errmsg']).toContain('Warning: wrong json format.');
  });
});

describe('with limits', () => {
  const limited = { limits: true };

  test('the corp has 200 messages a day for each seat', async () => {
    let now = Date.UTC(2026, 0, 1);
    const wecom = await corp({ ...limited, now: () => now });
    const token = await tokenOf(wecom);
    for (let i = 0; i < 200; i++) {
      expect(await call(wecom, 'message/send', text(), token)).toMatchObject({ errcode: 0 });
      now += 10_000;
    }
    expect(await call(wecom, 'message/send', text(), token)).toMatchObject({ errcode: 45009 });
  });

  test('a thousand appchats can be made in a day, and a thousand changes in an hour', async () => {
    const wecom = await corp(limited);
    const token = await tokenOf(wecom);
    const create = (i: number): Promise<Json> => call(wecom, 'appchat/create', { chatid: `c${i}`, userlist: ['ana', 'bo'] }, token);
    for (let i = 0; i < 1000; i += 50) await Promise.all(Array.from({ length: 50 }, (_, k) => create(i + k)));
    expect(await create(1000)).toMatchObject({ errcode: 45009 });
    const change = (): Promise<Json> => call(wecom, 'appchat/update', { chatid: 'c1', name: 'x' }, token);
    for (let i = 0; i < 1000; i += 50) await Promise.all(Array.from({ length: 50 }, change));
    expect(await change()).toMatchObject({ errcode: 45009 });
  });
});

describe('silent drops', () => {
  test('a member gets a thousand messages in an hour', async () => {
    let now = Date.UTC(2026, 0, 1);
    const wecom = await corp({ now: () => now });
    const token = await tokenOf(wecom);
    for (let i = 0; i < 1001; i++) {
      await call(wecom, 'message/send', text('ana'), token);
      now += 2_500;
    }
    expect(wecom.seenBy('ana')).toHaveLength(1000);
  });

  test('and two hundred in a minute of appchats', async () => {
    const now = Date.UTC(2026, 0, 1);
    const wecom = await corp({ now: () => now });
    const token = await tokenOf(wecom);
    await call(wecom, 'appchat/create', { chatid: 'c', userlist: ['ana', 'bo'] }, token);
    const said = { chatid: 'c', msgtype: 'text', text: { content: 'x' } };
    for (let i = 0; i < 201; i++) expect(await call(wecom, 'appchat/send', said, token)).toMatchObject({ errcode: 0 });
    expect(wecom.messages('c').at(-1)).toMatchObject({ droppedFor: ['ana', 'bo'] });
    expect(wecom.seenBy('ana')).toHaveLength(200);
  });

  test('who never logged in gets nothing, and nobody says so', async () => {
    const wecom = await corp();
    wecom.user('dai', { active: false });
    expect(await call(wecom, 'message/send', text('dai'))).toMatchObject({ errcode: 0 });
    expect(wecom.seenBy('dai')).toEqual([]);
    wecom.user('eve', { licensed: false });
    expect(await call(wecom, 'message/send', text('ana|eve'))).toMatchObject({ errcode: 0, unlicenseduser: 'eve' });
  });
});
