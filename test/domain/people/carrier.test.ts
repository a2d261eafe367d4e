import { describe, expect, test } from 'vitest';
import { Carrier, carriersFor } from '../../../domain/people/carrier.ts';

const twilio = { type: 'twilio', accountSid: 'AC0123456789', authToken: 't', from: '+14155550100' };
const named = (name: string, more: object = {}) => ({ name, spec: Carrier.parse({ ...twilio, ...more }) });

describe('a number goes to', () => {
  test.each<[why: string, all: ReturnType<typeof named>[], to: string, names: string[]]>([
    ['those that take all, by name', [named('b'), named('a')], '+8613800000001', ['a', 'b']],
    ['the one with the higher priority first', [named('a'), named('b', { priority: 1 })], '+8613800000001', ['b', 'a']],
    [
      'the longest beginning before any priority',
      [named('a', { priority: 9, numbers: ['+86'] }), named('b', { numbers: ['+86138'] })],
      '+8613800000001',
      ['b', 'a'],
    ],
    ['nobody whose numbers begin otherwise', [named('a', { numbers: ['+1'] })], '+8613800000001', []],
    ['nobody who does not do it', [named('a', { for: ['sms'] })], '+8613800000001', []],
  ])('%s', (_why, all, to, names) => expect(carriersFor(all, to, 'phone').map((c) => c.name)).toEqual(names));
});

test.each<[why: string, spec: object, path: string, says: RegExp]>([
  ['no type', { ...twilio, type: 'carrier-pigeon' }, 'type', /twilio, aliyun or http/u],
  ['a number without a plus', { ...twilio, from: '4155550100' }, 'from', /write \+ and the country code/u],
  ['a strange account', { ...twilio, accountSid: 'XX1' }, 'accountSid', /begins with AC/u],
  ['a prefix without a plus', { ...twilio, numbers: ['86'] }, 'numbers.0', /such as \+86/u],
  [
    'a menu without a number',
    {
      type: 'aliyun',
      accessKeyId: 'a',
      accessKeySecret: 'b',
      secret: 'x'.repeat(32),
      voice: { template: 'TTS_1', menu: { ack: 'TTS_2' } },
    },
    'voice',
    /bought number/u,
  ],
  ['a short secret for reports', { type: 'aliyun', accessKeyId: 'a', accessKeySecret: 'b', secret: 'short' }, 'secret', /32 random/u],
  ['two bodies', { type: 'http', call: { url: 'http://pbx/call', json: {}, form: {} } }, 'call', /write one of them/u],
  ['a body in a GET', { type: 'http', call: { url: 'http://pbx/call', method: 'GET', json: {} } }, 'call', /write method: POST/u],
  ['no web address', { type: 'http', call: { url: 'file:///etc/passwd' } }, 'call.url', /http/u],
])('%s is refused in plain words', (_why, spec, path, says) => {
  const issue = Carrier.safeParse(spec).error?.issues[0];
  expect(issue?.path.join('.')).toBe(path);
  expect(issue?.message).toMatch(says);
});
