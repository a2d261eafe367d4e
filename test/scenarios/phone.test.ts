import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { bot } from '../../ports/bot.ts';
import { signatureOf, startTwilio, twilioAccount, type TwilioEmulator } from '../emulators/twilio.ts';
import { minutes, seconds, world, type World } from '../harness/world.ts';
import { declaring, docs, pagingOnly } from './firm.ts';

const down = { alertname: 'OrderRejects' };
const phones = { ana: '+8613800000001', bo: '+8613800000002' };
const called = 'rules: { default: [{ afterMinutes: 0, by: phone }], important: [{ afterMinutes: 0, by: phone }] }';
const texted = 'rules: { default: [{ afterMinutes: 0, by: sms }] }';

const firm = (rules: string, ...more: readonly string[]): string =>
  docs(
    `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
    `{ kind: person, name: ana, spec: { displayName: Ana, locale: en, phone: '${phones.ana}', ${rules} } }`,
    `{ kind: person, name: bo, spec: { displayName: Bo, locale: en, phone: '${phones.bo}', ${rules} } }`,
    `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 10 }, { to: [{ person: bo }], delayMinutes: 10 }] } }`,
    `{ kind: channel, name: ops, spec: { platform: web } }`,
    declaring,
    ...more,
  );

/** Tocsin and Twilio beside each other. */
async function calling(
  rules: string,
  options: { more?: (t: TwilioEmulator) => readonly string[]; mayFail?: boolean } = {},
): Promise<{ w: World; twilio: TwilioEmulator }> {
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const w = await world(firm(rules, twilio.carrier, ...(options.more?.(twilio) ?? [])), options.mayFail ? { mayFail: true } : {});
  twilio.deliver = (url, request) => w.callback(url, request);
  twilio.now = () => w.now;
  return { w, twilio };
}

const attempt = async (w: World, person = 'ana') => (await w.incident('1')).pages.findLast((p) => p.person === person)?.attempts.at(-1);
const page = async (w: World, person = 'ana') => (await w.incident('1')).pages.findLast((p) => p.person === person);
const statuses = (twilio: TwilioEmulator): number[] => twilio.answers.map((a) => a.status);

test('a call says what it is about and which keys there are; key 4 acknowledges, and the room says so', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  expect(await attempt(w)).toMatchObject({ by: 'phone', state: 'sent', carrier: 'twilio' });
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['4'] });
  expect(twilio.lastCall.heard).toEqual([
    'Hello, this is Tocsin with a call for the person on duty.',
    'Incident 1, severity three.',
    'Order Rejects.',
    'Press 4 to acknowledge, 5 to escalate, 6 to resolve, star to hear this again.',
    'Acknowledged. It is yours.',
    'Press 5 to escalate, 6 to resolve, or hang up.',
    'Goodbye.',
  ]);
  expect(await page(w)).toMatchObject({ state: 'acked', acknowledgedVia: 'phone', attempts: [{ state: 'acked' }] });
  expect((await w.room('1')).lines).toContain('Ana acknowledged');
  await w.passes(minutes(30));
  expect(twilio.calls).toHaveLength(1);
  expect(new Set(statuses(twilio))).toEqual(new Set([200, 204]));
});

test.each([
  ['nobody', 'no-answer', 'no answer'],
  ['busy', 'busy', 'busy'],
  ['off', 'no-answer', 'no answer'],
  ['failed', 'number-refused', 'the carrier refuses this number'],
] as const)('%s: the call has failed, the story says why, and the next person is called at once', async (by, code, said) => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  await twilio.plays(twilio.lastCall, { by });
  expect(await attempt(w)).toMatchObject({ by: 'ring' });
  expect((await page(w))?.attempts[0]).toMatchObject({ by: 'phone', state: 'failed', code });
  expect((await w.timeline()).join('\n')).toContain(`Page by phone failed: ${said}`);
  await w.passes(seconds(1));
  expect(twilio.calls.map((c) => c.to)).toEqual([phones.ana, phones.bo]);
  expect(await w.timeline()).toContain('Ana: Ana cannot be reached by phone; not waiting any longer');
});

test('voicemail that picks up acknowledges nothing: the page waits and the escalation goes on', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  await twilio.plays(twilio.lastCall, { by: 'machine' });
  expect(twilio.lastCall.heard.at(-1)).toBe('No key was pressed. You will be tried by other means. Goodbye.');
  expect(twilio.lastCall.heard.filter((line) => line.startsWith('Incident 1'))).toHaveLength(3);
  expect(await page(w)).toMatchObject({ state: 'delivered', attempts: [{ state: 'answered', code: 'no-key', answeredBy: 'machine' }] });
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: null });
  expect(await w.timeline()).toContain('Ana: Page by phone: picked up, but no key was pressed; perhaps voicemail');
  await w.passes(minutes(10));
  expect(twilio.calls.map((c) => c.to)).toEqual([phones.ana, phones.bo]);
});

test('key 5 calls the next person at once and acknowledges nothing', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  const [first] = twilio.calls;
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['5'] });
  expect(first?.heard.at(-1)).toBe('Those who come next are being called. Goodbye.');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: null });
  expect(twilio.calls.map((c) => c.to)).toEqual([phones.ana, phones.bo]);
});

test('key 6 resolves the incident', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['6'] });
  expect(twilio.lastCall.heard.at(-1)).toBe('Resolved. Goodbye.');
  expect(await w.incident('INC-20261123-001')).toMatchObject({ progress: 'resolved' });
});

test('star says it once more, a key that does nothing says so, and somebody who presses nothing else hears it six times', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['*', '9', '*', '*', '*', '*', '*', '4'] });
  expect(twilio.lastCall.heard.filter((line) => line.startsWith('Sorry'))).toEqual(['Sorry, that key does nothing here.']);
  expect(twilio.lastCall.heard.filter((line) => line.startsWith('Incident 1'))).toHaveLength(5);
  expect(twilio.lastCall.heard.at(-1)).toBe('No key was pressed. You will be tried by other means. Goodbye.');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: null });
});

test('a key for a page that is over says who took it on, and changes nothing', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  const call = twilio.lastCall;
  const voice = new URL(call.asked.get('Url') ?? '');
  const digits = voice.href.replace('/voice', '/digits');
  await w.takes('bo', '1');
  expect(await twilio.presses(call, digits, '4')).toEqual(['This page is over: Bo acknowledged first.']);
  expect(await twilio.presses(call, digits, '6')).toEqual(['This call is over; you are no longer needed. Goodbye.']);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo', progress: 'acknowledged' });
});

test('the same key twice is one acknowledgement; two people at once both hear the outcome', async () => {
  const both = `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 10 }] } }`;
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const w = await world(firm(called, twilio.carrier).replace(/\{ kind: escalation-policy.*/u, both));
  twilio.deliver = (url, request) => w.callback(url, request);
  await w.signal(down);
  const digits = twilio.calls.map((c) => (c.asked.get('Url') ?? '').replace('/voice', '/digits'));
  const [a, b] = twilio.calls;
  if (!a || !b) throw new Error('two calls');
  const heard = await Promise.all([
    twilio.presses(a, digits[0] ?? '', '4'),
    twilio.presses(a, digits[0] ?? '', '4'),
    twilio.presses(b, digits[1] ?? '', '4'),
  ]);
  expect((await w.timeline()).filter((line) => line === 'Ana acknowledged')).toHaveLength(1);
  expect(heard.flat().filter((line) => /^(Acknowledged|You have|This page is over)/u.test(line))).toHaveLength(3);
});

test('callbacks that come twice or out of order change nothing', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  const call = twilio.lastCall;
  await twilio.progresses(call, 'in-progress', {}, 2);
  await twilio.progresses(call, 'ringing', {}, 1);
  expect(await attempt(w)).toMatchObject({ state: 'answered' });
  await twilio.progresses(call, 'completed', {}, 3);
  await twilio.progresses(call, 'completed', {}, 3);
  await twilio.progresses(call, 'initiated', {}, 0);
  expect(await attempt(w)).toMatchObject({ state: 'answered', code: 'no-key' });
});

test('a callback that is not signed, or for another address, or with another token, is refused and changes nothing', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  const url = (twilio.lastCall.asked.get('Url') ?? '').replace('/voice', '/digits');
  const form = { CallSid: twilio.lastCall.sid, AccountSid: twilioAccount.accountSid, Digits: '4' };
  const bad = [
    '',
    'AAAA',
    signatureOf(`${url}&more=1`, form),
    signatureOf(url, { ...form, Digits: '5' }),
    signatureOf(url, form, 'another'),
  ];
  for (const signature of bad) expect((await twilio.posts(url, form, signature)).status, signature).toBe(403);
  for (const place of ['voice', 'status', 'sms']) expect((await twilio.posts(url.replace('digits', place), form, 'AAAA')).status).toBe(403);
  expect((await twilio.posts(url, { ...form, AccountSid: 'ACother000000' })).status).toBe(403);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: null });
  expect((await twilio.posts(url, form)).status).toBe(200);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('a number that the carrier refuses is said in the reader’s language with the carrier’s own words, and nobody waits for it', async () => {
  const { w, twilio } = await calling(called);
  twilio.fails({ status: 400, code: 21_211, message: "The 'To' number is not a valid phone number." });
  await w.signal(down);
  expect((await page(w))?.attempts[0]).toMatchObject({
    state: 'failed',
    code: 'number-refused',
    error: "the carrier refuses this number (21211 The 'To' number is not a valid phone number.)",
  });
  expect(twilio.calls.map((c) => c.to)).toEqual([phones.bo]);
});

test.each([
  ['429', { status: 429, code: 20_429, message: 'Too Many Requests' }],
  ['500', { status: 500 }],
] as const)('%s passes: the call is made a moment later', async (_why, trouble) => {
  const { w, twilio } = await calling(called);
  twilio.fails(trouble);
  await w.signal(down);
  expect(twilio.calls).toEqual([]);
  await w.passes(seconds(2));
  expect(twilio.calls).toHaveLength(1);
  expect(await attempt(w)).toMatchObject({ state: 'sent' });
});

test('killed after the call was ordered and before that was stored, Tocsin finds the call at the carrier and makes no second one', async () => {
  const { w, twilio } = await calling(called);
  twilio.onOrder = () => w.life.kill();
  await w.signal(down).catch(() => undefined);
  twilio.onOrder = () => {};
  await w.restart();
  await w.passes(seconds(2));
  expect(twilio.calls).toHaveLength(1);
  expect(await attempt(w)).toMatchObject({ state: 'sent', carrier: 'twilio' });
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['4'] });
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('killed before the call was ordered, it is ordered once', async () => {
  const { w, twilio } = await calling(called);
  twilio.fails('hangs');
  const signal = w.signal(down).catch(() => undefined);
  await expect.poll(() => twilio.asked).toBe(1);
  w.life.kill();
  await signal;
  await w.restart();
  await w.passes(seconds(2));
  expect(twilio.calls).toHaveLength(1);
  expect(await attempt(w)).toMatchObject({ state: 'sent' });
});

test('when the first carrier is down the next takes the call within the same attempt', async () => {
  const other = await startTwilio();
  onTestFinished(() => other.stop());
  const { w, twilio } = await calling(called, {
    more: () => [other.carrier.replace('name: twilio', 'name: spare').replace('spec: {', 'spec: { priority: -1,')],
  });
  other.deliver = (url, request) => w.callback(url, request);
  twilio.fails({ status: 503 });
  await w.signal(down);
  expect([twilio.calls.length, other.calls.length]).toEqual([0, 1]);
  expect(await attempt(w)).toMatchObject({ state: 'sent', carrier: 'spare', repeated: true });
  await other.plays(other.lastCall, { by: 'human', keys: ['4'] });
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('the longest beginning of a number decides which carrier takes it', async () => {
  const china = await startTwilio();
  onTestFinished(() => china.stop());
  const { w, twilio } = await calling(called, {
    more: () => [china.carrier.replace('name: twilio', 'name: china').replace('spec: {', "spec: { numbers: ['+86'], priority: -5,")],
  });
  await w.signal(down);
  expect([twilio.calls.length, china.calls.length]).toEqual([0, 1]);
});

test('when nothing is heard of a call for a minute the carrier is asked', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  twilio.lastCall.status = 'no-answer';
  await w.passes(minutes(1));
  expect((await page(w))?.attempts[0]).toMatchObject({ state: 'failed', code: 'no-answer' });
  expect(twilio.calls.map((c) => c.to)).toEqual([phones.ana, phones.bo]);
});

test('a text says how to answer; a reply acknowledges, escalates or resolves, and says what came of it', async () => {
  const { w, twilio } = await calling(texted);
  const replies = (from: string, text: string): Promise<string | null> => twilio.replies('http://tocsin.test', from, text);
  await w.signal(down);
  expect(twilio.lastText.body).toBe(
    '[SEV3] INC-20261123-001 OrderRejects. Reply a1 to acknowledge, e1 to escalate, r1 to resolve http://tocsin.test/i/INC-20261123-001',
  );
  await twilio.reports(twilio.lastText, 'sent');
  await twilio.reports(twilio.lastText, 'delivered');
  expect(await attempt(w)).toMatchObject({ by: 'sms', state: 'delivered' });
  expect(await replies('+15550000000', 'a')).toBeNull();
  expect(await replies(phones.ana, 'STOP')).toBeNull();
  expect(await replies(phones.ana, 'what is this?')).toContain('Reply a to acknowledge');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: null });
  expect(await replies(phones.ana, 'ack 1')).toBe('Acknowledged INC-20261123-001');
  expect(await page(w)).toMatchObject({ state: 'acked', acknowledgedVia: 'sms', attempts: [{ by: 'sms', state: 'acked' }] });
  expect(await replies(phones.ana, 'a')).toBe('Nothing waits for you just now.');
  expect(await replies(phones.bo, 'r1')).toContain('INC-20261123-001');
  expect(await w.incident('INC-20261123-001')).toMatchObject({ progress: 'resolved' });
});

test('two machines do not talk to each other all night: five answers to what makes no sense, then none', async () => {
  const { w, twilio } = await calling(texted);
  await w.signal(down);
  const answers: (string | null)[] = [];
  for (let i = 0; i < 8; i++) answers.push(await twilio.replies('http://tocsin.test', phones.ana, 'I am out of office'));
  expect(answers.filter((a) => a !== null)).toHaveLength(5);
});

test('a text that is sent twice by the network is one reply', async () => {
  const { w, twilio } = await calling(texted);
  await w.signal(down);
  const once = await twilio.replies('http://tocsin.test', phones.ana, 'a', 'SM1');
  expect(await twilio.replies('http://tocsin.test', phones.ana, 'a', 'SM1')).toBe('Nothing waits for you just now.');
  expect(once).toBe('Acknowledged INC-20261123-001');
});

test('a person without a number: the page says so in both languages and goes on by other means', async () => {
  const { w } = await calling(called, { more: () => [`{ kind: person, name: eli, spec: { displayName: 以力, ${called} } }`] });
  await w.asks('ana', 'incident/declare', { title: 'a', people: ['eli'] });
  expect((await page(w, 'eli'))?.attempts).toMatchObject([
    { by: 'phone', state: 'failed', code: 'no-number', error: 'no phone number' },
    { by: 'chat', state: 'sent' },
    { by: 'ring', state: 'sent' },
  ]);
});

test('in Chinese it is said in Chinese', async () => {
  const { w, twilio } = await calling(called, {
    more: () => [`{ kind: person, name: chen, spec: { displayName: 陈晨, locale: zh-CN, phone: '+8613800000003', ${called} } }`],
  });
  await w.asks('ana', 'incident/declare', { title: '委托被拒 <b>urgent</b> http://evil.example/x', severity: 'SEV1', people: ['chen'] });
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['4'] });
  expect(twilio.lastCall.heard.slice(0, 5)).toEqual([
    '你好，这里是 Tocsin 值班呼叫。',
    '一级事件，编号 1。',
    '委托被拒 urgent。',
    '按 4 认领，按 5 升级，按 6 标记为已解决，按星号键重听。',
    '已认领，由你处理。',
  ]);
});

test('a decision that takes its time: one moment, please, and then the outcome of the same key', { timeout: 30_000 }, async () => {
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const slow = bot({
    name: 'slow',
    hears: ['skill.called'],
    decide: async (event) => {
      if (event.data.skill === 'page/ack') await setTimeout(4_500);
      return null;
    },
  });
  const w = await world(firm(called, twilio.carrier), { isRealTime: true, bots: [slow] });
  twilio.deliver = (url, request) => w.callback(url, request);
  await w.signal(down);
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['4'] });
  const { heard } = twilio.lastCall;
  expect(heard.slice(4, 6)).toEqual(['One moment, please.', 'Acknowledged. It is yours.']);
  expect(heard.filter((line) => line.startsWith('Acknowledged'))).toHaveLength(1);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('an answer of Twilio that is lost on its way costs no second call', async () => {
  const { w, twilio } = await calling(called);
  twilio.fails('late');
  await w.signal(down);
  await w.passes(seconds(2));
  expect(twilio.calls).toHaveLength(1);
  expect(await attempt(w)).toMatchObject({ state: 'sent', carrier: 'twilio' });
});

test('somebody tries whether they can be called: the call says that it is a test, and key 4 answers it', async () => {
  const { w, twilio } = await calling(called);
  const { page: id } = await w.asks<{ page: string }>('ana', 'page/test', { by: ['phone'] });
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['4'] });
  expect(twilio.lastCall.heard).toEqual([
    'Hello, this is Tocsin. This is a test call; nothing has happened.',
    'Press 4 to acknowledge, star to hear this again.',
    'Acknowledged. It is yours.',
  ]);
  expect(await w.asks('ana', 'page/show', { page: id })).toMatchObject({
    state: 'acked',
    attempts: [{ by: 'phone', state: 'acked', carrier: 'twilio' }],
  });
});

test('a page without an incident can be passed on by key 5, and is not resolved by key 6', async () => {
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const w = await world(firm(called, twilio.carrier).replace(declaring, pagingOnly));
  twilio.deliver = (url, request) => w.callback(url, request);
  twilio.now = () => w.now;
  await w.signal(down);
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['6', '5'] });
  expect(twilio.calls[0]?.heard).toContain('An alert cannot be resolved by hand; it ends when it recovers.');
  expect(twilio.calls[0]?.heard.at(-1)).toBe('Those who come next are being called. Goodbye.');
  expect(twilio.calls.map((c) => c.to)).toEqual([phones.ana, phones.bo]);
});

test('whatever is posted to the addresses of carriers is refused, unless it is signed', async () => {
  const { w } = await calling(called);
  const places = ['twilio/voice', 'twilio/digits', 'twilio/status', 'twilio/sms', 'aliyun/report', 'http/status'];
  const types = ['application/x-www-form-urlencoded', 'application/json', 'text/plain', 'multipart/form-data; boundary=x'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom(...types), fc.string({ maxLength: 300 }), async (place, type, body) => {
      const query = encodeURIComponent(body.slice(0, 30));
      const { status } = await w.callback(`/phone/${place}?id=${query}&secret=${query}`, {
        headers: { 'content-type': type, 'x-twilio-signature': 'x' },
        body,
      });
      expect(status).toBe(403);
    }),
    { numRuns: 150 },
  );
});

test('once it is acknowledged, silence ends the call with a plain goodbye, however many rounds went before', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  const call = twilio.lastCall;
  await twilio.plays(call, { by: 'human', keys: ['*', '*', '4', '9'] });
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  const since = call.heard.indexOf('Acknowledged. It is yours.');
  expect(call.heard.slice(since)).toEqual([
    'Acknowledged. It is yours.',
    'Press 5 to escalate, 6 to resolve, or hang up.',
    'Sorry, that key does nothing here.',
    'Press 5 to escalate, 6 to resolve, or hang up.',
    'Goodbye.',
  ]);
});

test('the last key that is waited for may acknowledge, and is told so', async () => {
  const { w, twilio } = await calling(called);
  await w.signal(down);
  await twilio.plays(twilio.lastCall, { by: 'human', keys: ['*', '*', '*', '*', '*', '4'] });
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect(twilio.lastCall.heard.slice(-2)).toEqual(['Acknowledged. It is yours.', 'Goodbye.']);
});
