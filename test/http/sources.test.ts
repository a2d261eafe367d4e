import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sources } from '../../app/sources.ts';
import { sample, samples } from '../harness/samples.ts';
import { until } from '../harness/until.ts';
import { anApp, minute } from './an-app.ts';

const app = anApp();
const integrations = [...sources.keys()].map(
  (source) => `{ kind: integration, name: ${source}, spec: { source: ${source}, key: key-of-${source} } }`,
);
const others = [
  '{ kind: integration, name: pd-two, spec: { source: pagerduty, key: another-key } }',
  '{ kind: integration, name: ce-two, spec: { source: cloudevents, key: k } }',
];

beforeAll(async () => {
  writeFileSync(join(app.configDirectory, 'sources.yaml'), [...integrations, ...others].join('\n---\n'));
  await until(
    async () => (await app.get<{ integrations: object[] }>('/api/v1/integrations')).body.integrations.length > integrations.length,
    {
      what: 'the integrations to be read',
    },
  );
});

const hook = (source: string): string => `/hooks/${source}/key-of-${source}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function send(source: string, name: string) {
  const body = sample(source, name);
  const isForm = source === 'aliyun-cloudmonitor';
  const answer = await app.post<Record<string, unknown>>(hook(source), {
    body: isForm ? new URLSearchParams(body as Record<string, string>).toString() : body,
    headers: isForm ? form : {},
  });
  await app.idle();
  return answer;
}

interface Shown {
  readonly fingerprint: string;
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly source: string;
}

async function alertsOf(source: string, state: 'firing' | 'resolved'): Promise<Shown[]> {
  const { body } = await app.skill<{ alerts: Shown[] }>('alert/list', { state, limit: 1_000 });
  return body.output.alerts.filter((a) => a.source === source);
}

describe('what a source sends to its hook', () => {
  test.each([...sources.keys()])('%s: fires, is repeated, recovers', async (source) => {
    const status = source === 'pagerduty' ? 202 : 200;
    expect(await send(source, 'firing')).toMatchObject({ status });
    expect(await send(source, 'firing')).toMatchObject({ status });
    const firing = await alertsOf(source, 'firing');
    expect(firing).toHaveLength(1);
    app.clock.jump(minute);
    expect(await send(source, 'resolved')).toMatchObject({ status });
    expect(await alertsOf(source, 'firing')).toEqual([]);
    expect((await alertsOf(source, 'resolved')).map((a) => a.fingerprint)).toContain(firing[0]?.fingerprint);
  });

  test.each(samples().filter(([, name]) => name !== 'mapped'))('%s %s is taken', async (source, name) => {
    expect((await send(source, name)).status).toBeLessThan(300);
  });

  test('n9e: when it gets worse the severity before recovers, and the alert does not', async () => {
    const severity = async (): Promise<string[]> =>
      (await alertsOf('n9e', 'firing')).filter((a) => a.labels['instance'] === 'db-1').map((a) => a.labels['severity'] ?? '');
    app.clock.jump(10 * minute);
    const post = (name: string, more = {}) => app.post(hook('n9e'), { body: { ...(sample('n9e', name) as object), ...more } });
    await post('firing');
    await post('update');
    await post('resolved');
    expect(await severity()).toEqual(['critical']);
    await post('resolved', { severity: 1 });
    expect(await severity()).toEqual([]);
  });

  test('an answer to it is sought in vain with another key', async () => {
    for (const url of ['/hooks/zabbix/key-of-keep', '/hooks/zabbix/', '/hooks/nosuch/key-of-zabbix'])
      expect((await app.post(url, { body: sample('zabbix', 'firing') })).status).toBe(404);
  });
});

const garbage: [what: string, type: string, body: string][] = [
  ['nothing', 'application/json', ''],
  ['broken JSON', 'application/json', '{"a":'],
  ['JSON that is no object', 'application/json', '17'],
  ['a deep list', 'application/json', '['.repeat(100) + ']'.repeat(100)],
  ['a form', 'application/x-www-form-urlencoded', 'a=1&b=%zz&__x=1'],
  ['a poisoned form', 'application/x-www-form-urlencoded', '__proto__=1'],
  ['a long form', 'application/x-www-form-urlencoded', Array.from({ length: 1_001 }, (_, i) => `f${i}=1`).join('&')],
  ['broken JSON in a form', 'application/x-www-form-urlencoded', '{"a":'],
  ['text', 'text/plain', 'the disk is full'],
  ['XML', 'application/xml', '<alert/>'],
  ['bytes', 'image/png', '\u0089PNG\u0000\u0001'],
  ['an odd type', 'application/vnd.api+json', '"x"'],
  ['no type at all', '', 'x'],
];
describe.each([...sources.keys()])('%s', (source) => {
  test.each(garbage)('%s is refused in plain words', async (_what, type, payload) => {
    const { status, body } = await app.send<{ because?: string; errors?: string[] }>({
      method: 'POST',
      url: hook(source),
      headers: type === '' ? {} : { 'content-type': type },
      payload,
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.because ?? body.errors?.join()).toMatch(/\w{3}/u);
  });
});

test('JSON is JSON whatever it is for; under another name it is not', async () => {
  const body = sample('zabbix', 'firing');
  const typed = (type: string) => app.post(hook('zabbix'), { body, headers: { 'content-type': type } });
  expect(await typed('application/vnd.zabbix+json; charset=utf-8')).toMatchObject({ status: 200 });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    expect(await typed(type)).toMatchObject({
      status: 415,
      body: { because: expect.stringContaining('content-type: application/json') as string },
    });
});

describe('CloudEvents', () => {
  test('binary, with data of any type', async () => {
    const headers = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/jobs', 'ce-type': 'job.failed', 'content-type': 'text/plain' };
    expect(await app.post('/hooks/ce-two/k', { headers, body: '{ not json' })).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await alertsOf('ce-two', 'firing')).toMatchObject([
      { labels: { alertname: 'job.failed' }, annotations: { summary: '{ not json' } },
    ]);
  });

  test.each([
    ['structured', 'application/cloudevents+json; charset=UTF-8', 'firing', 1],
    ['a batch', 'application/cloudevents-batch+json', 'batch', 2],
  ])('%s', async (_mode, type, name, accepted) => {
    const answer = await app.post(hook('cloudevents'), { headers: { 'content-type': type }, body: sample('cloudevents', name) });
    expect(answer).toMatchObject({ status: 200, body: { accepted } });
  });

  test('the handshake of webhooks: whoever has the key may send, as often as they like', async () => {
    const ask = (url: string, headers = {}) => app.send({ method: 'OPTIONS', url, headers });
    const origin = { 'webhook-request-origin': 'events.example.com', 'webhook-request-rate': '120' };
    expect(await ask(hook('cloudevents'), origin)).toMatchObject({
      status: 200,
      headers: { 'webhook-allowed-origin': 'events.example.com', 'webhook-allowed-rate': '*', allow: 'OPTIONS, POST' },
    });
    expect((await ask(hook('cloudevents'))).headers).not.toHaveProperty('webhook-allowed-origin');
    const refused = await ask('/hooks/cloudevents/wrong', origin);
    expect(refused.status).toBe(404);
    expect(refused.headers).not.toHaveProperty('webhook-allowed-origin');
  });
});

describe('POST /v2/enqueue', () => {
  const enqueue = (body: unknown, headers = {}) => app.post<Record<string, unknown>>('/v2/enqueue', { body, headers });
  const payload = { summary: 'Full', source: 'db-1', severity: 'critical' };
  const trigger = { routing_key: 'another-key', event_action: 'trigger', dedup_key: 'disk', payload };
  const firing = async (): Promise<string[]> => (await alertsOf('pd-two', 'firing')).map((a) => a.labels['instance'] ?? '');

  test('opens, notes an acknowledge, ends, and opens anew under the same key', async () => {
    const answered = { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: 'disk' } };
    for (const event_action of ['resolve', 'acknowledge']) expect(await enqueue({ ...trigger, event_action })).toMatchObject(answered);
    expect(await firing()).toEqual([]);
    expect(await enqueue(trigger)).toMatchObject(answered);
    expect(await firing()).toEqual(['db-1']);
    for (const event_action of ['acknowledge', 'resolve']) {
      app.clock.jump(1_000);
      expect(await enqueue({ routing_key: 'another-key', event_action, dedup_key: 'disk' })).toMatchObject(answered);
    }
    expect(await firing()).toEqual([]);
    app.clock.jump(1_000);
    expect(await enqueue(trigger)).toMatchObject(answered);
    expect(await firing()).toEqual(['db-1']);
  });

  test('a key is made for who gives none, and told', async () => {
    const [one, two] = [await enqueue({ ...trigger, dedup_key: undefined }), await enqueue({ ...trigger, dedup_key: '' })];
    expect(one).toMatchObject({ status: 202, body: { status: 'success', dedup_key: expect.stringMatching(/^[\w-]{32,}$/u) as string } });
    expect(one.body['dedup_key']).not.toBe(two.body['dedup_key']);
  });

  test('the same key of another integration is another alert', async () => {
    await enqueue({ ...trigger, routing_key: 'key-of-pagerduty', payload: { ...payload, source: 'elsewhere' } });
    await enqueue({ ...trigger, routing_key: 'key-of-pagerduty', event_action: 'resolve' });
    expect(await firing()).toContain('db-1');
  });

  test.each<[why: string, body: unknown, error: RegExp]>([
    ['no key', { ...trigger, routing_key: undefined }, /'routing_key' is missing or blank/u],
    ['an unknown key', { ...trigger, routing_key: 'R'.repeat(32) }, /'routing_key' is not the key/u],
    ['the key of an integration of another source', { ...trigger, routing_key: 'key-of-zabbix' }, /'routing_key' is not the key/u],
    ['no action', { ...trigger, event_action: undefined }, /'event_action' is missing or blank/u],
    ['an action nobody knows', { ...trigger, event_action: 'shout' }, /'event_action' is invalid \(must be one of .*'trigger'/u],
    ['no payload', { ...trigger, payload: null }, /'payload' is missing or blank/u],
    ['no summary', { ...trigger, payload: { ...payload, summary: '' } }, /'payload\.summary' is missing or blank/u],
    ['no source', { ...trigger, payload: { ...payload, source: undefined } }, /'payload\.source' is missing or blank/u],
    ['another severity', { ...trigger, payload: { ...payload, severity: 'bad' } }, /'payload\.severity' is invalid/u],
    ['a resolve of nothing', { routing_key: 'another-key', event_action: 'resolve' }, /'dedup_key' is missing or blank/u],
    ['a long key', { ...trigger, dedup_key: 'k'.repeat(256) }, /'dedup_key' is too long/u],
    ['no object', [], /'routing_key' is missing or blank/u],
    ['null', 'null', /'routing_key' is missing or blank/u],
    ['broken JSON', '{"routing_key":', /not valid JSON/u],
  ])('%s is an invalid event', async (_why, body, error) => {
    expect(await enqueue(body)).toMatchObject({
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid', errors: [expect.stringMatching(error) as string] },
    });
  });

  test('512 KB are too much', async () => {
    const answer = await enqueue({ ...trigger, payload: { ...payload, custom_details: 'x'.repeat(512 * 1024) } });
    expect(answer).toMatchObject({ status: 413, body: { status: 'invalid event' } });
  });

  test('just below that is taken, cut to what one alert may hold', async () => {
    const details = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`field ${i}`, 'x'.repeat(2_400)]));
    expect(await enqueue({ ...trigger, payload: { ...payload, custom_details: details } })).toMatchObject({ status: 202 });
  });

  test('whatever it is called', async () => {
    expect(await enqueue(trigger, form)).toMatchObject({ status: 202 });
    const bare = await app.send({ method: 'POST', url: '/v2/enqueue', payload: JSON.stringify(trigger) });
    expect(bare.status).toBe(202);
  });
});
