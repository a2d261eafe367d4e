import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { anApp, minute, t0, token, type App } from './an-app.ts';

const run = promisify(execFile);
const iso = (at: number): string => new Date(at).toISOString();

interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  fingerprint: string;
  generatorURL: string;
  receivers: { name: string }[];
  status: { state: string; silencedBy: string[]; inhibitedBy: string[] };
}
interface Silence {
  id: string;
  status: { state: string };
  matchers: { name: string; value: string; isRegex: boolean; isEqual: boolean }[];
  startsAt: string;
  endsAt: string;
  comment: string;
  createdBy: string;
}

const alerts = (app: App, query = '') => app.get<Alert[]>(`/api/v2/alerts${query}`);
const names = async (app: App, query = ''): Promise<string[]> =>
  (await alerts(app, query)).body.map((a) => a.labels['alertname'] ?? '').toSorted();

describe('alerts', () => {
  const app = anApp();
  beforeAll(async () => {
    const posted = [
      {
        labels: { alertname: 'DiskFull', instance: 'db-1', team: 'storage' },
        annotations: { summary: 'Full' },
        startsAt: iso(t0 - minute),
        generatorURL: 'http://prom/graph',
      },
      { labels: { alertname: 'Rejected', team: 'payments' }, endsAt: iso(t0 + 10 * minute) },
      { labels: { alertname: 'Over' }, startsAt: iso(t0 - minute), endsAt: iso(t0 - 1) },
    ];
    const { status, body } = await app.post('/api/v2/alerts', { body: posted });
    expect([status, body]).toEqual([200, '']);
    await app.idle();
  });

  test('come back as Alertmanager would show them; what is over does not', async () => {
    const [first] = (await alerts(app, `?filter=${encodeURIComponent('alertname="DiskFull"')}`)).body;
    expect(first).toEqual({
      labels: { alertname: 'DiskFull', instance: 'db-1', team: 'storage' },
      annotations: { summary: 'Full' },
      startsAt: iso(t0 - minute),
      endsAt: iso(t0 + 5 * minute),
      updatedAt: iso(t0),
      generatorURL: 'http://prom/graph',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/u) as string,
      receivers: [{ name: 'ops' }],
      status: { state: 'active', silencedBy: [], inhibitedBy: [] },
    });
    expect(await names(app)).toEqual(['DiskFull', 'Rejected']);
  });

  test.each<[query: string, found: string[]]>([
    ['?filter=alertname="DiskFull"', ['DiskFull']],
    ['?filter=alertname=~"D.*|R.*"', ['DiskFull', 'Rejected']],
    ['?filter=alertname!="DiskFull"', ['Rejected']],
    ['?filter=team="storage"&filter=instance="db-1"', ['DiskFull']],
    ['?filter={team="storage",instance="db-2"}', []],
    ['?filter={team=~"a,b|storage",instance="db-1"}', ['DiskFull']],
    ['?filter=', ['DiskFull', 'Rejected']],
    ['?receiver=ops', ['DiskFull', 'Rejected']],
    ['?receiver=o.*', ['DiskFull', 'Rejected']],
    ['?receiver=op', []],
    ['?active=false', []],
    ['?silenced=false&inhibited=false&unprocessed=false&muted=false&active=true', ['DiskFull', 'Rejected']],
    ['?active=TRUE', ['DiskFull', 'Rejected']],
    ['?active=', ['DiskFull', 'Rejected']],
    ['?active=true&active=0', []],
    ['?active=whatever', []],
  ])('%s', async (query, found) => expect(await names(app, encodeURI(query))).toEqual(found));

  test.each([
    '?filter=alertname',
    '?filter=alertname=~"("',
    '?filter=a="b',
    '?filter=a="',
    '?filter={a="b"',
    '?filter=,',
    '?receiver=(',
    '?receiver=(a%2B)%2B%5C1',
  ])('%s is a bad filter', async (query) => {
    const { status, body } = await app.get<string>(`/api/v2/alerts${query}`);
    if (query === '?filter={a="b"' || query === '?filter=,') expect(status).toBe(200);
    else expect([status, body]).toEqual([400, expect.stringMatching(/^bad matcher format: |^failed to parse receiver param: /u)]);
  });

  test('an empty list is fine, an object is not', async () => {
    expect([(await app.post('/api/v2/alerts', { body: [] })).status, (await app.post('/api/v2/alerts', { body: {} })).status]).toEqual([
      200, 400,
    ]);
  });

  test('an alert of a webhook is called by the same fingerprint', async () => {
    const before = (await alerts(app)).body.find((a) => a.labels['alertname'] === 'DiskFull')?.fingerprint;
    const body = {
      version: '4',
      status: 'firing',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'DiskFull', instance: 'db-1', team: 'storage', site: 'sh1' },
          annotations: null,
          startsAt: iso(t0),
          endsAt: '0001-01-01T00:00:00Z',
        },
      ],
    };
    expect((await app.post('/hooks/prom-sh1/let-me-in', { body })).body).toEqual({ ok: true, accepted: 1 });
    const hooked = (await alerts(app)).body.find((a) => a.labels['site'] === 'sh1');
    expect([hooked?.fingerprint === before, hooked?.endsAt]).toEqual([false, '9999-12-31T00:00:00.000Z']);
    expect(
      (await app.skill<{ source: string; endsAt: string | null }>('alert/show', { fingerprint: hooked?.fingerprint })).body.output,
    ).toMatchObject({ source: 'prom-sh1', labels: { site: 'sh1' } });
  });

  test('the receivers are the channels and policies of the routes', async () =>
    expect((await app.get('/api/v2/receivers')).body).toEqual([{ name: 'ops' }]));

  test('grouped, by route and labels', async () => {
    const { body } = await app.get<{ labels: object; receiver: { name: string }; alerts: Alert[] }[]>('/api/v2/alerts/groups');
    expect(body.map((g) => [g.labels, g.receiver.name, g.alerts.length])).toEqual([
      [{ alertname: 'DiskFull' }, 'ops', 2],
      [{ alertname: 'Rejected' }, 'ops', 1],
    ]);
    const listed = (await alerts(app)).body;
    const byPrint = (all: Alert[]) => all.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
    expect(byPrint(body.flatMap((g) => g.alerts))).toEqual(byPrint(listed));
    expect((await app.get('/api/v2/alerts/groups?receiver=nobody')).body).toEqual([]);
    expect((await app.get('/api/v2/alerts/groups?filter=(')).status).toBe(400);
  });

  test.each(['/-/healthy', '/-/ready'])('%s says OK, to strangers too', async (url) => {
    const { status, body } = await app.get(url, { from: '10.1.2.3' });
    expect([status, body]).toEqual([200, 'OK']);
  });

  test('Grafana does not take it for Cortex or Mimir', async () => expect((await app.get('/alertmanager/api/v2/status')).status).toBe(404));

  test('the status is one that amtool and karma understand', async () => {
    const { body } = await app.get<{ uptime: string }>('/api/v2/status');
    expect(body).toMatchObject({
      cluster: { status: 'disabled', peers: [] },
      config: { original: expect.any(String) as string },
      versionInfo: { version: expect.stringMatching(/^0\.\d+\.\d+$/u) as string },
    });
    expect(body.uptime).toBe(iso(t0));
  });

  test('why an alert paged or not is told step by step', async () => {
    const { fingerprint } = (await alerts(app, '?filter=team="payments"')).body[0] ?? expect.fail();
    const { body } = await app.skill<{ steps: { outcome: string; text: string }[] }>('alert/why', { fingerprint }, { as: 'bo' });
    expect(body.output.steps.map((s) => s.outcome)).toEqual(['goes-on', 'goes-on', 'goes-on', 'goes-on', 'tells', 'pages']);
  });
});

describe('silences', () => {
  const app = anApp();
  const matchers = [{ name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true }];
  const silence = (given: object = {}) => ({
    matchers,
    startsAt: iso(t0),
    endsAt: iso(t0 + 60 * minute),
    createdBy: 'ana',
    comment: 'Disk is being replaced',
    ...given,
  });
  const put = (body: object) => app.post<{ silenceID: string }>('/api/v2/silences', { body });
  const set = async (given: object = {}): Promise<string> => (await put(silence(given))).body.silenceID;
  const got = async (id: string) => (await app.get<Silence>(`/api/v2/silence/${id}`)).body;
  beforeAll(async () => {
    await app.post('/api/v2/alerts', { body: [{ labels: { alertname: 'DiskFull', instance: 'db-1' } }] });
    await app.idle();
  });

  test('set, the alert is suppressed and says by what', async () => {
    const id = await set();
    expect(id).toMatch(/^[0-9a-f-]{36}$/u);
    expect((await alerts(app)).body[0]?.status).toEqual({ state: 'suppressed', silencedBy: [id], inhibitedBy: [] });
    expect(await got(id)).toEqual({
      id,
      status: { state: 'active' },
      updatedAt: iso(t0),
      comment: 'Disk is being replaced',
      createdBy: 'ana',
      startsAt: iso(t0),
      endsAt: iso(t0 + 60 * minute),
      matchers,
    });
    expect([await names(app, '?silenced=false'), await names(app, '?active=false')]).toEqual([[], ['DiskFull']]);
    await app.send({ method: 'DELETE', url: `/api/v2/silence/${id}` });
    expect((await alerts(app)).body[0]?.status.state).toBe('active');
  });

  test('a longer end keeps the id, other matchers make a new one and end the old', async () => {
    const id = await set();
    expect(await set({ id, endsAt: iso(t0 + 90 * minute) })).toBe(id);
    const next = await set({ id, matchers: [{ ...matchers[0], value: 'Down' }] });
    expect([next === id, (await got(id)).status.state, (await got(next)).status.state]).toEqual([false, 'expired', 'active']);
  });

  test('a start sent back in whole seconds keeps the id', async () => {
    app.clock.jump(345);
    const startsAt = app.clock.now();
    const id = await set({ startsAt: iso(startsAt) });
    const rounded = iso(Math.floor(startsAt / 1000) * 1000);
    expect(await set({ id, startsAt: rounded, comment: 'longer' })).toBe(id);
    expect((await got(id)).startsAt).toBe(iso(startsAt));
    await app.send({ method: 'DELETE', url: `/api/v2/silence/${id}` });
    expect(await set({ id })).not.toBe(id);
  });

  test('one that was set in chat is changed by its id, too', async () => {
    const { body } = await app.skill<{ silence: string }>(
      'alert/silence',
      { match: ['alertname="Chat"'], minutes: 1.23456, comment: 'x' },
      { headers: { 'idempotency-key': 'button/1' } },
    );
    const id = body.output.silence;
    expect(await set({ id, matchers: [{ name: 'alertname', value: 'Chat', isRegex: false, isEqual: true }] })).toBe(id);
  });

  test('pending until it begins', async () => {
    const id = await set({ startsAt: iso(t0 + minute) });
    expect((await got(id)).status.state).toBe('pending');
  });

  test('ended is ended, twice too', async () => {
    const id = await set();
    const end = () => app.send({ method: 'DELETE', url: `/api/v2/silence/${id}` });
    expect([(await end()).status, (await got(id)).status.state, (await end()).status]).toEqual([200, 'expired', 200]);
  });

  test('one that is not there is not found', async () => {
    expect([
      (await app.get('/api/v2/silence/none')).status,
      (await app.send({ method: 'DELETE', url: '/api/v2/silence/none' })).status,
      (await put(silence({ id: 'none' }))).status,
    ]).toEqual([404, 404, 404]);
  });

  test('that only says what a label must not be, it is set as in Alertmanager', async () => {
    const { status } = await put(silence({ matchers: [{ name: 'team', value: 'payments', isRegex: false, isEqual: false }] }));
    expect(status).toBe(200);
  });

  test('isEqual may be left out, as older clients do', async () => {
    const { status } = await put(silence({ matchers: [{ name: 'alertname', value: 'Old', isRegex: false }] }));
    expect(status).toBe(200);
  });

  test.each<[why: string, given: object, said: RegExp]>([
    ['without a matcher', { matchers: [] }, /^matchers: needs at least one matcher/u],
    [
      'that hits everything',
      { matchers: [{ name: 'a', value: '.*', isRegex: true, isEqual: true }] },
      /at least one matcher must not match the empty string/u,
    ],
    [
      'with a bad regex',
      { matchers: [{ name: 'a', value: '(', isRegex: true, isEqual: true }] },
      /^matchers: "\(" of "a" is not a valid regex/u,
    ],
    ['that ends before it begins', { endsAt: iso(t0 - 1) }, /endsAt must lie after startsAt/u],
    ['that is over already', { startsAt: iso(t0 - 2 * minute), endsAt: iso(t0 - minute) }, /end time can not be in the past/u],
    ['without a comment', { comment: undefined }, /^comment: /u],
    ['with a time that is none', { endsAt: 'tomorrow' }, /^endsAt: /u],
  ])('%s it is refused', async (_why, given, said) => {
    const { status, body } = await put(silence(given));
    expect([status, body]).toEqual([400, expect.stringMatching(said)]);
  });

  test.each([
    ['the very matcher', 'alertname="DiskFull"', true],
    ['one that would fit', 'alertname=~"Disk.*"', false],
    ['its opposite', 'alertname!="Down"', false],
    ['another of two', 'alertname="DiskFull"&filter=team="x"', false],
  ])('a filter finds the silences that have %s', async (_what, filter, found) => {
    const { body } = await app.get<Silence[]>(encodeURI(`/api/v2/silences?filter=${filter}`));
    expect(body.length > 0).toBe(found);
  });

  test('the list is filtered by matchers, active first', async () => {
    const { body } = await app.get<Silence[]>(`/api/v2/silences?filter=${encodeURIComponent('alertname="DiskFull"')}`);
    expect(body.length).toBeGreaterThan(2);
    expect([...new Set(body.map((s) => s.status.state))]).toEqual(['active', 'pending', 'expired']);
  });
});

describe('amtool, unmodified', () => {
  const app = anApp();
  let url = '';
  /** amtool reckons with the machine's time. */
  const amtool = async (...args: string[]): Promise<string> => {
    app.clock.jump(Date.now() - app.clock.now());
    const { stdout } = await run('amtool', [`--alertmanager.url=${url}`, ...args]);
    app.clock.jump(Date.now() - app.clock.now());
    return stdout;
  };
  beforeAll(async () => {
    url = await app.listen();
  });

  test('adds an alert, silences it, sees it suppressed, ends the silence', async () => {
    await amtool('alert', 'add', 'alertname=FromAmtool', 'severity=warning', '--annotation=summary=Hello');
    await app.idle();
    expect(await amtool('alert', 'query', 'FromAmtool')).toContain('Hello');
    const id = (await amtool('silence', 'add', 'alertname=FromAmtool', '--comment=planned', '--author=ana', '--duration=1h')).trim();
    expect(await amtool('silence', 'query')).toContain(id);
    expect(JSON.parse(await amtool('alert', 'query', '--silenced', '-o', 'json'))).toMatchObject([
      { status: { state: 'suppressed', silencedBy: [id] } },
    ]);
    expect((await amtool('silence', 'update', '--duration=2h', id)).trim()).toContain(id);
    await amtool('silence', 'expire', id);
    expect(await amtool('silence', 'query')).not.toContain(id);
  });

  test('a bad matcher is told, and nothing is set', async () => {
    await expect(amtool('silence', 'add', 'alertname=x', 'instance=~(', '--comment=x', '--author=ana')).rejects.toThrow();
    expect(await amtool('config', 'show')).toContain('Tocsin');
  });

  test('tests routes by what the status says of them', async () => {
    expect((await amtool('config', 'routes', 'test', 'team=payments')).trim()).toBe('ops');
    expect(await amtool('config', 'routes', 'show')).toContain('{team="payments"}');
  });
});

describe('who may come in', () => {
  const open = anApp();
  const closed = anApp({ adminToken: token });
  const from = '10.1.2.3';

  test('on this machine anybody, with or without a token set', async () =>
    expect([(await open.get('/api/v2/alerts')).status, (await closed.get('/api/v2/alerts')).status]).toEqual([200, 200]));
  test('from elsewhere nobody without credentials', async () => {
    for (const app of [open, closed]) {
      const answer = await app.get('/api/v2/alerts', { from });
      expect([answer.status, answer.headers['www-authenticate'], answer.body]).toEqual([
        401,
        'Basic realm="tocsin"',
        'unauthorized: wrong or missing token',
      ]);
      expect((await app.post('/api/v2/alerts', { body: [], from })).status).toBe(401);
    }
  });
  test.each([`Bearer ${token}`, `bearer ${token}`, `Basic ${btoa(`prometheus:${token}`)}`, `Basic ${btoa(`:${token}`)}`])(
    'from elsewhere with %s',
    async (authorization) => {
      expect((await closed.get('/api/v2/alerts', { from, headers: { authorization } })).status).toBe(200);
    },
  );
});
