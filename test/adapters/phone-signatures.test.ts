import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { signedRequest } from '../../adapters/phone/aliyun/signed.ts';
import { filledRequest } from '../../adapters/phone/http/fill.ts';
import { hearGateway } from '../../adapters/phone/http/receive.ts';
import { hearTwilio } from '../../adapters/phone/twilio/receive.ts';
import { pbxHeaders, pbxSecrets } from '../emulators/pbx.ts';
import { signatureOf } from '../emulators/twilio.ts';

const now = Date.parse('2026-11-23T02:00:00Z');

interface Vectors {
  readonly extras: {
    readonly twilioSignature: {
      readonly url: string;
      readonly authToken: string;
      readonly cases: readonly { readonly params: Record<string, string>; readonly expect: string }[];
      readonly jsonCase: { readonly body: string; readonly signedUrl: string; readonly expect: string };
    };
  };
}
const { twilioSignature: vectors } = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/oncall-vectors.json'), 'utf8')) as Vectors
).extras;

describe('Twilio’s signature', () => {
  const hear = (url: string, form: string, signature: string, more: { type?: string; tokens?: readonly string[]; account?: string } = {}) =>
    hearTwilio(
      {
        url,
        method: 'POST',
        headers: { 'content-type': more.type ?? 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
        body: form,
        now,
      },
      { accountSid: more.account ?? 'AC1', tokens: more.tokens ?? [vectors.authToken] },
    );
  const url = 'https://tocsin.example.com/phone/twilio/status?id=p1';
  const form = { AccountSid: 'AC1', CallSid: 'CA1', CallStatus: 'ringing', SequenceNumber: '1' };
  const body = new URLSearchParams(form).toString();
  const good = signatureOf(url, form, vectors.authToken);

  test.each(vectors.cases)('of published case $expect', ({ params, expect: signature }) => {
    const signed = signatureOf(vectors.url, params, vectors.authToken);
    expect(signed).toBe(signature);
    // Nothing in them is for us, and no account; what is not signed is not even read.
    expect(hear(vectors.url, new URLSearchParams({ ...params, CallSid: 'CA2' }).toString(), signature)).toBeNull();
  });

  test('is good for this address and form, by either of two tokens', () => {
    expect(hear(url, body, good)).toHaveLength(1);
    expect(hear(url, body, good, { tokens: ['new-token', vectors.authToken] })).toHaveLength(1);
    expect(hear(url, body, good, { tokens: ['new-token'] })).toBeNull();
  });

  test('is good with and without the port that https has anyway', () => {
    expect(hear(url, body, signatureOf(url.replace('.com/', '.com:443/'), form, vectors.authToken))).toHaveLength(1);
  });

  test.each([
    ['a flipped byte', url, body, `${good.slice(0, -3)}A${good.slice(-2)}`],
    ['no signature', url, body, ''],
    ['another path', url.replace('status', 'digits'), body, good],
    ['a slash at the end', url.replace('?', '/?'), body, good],
    ['a parameter more', `${url}&x=1`, body, good],
    ['a field more', url, `${body}&Digits=4`, good],
    ['a field twice', url, `${body}&CallStatus=completed`, good],
    ['http instead of https', url.replace('https', 'http'), body, good],
    ['another host', url.replace('tocsin.', 'evil.'), body, good],
  ])('is bad with %s', (_why, at, sent, signature) => expect(hear(at, sent, signature)).toBeNull());

  test('is bad for another account', () => expect(hear(url, body, good, { account: 'AC2' })).toBeNull());

  test('a field that is there twice counts twice', () => {
    const twice = signatureOf(url, { ...form, Tag: 'ab' }, vectors.authToken);
    expect(hear(url, `${body}&Tag=a&Tag=b`, twice)).toBeNull();
    const apart = signatureOf(url, { ...form, Tag: 'aTagb' }, vectors.authToken);
    expect(hear(url, `${body}&Tag=a&Tag=b`, apart)).toHaveLength(1);
  });

  test('of a JSON body is of its hash, which is compared', () => {
    const { body: json, signedUrl, expect: signature } = vectors.jsonCase;
    const as = { type: 'application/json', account: undefined as never };
    const any = (sent: string, at = signedUrl) =>
      hearTwilio(
        { url: at, method: 'POST', headers: { 'content-type': as.type, 'x-twilio-signature': signature }, body: sent, now },
        { accountSid: undefined as never, tokens: [vectors.authToken] },
      );
    expect(any(json)).toEqual([]);
    expect(any(json.replace('value', 'other'))).toBeNull();
    expect(any(json, signedUrl.replace(/bodySHA256=\w+/u, ''))).toBeNull();
  });
});

test('Alibaba Cloud’s published example of ACS3-HMAC-SHA256', () => {
  const params = { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' };
  const request = signedRequest(
    'https://ecs.cn-shanghai.aliyuncs.com',
    { action: 'RunInstances', version: '2014-05-26', params },
    { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' },
    { now: Date.parse('2023-10-26T10:22:32Z'), nonce: '3156853299f313e23d1673dc12e1703d' },
  );
  expect(request.headers.get('authorization')).toContain('Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0');
});

describe('a gateway’s signature', () => {
  const body = JSON.stringify({ id: 'p1', status: 'ringing' });
  const hear = (at: number, sent = body, secret: string | undefined = pbxSecrets.secret) =>
    hearGateway(
      { url: 'https://tocsin.example.com/phone/http/status', method: 'POST', headers: pbxHeaders(body, at), body: sent, now },
      secret,
    );
  test.each([
    ['now', 0, true],
    ['five minutes old', -300_000, true],
    ['five minutes ahead', 300_000, true],
    ['older', -301_000, false],
    ['further ahead', 301_000, false],
  ])('%s', (_why, ms, isHeard) => expect(hear(now + ms) !== null).toBe(isHeard));
  test('is of the very body', () => expect(hear(now, body.replace('ringing', 'answered'))).toBeNull());
  test('without a secret nothing is heard', () =>
    expect(hearGateway({ url: '', method: 'POST', headers: pbxHeaders(body, now, ''), body, now }, undefined)).toBeNull());
});

describe('what is filled into a request stays what it is', () => {
  const hostile = '"}, "x": 1 & a=b\r\nEvil: 1 <é> ../..';
  const values = { text: hostile, number: '+8613800000001' };
  const base = { method: 'POST' as const, headers: {}, idAt: 'id', json: undefined, form: undefined };
  test('in an address', () => {
    const { url } = filledRequest({ ...base, url: 'http://pbx.example/{{number}}?t={{text}}' }, values, undefined);
    expect(new URL(url).pathname).toBe('/%2B8613800000001');
    expect([...new URL(url).searchParams]).toEqual([['t', hostile]]);
  });
  test('in JSON, however deep', async () => {
    const request = filledRequest(
      { ...base, url: 'http://pbx.example', json: { a: [{ b: 'say: {{text}}' }], n: 1, no: null, '{{text}}': 'x' } },
      values,
      undefined,
    );
    expect(await request.json()).toEqual({ a: [{ b: `say: ${hostile}` }], n: 1, no: null, '{{text}}': 'x' });
  });
  test('in a form', async () => {
    const request = filledRequest({ ...base, url: 'http://pbx.example', form: { m: '{{text}}' } }, values, undefined);
    expect([...new URLSearchParams(await request.text())]).toEqual([['m', hostile]]);
  });
  test('in a header, in one line', () => {
    const request = filledRequest({ ...base, url: 'http://pbx.example', headers: { 'x-text': '{{text}}' } }, values, 'Bearer x');
    expect(request.headers.get('x-text')).not.toMatch(/[\r\n]/u);
    expect(request.headers.get('evil')).toBeNull();
    expect(request.headers.get('authorization')).toBe('Bearer x');
  });
  test('a name that is not known stays as it is written', () => {
    expect(filledRequest({ ...base, url: 'http://pbx.example/?x={{constructor}}' }, values, undefined).url).toContain('constructor');
  });
});
