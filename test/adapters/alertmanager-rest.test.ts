import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alertmanager } from '../../adapters/source/alertmanager/receive.ts';
import { readSourceAlerts } from '../../app/http/alert-intake.ts';
import { OutsideError } from '../../ports/errors.ts';
import { delivered } from '../harness/delivered.ts';
import { sample } from '../harness/samples.ts';

const now = Date.parse('2026-11-23T01:30:00Z');
const listed = {
  labels: { alertname: 'DiskFull', instance: 'db-9' },
  annotations: { summary: 'Full' },
  startsAt: '2026-11-23T01:20:00.000Z',
  endsAt: '2026-11-23T01:34:00.000Z',
  updatedAt: '2026-11-23T01:30:00.000Z',
  generatorURL: 'http://prometheus.example.com/graph',
  fingerprint: 'a1b2c3d4e5f60718',
  receivers: [{ name: 'tocsin' }],
  status: { state: 'active', silencedBy: [], inhibitedBy: [] },
};

describe('what Alertmanager left out of a batch', () => {
  const asked: IncomingMessage[] = [];
  const played: { answer: (response: ServerResponse) => void } = { answer: () => {} };
  let server: Server;
  let api: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      played.answer(response);
    });
    await new Promise<void>((heard) => void server.listen(0, '127.0.0.1', heard));
    api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/am/`;
  });
  afterAll(() => void server.close());
  beforeEach(() => void asked.splice(0));

  const answers = (status: number, body: unknown, headers = {}): void => {
    played.answer = (response) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const rest = (labels: Record<string, string> = { alertname: 'DiskFull' }, at = api) =>
    alertmanager.rest?.({ count: 3, labels }, at) ?? expect.fail('it can be asked');

  test('is asked for by the labels of the group, and only what would have been in it', async () => {
    answers(200, [listed]);
    await rest({ alertname: 'Disk "full"', 'odd.name': 'x' });
    const url = new URL(asked[0]?.url ?? '', api);
    expect(url.pathname).toBe('/am/api/v2/alerts');
    expect(url.searchParams.getAll('filter')).toEqual(['alertname="Disk \\"full\\""', '"odd.name"="x"']);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ active: 'true', silenced: 'false', inhibited: 'false' });
  });

  test('fires without an end, and is the alert that the webhook would have told of', async () => {
    answers(200, [listed]);
    const heard = await rest();
    expect(heard.map((a) => a.posted)).toMatchObject([
      { endsAt: '9999-12-31T00:00:00Z', startsAt: listed.startsAt, labels: listed.labels },
    ]);
    const from = delivered(null, now).integration;
    const webhook = { ...(sample('alertmanager', 'firing') as object), alerts: [{ ...listed, status: 'firing' }] };
    const told = alertmanager.read(delivered(webhook, now));
    const names = (alerts: typeof heard): string[] => readSourceAlerts(alerts, from, now).signals.map((s) => s.fingerprint);
    expect(names(heard)).toEqual(names(told.ok ? told.alerts : []));
  });

  test('a login in the address is sent as basic auth and told to nobody', async () => {
    answers(401, {});
    const failure = await rest(undefined, api.replace('//', '//ana:pass%20word@')).catch((e: unknown) => e as OutsideError);
    expect(asked[0]?.headers.authorization).toBe(`Basic ${btoa('ana:pass word')}`);
    expect(failure).toMatchObject({ failure: 'auth', message: expect.not.stringContaining('pass') as string });
  });

  test.each<[why: string, status: number, body: unknown, failure: string]>([
    ['a redirect is not followed', 302, '', 'invalid'],
    ['no rights', 403, {}, 'forbidden'],
    ['no such path', 404, {}, 'not-found'],
    ['too often', 429, {}, 'rate-limited'],
    ['it is ill', 503, 'ill', 'transient'],
    ['it answers a page', 200, '<html>', 'invalid'],
    ['it answers something else', 200, { alerts: [] }, 'invalid'],
  ])('%s: the failure has a class and an address to look at', async (_why, status, body, failure) => {
    answers(status, body, { location: `${api}elsewhere` });
    const thrown = await rest().catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(OutsideError);
    expect(thrown).toMatchObject({
      failure,
      message: expect.stringMatching(/^alertmanager: http:\/\/127\.0\.0\.1:\d+\/am\/api\/v2\/alerts /u) as string,
    });
    expect(asked).toHaveLength(1);
  });

  test('a connection that breaks is worth another try', async () => {
    played.answer = (response) => void response.destroy();
    expect(await rest().catch((e: unknown) => e)).toMatchObject({ failure: 'transient', passing: true });
  });
});
