import { describe, expect, test } from 'vitest';
import { checksRunning } from '../../app/doctor/checks-running.ts';
import type { Running, Verdict } from '../../app/doctor/check.ts';
import { ClockWatch } from '../../app/doctor/clock-watch.ts';
import { examine } from '../../app/doctor/report.ts';
import { kinds, type Kind } from '../../domain/resource/kinds.ts';
import { unreadable } from '../../domain/resource/unreadable.ts';
import { resourcesOf, type Resource } from '../../domain/resource/resource.ts';
import { Chat } from '../../domain/chat/chat.ts';
import { Carrier } from '../../domain/people/carrier.ts';
import type { ChatMemory } from '../../ports/chat-memory.ts';
import type { Diagnosed } from '../../ports/chat-diagnosis.ts';
import { ReachError } from '../../ports/errors.ts';
import type { Im } from '../../ports/im.ts';
import type { DatabaseState, ProcessNote, Queue } from '../../ports/upkeep.ts';

/** 2026-11-23 09:30 in Shanghai. */
const now = Date.parse('2026-11-23T01:30:00Z');
const minute = 60_000;
const gibibyte = 1024 ** 3;

const doc = (kind: Kind, name: string, spec: object = {}): Resource =>
  ({ kind, name, spec: kinds[kind].parse(spec), origin: { file: 'firm.yaml', line: 7 } }) as Resource;

const ana = doc('person', 'ana', { email: 'ana@example.com' });
const firm: readonly Resource[] = [
  ana,
  doc('firm', 'firm', { zone: 'Asia/Shanghai' }),
  doc('schedule', 'desk', { layers: [{ people: ['ana'] }] }),
  doc('escalation-policy', 'default', { steps: [{ to: [{ schedule: 'desk' }] }] }),
  doc('route', 'default', { policy: 'default' }),
  doc('integration', 'prom', { source: 'alertmanager', key: 'a-secret-of-ours' }),
  doc('channel', 'ops', { platform: 'web' }),
];

const robot = { platform: 'robot', robot: 'dingtalk', url: 'http://127.0.0.1:9/robot/send?access_token=x' };
const none: Queue = { count: 0, oldestAt: null };
const sqlite: DatabaseState = {
  engine: 'sqlite',
  version: '3.53.4',
  answeredMs: 1,
  bytes: 1e6,
  logBytes: 0,
  clockAt: now,
  migrations: ['0001'],
};
const postgres: DatabaseState = { ...sqlite, engine: 'postgres', version: '17.2 (Debian)', logBytes: null };
const here: ProcessNote = {
  id: 'a',
  at: now,
  version: '1.0.0',
  host: 'sh1',
  pid: 7,
  stats: { startedAt: now, memoryBytes: 1, heapBytes: 1, loopDelayMs: 3 },
};

interface Story {
  readonly database?: Partial<DatabaseState>;
  readonly faults?: readonly string[];
  readonly events?: Queue;
  readonly givenUp?: number;
  readonly processes?: readonly ProcessNote[];
  readonly door?: { at: number | null; failedAt: number | null; failedStatus: number | null };
}

/** A firm where all is well, but for what is said. */
function running(more: Partial<Running> = {}, story: Story = {}, resources: readonly Resource[] = firm): Running {
  return {
    now,
    version: '1.0.0',
    machine: {
      node: '24.21.0',
      zones: '2026c',
      chineseFont: async () => '/wqy-microhei.ttc',
      disk: async () => ({ freeBytes: 100 * gibibyte, totalBytes: 200 * gibibyte }),
      mode: () => 0o700,
    },
    dataDirectory: '/data',
    databaseFile: '/data/tocsin.db',
    isKeyGiven: false,
    config: { directory: '/config', errors: [], resources: resourcesOf(resources), plainSecrets: [] },
    means: new Set(['chat', 'ring', 'email']),
    chats: [],
    upkeep: {
      database: async () => ({ ...sqlite, ...story.database }),
      integrity: async () => story.faults ?? [],
      waiting: async () => ({
        events: story.events ?? none,
        effects: none,
        timers: none,
        parked: { ...none, givenUp: story.givenUp ?? 0 },
      }),
      processes: async () => [...(story.processes ?? [here])],
      doors: async () => ({ prom: story.door ?? { at: now - minute, failedAt: null, failedStatus: null } }),
    },
    memoryOf: () => ({ read: async () => null }) as unknown as ChatMemory,
    ims: [{ id: 'web' } as Im],
    mailer: { send: async () => {}, verify: async () => {} },
    outward: async () => ({ status: 404, headers: {}, text: '' }),
    pusher: { ntfy: null, devices: async () => [] },
    carriers: { configured: [], named: async () => null },
    jump: () => null,
    audited: () => ({ at: now - 1_000, ms: 0.4, found: 0, foundAt: null, error: null }),
    heartbeat: () => ({ at: now - 1_000, error: null }),
    publicUrl: 'https://tocsin.example.com',
    isPublicUrlGiven: true,
    askedFrom: 'https://tocsin.example.com',
    ...more,
  };
}

const twilio = {
  name: 'twilio',
  spec: Carrier.parse({ type: 'twilio', accountSid: 'AC0123456789', authToken: 't', from: '+14155550100' }),
};
const carrier = { name: 'twilio', hear: () => null, check: async () => {} };

const wechat = Chat.parse({ type: 'wechat', puppet: 'wechaty-puppet-service' });
const slackChat = (
  diagnosed: readonly Diagnosed[] = [{ code: 'let-in', team: 'Firm', bot: 'tocsin' }],
  spec: object = { appToken: 'xapp-1' },
) => ({
  name: 'slack',
  spec: Chat.parse({ type: 'slack', botToken: 'xoxb-a-secret-of-ours', ...spec }),
  diagnose: async () => diagnosed,
});

const wecomChat = (diagnosed: readonly Diagnosed[] = [{ code: 'let-in', team: 'ww1', bot: 'Tocsin' }]) => ({
  name: 'wecom',
  spec: Chat.parse({
    type: 'wecom',
    corpId: 'ww1',
    agentId: 1_000_002,
    secret: 'a-secret-of-ours',
    token: 't',
    encodingAesKey: 'a'.repeat(43),
  }),
  diagnose: async () => diagnosed,
});

const checks = checksRunning(['0001']);
const machine = (more: object): Partial<Running> => ({ machine: { ...running().machine, ...more } });
/** Every day, for Wang. */
const calendar = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'SUMMARY:Wang',
  'DTSTART:20200101T090000Z',
  'DURATION:PT1H',
  'RRULE:FREQ=DAILY',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\n');
const without = (kind: Kind, ...others: readonly Resource[]): readonly Resource[] => [...firm.filter((r) => r.kind !== kind), ...others];
const broken = (error: Error) => async (): Promise<never> => {
  throw error;
};

test('where all is well every check says so, in both languages', async () => {
  const { ok, checks: checked } = await examine(checks, running());
  expect([ok, checked.filter(({ verdict }) => verdict !== 'well')]).toEqual([true, []]);
});

const ills: readonly [why: string, id: string, verdict: Verdict, found: string, seen: Running][] = [
  ['an old Node', 'node', 'wrong', 'Node 22.1.0 runs it; 24 or newer is needed', running(machine({ node: '22.1.0' }))],
  ['old zone data', 'zones', 'warn', 'Time zone data 2023a is old', running(machine({ zones: '2023a' }))],
  ['zone data without a version', 'zones', 'unknown', 'not known', running(machine({ zones: '' }))],
  ['a zone that this machine lacks', 'zones', 'wrong', 'Mars/North (schedule/mars)', running({}, {}, [...firm, mars()])],
  ['no zone of the firm', 'zones', 'warn', 'The firm has no time zone', running({}, {}, without('firm'))],
  ['no Chinese font', 'font', 'warn', 'No font has Chinese', running(machine({ chineseFont: async () => null }))],
  ['nobody to ask for fonts', 'font', 'unknown', 'no fc-list', running(machine({ chineseFont: async () => undefined }))],
  [
    'a full disk',
    'disk',
    'wrong',
    'Only 100 MiB of 200 GiB free',
    running(machine({ disk: async () => ({ freeBytes: 100 * 1024 ** 2, totalBytes: 200 * gibibyte }) })),
  ],
  [
    'a disk that fills',
    'disk',
    'warn',
    'Only 1.0 GiB',
    running(machine({ disk: async () => ({ freeBytes: gibibyte, totalBytes: 8 * gibibyte }) })),
  ],
  ['a disk that does not answer', 'disk', 'unknown', 'statfs', running(machine({ disk: broken(new Error('statfs failed')) }))],
  [
    'a key that others can read',
    'data',
    'wrong',
    '/data/tocsin.key (0644)',
    running(machine({ mode: (p: string) => (p.endsWith('.key') ? 0o644 : 0o755) })),
  ],
  ['no data folder yet', 'data', 'unknown', '/data is not there yet', running(machine({ mode: () => null }))],
  [
    'an error in the files',
    'config',
    'wrong',
    'firm.yaml:3:1 spec.zone: is no zone; write one',
    running({
      config: {
        ...running().config,
        errors: [{ file: 'firm.yaml', line: 3, col: 1, path: 'spec.zone', message: 'is no zone', hint: 'write one' }],
      },
    }),
  ],
  ['no configuration', 'config', 'warn', 'nobody is called', running({}, {}, [])],
  [
    'a secret in a file',
    'secrets',
    'warn',
    'firm.yaml:9 spec.key',
    running({ config: { ...running().config, plainSecrets: [{ file: 'firm.yaml', line: 9, path: 'spec.key' }] } }),
  ],
  [
    'a secret sealed with another key',
    'secrets',
    'wrong',
    'The secrets of integration/lost were sealed with another key',
    running({}, {}, [...firm, doc('integration', 'lost', { source: 'alertmanager', key: unreadable('v1.x.y') })]),
  ],
  ['a shared database and a key of one machine', 'secrets', 'warn', 'The database is shared', running({ databaseFile: null })],
  [
    'a route behind one that takes all',
    'routes',
    'warn',
    'Route default/1 can never match: default/0',
    running(
      {},
      {},
      without('route', doc('route', 'default', { policy: 'default', routes: [{ match: ['a="1"'] }, { match: ['a="1"', 'b="2"'] }] })),
    ),
  ],
  [
    'a route against itself',
    'routes',
    'warn',
    'a="1" and a="2" cannot both hold',
    running(
      {},
      {},
      without('route', doc('route', 'default', { policy: 'default', routes: [{ match: ['a="1"'], routes: [{ match: ['a="2"'] }] }] })),
    ),
  ],
  ['routes that call nobody', 'routes', 'warn', 'No route calls anybody', running({}, {}, without('route', doc('route', 'default', {})))],
  [
    'an empty schedule',
    'schedules',
    'wrong',
    'Nobody is on call in desk (firm.yaml:7) within the next 7 days',
    running({}, {}, without('schedule', doc('schedule', 'desk', { layers: [] }))),
  ],
  [
    'a calendar with somebody whom nobody knows',
    'calendars',
    'warn',
    'In the next 30 days an event in the calendar of desk (firm.yaml:7) is for nobody who is known here, such as "Wang" (line 2 of the calendar)',
    running({}, {}, without('schedule', doc('schedule', 'desk', { layers: [{ people: ['ana'] }, { ics: calendar }] }))),
  ],
  [
    'a policy of empty steps',
    'policies',
    'wrong',
    'it calls nobody',
    running({}, {}, without('schedule', doc('schedule', 'desk', { layers: [] }))),
  ],
  [
    'a policy saved by its last resort',
    'policies',
    'warn',
    'only its last resort',
    running(
      {},
      {},
      without(
        'escalation-policy',
        doc('escalation-policy', 'default', { steps: [{ to: [{ channel: 'ops' }] }], lastResort: { person: 'ana' } }),
      ),
    ),
  ],
  [
    'a person by a phone that is not there',
    'reach',
    'wrong',
    'Nothing reaches 安娜',
    running(
      {},
      {},
      without('person', doc('person', 'ana', { displayName: '安娜', rules: { default: [{ afterMinutes: 0, by: 'phone' }] } })),
    ),
  ],
  ['a person on a screen only', 'reach', 'warn', 'Only an open console reaches ana', running({ means: new Set(['chat', 'ring']) })],
  [
    'a person by WeChat only',
    'reach',
    'warn',
    'Only WeChat reaches ana',
    running(
      { means: new Set(['chat', 'ring']), chats: [{ name: 'wechat', spec: wechat, diagnose: async () => [] }] },
      {},
      without('person', doc('person', 'ana', { chat: { wechat: 'wxid_ana' } })),
    ),
  ],
  ['a damaged database', 'database', 'wrong', 'row 7 missing from index', running({}, { faults: ['row 7 missing from index'] })],
  ['a migration that is missing', 'database', 'warn', 'Migrations are missing: 0001', running({}, { database: { migrations: [] } })],
  ['an old PostgreSQL', 'database', 'wrong', 'PostgreSQL 13.4 is too old', running({}, { database: { ...postgres, version: '13.4' } })],
  ['a slow database', 'database', 'warn', 'took 900 ms', running({}, { database: { answeredMs: 900 } })],
  ['a log that is not written back', 'database', 'warn', '1.0 GiB of write-ahead log', running({}, { database: { logBytes: gibibyte } })],
  [
    'a database that is away',
    'database',
    'unknown',
    'connection refused',
    running({ upkeep: { ...running().upkeep, database: broken(new Error('connection refused')) } }),
  ],
  ['a clock two seconds apart', 'clock', 'warn', '2 s apart', running({}, { database: { ...postgres, clockAt: now - 2_001 } })],
  ['a clock a minute apart', 'clock', 'wrong', '60 s apart', running({}, { database: { ...postgres, clockAt: now + minute + 1 } })],
  [
    'a clock that was set back',
    'clock',
    'warn',
    'It jumped back by 60 min, 5 min ago',
    running({ jump: () => ({ ms: -60 * minute * 1, at: now - 5 * minute }) }),
  ],
  [
    'events that wait',
    'stuck',
    'wrong',
    '12 to be decided; the oldest has waited 10 min',
    running({}, { events: { count: 12, oldestAt: now - 10 * minute } }),
  ],
  ['a moment of waiting', 'stuck', 'warn', '45 s', running({}, { events: { count: 1, oldestAt: now - 45_000 } })],
  ['work that was given up', 'stuck', 'wrong', '3 failed again and again', running({}, { givenUp: 3 })],
  [
    'calling that nothing looks through',
    'calling',
    'wrong',
    'The calling is not being looked through (last: 5 min ago): disk I/O error',
    running({ audited: () => ({ at: now - 5 * minute, ms: 1, found: 0, foundAt: null, error: 'disk I/O error' }) }),
  ],
  [
    'calling that came to a standstill',
    'calling',
    'warn',
    'Calling came to a standstill 2 times',
    running({ audited: () => ({ at: now, ms: 1, found: 2, foundAt: now - minute, error: null }) }),
  ],
  ['no heartbeat', 'calling', 'warn', 'No heartbeat goes out', running({ heartbeat: () => 'none' })],
  [
    'a heartbeat that nobody hears',
    'calling',
    'wrong',
    'it answered 404',
    running({ heartbeat: () => ({ at: now, error: 'it answered 404' }) }),
  ],
  [
    'another version',
    'processes',
    'warn',
    'Process 8 on sh1 is version 0.9.0, this is 1.0.0',
    running({}, { processes: [here, { ...here, id: 'b', pid: 8, version: '0.9.0' }] }),
  ],
  [
    'a busy process',
    'processes',
    'warn',
    '900 ms late',
    running({}, { processes: [{ ...here, stats: { ...here.stats, loopDelayMs: 900 } }] }),
  ],
  [
    'a source never heard',
    'integrations',
    'warn',
    'prom: never heard',
    running({}, { door: { at: null, failedAt: null, failedStatus: null } }),
  ],
  [
    'a source that is refused',
    'integrations',
    'wrong',
    'prom: refused 5 min ago (HTTP 404); last good: 60 min ago',
    running({}, { door: { at: now - 60 * minute, failedAt: now - 5 * minute, failedStatus: 404 } }),
  ],
  [
    'no source at all',
    'integrations',
    'warn',
    'No alert has ever come in',
    running({ upkeep: { ...running().upkeep, doors: async () => ({}) } }, {}, without('integration')),
  ],
  [
    'a chat that does not let us in',
    'chats',
    'wrong',
    'slack: token revoked',
    running({ ims: [{ id: 'web' } as Im, { id: 'slack', check: broken(new Error('token revoked')) } as unknown as Im] }),
  ],
  [
    'a Slack that does not know our token',
    'slack',
    'wrong',
    'Slack refuses the bot token (invalid_auth)',
    running({ chats: [slackChat([{ code: 'token-refused', raw: 'invalid_auth' }])] }),
  ],
  ['a Slack that nobody listens to', 'slack-listening', 'wrong', 'slack: not started', running({ chats: [slackChat()] })],
  [
    'a WeCom app whose callers are not trusted',
    'wecom',
    'wrong',
    '203.0.113.7 is no trusted IP',
    running({ chats: [wecomChat([{ code: 'ip-refused', ip: '203.0.113.7' }])] }),
  ],
  ['a WeCom that was not made', 'wecom-listening', 'wrong', 'wecom: not started', running({ chats: [wecomChat()] })],
  [
    'a channel of no chat',
    'chats',
    'wrong',
    'Channel far is on slack',
    running({}, {}, [...firm, doc('channel', 'far', { platform: 'slack', to: 'C1' })]),
  ],
  [
    'a robot that cannot be reached',
    'channels',
    'wrong',
    'group: 127.0.0.1:9 cannot be reached',
    running({ outward: broken(new Error('group: 127.0.0.1:9 cannot be reached')) }, {}, [...firm, doc('channel', 'group', robot)]),
  ],
  ['a robot without a secret', 'channels', 'warn', 'group is not signed', running({}, {}, [...firm, doc('channel', 'group', robot)])],
  [
    'an ntfy topic without a server',
    'push',
    'wrong',
    'no server is configured',
    running({}, {}, [...firm, doc('person', 'bo', { ntfy: 'bo-topic', email: 'bo@example.com' })]),
  ],
  [
    'an ntfy server that refuses',
    'push',
    'wrong',
    'push-refused',
    running({ pusher: { devices: async () => [], ntfy: { send: async () => {}, check: broken(new Error('ntfy: push-refused')) } } }),
  ],
  [
    'a rule by push with nothing to push to',
    'push',
    'wrong',
    'Rules of 小博 say push',
    running({}, {}, [...firm, doc('person', 'bo', { displayName: '小博', rules: { default: [{ afterMinutes: 0, by: 'push' }] } })]),
  ],
  [
    'a carrier that shuts us out',
    'carriers',
    'wrong',
    'twilio: the carrier refused (20003 Authenticate)',
    running({
      carriers: {
        configured: [twilio],
        named: async () => ({
          ...carrier,
          check: broken(new ReachError('auth', 'carrier-refused', { who: 'twilio', raw: '20003 Authenticate' })),
        }),
      },
    }),
  ],
  [
    'a carrier that cannot find us',
    'carriers',
    'wrong',
    'twilio cannot find http://127.0.0.1:8080',
    running({ publicUrl: 'http://127.0.0.1:8080', askedFrom: null, carriers: { configured: [twilio], named: async () => carrier } }),
  ],
  [
    'somebody on call whose rules call, without a number',
    'numbers',
    'wrong',
    '安娜 is on call within 7 days; their rules call or text',
    running({}, {}, [
      ...without('person'),
      doc('person', 'ana', { displayName: '安娜', email: 'ana@example.com', rules: { default: [{ afterMinutes: 0, by: 'phone' }] } }),
    ]),
  ],
  [
    'somebody on call without a number where numbers can be called',
    'numbers',
    'warn',
    'ana is on call within 7 days, without a phone number',
    running({ means: new Set(['chat', 'ring', 'email', 'phone']) }),
  ],
  [
    'somebody on call who shares a number',
    'numbers',
    'warn',
    '安娜, bo share one phone number',
    running({}, {}, [
      ...without('person'),
      doc('person', 'ana', { displayName: '安娜', email: 'ana@example.com', phone: '+8613800000001' }),
      doc('person', 'bo', { phone: '+8613800000001' }),
      doc('person', 'chen', { phone: '+8613800000002' }),
    ]),
  ],
  ['no mail server', 'mail', 'unknown', 'No mail server', running({ mailer: null })],
  [
    'a mail server that refuses',
    'mail',
    'wrong',
    'refused user or password',
    running({ mailer: { send: async () => {}, verify: broken(new Error('mail: the server refused user or password')) } }),
  ],
  [
    'another address in the browser',
    'address',
    'warn',
    'you came by https://other.example.com',
    running({ askedFrom: 'https://other.example.com' }),
  ],
  [
    'links that only this machine opens',
    'address',
    'warn',
    'which only this machine can open',
    running({ publicUrl: 'http://127.0.0.1:8080', isPublicUrlGiven: false, askedFrom: null }),
  ],
];

function mars(): Resource {
  return {
    kind: 'schedule',
    name: 'mars',
    spec: { ...kinds.schedule.parse({ layers: [{ people: ['ana'] }] }), zone: 'Mars/North' },
  };
}

describe('made to fail', () => {
  test.each(ills)('%s', async (_why, id, verdict, found, seen) => {
    const checked = (await examine(checks, seen)).checks.find((c) => c.id === id);
    expect(checked?.verdict).toBe(verdict);
    expect(checked?.findings.map((f) => f.found.en).join('\n')).toContain(found);
  });

  test('every check is among them', () => {
    expect(new Set(ills.map(([, id]) => id))).toEqual(new Set(checks.map(({ id }) => id)));
  });
});

describe('the contract of a check', () => {
  const reports = ills.map(([why, , , , seen]) => [why, seen] as const);
  test.each(reports)('%s: both languages, what to do, and no secret', async (_why, seen) => {
    const { checks: checked } = await examine(checks, seen);
    for (const { id, name, findings } of checked) {
      expect(id).toMatch(/^[a-z-]+$/u);
      expect(findings.length).toBeGreaterThan(0);
      for (const said of [name, ...findings.flatMap((f) => ('fix' in f ? [f.found, f.fix] : [f.found]))]) {
        expect(said.en.trim()).not.toBe('');
        expect(said.zh.trim()).not.toBe('');
      }
      expect(findings.every((f) => f.verdict === 'well' || 'fix' in f)).toBe(true);
      expect(JSON.stringify(findings)).not.toContain('a-secret-of-ours');
    }
  });

  test('ids are unique', () => expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length));
});

describe('the watch over the clock', () => {
  const source = { wall: now, count: 0 };
  const watch = new ClockWatch({ wall: () => source.wall, count: () => source.count });
  const passes = (wallMs: number, countMs: number): void => void ((source.wall += wallMs), (source.count += countMs));
  test('sees nothing where both go on alike', () => {
    passes(minute, minute - 500);
    expect(watch.jump).toBeNull();
  });
  test('remembers a jump for a day', () => {
    passes(-59 * minute, minute);
    watch.look();
    passes(minute, minute);
    expect(watch.jump).toMatchObject({ ms: -60 * minute });
    passes(86_400_000, 86_400_000);
    expect(watch.jump).toBeNull();
  });
});
