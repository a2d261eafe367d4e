import { expect, test } from 'vitest';
import { world, type World } from '../harness/world.ts';
import { anaThenBoDeclaring, docs } from './firm.ts';

const duty = `
{ kind: schedule, name: payments, spec: { displayName: 支付, zone: Asia/Shanghai, layers: [{ people: [bo] }] } }
---
{ kind: schedule, name: trading-first, spec: { displayName: 交易一线, zone: Asia/Shanghai, layers: [{ people: [ana] }] } }
---
{ kind: schedule, name: trading-second, spec: { displayName: 交易二线, zone: Asia/Shanghai, layers: [{ people: [chen] }] } }
---
{ kind: team, name: payments, spec: { displayName: 支付团队, people: [bo], schedule: payments } }
---
{ kind: system, name: payments-core, spec: { displayName: 支付核心, team: payments } }`;

const firm = docs(anaThenBoDeclaring, duty);
const down = { alertname: 'GatewayDown', system: 'payments-core' };

/** A war room that ana has been called to. */
async function inTheRoom(): Promise<World> {
  const w = await world(firm);
  await w.signal(down);
  return w;
}

test.each([
  ['who is on call for payments?', '支付: Bo'],
  ['支付谁在值班？', '支付: Bo'],
  ['who is on call for payments-core', '支付: Bo'],
  ['who is on call for 交易', 'Which one? 交易一线, 交易二线'],
  ['what is open', 'INC-20261123-001 SEV3 open GatewayDown'],
  ['who leads?', 'INC-20261123-001 · nobody leads yet'],
  ['which alerts are firing', expect.stringMatching(/^SEV3 GatewayDown · firing · /u)],
  ['why did GatewayDown call anybody?', expect.stringContaining('Belongs to incident INC-20261123-001')],
])('a question in the room is answered, and stays there for others to read: “%s”', async (said, answer) => {
  const w = await inTheRoom();
  expect(await w.types('ana', '1', said)).toMatchObject({ ok: true, text: answer });
  expect((await w.room('1')).lines).toContain(said);
});

test('everybody is answered in their own language', async () => {
  const w = await inTheRoom();
  expect((await w.types('chen', '1', 'who leads')).text).toBe('INC-20261123-001 · 尚无指挥官');
  expect((await w.types('ana', '1', '谁在指挥')).text).toBe('INC-20261123-001 · nobody leads yet');
});

test('what would change something is only offered in the room, and done by a press', async () => {
  const w = await inTheRoom();
  const reply = await w.types('ana', '1', '我来处理');
  expect(reply).toMatchObject({ ok: true, card: { actions: [{ label: 'Do it', confirm: expect.stringContaining('Acknowledge') }] } });
  expect(await w.incident('1')).toMatchObject({ progress: 'open' });
  const { card } = reply as unknown as { card: { actions: { token: string }[] } };
  await w.pressesToken('ana', card.actions[0]?.token ?? '');
  expect(await w.incident('1')).toMatchObject({ progress: 'acknowledged', acknowledgedBy: 'ana' });
  // Nobody is asked about what is so already.
  expect((await w.types('bo', '1', "I'll take it")).text).toBe('');
});

test('said to the bot it is done', async () => {
  const w = await inTheRoom();
  await w.types('ana', '1', 'Tocsin, I’ll take it');
  await w.types('ana', '1', '@Tocsin please assign scribe to Bo');
  await w.types('ana', '1', '机器人，升级到ＳＥＶ１');
  await w.types('ana', '1', 'Tocsin note that the failover has begun');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana', roles: { scribe: 'bo' }, severity: 'SEV1' });
  expect(await w.timeline()).toContain('Ana: the failover has begun');
  expect((await w.types('ana', '1', 'Tocsin silence this for half an hour')).text).toContain('silenced');
  await w.types('ana', '1', 'Tocsin, mitigated');
  await w.types('ana', '1', 'Tocsin, resolve it');
  expect(await w.incident('INC-20261123-001')).toMatchObject({ progress: 'resolved' });
});

test('to close one that is over puts it away; one that is not is over by it', async () => {
  const w = await inTheRoom();
  const number = 'INC-20261123-001';
  expect((await w.types('chen', '1', '机器人，关闭事件')).text).toBe(`${number} 已解决`);
  expect(await w.incident(number)).toMatchObject({ progress: 'resolved' });
  expect((await w.types('chen', '1', '机器人，关闭事件')).text).toBe(`${number} 已关闭`);
  expect(await w.incident(number)).toMatchObject({ progress: 'closed' });
});

test('in direct messages with the bot everything is said to it', async () => {
  const w = await inTheRoom();
  expect((await w.types('ana', 'dm', "I'll take it")).text).toContain('acknowledged');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect((await w.types('ana', 'dm', 'bo is the commander')).text).toContain('Bo is Incident Commander');
  expect((await w.types('ana', 'dm', 'declare SEV2 quotes are late')).text).toContain('INC-20261123-002 declared');
  expect(await w.types('ana', 'dm', 'resolve it'), 'which one is asked').toMatchObject({
    ok: true,
    form: { skill: 'incident/resolve', values: {} },
  });
  await w.types('ana', 'dm', 'mitigated 2');
  expect([(await w.incident('1')).progress, (await w.incident('2')).progress]).toEqual(['acknowledged', 'mitigated']);
  expect(await w.types('ana', 'dm', 'assign commander to zoe')).toMatchObject({ ok: false });
  expect((await w.types('ana', 'dm', 'the weather is fine')).text).toContain('I did not understand');
});

test('talk stays talk, and a person without the right is offered nothing', async () => {
  const w = await inTheRoom();
  for (const said of ['restarting db-1 now', 'it is not resolved', 'who is on call for the moon', '恢复了吗'])
    expect(await w.types('ana', '1', said)).toEqual({ ok: true, text: '' });
  expect(await w.types('vic', '1', 'resolve it')).toEqual({ ok: true, text: '' });
  expect(await w.types('vic', '1', 'Tocsin, resolve it')).toMatchObject({ ok: false, text: expect.stringContaining('needs the role') });
  expect(await w.incident('1')).toMatchObject({ progress: 'open' });
});

test('the network delivers a sentence twice, and it is done once', async () => {
  const w = await inTheRoom();
  const say = () =>
    w.request('POST', '/api/v1/chat/rooms/inc-20261123-001/messages', {
      as: 'ana',
      body: { text: 'Tocsin note that it begins', clientId: 'twice' },
    });
  await say();
  await say();
  await w.settles();
  expect((await w.timeline()).filter((line) => line === 'Ana: it begins')).toHaveLength(1);
});

test('what is so already is said, with who has it', async () => {
  const w = await inTheRoom();
  await w.types('ana', '1', 'Tocsin, I’ll take it');
  expect((await w.types('bo', '1', 'Tocsin, I’ll take it')).text).toBe('INC-20261123-001: Ana has it already');
  expect((await w.types('chen', '1', '/incident ack 1')).text).toBe('INC-20261123-001 已由Ana认领');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect((await w.types('ana', '1', '/incident severity SEV1')).text).toBe('INC-20261123-001: severity changed to SEV1');
  expect((await w.types('ana', '1', '/incident severity 1 SEV1')).text).toBe('INC-20261123-001 is SEV1 already');
  expect((await w.types('chen', '1', '/incident severity 1 SEV1')).text).toBe('INC-20261123-001 已是 SEV1');
});
