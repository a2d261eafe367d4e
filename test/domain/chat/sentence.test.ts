import { describe, expect, it, test } from 'vitest';
import type { Meaning } from '../../../domain/chat/sentence-meaning.ts';
import { readSentence } from '../../../domain/chat/sentence.ts';
import { namedLike } from '../../../domain/chat/sentence-names.ts';
import { minutesSaid } from '../../../domain/chat/sentence-time.ts';

const onCall = (about: string | null): Meaning => ({ is: 'on-call', about });
const open: Meaning = { is: 'open-incidents' };
const leader: Meaning = { is: 'leader' };
const alerts: Meaning = { is: 'alerts' };
const ack: Meaning = { is: 'ack' };
const resolve: Meaning = { is: 'resolve' };
const mitigate: Meaning = { is: 'mitigate' };
const why = (alert: string): Meaning => ({ is: 'why', alert });
const note = (text: string): Meaning => ({ is: 'note', text });
const declare = (severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4' | null, title: string): Meaning => ({ is: 'declare', severity, title });
const level = (severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4'): Meaning => ({ is: 'severity', severity });
const commander = (person: string | null): Meaning => ({ is: 'assign', role: 'commander', person });
const silence = (about: string | null, minutes: number): Meaning => ({ is: 'silence', about, minutes });

const meant: readonly (readonly [string, Meaning])[] = [
  ['who is on call', onCall(null)],
  ['Who is on call?', onCall(null)],
  ["who's on-call right now?", onCall(null)],
  ['whos oncall', onCall(null)],
  ['Who’s on duty today', onCall(null)],
  ['who is on call for payments?', onCall('payments')],
  ['Who is on call for the payments team, please?', onCall('payments team')],
  ['who is currently on call for matching', onCall('matching')],
  ['who is on call now for order gateway', onCall('order gateway')],
  ['who is payments on call', onCall('payments')],
  ['for payments, who is on call?', onCall('payments')],
  ['payments: who is on call', onCall('payments')],
  ['please tell me who is on call in trading', onCall('trading')],
  ['Could you tell me who is on call for payments', onCall('payments')],
  ['who has the pager', onCall(null)],
  ['who has the pager for payments?', onCall('payments')],
  ['who is on the payments rota', onCall('payments')],
  ['on call for clearing', onCall('clearing')],
  ['who is the on-call engineer for clearing?', onCall('clearing')],
  ['谁在值班', onCall(null)],
  ['谁在值班？', onCall(null)],
  ['现在谁值班', onCall(null)],
  ['现在是谁值班？', onCall(null)],
  ['今天谁当班', onCall(null)],
  ['请问现在谁在值班', onCall(null)],
  ['支付谁在值班', onCall('支付')],
  ['支付现在谁值班？', onCall('支付')],
  ['现在支付谁在值班', onCall('支付')],
  ['支付系统的值班人是谁', onCall('支付系统')],
  ['谁在值班 撮合接入', onCall('撮合接入')],
  ['谁在值支付的班', onCall('支付')],
  ['谁是支付的值班人', onCall('支付')],
  ['值班的是谁', onCall(null)],
  ['今天值班是谁', onCall(null)],
  ['what is open', open],
  ["what's open?", open],
  ['What is still open right now?', open],
  ['which incidents are open', open],
  ['any open incidents?', open],
  ['are there any incidents', open],
  ['show me the open incidents', open],
  ['list incidents please', open],
  ['有哪些故障', open],
  ['有哪些事件？', open],
  ['现在有什么事件', open],
  ['现在有故障吗？', open],
  ['有没有故障', open],
  ['还有哪些未关闭的事件', open],
  ['列出未关闭的事件', open],
  ['who leads', leader],
  ['who leads this incident?', leader],
  ['who is the commander', leader],
  ['Who is the incident commander?', leader],
  ["who's in charge here", leader],
  ['who is in command', leader],
  ['谁在指挥', leader],
  ['谁是指挥官？', leader],
  ['指挥官是谁', leader],
  ['现在谁指挥', leader],
  ['which alerts fire', alerts],
  ['which alerts are firing?', alerts],
  ['what is firing', alerts],
  ['any alerts?', alerts],
  ['show the firing alerts', alerts],
  ['有哪些告警', alerts],
  ['现在有什么告警？', alerts],
  ['有告警吗', alerts],
  ['什么在告警', alerts],
  ['why did OrdersRejected not call anybody?', why('OrdersRejected')],
  ["why didn't DiskFull page me", why('DiskFull')],
  ['why did DiskFull page', why('DiskFull')],
  ['why was nobody called for DiskFull?', why('DiskFull')],
  ['DiskFull 为什么没有呼叫', why('DiskFull')],
  ['DiskFull怎么没叫人', why('DiskFull')],
  ['为什么 DiskFull 没有呼叫任何人？', why('DiskFull')],
  ['ack', ack],
  ['Ack it!', ack],
  ['acknowledge this', ack],
  ["I'll take it", ack],
  ['I’ll take this one', ack],
  ["I've got it.", ack],
  ['on it', ack],
  ["I'm on it!", ack],
  ['我来处理', ack],
  ['我来处理一下', ack],
  ['认领', ack],
  ['我认领', ack],
  ['收到，我来跟进', ack],
  ['交给我吧', ack],
  ['resolve it', resolve],
  ['please resolve this incident', resolve],
  ['it is resolved', resolve],
  ['mark it as resolved', resolve],
  ['Resolved.', resolve],
  ['已恢复', resolve],
  ['已恢复。', resolve],
  ['解决', resolve],
  ['问题已解决', resolve],
  ['故障已恢复正常', resolve],
  ['关闭事件', resolve],
  ['mitigated', mitigate],
  ['it is mitigated now', mitigate],
  ['mark it as mitigated', mitigate],
  ['the bleeding has stopped', mitigate],
  ['已止损', mitigate],
  ['止损了', mitigate],
  ['标记为已止损', mitigate],
  ['note that the failover has begun', note('the failover has begun')],
  ['Note: failover begun, please wait', note('failover begun, please wait')],
  ['add a note: DB-1 is back', note('DB-1 is back')],
  ['for the record, we rolled back at 09:35', note('we rolled back at 09:35')],
  ['记一下 已切换到备库', note('已切换到备库')],
  ['记一下：已切换到备库，等待观察。', note('已切换到备库，等待观察。')],
  ['请记录：09:35 回滚完成', note('09:35 回滚完成')],
  ['备注 网关重启', note('网关重启')],
  ['declare SEV1 Orders are rejected', declare('SEV1', 'Orders are rejected')],
  ['declare a sev2: quotes are late', declare('SEV2', 'quotes are late')],
  ['please declare an incident: Quotes are late', declare(null, 'Quotes are late')],
  ['raise a SEV1 incident for order rejects', declare('SEV1', 'order rejects')],
  ['发起应急 委托大量被拒', declare(null, '委托大量被拒')],
  ['发起应急 SEV1 委托大量被拒', declare('SEV1', '委托大量被拒')],
  ['发起 SEV1 应急：委托大量被拒', declare('SEV1', '委托大量被拒')],
  ['宣布SEV2事件，行情延迟', declare('SEV2', '行情延迟')],
  ['severity to SEV2', level('SEV2')],
  ['set the severity to sev 1', level('SEV1')],
  ['make it a SEV1', level('SEV1')],
  ['upgrade to SEV1 please', level('SEV1')],
  ['升级到 SEV1', level('SEV1')],
  ['升级到ＳＥＶ１', level('SEV1')],
  ['降级为SEV3', level('SEV3')],
  ['级别调整为 SEV2', level('SEV2')],
  ['定级为SEV2', level('SEV2')],
  ['assign commander to bo', commander('bo')],
  ['assign the commander role to Bo', commander('Bo')],
  ['bo is the commander', commander('bo')],
  ['make Lan Lin the commander', commander('Lan Lin')],
  ['give command to @bo', commander('bo')],
  ['I take command', commander(null)],
  ["I'll lead", commander(null)],
  ['assign scribe to bo', { is: 'assign', role: 'scribe', person: 'bo' }],
  ['bo is communications lead', { is: 'assign', role: 'communications', person: 'bo' }],
  ['指挥官给 bo', commander('bo')],
  ['指挥官交给林岚', commander('林岚')],
  ['让林岚指挥', commander('林岚')],
  ['林岚当指挥官', commander('林岚')],
  ['我来指挥', commander(null)],
  ['我来当指挥官', commander(null)],
  ['记录员给周悦', { is: 'assign', role: 'scribe', person: '周悦' }],
  ['silence this for 30 minutes', silence(null, 30)],
  ['mute it for 1 hour please', silence(null, 60)],
  ['silence DiskFull for 2h', silence('DiskFull', 120)],
  ['silence the order gateway for half an hour', silence('order gateway', 30)],
  ['静默30分钟', silence(null, 30)],
  ['静默半小时', silence(null, 30)],
  ['把这个告警静默一小时', silence(null, 60)],
  ['静默 委托网关 一个半小时', silence('委托网关', 90)],
  ['屏蔽DiskFull２小时', silence('DiskFull', 120)],
];

const talk: readonly string[] = [
  '',
  '   ',
  'hello',
  'good morning everybody',
  'I am restarting db-1 now',
  'restarting db-1 now',
  'the rejects are falling',
  'who broke it?',
  'who is here',
  'who is going to the meeting',
  'who is on holiday',
  'is anybody there?',
  'can somebody look at the logs',
  'what is the reject ratio?',
  'what is open in the firewall',
  'why is it slow',
  'why did you call me',
  'it is not resolved',
  'is it resolved?',
  'not resolved yet',
  'we will resolve it when the alerts are over',
  'I think it was mitigated by the rollback',
  'I will take a look at the logs',
  "I'll take the train",
  'he is on it',
  'nobody is commander',
  'ack from the exchange takes 3 ms',
  'the severity of this is unclear',
  'this looks like SEV1 to me',
  'do not declare an incident',
  'silence in the room',
  'it was silent for 30 minutes',
  'the on call phone is broken',
  'call me when it is over',
  'ok',
  'yes',
  'roll back',
  '好的',
  '收到',
  '同意回滚',
  '正在看日志',
  '数据库恢复了一半',
  '还没恢复',
  '没有恢复',
  '恢复了吗',
  '什么时候能恢复',
  '谁改的配置',
  '谁在看这个',
  '值班手机坏了',
  '我来不及了',
  '不要升级到 SEV1',
  '先别静默',
  '别认领',
  '为什么这么慢',
  '有哪些人受影响',
  '这个事件和昨天那个像',
  '没人指挥',
  '请不要发起应急',
];

describe('what a sentence means', () => {
  it.each(meant)('“%s”', (text, meaning) => {
    expect(readSentence(text)).toEqual({ isAddressed: false, meaning });
  });

  it('more than a hundred are understood, fifty are not', () => {
    expect(meant.length).toBeGreaterThan(130);
    expect(talk.length).toBeGreaterThanOrEqual(50);
  });
});

it.each(talk)('“%s” is talk', (text) => {
  expect(readSentence(text).meaning).toBeNull();
});

it.each([
  ['Tocsin, who is on call?', onCall(null)],
  ['@Tocsin resolve it', resolve],
  ['@tocsin: please note that the failover has begun', note('the failover has begun')],
  ['机器人，谁在值班', onCall(null)],
  ['@机器人 我来处理', ack],
  ['机器人请升级到SEV1', level('SEV1')],
  ['hey Tocsin declare SEV2 quotes are late', declare('SEV2', 'quotes are late')],
  ['Tocsin, how are you', null],
  ['@Tocsin', null],
])('“%s” is said to the bot', (text, meaning) => {
  expect(readSentence(text)).toEqual({ isAddressed: true, meaning });
});

test('a long or malicious message is read in no time', () => {
  const began = performance.now();
  for (const piece of ['支付', 'who is on call for ', 'a b ', 'silence ', '给', '现在谁', ' is the commander ', '静默'])
    for (const length of [500, 10_000]) readSentence(piece.repeat(length).slice(0, length));
  expect(performance.now() - began).toBeLessThan(10_000);
});

describe('whom a name means', () => {
  const all = [
    { names: ['payments', '支付'], is: 'payments' },
    { names: ['payments-core', '支付核心', 'Payments core'], is: 'payments-core' },
    { names: ['order-gateway', '委托网关', 'Order gateway'], is: 'order-gateway' },
    { names: ['trading-first', '交易一线'], is: 'first' },
    { names: ['trading-second', '交易二线'], is: 'second' },
  ];
  it.each([
    ['payments', ['payments']],
    ['Payments Team', ['payments']],
    ['支付', ['payments']],
    ['支付团队', ['payments']],
    ['支付核心', ['payments-core']],
    ['order gateway', ['order-gateway']],
    ['Order-Gateway', ['order-gateway']],
    ['ｏｒｄｅｒ　ｇａｔｅｗａｙ', ['order-gateway']],
    ['委托', ['order-gateway']],
    ['trading', ['first', 'second']],
    ['交易', ['first', 'second']],
    ['the moon', []],
    ['', []],
    ['组', []],
  ])('“%s” is %j', (text, found) => {
    expect(namedLike(text, all)).toEqual(found);
  });
});

it.each([
  ['30 minutes', 30],
  ['an hour', 60],
  ['half an hour', 30],
  ['1.5h', 90],
  ['2 days', 2880],
  ['半小时', 30],
  ['一个半小时', 90],
  ['十五分钟', 15],
  ['二十分钟', 20],
  ['三十五分', 35],
  ['两天', 2880],
  ['a while', null],
  ['很久', null],
])('“%s” is %s minutes', (text, minutes) => {
  expect(minutesSaid(text)).toBe(minutes);
});
