import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSourceAlerts } from '../../app/http/alert-intake.ts';
import { sources } from '../../app/sources.ts';
import { sift } from '../../domain/alert/sift.ts';
import { signalTitle, type Signal, type StoredSignal } from '../../domain/alert/signal.ts';
import type { Delivered, SourceRead } from '../../ports/source.ts';
import { openUntil } from '../../ports/source-alert.ts';
import { delivered } from '../harness/delivered.ts';
import { sample, samples } from '../harness/samples.ts';

const now = Date.parse('2026-11-23T01:30:00Z');
const open9999 = new Date(openUntil).toISOString();
type More = Parameters<typeof delivered>[2];

const adapter = (source: string) => sources.get(source) ?? expect.fail(`there is no ${source}`);
const reads = (source: string, body: unknown, more?: More): SourceRead => adapter(source).read(delivered(body, now, more));

function signals(source: string, body: unknown, more?: More): Signal[] {
  const given: Delivered = delivered(body, now, more);
  const read = adapter(source).read(given);
  if (!read.ok) expect.fail(read.because);
  const { signals: heard, errors } = readSourceAlerts(read.alerts, given.integration, now);
  expect([...(read.errors ?? []), ...errors]).toEqual([]);
  return heard;
}
const one = (source: string, body: unknown, more?: More): Signal => signals(source, body, more)[0] ?? expect.fail('nothing was heard');
const stored = (s: ReturnType<typeof sift>['signal']): StoredSignal => ({ ...(s ?? expect.fail('stale')), group: 'g', also: [] });
const open = (s: Signal): StoredSignal => stored(sift(undefined, s, now).signal);

describe('a sample becomes the right alerts', () => {
  const mapping = {
    alerts: 'events',
    title: 'event.name',
    severity: 'event.level',
    status: 'event.state',
    startsAt: 'event.at',
    'labels.instance': 'host.name',
  };
  test.each<[source: string, name: string, expected: object[], more?: More]>([
    [
      'alertmanager',
      'firing',
      [
        {
          labels: { alertname: 'DiskFull', severity: 'critical', instance: 'db-1', system: 'order-gateway' },
          startsAt: '2026-11-23T01:28:00.123Z',
        },
      ],
    ],
    [
      'pagerduty',
      'firing',
      [
        {
          labels: {
            alertname: 'disk',
            severity: 'critical',
            instance: 'prod-datapipe03.example.com',
            component: 'mysql',
            group: 'prod-datapipe',
            class: 'disk',
            system: 'order-gateway',
          },
          annotations: {
            summary: 'DISK at 99% on machine prod-datapipe03.example.com',
            description: '/var is nearly full',
            images: 'Disk, 24 h https://chart.example.com/disk.png',
            links: 'Runbook https://example.com/runbook',
            'detail_load avg': '0.75',
            detail_runs: '[1,2]',
            client: 'Sample Monitoring Service',
          },
          generatorURL: 'https://monitoring.example.com/d/17',
        },
      ],
    ],
    ['pagerduty', 'from-alertmanager', [{ labels: { alertname: 'A', system: 'order-gateway' }, annotations: { summary: '[FIRING:2] A' } }]],
    ['pagerduty', 'minimal', [{ labels: { alertname: 'Example alert on host1.example.com', severity: 'info' } }]],
    [
      'cloudevents',
      'firing',
      [
        {
          labels: {
            alertname: 'com.example.disk',
            severity: 'critical',
            system: 'order-gateway',
            subject: 'db-1',
            event_source: 'https://billing.example.com/cluster/sh1',
          },
          annotations: { summary: 'Disk of db-1 is 97 % full' },
          startsAt: '2026-11-23T01:28:00.000Z',
        },
      ],
    ],
    [
      'cloudevents',
      'batch',
      [{ labels: { subject: 'db-2' } }, { labels: { alertname: 'job.failed' }, annotations: { summary: 'Nightly settlement failed' } }],
    ],
    [
      'generic',
      'firing',
      [
        {
          labels: { alertname: 'Disk full on db-1', severity: 'error', instance: 'db-1', system: 'order-gateway' },
          annotations: { summary: 'Disk full on db-1', description: '97 % of /var', source_severity: 'high' },
          startsAt: '2026-11-23T01:28:00.000Z',
          generatorURL: 'https://monitor.example.com/alerts/17',
        },
      ],
    ],
    [
      'generic',
      'mapped',
      [
        {
          labels: { alertname: 'Queue is long', severity: 'critical', instance: 'mq-1' },
          annotations: { source_severity: 'urgent' },
          startsAt: '2026-11-23T01:28:00.000Z',
          endsAt: open9999,
        },
        { labels: { instance: 'mq-2' }, endsAt: '2026-11-23T01:30:00.000Z' },
      ],
      { spec: { mapping, severities: { urgent: 'critical' } } },
    ],
    ['generic', 'goalert', [{ labels: { alertname: 'Backup failed', system: 'backup' }, annotations: { description: 'tar: exit 2' } }]],
    ['generic', 'oncall', [{ labels: { alertname: 'The whole system is down' }, generatorURL: 'https://en.example.com/down' }]],
    [
      'grafana',
      'firing',
      [
        {
          labels: { alertname: 'High memory usage', severity: 'critical', team: 'blue' },
          annotations: { source_severity: 'P1', values: 'B=44.23943737541908, C=1', summary: 'This alert was triggered for zone us-1' },
          startsAt: '2026-11-23T01:21:06.000Z',
          generatorURL: 'https://grafana.example.com/alerting/1afz29v7z/edit?orgId=1',
        },
        { labels: { alertname: 'High CPU usage', severity: 'warning' }, endsAt: '2026-11-23T01:28:10.000Z' },
      ],
    ],
    [
      'grafana-legacy',
      'firing',
      [
        {
          labels: { alertname: 'CPU of web', severity: 'error', system: 'web', dc: 'sh1' },
          annotations: {
            summary: 'CPU of web',
            description: 'CPU is above 90 %',
            values: 'web-1: 93.5, web-2: 97',
            source_severity: 'major',
          },
        },
      ],
    ],
    [
      'zabbix',
      'firing',
      [
        {
          labels: {
            alertname: 'High CPU utilization (over 90% for 5m)',
            severity: 'critical',
            host: 'zbx-db-1',
            scope: 'performance, capacity',
            system: 'order-gateway',
          },
          annotations: { description: 'CPU utilization is too high.', source_severity: '5' },
          startsAt: '2026-11-23T01:28:30.000Z',
          generatorURL: 'https://zabbix.example.com/tr_events.php?triggerid=13938&eventid=4711',
        },
      ],
    ],
    [
      'n9e',
      'firing',
      [
        {
          labels: {
            alertname: '磁盘使用率过高',
            severity: 'warning',
            instance: 'db-1',
            path: '/var',
            system: 'order-gateway',
            busigroup: '交易业务组',
          },
          annotations: { summary: 'db-1 的 /var 已用 97%', description: '清理 /var 或扩容', value: '97.35', source_severity: '2' },
          startsAt: '2026-11-23T01:28:00.000Z',
          generatorURL: 'https://n9e.example.com/alert-his-events/170801',
        },
      ],
      { spec: { api: 'https://n9e.example.com/' } },
    ],
    ['n9e', 'batch', [{ labels: { instance: 'db-1' } }, { labels: { instance: 'db-2' } }]],
    [
      'aliyun-arms',
      'firing',
      [
        {
          labels: { alertname: 'JVM 堆内存过高', severity: 'critical', system: 'order-gateway' },
          annotations: { summary: '应用 order-gateway 堆内存使用率 93%', value: '0.93' },
        },
      ],
    ],
    [
      'aliyun-cloudmonitor',
      'firing',
      [
        {
          labels: {
            alertname: 'ECS CPU 使用率',
            severity: 'critical',
            instance: 'order-gateway-1',
            instanceId: 'i-bp1example0001',
            metric: 'CPUUtilization',
          },
          annotations: { summary: 'ECS CPU 使用率: order-gateway-1', value: '95.2', source_severity: 'CRITICAL' },
          startsAt: '2026-11-23T01:28:00.000Z',
        },
      ],
    ],
    [
      'keep',
      'firing',
      [
        {
          labels: { severity: 'error', service: 'backend', keep_source: 'prometheus' },
          annotations: { source_severity: 'high' },
          startsAt: '2026-11-23T01:27:30.000Z',
        },
      ],
    ],
    [
      'alerta',
      'firing',
      [
        {
          labels: {
            alertname: 'HttpServerError',
            severity: 'error',
            instance: 'web01',
            system: 'web',
            tag_dc1: 'yes',
            environment: 'Production',
          },
          annotations: { summary: 'web01: Site is down.', value: 'Bad Gateway (501)', source_severity: 'major', region: 'EU' },
          startsAt: '2026-11-23T01:28:00.100Z',
        },
      ],
    ],
  ])('%s %s', (source, name, expected, more) => {
    const heard = signals(source, sample(source, name), more);
    const shown = heard.map((s) => ({ ...s, startsAt: new Date(s.startsAt).toISOString(), endsAt: new Date(s.endsAt).toISOString() }));
    expect(shown).toMatchObject(expected);
    expect(heard).toHaveLength(expected.length);
  });
});

describe('every sample', () => {
  test.each(samples().filter(([, name]) => name !== 'mapped'))(
    '%s %s names its alerts the same each time, in our words',
    (source, name) => {
      const heard = signals(source, sample(source, name));
      expect(signals(source, sample(source, name))).toEqual(heard);
      for (const s of heard.filter(({ onlyKnown }) => !onlyKnown)) {
        expect(s.labels['alertname']).toBeTruthy();
        if (source !== 'alertmanager') expect(['critical', 'error', 'warning', 'info']).toContain(s.labels['severity']);
        expect(s.startsAt).toBeLessThanOrEqual(now);
      }
      expect(new Set(heard.map((s) => s.fingerprint)).size).toBe(heard.length);
    },
  );

  test.each(samples().filter(([source, name]) => name !== 'mapped' && source !== 'alertmanager'))(
    '%s %s is another alert in another integration',
    (source, name) => {
      const given = delivered(sample(source, name), now);
      const read = adapter(source).read(given);
      const names = (integration: string): string[] =>
        read.ok ? readSourceAlerts(read.alerts, { ...given.integration, name: integration }, now).signals.map((s) => s.fingerprint) : [];
      expect(names('here').filter((f) => names('there').includes(f))).toEqual([]);
    },
  );

  test.each(samples().filter(([, name]) => name !== 'mapped'))(
    '%s %s is read by no other source first, when it is replayed without a name',
    (source, name) => {
      const body = sample(source, name);
      const first = [...sources.values()].find((s) => s.read(delivered(body, now)).ok);
      expect(first?.name).toBe(source === 'grafana-legacy' ? 'grafana' : source);
    },
  );
});

describe('a recovery ends what fired', () => {
  const ofBoth = samples().filter(([, name]) => name === 'resolved');
  test.each(ofBoth)('%s', (source) => {
    const [fired, over] = [one(source, sample(source, 'firing')), one(source, sample(source, 'resolved'))];
    expect(over.fingerprint).toBe(fired.fingerprint);
    expect(sift(open(fired), over, now)).toMatchObject({ change: 'resolved', signal: { labels: fired.labels } });
    expect(over.endsAt).toBeLessThanOrEqual(now);
  });

  test.each(ofBoth)('%s: told by a clock that is ahead, it is over now', (source) => {
    const early = Date.parse('2026-11-23T01:29:10Z');
    const at = (name: string): Signal => {
      const given = delivered(sample(source, name), early);
      const read = adapter(source).read(given);
      return (read.ok && readSourceAlerts(read.alerts, given.integration, early).signals[0]) || expect.fail();
    };
    expect(at('resolved').endsAt).toBeLessThanOrEqual(early);
    expect(sift(stored(sift(undefined, at('firing'), early).signal), at('resolved'), early).change).toBe('resolved');
  });

  test('every source has one', () => expect(ofBoth.map(([source]) => source).toSorted()).toEqual([...sources.keys()].toSorted()));
});

describe('what somebody does at the source', () => {
  test.each<[source: string, name: string, annotations: object]>([
    ['pagerduty', 'acknowledged', { acknowledged: 'yes' }],
    ['zabbix', 'acknowledged', { acknowledged: 'Ana Li', update: 'looking' }],
    ['keep', 'acknowledged', { acknowledged: 'ana@example.com' }],
    ['keep', 'suppressed', { suppressed: 'suppressed' }],
    ['alerta', 'acknowledged', { acknowledged: 'yes' }],
    ['alerta', 'blackout', { suppressed: 'blackout' }],
    ['grafana-legacy', 'no-data', { source_state: 'no_data' }],
    ['aliyun-cloudmonitor', 'no-data', { source_state: 'INSUFFICIENT_DATA' }],
  ])('%s %s is noted on what is open, and makes nothing of what is not', (source, name, annotations) => {
    const [fired, done] = [one(source, sample(source, 'firing')), one(source, sample(source, name))];
    expect(sift(open(fired), done, now)).toMatchObject({
      change: 'altered',
      signal: { state: 'firing', labels: fired.labels, annotations },
    });
    expect(sift(undefined, done, now)).toEqual({ change: 'stale', signal: null });
  });

  test.each([
    ['zabbix', 'update', 'error'],
    ['n9e', 'update', 'critical'],
    ['aliyun-cloudmonitor', 'update', 'warning'],
  ])('%s: another severity is the same alert, altered', (source, name, severity) => {
    const [fired, changed] = [one(source, sample(source, 'firing')), one(source, sample(source, name))];
    expect(sift(open(fired), changed, now)).toMatchObject({ change: 'altered', signal: { labels: { severity } } });
  });

  test('a resolve of PagerDuty that knows no alert makes nothing; a trigger after one is a new alert, whatever its timestamp', () => {
    const [fired, over] = [one('pagerduty', sample('pagerduty', 'firing')), one('pagerduty', sample('pagerduty', 'resolved'))];
    expect(sift(undefined, over, now)).toEqual({ change: 'stale', signal: null });
    const resolved = stored(sift(open(fired), over, now).signal);
    const again = { ...fired, startsAt: fired.startsAt + 1_000, updatedAt: now + 1_000 };
    expect(sift(resolved, again, now + 1_000)).toMatchObject({ change: 'refired', signal: { startsAt: now + 1_000 } });
    expect(fired.startsAt).toBe(now);
  });
});

test.each(['grafana', 'alertmanager'])('%s says what it left out', (source) => {
  expect(reads(source, sample(source, 'truncated'))).toMatchObject({
    ok: true,
    truncated: { labels: { alertname: expect.any(String) as string } },
  });
});

test('macros that Zabbix did not fill in are not shown', () => {
  const heard = one('zabbix', sample('zabbix', 'macros'));
  expect(JSON.stringify(heard)).not.toMatch(/\{[A-Z$]|UNKNOWN/u);
  expect(signalTitle(heard)).toBe('Problem on : disk full');
  expect(heard).toMatchObject({ generatorURL: '', labels: { severity: 'warning' } });
});

describe('CloudEvents', () => {
  const headers = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/a%20b', 'ce-type': 'disk.full', 'content-type': 'text/plain' };
  test('binary: the event in the headers, percent-encoded, its data as it came', () => {
    expect(one('cloudevents', '{"no": "object"}', { headers })).toMatchObject({
      labels: { alertname: 'disk.full', event_source: '/a b' },
      annotations: { summary: '{"no": "object"}' },
    });
  });
  test('the id names the event, not the alert', () => {
    expect(one('cloudevents', 'x', { headers: { ...headers, 'ce-id': '2' } }).fingerprint).toBe(
      one('cloudevents', 'x', { headers }).fingerprint,
    );
  });
  test('in base64', () => {
    const event = {
      specversion: '1.0',
      id: '1',
      source: '/a',
      type: 't',
      datacontenttype: 'application/json',
      data_base64: btoa('{"summary":"Full"}'),
    };
    expect(one('cloudevents', event).annotations['summary']).toBe('Full');
  });
  test('of a batch the good ones are kept, the others named', () => {
    const read = reads('cloudevents', [sample('cloudevents', 'firing'), { specversion: '0.3' }]);
    expect(read).toMatchObject({ ok: true, alerts: [{}], errors: [expect.stringMatching(/^alert 1: specversion is not 1\.0/u) as string] });
  });
});

test('an integration says what the words of a source mean, and is believed', () => {
  const spec = { severities: { 5: 'info' } };
  expect(one('zabbix', sample('zabbix', 'firing'), { spec })).toMatchObject({
    labels: { severity: 'info' },
    annotations: { source_severity: '5' },
  });
});

describe('setting up', () => {
  const door = { url: 'https://tocsin.example.com/hooks/a/b', origin: 'https://tocsin.example.com', key: 'b' };
  test.each([...sources.keys()])('%s: both languages say as much, with the address, and the command is one that it reads', (source) => {
    const { steps, curl } = adapter(source).setup(door);
    expect(steps.zh).toHaveLength(steps.en.length);
    for (const lang of [steps.zh, steps.en]) expect(lang.join('\n')).toMatch(/https:\/\/tocsin\.example\.com|above|上面/u);
    const json = /-d '(.*)' http/u.exec(curl)?.[1];
    const body: unknown =
      source === 'aliyun-cloudmonitor' ? { alertName: 'x', ...Object.fromEntries(new URLSearchParams(json)) } : JSON.parse(json ?? '');
    expect(signals(source, body)).toMatchObject([{ labels: { severity: 'warning' } }]);
  });
});

describe('whatever comes in', () => {
  const quick = { numRuns: 300 };
  const awkward = fc.oneof(
    fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
    fc.constantFrom('', '__proto__', 'constructor', '\u0000', 1e308, -1, 'x'.repeat(20_000)),
  );
  const read = (source: string, body: unknown, headers = {}): string => {
    const given = delivered(body, now, { headers });
    const said = adapter(source).read(given);
    const heard = said.ok ? readSourceAlerts(said.alerts, given.integration, now) : said;
    for (const s of 'signals' in heard ? heard.signals : []) expect(s.startsAt).toBeLessThanOrEqual(now);
    return JSON.stringify(heard);
  };
  const within50 = (source: string, bodies: fc.Arbitrary<unknown>): void => {
    let [spent, asked] = [0, 0];
    fc.assert(
      fc.property(bodies, (body) => {
        const began = performance.now();
        const first = read(source, body);
        spent += performance.now() - began;
        asked += 1;
        expect(read(source, body)).toBe(first);
      }),
      quick,
    );
    expect(spent / asked, 'ms a payload').toBeLessThan(50);
  };

  test.each([...sources.keys()])('%s: any JSON is read or refused, at once and the same each time', (source) => within50(source, awkward));

  test.each(samples())('%s %s with anything put anywhere in it', (source, name) => {
    const text = JSON.stringify(sample(source, name));
    const paths = pathsIn(JSON.parse(text));
    within50(
      source,
      fc.array(fc.tuple(fc.constantFrom(...paths), awkward), { minLength: 1, maxLength: 4 }).map((changes) => {
        const body: unknown = JSON.parse(text);
        for (const [path, value] of changes) put(body, path, value);
        return body;
      }),
    );
  });

  test('cloudevents in any headers', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('ce-id', 'ce-source', 'ce-type', 'ce-specversion', 'ce-time', 'content-type'), fc.string()),
        awkward,
        (headers, body) => {
          read('cloudevents', body, { 'ce-specversion': '1.0', ...headers });
        },
      ),
      quick,
    );
  });
});

/** Every path to something in a JSON value. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([k, v]) => pathsIn(v, [...path, k])) : [];
  return path.length === 0 ? inner : [path, ...inner];
}

/** Where a change before took the place away, nothing is put. */
function put(into: unknown, path: readonly string[], value: unknown): void {
  const [last = ''] = path.slice(-1);
  let at = into;
  for (const name of path.slice(0, -1)) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  if (typeof at === 'object' && at !== null) (at as Record<string, unknown>)[last] = value;
}
