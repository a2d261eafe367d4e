import { expect, test } from 'vitest';
import { anApp, t0 } from './an-app.ts';

const app = anApp();
const iso = (at: number): string => new Date(at).toISOString();
const dayMs = 86_400_000;
const span = { from: iso(t0), to: iso(t0 + 7 * dayMs) };
const draft = (schedule: unknown, over: object = span) => app.post('/api/v1/oncall/draft', { body: { schedule, ...over } });

interface Drawn {
  output: {
    turns: { person: string; start: string | null; end: string | null }[];
    layers: { name: string | null; turns: unknown[] }[];
    gaps: unknown[];
  };
}

test('a schedule that nobody has kept is drawn as it would be: final turns, each layer by itself, gaps', async () => {
  const schedule = {
    zone: 'Asia/Shanghai',
    layers: [
      { name: 'night', priority: 1, people: ['bo'], hours: [{ start: '20:00', end: '08:00' }] },
      { name: 'day', people: ['ana'], hours: [{ start: '08:00', end: '18:00' }] },
    ],
  };
  const { status, body } = await draft(schedule);
  const { output } = body as Drawn;
  expect(status).toBe(200);
  expect(output.turns.slice(0, 2)).toEqual([
    { person: 'ana', start: '2026-11-23T00:00:00.000Z', end: '2026-11-23T10:00:00.000Z' },
    { person: 'bo', start: '2026-11-23T12:00:00.000Z', end: '2026-11-24T00:00:00.000Z' },
  ]);
  expect(output.layers.map(({ name, turns }) => [name, turns.length])).toEqual([
    ['night', 7],
    ['day', 8],
  ]);
  expect(output.gaps).toHaveLength(7);
});

test('what is not right is said with its path, and is no error of the request', async () => {
  const { status, body } = await draft({ zone: 'Asia/Nowhere', layers: [{ peeple: ['ana'] }] });
  expect([status, body]).toMatchObject([
    200,
    {
      ok: false,
      issues: [
        { path: 'zone', message: expect.stringContaining('IANA') as string },
        { path: 'layers.0.peeple', message: expect.stringContaining('people') as string },
      ],
    },
  ]);
});

test.each([
  ['backwards', { from: iso(t0), to: iso(t0 - 1) }],
  ['longer than a quarter', { from: iso(t0), to: iso(t0 + 93 * dayMs) }],
  ['without an end', { from: iso(t0) }],
])('a span that is %s is refused', async (_what, over) => {
  expect((await draft({ layers: [] }, over)).status).toBe(400);
});

test('a policy says whom it would call and when; a step with nobody is skipped and said; what is not right is named', async () => {
  const ladder = (policy: unknown) => app.post('/api/v1/oncall/ladder', { body: { policy } });
  const policy = {
    steps: [
      { to: [{ schedule: 'payments' }], delayMinutes: 7 },
      { to: [{ schedule: 'gone' }] },
      { to: [{ person: 'bo' }, { channel: 'ops' }] },
    ],
  };
  expect((await ladder(policy)).body).toEqual({
    ok: true,
    output: {
      rungs: [
        { afterMinutes: 0, step: 0, people: ['ana'], channels: [], skipped: [] },
        { afterMinutes: 7, step: 2, people: ['bo'], channels: ['ops'], skipped: [1] },
      ],
    },
  });
  expect((await ladder({ steps: [] })).body).toMatchObject({ ok: false, issues: [{ path: 'steps' }] });
});
