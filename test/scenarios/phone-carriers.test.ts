import { expect, onTestFinished, test } from 'vitest';
import { aliyunAccount, startAliyun } from '../emulators/aliyun.ts';
import { pbxHeaders, startPbx } from '../emulators/pbx.ts';
import { startTwilio } from '../emulators/twilio.ts';
import { minutes, seconds, world, type World } from '../harness/world.ts';
import { declaring, docs } from './firm.ts';

const down = { alertname: 'OrderRejects' };
const firm = (rules: string, ...more: readonly string[]): string =>
  docs(
    `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
    `{ kind: person, name: ana, spec: { displayName: Ana, locale: en, phone: '+8613800000001', rules: { default: ${rules} } } }`,
    `{ kind: person, name: bo, spec: { displayName: Bo, locale: en, phone: '+8613800000002', rules: { default: ${rules} } } }`,
    `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 10 }, { to: [{ person: bo }], delayMinutes: 10 }] } }`,
    `{ kind: channel, name: ops, spec: { platform: web } }`,
    declaring,
    ...more,
  );
const byPhone = '[{ afterMinutes: 0, by: phone }]';
const bySms = '[{ afterMinutes: 0, by: sms }]';
const attempts = async (w: World, person = 'ana') => (await w.incident('1')).pages.findLast((p) => p.person === person)?.attempts ?? [];

test('Alibaba Cloud calls with the words of a template and takes keys; key 4 acknowledges', async () => {
  const aliyun = await startAliyun();
  onTestFinished(() => aliyun.stop());
  const w = await world(firm(byPhone, aliyun.carrier));
  const reports = (secret: string, ...all: readonly object[]) =>
    w.callback(`http://tocsin.test/phone/aliyun/report?secret=${secret}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(all),
    });
  await w.signal(down);
  expect(aliyun.last).toMatchObject({
    action: 'IvrCall',
    params: {
      CalledNumber: '13800000001',
      StartCode: 'TTS_10001',
      StartTtsParams: JSON.stringify({ level: 'severity three', number: '1', title: 'Order Rejects' }),
      'MenuKeyMap.1.Key': '4',
      'MenuKeyMap.1.Code': 'TTS_10002',
    },
  });
  const { id: call_id, params } = aliyun.last;
  const of = { call_id, out_id: params['OutId'] };
  expect((await reports('not-the-secret-of-anybody', { ...of, status_code: 300_000, dtmf: '4' })).status).toBe(403);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: null });
  const answer = await reports(aliyunAccount.secret, { ...of, status_code: '200103' }, { ...of, status_code: 300_000, dtmf: '4' });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { code: 0, msg: 'ok' }]);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect(await attempts(w)).toMatchObject([{ by: 'phone', state: 'acked', carrier: 'aliyun' }]);
});

test('a call that Alibaba Cloud says rang in vain leads to the next person; a text is followed until it arrived, and answered', async () => {
  const aliyun = await startAliyun();
  onTestFinished(() => aliyun.stop());
  const w = await world(
    firm(
      byPhone,
      aliyun.carrier,
      `{ kind: person, name: eli, spec: { locale: zh-CN, phone: '+8613800000003', rules: { default: ${bySms} } } }`,
    ),
  );
  const reports = (all: readonly object[]) =>
    w.callback(`http://tocsin.test/phone/aliyun/report?secret=${aliyunAccount.secret}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(all),
    });
  await w.signal(down);
  const { id: call_id, params } = aliyun.last;
  await reports([{ call_id, out_id: params['OutId'], status_code: '200010', dtmf: '' }]);
  expect((await attempts(w))[0]).toMatchObject({ state: 'failed', code: 'no-answer', raw: '200010' });
  await w.passes(seconds(1));
  expect(aliyun.orders.map((o) => o.params['CalledNumber'])).toEqual(['13800000001', '13800000002']);
  await w.asks('ana', 'incident/declare', { title: '委托被拒', people: ['eli'] });
  const text = aliyun.last;
  expect(text).toMatchObject({
    action: 'SendSms',
    params: {
      PhoneNumbers: '13800000003',
      SignName: '安全中心',
      TemplateParam: JSON.stringify({ level: '三级', number: '2', title: '委托被拒' }),
    },
  });
  await reports([{ phone_number: '13800000003', biz_id: text.id, out_id: text.params['OutId'], success: true, err_code: 'DELIVERED' }]);
  const eli = async () => (await w.incident('2')).pages.find((p) => p.person === 'eli');
  expect(await eli()).toMatchObject({ attempts: [{ by: 'sms', state: 'delivered' }] });
  await reports([{ phone_number: '13800000003', content: '认领2', send_time: '2026-11-23 10:01:00', sequence_id: 9 }]);
  expect(await eli()).toMatchObject({ state: 'acked' });
});

test('a number that was called as often as it may goes by the next carrier, or the next person, and nobody waits', async () => {
  const [aliyun, twilio] = await Promise.all([startAliyun(), startTwilio()]);
  onTestFinished(() => Promise.all([aliyun.stop(), twilio.stop()]).then(() => undefined));
  const w = await world(firm(byPhone, aliyun.carrier.replace('spec: {', 'spec: { priority: 5,'), twilio.carrier));
  aliyun.fails({ status: 200, code: 'isv.BUSINESS_LIMIT_CONTROL' });
  await w.signal(down);
  expect([aliyun.orders.length, twilio.calls.length]).toEqual([0, 1]);
  expect(await attempts(w)).toMatchObject([{ state: 'sent', carrier: 'twilio' }]);
});

test('after a crash a call that cannot be asked for is made once more, and labelled so', async () => {
  const aliyun = await startAliyun();
  onTestFinished(() => aliyun.stop());
  const w = await world(firm(byPhone, aliyun.carrier));
  aliyun.fails('late');
  await w.signal(down);
  await w.passes(seconds(2));
  expect(aliyun.orders).toHaveLength(2);
  expect(await attempts(w)).toMatchObject([{ state: 'sent', repeated: true }]);
});

test('a firm’s own telephone system is asked as its configuration says, and heard when it signs', async () => {
  const pbx = await startPbx();
  onTestFinished(() => pbx.stop());
  const w = await world(firm(byPhone, pbx.carrier));
  const says = (report: object, headers?: Record<string, string>) => {
    const body = JSON.stringify(report);
    return w.callback('http://tocsin.test/phone/http/status', { headers: headers ?? pbxHeaders(body, w.now), body });
  };
  await w.signal(down);
  const [order] = pbx.orders;
  if (!order) throw new Error('nothing was ordered');
  const { said, id: ref } = order;
  expect(said).toMatchObject({ to: '+8613800000001', language: 'en', callback: 'http://tocsin.test/phone/http/status' });
  expect(said['say']).toContain('Incident 1, severity three. Order Rejects. Press 4');
  const id = said['id'];
  expect((await says({ id, ref, digit: '4' }, { 'content-type': 'application/json' })).status).toBe(403);
  expect((await says({ id, ref, digit: '4' }, pbxHeaders(JSON.stringify({ id, ref, digit: '4' }), w.now - minutes(6)))).status).toBe(403);
  expect((await says({ id, nonsense: true })).status).toBe(400);
  expect((await says({ id, ref, status: 'ringing', seq: 1 })).status).toBe(200);
  expect((await says({ id, ref, status: 'queued', seq: 0 })).status).toBe(200);
  expect(await attempts(w)).toMatchObject([{ by: 'phone', state: 'ringing', carrier: 'pbx' }]);
  const heard = JSON.parse((await says({ id, ref, digit: '4' })).body) as object;
  expect(heard).toMatchObject({
    ok: true,
    language: 'en',
    say: ['Acknowledged. It is yours.', 'Press 5 to escalate, 6 to resolve, or hang up.'],
    next: 'menu',
  });
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect((await says({ id: 'p0000000000000', digit: '4' })).status).toBe(200);
});

test('a gateway that lost its answer is asked by our id, and nothing goes out twice', async () => {
  const pbx = await startPbx();
  onTestFinished(() => pbx.stop());
  const w = await world(firm(bySms, pbx.carrier));
  pbx.fails('late');
  await w.signal(down);
  await w.passes(seconds(2));
  expect(pbx.orders).toHaveLength(1);
  expect(await attempts(w)).toMatchObject([{ by: 'sms', state: 'sent', carrier: 'pbx' }]);
  expect((await attempts(w))[0]).not.toHaveProperty('repeated');
});
