import { beforeAll, describe, expect, test } from 'vitest';
import { anApp, t0 } from './an-app.ts';

interface Rows {
  readonly rows: readonly {
    readonly seq: number;
    readonly by: string;
    readonly what: string;
    readonly outcome: string;
    readonly via: string;
    readonly incident: string | null;
    readonly at: string;
  }[];
  readonly next: number | null;
}

describe('the audit', () => {
  const app = anApp({ adminToken: 'correct-horse-battery' });
  const headers: Record<string, Record<string, string>> = {};
  let number = '';
  beforeAll(async () => {
    for (const role of ['admin', 'auditor', 'operator', 'responder', 'viewer'] as const)
      headers[role] = { cookie: await app.login('ana', role), 'accept-language': 'en', 'tocsin-via': 'console' };
    const call = (name: string, body: object) =>
      app.post<{ output: { incident: string } }>(`/api/v1/skills/${name}`, { body, headers: headers['operator'] ?? {} });
    number = (await call('incident/declare', { title: 'Orders', people: ['bo'] })).body.output.incident;
    await app.idle();
    await call('incident/note', { incident: number, text: 'one' });
    await call('incident/reopen', { incident: number, reason: 'not resolved' });
    await app.idle();
  });
  const rows = async (query = '', role = 'auditor') =>
    (await app.get<Rows>(`/api/v1/audit${query}`, { headers: headers[role] ?? {} })).body;

  test('says who did what, from where and what came of it, the newest first', async () => {
    const seen = (await rows()).rows.filter((r) => r.what.startsWith('incident/'));
    expect(seen.map((r) => [r.what, r.by, r.via, r.incident])).toEqual([
      ['incident/reopen', 'person:ana', 'console', number],
      ['incident/note', 'person:ana', 'console', number],
      ['incident/declare', 'person:ana', 'console', number],
    ]);
    expect(seen.map((r) => r.outcome.split(':')[0])).toEqual(['refused', 'done', 'done']);
    expect(seen[0]?.at).toBe(new Date(t0).toISOString());
  });
  test('narrowed by person, what, incident and time, piece by piece', async () => {
    expect((await rows('?by=ana&what=incident/note')).rows).toHaveLength(1);
    expect((await rows('?by=nobody')).rows).toEqual([]);
    expect((await rows(`?incident=${number}`)).rows).toHaveLength(3);
    expect((await rows(`?to=${new Date(t0).toISOString()}`)).rows).toEqual([]);
    const first = await rows('?what=incident/&limit=2');
    const last = await rows(`?what=incident/&limit=2&before=${first.next}`);
    expect([first.rows.length, last.rows.length, last.next]).toEqual([2, 1, null]);
  });
  test('is for admins and auditors alone', async () => {
    const statuses = await Promise.all(
      Object.entries(headers).map(async ([role, h]) => [role, (await app.get('/api/v1/audit', { headers: h })).status]),
    );
    expect(Object.fromEntries(statuses)).toEqual({ admin: 200, auditor: 200, operator: 403, responder: 403, viewer: 403 });
  });
  test('what makes no sense is named', async () => {
    const wrong = await app.get<{ because: string }>('/api/v1/audit?from=yesterday', { headers: headers['auditor'] ?? {} });
    expect([wrong.status, wrong.body.because]).toEqual([400, 'from: a time such as 2026-11-23T09:00:00+08:00']);
  });
  test('leaves as NDJSON, a row a line', async () => {
    const { body } = await app.get<string>('/api/v1/audit.ndjson?what=incident/', { headers: headers['admin'] ?? {} });
    expect(
      body
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { what: string }).what),
    ).toEqual(['incident/reopen', 'incident/note', 'incident/declare']);
  });
});
