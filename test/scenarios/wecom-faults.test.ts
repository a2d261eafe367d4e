import { describe, expect, onTestFinished, test } from 'vitest';
import { startTwilio, type TwilioEmulator } from '../emulators/twilio.ts';
import type { Trouble } from '../emulators/wecom/troubles.ts';
import type { Wecom } from '../emulators/wecom/wecom.ts';
import { wecomStory } from '../faults/wecom-story.ts';
import { besideWecom, firm, type BesideWecom } from '../harness/wecom-firm.ts';
import { minutes, seconds } from '../harness/world.ts';
import { docs } from './firm.ts';

const troubles: [what: string, troubles: Trouble[], times: number][] = [
  ['busy, twice', [{ errcode: -1 }], 2],
  ['too many of these', [{ errcode: 45009 }], 1],
  ['500', [{ status: 500 }], 1],
  ['a token that has ended, twice', [{ errcode: 42001 }], 2],
  ['a broken connection although it took effect', ['late'], 1],
  ['nothing, be it that it took effect or not', ['silent', 'hangs'], 1],
];

describe('a whole incident in WeCom, with each method it uses in turn', () => {
  test.each(troubles)(
    'answered with %s: nothing is lost, nothing is there twice',
    async (_what, all, times) => {
      const { expected, methods } = await wecomStory([], null);
      expect(methods).toEqual(expect.arrayContaining(['appchat/create', 'appchat/send', 'message/send', 'message/update_template_card']));
      const errors: string[] = [];
      const disturbed = (method: string, trouble: Trouble): Promise<unknown> =>
        wecomStory([], expected, { wrong: (wecom: Wecom) => wecom.goesWrong(method, trouble, times) });
      const runs = methods.flatMap((method) => all.map((trouble) => ({ method, trouble })));
      await Promise.all(
        runs.map(({ method, trouble }) => disturbed(method, trouble).catch((e: Error) => errors.push(`${method}: ${e.message}`))),
      );
      expect(errors).toEqual([]);
    },
    seconds(120),
  );
});

test.each<[what: string, code: string, room: 'failed' | 'open', shutsOut: (wecom: Wecom, isSo: boolean) => void]>([
  ['a secret that is revoked', '40001', 'failed', (wecom, isSo) => wecom.revokesSecret(isSo)],
  ['an address that is not trusted any more', '60020', 'failed', (wecom, isSo) => wecom.blocksIp(isSo ? '203.0.113.9' : null)],
  ['an app that is switched off', '301002', 'open', (wecom, isSo) => wecom.withdrawsAgent(isSo)],
])(
  '%s in the middle: the console’s room goes on, the card of a room that cannot be opened and the doctor say why, and once it is mended WeCom catches up',
  async (_what, code, room, shutsOut) => {
    const { w, wecom } = await besideWecom({ mayFail: true });
    await w.asks('ana', 'incident/declare', { title: '行情延迟', severity: 'SEV2', people: ['ana', 'bo'] });
    const group = wecom.chats[0]?.chatid ?? expect.fail('there is no group');
    shutsOut(wecom, true);
    await w.takes('bo', '1');
    await w.asks('ana', 'incident/declare', { title: '同时还有一起', severity: 'SEV2', people: ['ana', 'bo'] });
    await w.passes(minutes(10));
    expect((await w.room('1', 'ana')).lines).toContain('小博 已认领');
    const [web, other] = (await w.incident('2')).rooms;
    expect([web, other]).toMatchObject([
      { platform: 'web', state: 'open' },
      { platform: 'wecom', state: room, because: room === 'open' ? null : expect.stringContaining(code) },
    ]);
    if (room === 'failed') expect(JSON.stringify((await w.room('2', 'ana')).cards)).toContain(code);
    const { body } = await w.request('GET', '/api/v1/doctor', { as: 'max' });
    expect(JSON.stringify(body)).toContain(code);
    shutsOut(wecom, false);
    await w.passes(minutes(45));
    const said = wecom.messages(group).flatMap((m) => m.text ?? []);
    expect(said.filter((text) => text === '小博 已认领')).toHaveLength(1);
    expect(wecom.chats).toHaveLength(2);
    expect(wecom.messages('bo').findLast((m) => JSON.stringify(m.card ?? '').includes('行情延迟') && m.card)?.card).toMatchObject({
      main_title: { desc: expect.stringContaining('处理中') },
    });
  },
);

test('WeCom in trouble for long: the timeline says so in the reader’s language, and the text goes out', async () => {
  const { w, wecom, twilio } = await withCarrier();
  wecom.goesWrong('message/send', { status: 502 }, 1_000);
  await w.asks('ana', 'incident/declare', { title: '行情延迟', severity: 'SEV1', people: ['ana'] });
  await w.passes(minutes(30));
  const { pages, timeline } = await w.incident('1', 'ana');
  expect(pages[0]?.attempts).toContainEqual(
    expect.objectContaining({ chat: 'wecom', state: 'failed', error: '对方出了故障（HTTP 502）', code: 'net-trouble' }),
  );
  expect(timeline.map(({ text }) => text)).toContainEqual(expect.stringContaining('对方出了故障（HTTP 502）'));
  expect(texts(twilio)).toContain(phone);
});

test('who is called while WeCom’s answer about the group is lost comes into it all the same', async () => {
  const { w, wecom } = await besideWecom({ yaml: () => firm.replace('小蔡 }', '小蔡, chat: { wecom: dee } }') });
  wecom.goesWrong('appchat/create', 'late');
  await w.asks('ana', 'incident/declare', { title: '行情延迟', severity: 'SEV2', people: ['ana', 'bo'] });
  await w.asks('ana', 'incident/muster', { incident: '1', people: ['cai'] });
  expect(wecom.chats.map(({ users }) => users)).toEqual([['ana', 'bo']]);
  await w.passes(minutes(2));
  expect(wecom.chats.map(({ users }) => users)).toEqual([['ana', 'bo', 'dee']]);
  const room = (await w.incident('1')).rooms.find(({ platform }) => platform === 'wecom');
  expect(room).toMatchObject({ state: 'open', missing: [] });
});

test('a card whose sending went unanswered, and that is out of date once it is tried again, is followed by one that is right', async () => {
  const { w, wecom } = await besideWecom();
  // Two calls, then the two cards.
  wecom.goesWrong('message/send', 'late', 4);
  await w.asks('ana', 'incident/declare', { title: '行情延迟', severity: 'SEV2', people: ['ana', 'bo'] });
  await w.asks('bo', 'incident/ack', { incident: '1' });
  await w.passes(minutes(2));
  for (const person of ['ana', 'bo']) {
    const cards = wecom.messages(person).flatMap((m) => (JSON.stringify(m.card ?? '').includes('处理中') ? [m.card] : []));
    expect([person, cards.length]).toEqual([person, 1]);
    expect(wecom.messages(person).findLast(({ card }) => JSON.stringify(card ?? '').includes('行情延迟'))?.card).toMatchObject({
      main_title: { desc: expect.stringContaining('处理中') },
    });
  }
  expect(w.failures).toEqual([]);
});

const phone = '+8613800000001';
const byChat = `phone: '${phone}', rules: { default: [{ afterMinutes: 0, by: chat }, { afterMinutes: 20, by: sms }], important: [{ afterMinutes: 0, by: chat }, { afterMinutes: 20, by: sms }] }`;

/** Ana is called by WeCom, and after a long while by text. */
async function withCarrier(names = ['ana']): Promise<BesideWecom & { twilio: TwilioEmulator }> {
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const staffed = docs(
    `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: zh-CN } }`,
    ...names.map((name) => `{ kind: person, name: ${name}, spec: { displayName: ${name}, chat: { wecom: ${name} }, ${byChat} } }`),
    `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 60 }] } }`,
    twilio.carrier,
  );
  const beside = await besideWecom({ yaml: () => staffed });
  for (const name of names) beside.wecom.user(name);
  twilio.deliver = (url, request) => beside.w.callback(url, request);
  twilio.now = () => beside.w.now;
  return { ...beside, twilio };
}

const texts = (twilio: TwilioEmulator): string[] => twilio.texts.map(({ to }) => to);

/** Twenty-two answers and eight calls: WeCom gives Ana nothing more in this minute. */
async function fullMinute({ w, wecom }: BesideWecom): Promise<void> {
  for (let n = 0; n < 22; n += 1) await wecom.someone('ana').says('/help');
  await w.settles();
  for (let n = 1; n <= 8; n += 1) await w.asks('ana', 'incident/declare', { title: `第${n}起`, severity: 'SEV1', people: ['ana'] });
  expect(wecom.seenBy('ana')).toHaveLength(30);
}

test('a page that WeCom would drop is not held: it goes out by text at once, the timeline says why, and a minute later the chat works again', async () => {
  const { w, wecom, twilio } = await withCarrier();
  await fullMinute({ w, wecom });
  expect(texts(twilio)).toEqual([]);
  await w.asks('ana', 'incident/declare', { title: '第9起', severity: 'SEV1', people: ['ana'] });
  expect(texts(twilio), 'no minute has gone by').toEqual([phone]);
  expect(await w.timeline('9')).toEqual(
    expect.arrayContaining([
      'ana: Page by chat (WeCom) failed: the chat would drop it: this person has had too many messages',
      expect.stringContaining('ana: Page sent by SMS'),
    ]),
  );
  await w.passes(minutes(2));
  await w.asks('ana', 'incident/declare', { title: '第10起', severity: 'SEV1', people: ['ana'] });
  expect((await w.incident('10')).pages[0]?.attempts).toContainEqual(expect.objectContaining({ chat: 'wecom', state: 'sent' }));
  expect(wecom.messages('ana').filter(({ droppedFor }) => droppedFor.length > 0)).toEqual([]);
});

test('killed with a member full and started again, Tocsin still knows what that member got', async () => {
  const { w, wecom, twilio } = await withCarrier();
  await fullMinute({ w, wecom });
  await w.restart();
  await w.asks('ana', 'incident/declare', { title: '第9起', severity: 'SEV1', people: ['ana'] });
  expect(texts(twilio)).toEqual([phone]);
  expect(wecom.messages('ana').filter(({ droppedFor }) => droppedFor.length > 0)).toEqual([]);
});

test(
  'two hundred incidents at once: no call of five people is dropped in silence',
  async () => {
    const people = ['ana', 'bo', 'cy', 'di', 'ed'];
    const { w, wecom, twilio } = await withCarrier(people);
    const declare = (n: number) =>
      w.request('POST', '/api/v1/skills/incident/declare', { as: 'ana', body: { title: `第${n}起`, severity: 'SEV1', people } });
    await Promise.all(Array.from({ length: 200 }, (_, n) => declare(n)));
    await w.settles();
    await w.passes(minutes(1), minutes(1));
    const pages = await w.pages();
    expect(pages).toHaveLength(1_000);
    const isKnown = ({ attempts }: (typeof pages)[number]): boolean =>
      attempts.some(({ by, chat, state }) => (by === 'sms' || chat === 'wecom') && (state === 'sent' || state === 'delivered'));
    const waiting = pages.filter((page) => !isKnown(page));
    expect(
      waiting.filter(({ attempts }) => !attempts.some(({ by, until }) => by === 'sms' && until !== undefined)),
      'whatever is held waits to go out with the others',
    ).toEqual([]);
    for (const person of people) {
      expect(wecom.messages(person).filter(({ droppedFor }) => droppedFor.length > 0)).toEqual([]);
      expect(wecom.seenBy(person).length).toBeGreaterThanOrEqual(8);
    }
    expect(new Set(texts(twilio)).size).toBeGreaterThanOrEqual(1);
    expect(w.failures).toEqual([]);
  },
  seconds(120),
);

describe('a call at the callback', () => {
  const xml = (wecom: Wecom, content: string): string =>
    `<xml><ToUserName>${wecom.corpId}</ToUserName><FromUserName>ana</FromUserName><CreateTime>${wecom.corp.seconds}</CreateTime><MsgType>text</MsgType><Content>${content}</Content><MsgId>77</MsgId><AgentID>${wecom.agentId}</AgentID></xml>`;
  const order = '/incident declare SEV1 假的';
  const forgeries: [what: string, forge: (wecom: Wecom) => { body: string; query: string }][] = [
    ['signed with another token', (it) => it.encrypt(xml(it, order), { token: 'another' })],
    ['for another corp', (it) => it.encrypt(xml(it, order), { receiveid: 'ww0000000000000000' })],
    ['an hour old', (it) => it.encrypt(xml(it, order), { timestamp: it.corp.seconds - 3_600 })],
    ['with a time that is none', (it) => it.encrypt(xml(it, order), { timestamp: 'now' })],
    ['about another app', (it) => it.encrypt(xml(it, order).replace(`<AgentID>${it.agentId}`, '<AgentID>9999999'))],
    ['cut off', (it) => cut(it.encrypt(xml(it, order)))],
    ['without anything', () => ({ body: '', query: '' })],
    [
      'with an entity from outside',
      (it) => ({ ...it.encrypt(xml(it, order)), body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml>&e;</xml>' }),
    ],
    ['with XML that grows', (it) => ({ ...it.encrypt(xml(it, order)), body: bomb })],
    ['sealed around an entity', (it) => it.encrypt(`<!DOCTYPE x [<!ENTITY e "${order}">]>${xml(it, '&e;')}`)],
    ['with two signatures', (it) => twice(it.encrypt(xml(it, order)))],
  ];
  const cut = ({ body, query }: { body: string; query: string }) => ({ query, body: body.slice(0, body.length / 2) });
  const twice = ({ body, query }: { body: string; query: string }) => ({ body, query: `${query}&msg_signature=${'0'.repeat(40)}` });
  const bomb = `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(99)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'bcdefghij'[n]} "${`&${'abcdefghi'[n]};`.repeat(9)}">`).join('')}]><xml><Encrypt>&j;</Encrypt></xml>`;

  test('is refused, whatever is wrong with it, with the very same answer, and nothing is done', async () => {
    const { w, wecom } = await besideWecom();
    const url = `${await w.origin()}/im/wecom/callback`;
    const answers = new Set<string>();
    for (const [what, forge] of forgeries) {
      const { body, query } = forge(wecom);
      const posted = await fetch(`${url}?${query}`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
      const said = await posted.text();
      expect(posted.status, what).toBe(403);
      answers.add(`${said} ${[...posted.headers].filter(([name]) => name !== 'date' && !name.includes('request')).join('; ')}`);
    }
    const asked = await fetch(`${url}?msg_signature=0&timestamp=0&nonce=0&echostr=AAAA`);
    expect(asked.status).toBe(403);
    answers.add(`${await asked.text()} ${[...asked.headers].filter(([name]) => name !== 'date' && !name.includes('request')).join('; ')}`);
    await w.settles();
    expect([...answers]).toHaveLength(1);
    expect(await w.incidents()).toEqual([]);
  });

  test('that comes again, in the very same bytes or sealed anew, does nothing twice', async () => {
    const { w, wecom } = await besideWecom();
    const said = await wecom.someone('ana').says('/incident declare SEV2 只有一起');
    for (const how of ['verbatim', undefined, 'verbatim'] as const) expect((await said.again(how)).acked).toBe(true);
    await w.settles();
    expect(await w.incidents()).toHaveLength(1);
    expect(wecom.chats).toHaveLength(1);
  });

  test('is answered beside two thousand forged ones as beside as many that ask for nothing', async () => {
    const { w, wecom } = await besideWecom();
    const url = `${await w.origin()}/im/wecom/callback`;
    const { body, query } = wecom.encrypt(xml(wecom, order), { token: 'another' });
    const honest = async (flood: () => Promise<Response>): Promise<number> => {
      let left = 2_000;
      const line = async (): Promise<void> => {
        while (left-- > 0) await (await flood()).arrayBuffer();
      };
      const lines = Promise.all(Array.from({ length: 20 }, line));
      const took: number[] = [];
      const isOver = (): boolean => left <= 0;
      while (!isOver()) took.push((await wecom.someone('ana').says('/help')).tookMs);
      await lines;
      expect(took.length).toBeGreaterThan(2);
      return took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? Number.NaN;
    };
    await honest(() => fetch(`${url}x`, { method: 'POST', body }));
    const beside = await honest(() => fetch(`${url}x`, { method: 'POST', body }));
    const forged = await honest(() => fetch(`${url}?${query}`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body }));
    expect(forged / beside).toBeLessThan(8);
  });
});
