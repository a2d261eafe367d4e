import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';
import { anApp, type Answer, type App } from './an-app.ts';

/** What monitoring systems, and those who play with them, may send. Seeds of failures are printed by fast-check. */
const awkward = fc.constantFrom<unknown>(
  '',
  '\u0000',
  '\ud800',
  '‮x',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'constructor',
  '__proto__',
  'toString',
  null,
  0,
  -0,
  1e308,
  -1,
  true,
  [],
  {},
  'x'.repeat(5_000),
);
const anything = fc.oneof({ weight: 3, arbitrary: awkward }, fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }));
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('alertname', 'severity', 'instance', 'system', 'service', 'constructor', 'toString', 'summary') },
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const text = fc.oneof(fc.constantFrom('DiskFull', 'critical', '中文', 'constructor', ''), fc.string({ unit: 'binary', maxLength: 30 }));
const texts = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(name, text, { maxKeys: 6 }) },
  fc.dictionary(name, anything, { maxKeys: 4 }),
  anything,
);
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
  fc.constantFrom('2026-11-23T01:30:00Z', '2026-11-23T01:30:00.123456789+08:00', '0001-01-01T00:00:00Z', ''),
  anything,
);
const alert = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        labels: texts,
        annotations: texts,
        startsAt: time,
        endsAt: time,
        generatorURL: anything,
        status: fc.constantFrom('firing', 'resolved', 'x'),
        extra: anything,
      },
      { requiredKeys: [] },
    ),
  },
  anything,
);
const alerts = fc.oneof({ weight: 9, arbitrary: fc.array(alert, { maxLength: 5 }) }, anything);
const webhook = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        version: fc.constantFrom('4', '3', 4),
        status: fc.constantFrom('firing', 'resolved'),
        alerts,
        groupKey: anything,
        truncatedAlerts: anything,
      },
      { requiredKeys: ['version', 'status', 'alerts'] },
    ),
  },
  anything,
);
/** JSON that is not quite. */
const broken = fc
  .tuple(fc.json(), fc.nat(50), fc.string({ unit: 'binary', maxLength: 3 }))
  .map(([json, at, more]) => json.slice(0, at) + more + json.slice(at));

/** Each case `share` times as often as written. */
function fuzz(app: App, share: number): void {
  const times = (n: number): number => Math.ceil(n * share);
  const isAnswered = ({ status, body }: Answer<unknown>): boolean => {
    if (status >= 500) throw new Error(`${status} ${JSON.stringify(body)}: ${app.failures.join('; ')}`);
    return true;
  };
  const ask = async (url: string, body: string): Promise<boolean> => isAnswered(await app.post(url, { body }));

  test.each<[url: string, bodies: fc.Arbitrary<string>, numRuns: number]>([
    ['/api/v2/alerts', alerts.map((a) => JSON.stringify(a)), 2_000],
    ['/api/v2/alerts', broken, 500],
    ['/hooks/prom-sh1/let-me-in', webhook.map((a) => JSON.stringify(a)), 1_500],
    ['/api/v1/replay?dryRun=1', alerts.map((a) => JSON.stringify(a)), 300],
  ])('%s', async (url, bodies, numRuns) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => ask(url, body)),
      { numRuns: times(numRuns), endOnFailure: true },
    );
    await app.idle();
    expect((await app.get('/api/v2/alerts')).status).toBe(200);
    expect((await app.skill('alert/list', { limit: 1_000 })).status).toBe(200);
  });

  const person = fc.constantFrom('ana', 'bo', 'zoe', '', 'constructor', '\u0000');
  const inputs = fc.dictionary(
    fc.constantFrom(
      'title',
      'severity',
      'people',
      'teams',
      'system',
      'cause',
      'private',
      'policy',
      'group',
      'incident',
      'text',
      'reason',
      'role',
      'person',
      'match',
      'minutes',
      'comment',
      'state',
      'limit',
      'cursor',
      'fingerprint',
      'page',
      'schedule',
      'text',
      'source',
      'system',
      'startsAt',
      'until',
      'silence',
      'view',
      'name',
      'filter',
      'shared',
      'progress',
    ),
    fc.oneof(anything, text, person, fc.constantFrom('1', 'INC-20261123-001', 'SEV1', 'commander', ['a="b"'], ['ana'], 5, 'default')),
    { maxKeys: 8 },
  );
  const skill = fc.constantFrom(
    'incident/declare',
    'incident/show',
    'incident/list',
    'incident/ack',
    'incident/assign',
    'incident/severity',
    'incident/note',
    'incident/impact',
    'page/test',
    'page/show',
    'incident/mitigate',
    'incident/resolve',
    'incident/reopen',
    'incident/escalate',
    'incident/muster',
    'incident/handover',
    'incident/close',
    'page/resend',
    'oncall/roster',
    'alert/list',
    'alert/show',
    'alert/why',
    'alert/silence',
    'alert/groups',
    'alert/facets',
    'alert/maintain',
    'silence/list',
    'silence/extend',
    'silence/end',
    'view/save',
    'view/list',
    'view/remove',
    'alert/ack',
    'oncall/who',
    'page/ack',
  );

  test('skills', async () => {
    await app.declares();
    await fc.assert(
      fc.asyncProperty(skill, inputs, fc.constantFrom('', '?dryRun=1'), async (name_, input, dry) =>
        ask(`/api/v1/skills/${name_}${dry}`, JSON.stringify(input)),
      ),
      { numRuns: times(1_500), endOnFailure: true },
    );
    await app.idle();
  });

  test('silences', async () => {
    const matcher = fc.record(
      {
        name: fc.oneof(name, anything),
        value: fc.oneof(text, anything),
        isRegex: fc.oneof(fc.boolean(), anything),
        isEqual: fc.oneof(fc.boolean(), anything),
      },
      { requiredKeys: [] },
    );
    const silence = fc.record(
      {
        id: anything,
        matchers: fc.oneof(fc.array(matcher, { maxLength: 3 }), anything),
        startsAt: time,
        endsAt: time,
        createdBy: anything,
        comment: anything,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(silence, async (s) => ask('/api/v2/silences', JSON.stringify(s))),
      { numRuns: times(500), endOnFailure: true },
    );
    expect((await app.get('/api/v2/silences')).status).toBe(200);
  });

  test('what people type into a room, and press', async () => {
    const number = await app.declares();
    const room = `/api/v1/chat/rooms/${number.toLowerCase()}/messages`;
    const word = fc.constantFrom(
      '/',
      'incident',
      'alert',
      'oncall',
      'page',
      'declare',
      'note',
      'silence',
      'who',
      'ack',
      'help',
      'SEV1',
      '3',
      'title=x',
      'constructor=1',
      '__proto__=1',
      'people=ana,bo',
      'match=a="b,c"',
      '"',
      '"two words"',
      '=',
      'private=yes',
      '中文',
      '\u0000',
      '😀',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), fc.boolean(), async (words, isCommand) => {
        await ask(room, JSON.stringify({ text: (isCommand ? '/' : '') + words.join(' ') }));
      }),
      { numRuns: times(1_000), endOnFailure: true },
    );
    await fc.assert(
      fc.asyncProperty(anything, anything, async (token, clientId) => ask('/api/v1/chat/actions', JSON.stringify({ token, clientId }))),
      { numRuns: times(200), endOnFailure: true },
    );
    await app.idle();
  });

  test('filters, previews and logins', async () => {
    const query = fc.string({ unit: 'binary', maxLength: 20 }).map((s) => encodeURIComponent(s.toWellFormed()));
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom('filter', 'receiver', 'active', 'silenced'), async (q, field) => {
        for (const url of ['/api/v2/alerts', '/api/v2/silences']) isAnswered(await app.get(`${url}?${field}=${q}`));
      }),
      { numRuns: times(300), endOnFailure: true },
    );
    await fc.assert(
      fc.asyncProperty(anything, anything, async (schedule, instants) =>
        ask('/api/v1/oncall/preview', JSON.stringify({ schedule, instants })),
      ),
      { numRuns: times(200), endOnFailure: true },
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        for (const url of ['/api/v1/me', '/api/v1/login', '/api/v1/logout']) await ask(url, JSON.stringify(body) ?? '');
      }),
      { numRuns: times(50), endOnFailure: true },
    );
  });
}

describe('nothing that comes in is answered with a 5xx', () => {
  describe('on SQLite', () => fuzz(anApp(), 1));
  describe('on PostgreSQL', () => {
    let postgres: Postgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(async () => postgres.stop());
    fuzz(anApp({ databaseUrl: () => freshDatabase(postgres) }), 0.05);
  });
});
