import { beforeAll, describe, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { anApp, type Answer } from './an-app.ts';

interface Report {
  readonly ok: boolean;
  readonly because: string;
  readonly checks: readonly { readonly id: string; readonly verdict: string; readonly findings: readonly { found: { en: string } }[] }[];
}

describe('the doctor', () => {
  const app = anApp({ adminToken: 'correct-horse-battery' });
  const headers: Record<string, Record<string, string>> = {};
  beforeAll(async () => {
    for (const role of ['admin', 'operator', 'auditor', 'responder'] as const)
      headers[role] = { cookie: await app.login('ana', role), 'accept-language': 'en', 'tocsin-via': 'console' };
  });
  const ask = <T>(path: string, role = 'operator'): Promise<Answer<T>> => app.get<T>(path, { headers: headers[role] ?? {} });
  const found = async (id: string, path = '/api/v1/doctor') =>
    (await ask<Report>(path)).body.checks
      .find((c) => c.id === id)
      ?.findings.map((f) => f.found.en)
      .join('\n');

  test('is for operators', async () => {
    const statuses = await Promise.all(Object.keys(headers).map(async (role) => [role, (await ask('/api/v1/doctor', role)).status]));
    expect(Object.fromEntries(statuses)).toEqual({ admin: 200, operator: 200, auditor: 403, responder: 403 });
    expect((await app.get('/api/v1/doctor')).status).toBe(401);
  });
  test('looks at everything, and holds no secret', async () => {
    const { body } = await ask<Report>('/api/v1/doctor');
    expect(body.checks.length).toBeGreaterThan(18);
    expect(JSON.stringify(body)).not.toMatch(/let-me-in|correct-horse|a key of sixteen/u);
    expect(await found('database')).toMatch(/^SQLite [\d.]+, whole/u);
    expect(await found('secrets')).toContain('firm.yaml:18 spec.key');
  });
  test('compares the address of the page with that of the links', async () => {
    expect(await found('address', '/api/v1/doctor?from=https://elsewhere.example')).toContain('you came by https://elsewhere.example');
    expect((await ask('/api/v1/doctor?from=javascript:x')).status).toBe(400);
  });
  test('sees a door that refuses, and that it is good again', async () => {
    expect(await found('integrations')).toContain('prom-sh1: never heard');
    await app.post('/hooks/prom-sh1/wrong-key', { body: {} });
    await until(async () => (await found('integrations'))?.includes('prom-sh1: refused 0 s ago (HTTP 404)'), { what: 'the refusal' });
    app.clock.jump(60_000);
    const alerts = { version: '4', status: 'firing', alerts: [{ status: 'firing', labels: { alertname: 'Down' } }] };
    expect((await app.post('/hooks/prom-sh1/let-me-in', { body: alerts })).status).toBe(200);
    await until(async () => (await found('integrations'))?.includes('prom-sh1: heard 0 s ago'), { what: 'the delivery' });
  });
  test('a test takes the road into the channel, and says how far it has come', async () => {
    const sent = await app.post<{ output: { delivery: string } }>('/api/v1/skills/channel/test', {
      body: { channel: 'ops' },
      headers: headers['operator'] ?? {},
    });
    await app.idle();
    const { body } = await ask<object>(`/api/v1/doctor/delivery?event=${encodeURIComponent(sent.body.output.delivery)}`);
    expect(body).toEqual({ state: 'done', attempts: 0, error: null });
    const room = await app.get<{ messages: { text: string }[] }>('/api/v1/chat/rooms/ops/messages', { headers: headers['admin'] ?? {} });
    expect(JSON.stringify(room.body)).toContain('Tocsin');
    expect((await ask('/api/v1/doctor/delivery?event=none')).status).toBe(404);
    const none = await app.post<{ because: string }>('/api/v1/skills/channel/test', {
      body: { channel: 'nowhere' },
      headers: headers['operator'] ?? {},
    });
    expect([none.status, none.body.because]).toEqual([404, 'There is no channel "nowhere".']);
  });
  test('the stream to measure sends its beats and ends', async () => {
    const { body, headers: sent } = await ask<string>('/api/v1/doctor/stream');
    expect([body.match(/event: beat/gu)?.length, sent['x-accel-buffering']]).toEqual([5, 'no']);
  });
  test('the processes, this one first, and what waits', async () => {
    const { body } = await ask<{ processes: { isThis: boolean; pid: number; memoryBytes: number }[]; waiting: Record<string, object> }>(
      '/api/v1/processes',
    );
    expect(body.processes).toMatchObject([{ isThis: true, pid: process.pid }]);
    expect(Object.keys(body.waiting)).toEqual(['events', 'effects', 'timers', 'parked']);
  });
});
