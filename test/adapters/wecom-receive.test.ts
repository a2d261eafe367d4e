import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SentCard } from '../../domain/card/card.ts';
import type { Inbound } from '../../domain/chat/heard.ts';
import { xmlOf } from '../emulators/wecom/xml.ts';
import { callbackServer } from '../harness/callback-server.ts';
import { wecomDesk, type WecomDesk } from '../harness/wecom-desk.ts';

let desk: WecomDesk;
let server: Awaited<ReturnType<typeof callbackServer>>;
let n = 0;
beforeAll(async () => {
  desk = await wecomDesk();
  server = await callbackServer(desk.im);
  expect(await desk.wecom.callsTo(server.url)).toBe(true);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const heard = (from = 0): readonly Inbound[] => desk.heard.slice(from);
const ana = () => desk.wecom.someone('ana');
const posted = async (card: SentCard): Promise<string> =>
  (await desk.im.post({ conv: 'user:ana' }, { text: '', card }, { as: 'on-call', key: `key-${(n += 1)}` })).msg ?? '';

describe('what people do comes in', () => {
  test('what they say, to us alone', async () => {
    expect(await ana().says('谁在值班？ <b>&amp;</b>')).toMatchObject({ acked: true, body: '', wrong: '' });
    expect(heard().at(-1)).toMatchObject({
      user: 'ana',
      conv: 'user:ana',
      at: Math.floor(desk.clock.now() / 1_000) * 1_000,
      did: { is: 'said', text: '谁在值班？ <b>&amp;</b>', isToUs: true, isDirect: true },
    });
  });

  test('what they press, with the card', async () => {
    const task = await posted({ title: 'x', actions: [{ token: 'tok', label: '认领' }] });
    await ana().presses(task, '认领');
    expect(heard().at(-1)).toMatchObject({ user: 'ana', did: { is: 'pressed', token: 'tok', msg: task } });
  });

  test('what they choose, and nothing where that holds already', async () => {
    const select = {
      label: '级别',
      options: [
        { token: 'p1', label: 'P1', isChosen: true as const },
        { token: 'p2', label: 'P2' },
      ],
    };
    const task = await posted({ title: 'x', actions: [{ token: 'tok', label: '认领' }], selects: [select] });
    const from = heard().length;
    await ana().presses(task, '更改级别');
    expect(heard(from)).toEqual([]);
    ana().picks(task, '级别', 'P2');
    await ana().presses(task, '更改级别');
    expect(heard(from).map(({ did }) => did)).toEqual([{ is: 'pressed', token: 'p2', msg: task }]);
  });

  test('several choices at once, each by itself', async () => {
    const select = (k: string) => ({
      label: k,
      options: [
        { token: `${k}1`, label: '一', isChosen: true as const },
        { token: `${k}2`, label: '二' },
      ],
    });
    const task = await posted({ title: 'x', selects: [select('a'), select('b')] });
    const from = heard().length;
    ana().picks(task, 'a', '二');
    ana().picks(task, 'b', '二');
    await ana().submits(task);
    expect(heard(from).map(({ did }) => did.is === 'pressed' && did.token)).toEqual(['a2', 'b2']);
    expect(new Set(heard(from).map(({ key }) => key)).size).toBe(2);
  });

  test('opening the app is greeted once', async () => {
    const from = heard().length;
    await ana().enters();
    await ana().enters();
    expect(heard(from).map(({ did }) => did.is)).toEqual(['opened-assistant']);
  });

  test('what comes again has the same key; what comes later has another', async () => {
    const from = heard().length;
    const once = await ana().says('一次');
    await once.again();
    await once.again('verbatim');
    await ana().says('一次');
    expect(new Set(heard(from).map(({ key }) => key)).size).toBe(2);
  });

  test.each([
    ['a picture', () => ana().sends('a.png', Buffer.alloc(100))],
    ['a voice without words', () => ana().speaks(Buffer.alloc(100))],
  ])('%s, as what has no words', async (_what, sends) => {
    const from = heard().length;
    expect(await sends()).toMatchObject({ acked: true });
    expect(heard(from)).toMatchObject([{ user: 'ana', conv: 'user:ana', did: { is: 'showed' } }]);
  });

  test('what cannot be stored is not acknowledged, and comes again', async () => {
    desk.hearing.shut = true;
    const said = await ana().says('等一下');
    desk.hearing.shut = false;
    expect([said.acked, said.status]).toEqual([false, 503]);
    expect((await desk.wecom.retries()).map(({ acked }) => acked)).toEqual([true]);
    expect(heard().at(-1)?.did).toMatchObject({ text: '等一下' });
  });
});

describe('the address', () => {
  test('answers what was sealed, to the letter', async () => expect(await desk.wecom.verify()).toMatchObject({ ok: true, why: '' }));
});

const text = (over: Record<string, string> = {}): string =>
  xmlOf({
    ToUserName: desk.wecom.corpId,
    FromUserName: 'ana',
    CreateTime: 1,
    MsgType: 'text',
    Content: 'forged',
    MsgId: '1',
    AgentID: String(desk.wecom.agentId),
    ...over,
  });

const sealedIn = (body: string): string | undefined => /<Encrypt><!\[CDATA\[(.*?)\]\]><\/Encrypt>/u.exec(body)?.[1];

describe('what is forged', () => {
  const seconds = (): number => Math.floor(desk.clock.now() / 1_000);
  const refusals: [string, () => { body: string; query: string }][] = [
    ['another token', () => desk.wecom.encrypt(text(), { token: 'other' })],
    ['another corp', () => desk.wecom.encrypt(text(), { receiveid: 'ww0' })],
    ['another corp inside', () => desk.wecom.encrypt(text({ ToUserName: 'ww0' }))],
    ['another app', () => desk.wecom.encrypt(text({ AgentID: '1000099' }))],
    ['too old', () => desk.wecom.encrypt(text(), { timestamp: seconds() - 601 })],
    ['from the future', () => desk.wecom.encrypt(text(), { timestamp: seconds() + 601 })],
    ['no time', () => desk.wecom.encrypt(text(), { timestamp: 'soon' })],
    ['no query', () => ({ ...desk.wecom.encrypt(text()), query: '' })],
    ['no body', () => ({ ...desk.wecom.encrypt(text()), body: '' })],
    ['a body that goes on for ever', () => ({ ...desk.wecom.encrypt(text()), body: 'x'.repeat(1_000_000) })],
    [
      'a bomb around it',
      () => ({ ...desk.wecom.encrypt(text()), body: '<!DOCTYPE a [<!ENTITY l "l">]><xml><Encrypt>&l;</Encrypt></xml>' }),
    ],
    ['a bomb inside', () => desk.wecom.encrypt('<!DOCTYPE a><xml></xml>')],
    ['JSON', () => desk.wecom.encrypt('{"a":1}')],
  ];
  test.each(refusals)('%s is refused, all alike', async (_, made) => {
    const from = heard().length;
    const { body, query } = made();
    const answer = await desk.called(body, query);
    expect(answer).toEqual(await desk.called('', '', 'GET'));
    expect([answer.status, heard(from)]).toEqual([403, []]);
  });
  test('at the very edge of its time it is taken', async () => {
    const { body, query } = desk.wecom.encrypt(text({ MsgId: 'edge' }), { timestamp: seconds() - 600 });
    expect((await desk.called(body, query)).status).toBe(200);
  });

  test('whatever is changed in it, it is refused, and nothing is thrown', async () => {
    const from = heard().length;
    const { body, query } = desk.wecom.encrypt(text({ MsgId: 'fuzzed' }));
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.constantFrom('', 'A', '<', '\u0000', '=', '９'), fc.boolean(), async (i, sign, cuts) => {
        const changed = cuts ? body.slice(0, i) : body.slice(0, i) + sign + body.slice(i + 1);
        const { status } = await desk.called(changed, query);
        // Signs around the sealed text are not signed, and mean nothing.
        const isSame = sealedIn(changed) === sealedIn(body);
        if (!isSame) expect(status).toBe(403);
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(query.length - 1), fc.constantFrom('', '0', 'f', '%', '&'), async (i, sign) => {
        const changed = query.slice(0, i) + sign + query.slice(i + 1);
        const isSame = JSON.stringify([...new URLSearchParams(changed)]) === JSON.stringify([...new URLSearchParams(query)]);
        if (!isSame) expect((await desk.called(body, changed)).status).toBe(403);
      }),
      { numRuns: 300 },
    );
    expect(new Set(heard(from).map(({ key }) => key)).size).toBeLessThanOrEqual(1);
  });
});
