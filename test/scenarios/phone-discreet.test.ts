import { expect, onTestFinished, test } from 'vitest';
import { startAliyun } from '../emulators/aliyun.ts';
import { startTwilio, type TwilioEmulator } from '../emulators/twilio.ts';
import { world, type World } from '../harness/world.ts';
import { docs } from './firm.ts';

const by = (means: string): string =>
  `rules: { default: [{ afterMinutes: 0, by: ${means} }], important: [{ afterMinutes: 0, by: ${means} }] }`;
const firm = (means: string, ...more: readonly string[]): string =>
  docs(
    `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
    `{ kind: person, name: ana, spec: { displayName: Ana, locale: en, phone: '+8613800000001', ${by(means)} } }`,
    `{ kind: person, name: chen, spec: { displayName: 陈晨, locale: zh-CN, phone: '+8613800000002', ${by(means)} } }`,
    `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 10 }] } }`,
    ...more,
  );

async function calling(means: string): Promise<{ w: World; twilio: TwilioEmulator }> {
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const w = await world(firm(means, twilio.carrier));
  twilio.deliver = (url, request) => w.callback(url, request);
  twilio.now = () => w.now;
  return { w, twilio };
}

const leak = { title: 'A leak at Acme', severity: 'SEV1', private: true };

test('whoever picks up a call about a private incident hears its number and how bad it is, and no title', async () => {
  const { w, twilio } = await calling('phone');
  await w.asks('ana', 'incident/declare', { ...leak, people: ['ana', 'chen'] });
  for (const call of twilio.calls) await twilio.plays(call, { by: 'machine', keys: ['*'] });
  const [ana, chen] = ['+8613800000001', '+8613800000002'].map((to) => twilio.calls.find((call) => call.to === to)?.heard ?? []);
  expect(ana?.slice(1, 3)).toEqual(['Incident 1, severity one.', 'a private incident.']);
  expect(chen?.slice(1, 3)).toEqual(['一级事件，编号 1。', '保密事件。']);
  expect([...(ana ?? []), ...(chen ?? [])].join(' ')).not.toMatch(/leak|Acme/u);
});

test('a text about a private incident has no title', async () => {
  const { w, twilio } = await calling('sms');
  await w.asks('ana', 'incident/declare', { ...leak, people: ['ana', 'chen'] });
  expect(twilio.texts.map(({ body }) => body).toSorted()).toEqual([
    '[SEV1] INC-20261123-001 a private incident. Reply a1 to acknowledge, e1 to escalate, r1 to resolve http://tocsin.test/i/INC-20261123-001',
    '[SEV1] INC-20261123-001 保密事件。回复 a1 认领，e1 升级，r1 解决 http://tocsin.test/i/INC-20261123-001',
  ]);
});

test('the words of a template are no title of a private incident either', async () => {
  const aliyun = await startAliyun();
  onTestFinished(() => aliyun.stop());
  const w = await world(firm('phone', aliyun.carrier));
  await w.asks('ana', 'incident/declare', { ...leak, people: ['chen'] });
  expect(aliyun.last.params['StartTtsParams']).toBe(JSON.stringify({ level: '一级', number: '1', title: '保密事件' }));
});

test('nor has one call for several', async () => {
  const { w, twilio } = await calling('phone');
  await Promise.all(
    ['one', 'two', 'three'].map((n) => w.asks('ana', 'incident/declare', { ...leak, title: `Acme leaks ${n}`, people: ['ana'] })),
  );
  for (const call of twilio.calls) await twilio.plays(call, { by: 'machine' });
  const heard = twilio.calls.flatMap((call) => call.heard);
  expect(heard).toContainEqual(expect.stringMatching(/^Hello, this is Tocsin\. \d calls wait for you\.$/u));
  expect(heard).toContainEqual(expect.stringMatching(/^Severity one, incident \d, a private incident\.$/u));
  expect(heard.join(' ')).not.toMatch(/leak|Acme/u);
});
