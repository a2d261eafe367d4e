import { describe } from 'vitest';
import { parse } from 'yaml';
import { aliyunCarrier } from '../../adapters/phone/aliyun/carrier.ts';
import { httpCarrier } from '../../adapters/phone/http/carrier.ts';
import { twilioCarrier } from '../../adapters/phone/twilio/carrier.ts';
import { Carrier } from '../../domain/people/carrier.ts';
import type { Callback } from '../../ports/phone.ts';
import { aliyunAccount, startAliyun } from '../emulators/aliyun.ts';
import { pbxHeaders, pbxSecrets, startPbx } from '../emulators/pbx.ts';
import { signatureOf, startTwilio, twilioAccount } from '../emulators/twilio.ts';
import { phoneContract, type CarrierUnderTest } from './phone.contract.ts';

const now = Date.parse('2026-11-23T02:00:00Z');
const publicUrl = (): string => 'https://tocsin.example.com';

/** The spec as a file would give it. */
function specOf<T extends Carrier['type']>(document: string, type: T): Extract<Carrier, { type: T }> {
  const spec = Carrier.parse((parse(document) as { spec: unknown }).spec);
  if (spec.type !== type) throw new Error(`not ${type}`);
  return spec as Extract<Carrier, { type: T }>;
}

async function twilio(): Promise<CarrierUnderTest> {
  const e = await startTwilio();
  e.now = () => now;
  const callback = (place: string, id: string, form: Record<string, string>): Callback => {
    const url = `${publicUrl()}/phone/twilio/${place}?id=${id}`;
    const all = { AccountSid: twilioAccount.accountSid, ...form };
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signatureOf(url, all) };
    return { url, method: 'POST', headers, body: new URLSearchParams(all).toString(), now };
  };
  return {
    carrier: twilioCarrier({ name: 'twilio', spec: specOf(e.carrier, 'twilio'), publicUrl }),
    ordered: () => [
      ...e.calls.map((c) => ({ by: 'phone' as const, to: c.to, said: '' })),
      ...e.texts.map((t) => ({ by: 'sms' as const, to: t.to, said: t.body })),
    ],
    fails: (how) =>
      e.fails(
        {
          down: { status: 503 },
          limited: { status: 429, code: 20_429 },
          shut: { status: 401, code: 20_003 },
          late: 'late' as const,
          'bad number': { status: 400, code: 21_211 },
        }[how],
      ),
    says: (word, { id, ref, by, seq }) =>
      by === 'phone'
        ? callback('status', id, { CallSid: ref, CallStatus: word, SequenceNumber: String(seq) })
        : callback('status', id, { MessageSid: ref, MessageStatus: word }),
    presses: (digit, { id, ref }) => callback('digits', id, { CallSid: ref, Digits: digit }),
    replies: (from, text) => callback('sms', 'none', { MessageSid: 'SM1', From: from, Body: text }),
    forged: (c) => ({ ...c, headers: { ...c.headers, 'x-twilio-signature': signatureOf(c.url, {}, 'another') } }),
    turns: (ref, word) => {
      for (const each of [...e.calls, ...e.texts]) if (each.sid === ref) each.status = word;
    },
    secrets: [twilioAccount.authToken],
    close: () => e.stop(),
  };
}

async function aliyun(): Promise<CarrierUnderTest> {
  const e = await startAliyun();
  const callback = (report: object): Callback => ({
    url: `${publicUrl()}/phone/aliyun/report?secret=${aliyunAccount.secret}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([report]),
    now,
  });
  const codes: Readonly<Record<string, string>> = { completed: '200000', busy: '200002', 'no-answer': '200003' };
  return {
    carrier: aliyunCarrier({ name: 'aliyun', spec: specOf(e.carrier, 'aliyun'), now: () => now }),
    ordered: () =>
      e.orders.map(({ action, params }) =>
        action === 'SendSms'
          ? { by: 'sms' as const, to: params['PhoneNumbers'] ?? '', said: params['TemplateParam'] ?? '' }
          : { by: 'phone' as const, to: params['CalledNumber'] ?? '', said: params['StartTtsParams'] ?? '' },
      ),
    fails: (how) =>
      e.fails(
        {
          down: { status: 200, code: 'isp.SYSTEM_ERROR' },
          limited: { status: 400, code: 'Throttling.User' },
          shut: { status: 404, code: 'InvalidAccessKeyId.NotFound' },
          late: 'late' as const,
          'bad number': { status: 200, code: 'isv.MOBILE_NUMBER_ILLEGAL' },
        }[how],
      ),
    says: (word, { id, ref, by }) =>
      by === 'phone'
        ? callback({ call_id: ref, out_id: id, status_code: codes[word], dtmf: '', duration: '0' })
        : callback({
            phone_number: '13800000001',
            biz_id: '1^2',
            out_id: id,
            success: word === 'delivered',
            err_code: word === 'delivered' ? 'DELIVERED' : 'MK:0001',
          }),
    presses: (digit, { id, ref }) => callback({ call_id: ref, out_id: id, status_code: 300_000, dtmf: digit }),
    replies: (_from, text) =>
      callback({ phone_number: '13800000001', content: text, send_time: '2026-11-23 10:00:00', dest_code: '1', sequence_id: 1 }),
    forged: (c) => ({ ...c, url: c.url.replace(/secret=.*/u, 'secret=another') }),
    turns: (ref, word) => {
      for (const o of e.orders) if (o.id === ref || o.params['OutId'] === ref) o.state = word === 'delivered' ? '3' : '200003';
    },
    secrets: [aliyunAccount.accessKeySecret, aliyunAccount.secret],
    close: () => e.stop(),
  };
}

async function pbx(): Promise<CarrierUnderTest> {
  const e = await startPbx();
  const callback = (report: object): Callback => {
    const body = JSON.stringify(report);
    return { url: `${publicUrl()}/phone/http/status`, method: 'POST', headers: pbxHeaders(body, now), body, now };
  };
  return {
    carrier: httpCarrier({ name: 'pbx', spec: specOf(e.carrier, 'http'), publicUrl }),
    ordered: () =>
      e.orders.map(({ by, said }) => ({
        by: by === 'call' ? ('phone' as const) : ('sms' as const),
        to: said['to'] ?? '',
        said: said['say'] ?? said['message'] ?? '',
      })),
    fails: (how) =>
      e.fails(
        {
          down: { status: 502 },
          limited: { status: 429, headers: { 'retry-after': '3' } },
          shut: { status: 403 },
          late: 'late' as const,
          'bad number': { status: 422, body: 'no such number' },
        }[how],
      ),
    says: (word, { id, ref, seq }) => callback({ id, ref, status: word, seq }),
    presses: (digit, { id, ref }) => callback({ id, ref, digit }),
    replies: (from, text) => callback({ from, text, ref: 'in-1' }),
    forged: (c) => ({ ...c, headers: pbxHeaders(c.body, now, 'another-secret-of-16') }),
    turns: (ref, word) => {
      for (const o of e.orders) if (o.id === ref || o.said['id'] === ref) o.status = word;
    },
    secrets: [pbxSecrets.authorization, pbxSecrets.secret],
    close: () => e.stop(),
  };
}

describe('Twilio', () => phoneContract(twilio, {}));
describe('Alibaba Cloud', () =>
  phoneContract(aliyun, { 'find a call': 'a call can be asked for by its own id only; after a crash it is repeated, and labelled so' }));
describe('a gateway of one’s own', () => phoneContract(pbx, {}));
