import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { anApp, minute, t0 } from './an-app.ts';

const iso = (at: number): string => new Date(at).toISOString();

describe('the configuration', () => {
  const app = anApp();
  test('is counted, with where it is and its errors', async () => {
    expect((await app.get('/api/v1/config')).body).toMatchObject({
      directory: app.configDirectory,
      loadedAt: iso(t0),
      errors: [],
      resources: { person: 2, route: 1, integration: 1, system: 1, firm: 0 },
    });
  });

  test('a bad file leaves the old in force, and says file, line and what to write', async () => {
    writeFileSync(join(app.configDirectory, 'more.yaml'), `{ kind: person, name: zoe, spec: { locale: klingon } }\n`);
    const errors = await until(
      async () => {
        const { body } = await app.get<{ errors: { file: string; line: number }[] }>('/api/v1/config');
        return body.errors.length > 0 && body.errors;
      },
      { what: 'the bad file to be noticed', everyMs: 20 },
    );
    expect(errors).toMatchObject([{ file: expect.stringMatching(/more\.yaml$/u) as string, line: 1 }]);
    expect((await app.get('/api/v1/me')).body).toMatchObject({ people: [{ name: 'ana' }, { name: 'bo' }] });
    app.failures.splice(0);
  });

  test('a good file is in force at once', async () => {
    writeFileSync(join(app.configDirectory, 'more.yaml'), `{ kind: person, name: zoe, spec: {} }\n`);
    await until(async () => (await app.get<{ people: unknown[] }>('/api/v1/me')).body.people.length === 3, {
      what: 'the new person',
      everyMs: 20,
    });
    expect((await app.get('/api/v1/config')).body).toMatchObject({ errors: [] });
  });

  test('the schema for editors is JSON Schema draft 7', async () => {
    const { status, body } = await app.get('/schema/tocsin.v1.json');
    expect([status, body]).toMatchObject([200, { $schema: expect.stringContaining('draft-07') as string }]);
  });
});

describe('the integrations', () => {
  const app = anApp();
  interface Shown {
    integrations: { name: string; url: string; curl: string; lastSeenAt: string | null }[];
  }
  const named = async (name: string) => (await app.get<Shown>('/api/v1/integrations')).body.integrations.find((i) => i.name === name);

  test('each with an address and a command to paste that works', async () => {
    for (const name of ['prometheus', 'prom-sh1']) {
      const { curl = '', url = '', lastSeenAt } = (await named(name)) ?? {};
      expect([curl.includes(url), lastSeenAt]).toEqual([true, null]);
      const [, body = ''] = /-d '(.*)' http/u.exec(curl) ?? [];
      expect((await app.post(new URL(url).pathname, { body })).status).toBe(200);
    }
    await app.idle();
    const { body } = await app.get<{ labels: { alertname: string; site?: string } }[]>('/api/v2/alerts');
    expect(body.map((a) => `${a.labels.alertname} ${a.labels.site ?? ''}`).toSorted()).toEqual(['HelloTocsin ', 'HelloTocsin sh1']);
  });

  test('and when it was last heard', async () => {
    const seen = await until(async () => (await named('prom-sh1'))?.lastSeenAt, { what: 'the time to be noted', everyMs: 10 });
    expect(seen).toBe(iso(t0));
  });
});

describe('who would be on call', () => {
  const app = anApp();
  const schedule = { zone: 'Asia/Shanghai', layers: [{ rotation: { start: '2026-11-23T09:00', unit: 'week', people: ['ana', 'bo'] } }] };
  const preview = (body: unknown) =>
    app.post<{ because: string; instants: { at: string; onCall: { person: string; start: string; end: string }[] }[] }>(
      '/api/v1/oncall/preview',
      { body },
    );

  test('at each instant in that order, with the whole turn', async () => {
    const instants = ['2026-11-30T01:00:00Z', '2026-11-23T09:00:00+08:00'];
    expect((await preview({ schedule, instants })).body).toEqual({
      instants: [
        { at: instants[0], onCall: [{ person: 'bo', start: '2026-11-30T01:00:00.000Z', end: '2026-12-07T01:00:00.000Z' }] },
        { at: instants[1], onCall: [{ person: 'ana', start: '2026-11-23T01:00:00.000Z', end: '2026-11-30T01:00:00.000Z' }] },
      ],
    });
  });
  test('nobody, and without an end', async () => {
    expect((await preview({ schedule: { layers: [] }, instants: [iso(t0)] })).body.instants).toEqual([{ at: iso(t0), onCall: [] }]);
    expect((await preview({ schedule: { layers: [{ people: ['zoe'] }] }, instants: [iso(t0)] })).body.instants[0]?.onCall).toEqual([
      { person: 'zoe', start: null, end: null },
    ]);
  });
  test('at no instant, and at ten thousand', async () => {
    expect((await preview({ schedule, instants: [] })).body.instants).toEqual([]);
    expect(
      (await preview({ schedule, instants: Array.from({ length: 10_000 }, (_, i) => iso(t0 + i * minute)) })).body.instants,
    ).toHaveLength(10_000);
  });
  test.each<[why: string, body: unknown, because: string]>([
    ['no schedule', { instants: [] }, 'schedule.: Invalid input: expected object, received undefined'],
    ['an unknown field', { schedule: { layer: [] }, instants: [] }, 'schedule.: Unrecognized key: "layer"'],
    [
      'a zone that is none',
      { schedule: { zone: 'Mars/North', layers: [] }, instants: [] },
      'schedule.zone: is not a time zone; write an IANA name such as Asia/Shanghai, Europe/London or UTC',
    ],
    ['no instants', { schedule }, 'instants: give a list of times'],
    [
      'too many',
      { schedule, instants: Array.from({ length: 10_001 }, () => '') },
      'instants: give a list of times such as 2026-11-23T09:00:00+08:00, at most 10,000.',
    ],
    [
      'an instant that is none',
      { schedule, instants: [iso(t0), 'soon'] },
      'instants.1: "soon" is not a time. Write it as 2026-11-23T09:00:00+08:00.',
    ],
    ['an instant without an offset', { schedule, instants: ['2026-11-23T09:00'] }, 'instants.0: "2026-11-23T09:00" is not a time.'],
    ['an object for an instant', { schedule, instants: [{ toString: 1 }] }, 'instants.0: {"toString":1} is not a time.'],
  ])('%s', async (_why, body, because) =>
    expect(await preview(body)).toMatchObject({ status: 400, body: { because: expect.stringContaining(because) as string } }),
  );
});

describe('a payload once more', () => {
  const app = anApp();
  const webhook = { version: '4', status: 'firing', alerts: [{ status: 'firing', labels: { alertname: 'Replayed', team: 'payments' } }] };
  interface Dry {
    dryRun: boolean;
    output: { accepted: number; errors: string[] };
    decisions: {
      key: string;
      event: string;
      listener: string;
      because: { code: string };
      facts: { type: string }[];
      effects: { type: string }[];
    }[];
  }
  const count = async (): Promise<number> => (await app.get<unknown[]>('/api/v2/alerts')).body.length;

  test('dry, it says what it would lead to, step by step, and leaves no trace', async () => {
    const { body } = await app.post<Dry>('/api/v1/replay?dryRun=1', { body: webhook });
    await app.idle();
    expect(body).toMatchObject({ dryRun: true, output: { accepted: 1, errors: [] } });
    const [first] = body.decisions;
    expect(first).toMatchObject({ event: 'signals.changed', listener: 'alert-response', because: { code: 'first-notification' } });
    expect(body.decisions.flatMap((d) => d.facts.map((f) => f.type))).toEqual(
      expect.arrayContaining(['group.opened', 'group.notified', 'group.paged', 'escalation.started', 'page.started']),
    );
    expect([await count(), (await app.get('/api/v1/chat/rooms')).body]).toEqual([0, { rooms: [] }]);
  });

  test('in earnest it does', async () => {
    expect((await app.post('/api/v1/replay', { body: webhook })).body).toMatchObject({ ok: true, output: { accepted: 1, errors: [] } });
    await app.idle();
    expect(await count()).toBe(1);
    const again = await app.post<Dry>('/api/v1/replay?dryRun=1', { body: webhook });
    expect(again.body.decisions).toEqual([]);
  });

  test('a bare list is what Prometheus posts', async () =>
    expect((await app.post('/api/v1/replay?dryRun=1', { body: [{ labels: { alertname: 'x' } }] })).body).toMatchObject({
      output: { accepted: 1 },
    }));
  test('what no source reads is refused, with those that were tried', async () => {
    expect(await app.post('/api/v1/replay', { body: { hello: 1 } })).toMatchObject({
      status: 400,
      body: { because: expect.stringContaining('alertmanager') as string },
    });
    expect(await app.post('/api/v1/replay?source=nosuch', { body: { hello: 1 } })).toMatchObject({
      status: 400,
      body: { because: expect.stringContaining('nosuch') as string },
    });
  });
});

describe('health', () => {
  const app = anApp();
  test('alive and ready', async () =>
    expect([(await app.get('/healthz')).body, (await app.get('/readyz')).body]).toEqual([{ ok: true }, { ok: true }]));
  test('the numbers are in Prometheus text, by route and never by address', async () => {
    await app.get('/i/INC-20261123-001');
    await app.get('/somewhere/secret-in-the-path');
    await app.declares();
    const { body, headers } = await app.get<string>('/metrics');
    expect(String(headers['content-type'])).toMatch(/^text\/plain; version=0\.0\.4/u);
    expect(body).toMatch(/^tocsin_http_seconds_count\{surface="\/api\/v1\/skills\/:noun\/:verb",status="200"\} \d+$/mu);
    expect(body).toMatch(/^tocsin_decisions_total\{listener="emergency-assistant",because="declared"\} 1$/mu);
    expect(body).not.toMatch(/secret-in-the-path|INC-2026/u);
    for (const line of body.split('\n')) expect(line).toMatch(/^(#.*|[a-z_]\w*(\{.*\})? ([\d.eE+-]+|NaN)|)$/u);
  });
});
