import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anApp, token } from './an-app.ts';

const mebibyte = 1024 * 1024;
const good = { labels: { alertname: 'DiskFull', instance: 'db-1' } };
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('what is not right is answered clearly', () => {
  const app = anApp();
  const doors = ['/api/v2/alerts', '/hooks/prom-sh1/let-me-in', '/api/v1/replay', '/api/v1/skills/incident/declare'] as const;
  const alerts = async (): Promise<number> => (await app.get<unknown[]>('/api/v2/alerts')).body.length;
  const said = (body: unknown): string => (typeof body === 'string' ? body : String((body as { because?: string }).because));

  describe.each(doors)('at %s', (door) => {
    test.each<[what: string, body: string, because: RegExp]>([
      ['malformed JSON', '{"labels":', /^The body is not valid JSON: .*Check quotes, commas and brackets\.$/u],
      ['100,000-deep nesting', nested(100_000), /^The body is nested deeper than 32 levels\. Flatten it\.$/u],
      ['100,000-deep nesting of objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), /nested deeper than 32 levels/u],
      [
        '200,000 keys in one object',
        JSON.stringify(Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [i, 0])))
          .slice(0, mebibyte - 20)
          .replace(/,[^,]*$/u, '}'),
        /more than 1000 keys/u,
      ],
      [
        '__proto__',
        '[{"labels":{"alertname":"x"},"__proto__":{"admin":true}}]',
        /has a key "__proto__", which is not allowed\. Remove it\.$/u,
      ],
      ['__proto__ deep inside', '[{"labels":{"alertname":"x","a":{"__proto__":1}}}]', /has a key "__proto__"/u],
      ['__proto__ in escapes', '[{"\u005F\u005Fproto\u005F\u005F":{"admin":true}}]', /has a key "__proto__"/u],
      ['__proto__ with one letter escaped', '[{"__pr\u006fto__":{"admin":true}}]', /has a key "__proto__"/u],
    ])('%s', async (_what, body, because) => {
      const answer = await app.post(door, { body });
      expect([answer.status, said(answer.body)]).toEqual([400, expect.stringMatching(because)]);
    });

    test.each(['null', '"text"', '1', 'true', '{}', '[1]', '[null]', '[[]]', ''])('the body %j', async (body) => {
      const isReplayed = door === '/api/v1/replay' && body.startsWith('[');
      const answer = await app.post(door, { body });
      expect(answer.status).toBe(isReplayed ? 200 : 400);
      expect(isReplayed ? JSON.stringify(answer.body) : said(answer.body)).toMatch(
        isReplayed ? /alert 0: it is not an alert/u : /\p{L}{5,}/u,
      );
    });

    test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
      'a body of %s is not read as JSON',
      async (type) => {
        const answer = await app.post(door, { body: JSON.stringify([good]), headers: { 'content-type': type } });
        expect([answer.status, said(answer.body)]).toEqual([
          415,
          'The body must be JSON. Send it with the header content-type: application/json.',
        ]);
      },
    );

    test('a body that is not UTF-8', async () => {
      const answer = await app.send({
        method: 'POST',
        url: door,
        headers: { 'content-type': 'application/json' },
        payload: Buffer.from([0x5b, 0xff, 0xfe, 0x5d]),
      });
      expect(answer.status).toBe(400);
    });
  });

  describe('alerts', () => {
    const labels = { alertname: 'x' };
    test.each<[what: string, alert: unknown, because: string]>([
      ['without labels', { annotations: {} }, 'labels must be names with texts, such as {"alertname": "DiskFull"}.'],
      ['with empty labels', { labels: {} }, 'labels has no label with a value. An alert needs at least one, usually alertname.'],
      [
        'with labels that are all empty',
        { labels: { a: '' } },
        'labels has no label with a value. An alert needs at least one, usually alertname.',
      ],
      ['with a number for a label', { labels: { code: 503 } }, 'labels.code must be text. Put the value in quotes.'],
      ['with a label that has no name', { labels: { '': 'x' } }, 'labels has a label without a name.'],
      ['with a start that is no time', { labels, startsAt: 'yesterday' }, 'startsAt is not a time. Write it as 2026-11-23T09:31:00Z.'],
      [
        'with an end before its start',
        { labels, startsAt: '2026-11-23T01:00:00Z', endsAt: '2026-11-23T00:00:00Z' },
        'endsAt: lies before startsAt. Send an end that is not before the start.',
      ],
      [
        'of more than 64 KiB',
        { labels, annotations: { a: 'x'.repeat(70_000) } },
        'annotations: the texts of this alert hold 70011 characters, the limit is 65536. Shorten them.',
      ],
      ['that is a list', [], 'it is not an alert. Write it as {"labels": {"alertname": "DiskFull"}}.'],
    ])('%s', async (_what, alert, because) => {
      const answer = await app.post('/api/v2/alerts', { body: [good, alert] });
      expect([answer.status, answer.body]).toEqual([400, `alert 1: ${because}`]);
    });

    test('one bad among a thousand is named, and the others are kept', async () => {
      const many: unknown[] = Array.from({ length: 1_000 }, (_, i) => ({ labels: { alertname: 'Many', instance: `db-${i}` } }));
      many[500] = { labels: {} };
      const before = await alerts();
      const answer = await app.post('/api/v2/alerts', { body: many });
      expect([answer.status, answer.body]).toEqual([
        400,
        'alert 500: labels has no label with a value. An alert needs at least one, usually alertname.',
      ]);
      expect(await alerts()).toBe(before + 999);
    });

    test('twenty are named and the rest counted', async () => {
      const answer = await app.post<string>('/api/v2/alerts', { body: Array.from({ length: 1_000 }, () => ({ labels: {} })) });
      expect(answer.body.split('; ').at(-1)).toBe('and 980 more');
    });

    test('a webhook keeps the good ones too, and says how many', async () => {
      const body = {
        version: '4',
        status: 'firing',
        alerts: [{ status: 'firing', labels: { alertname: 'Hooked' } }, { status: 'firing', labels: {} }, 'text'],
      };
      const answer = await app.post<{ ok: boolean; accepted: number; errors: string[] }>('/hooks/prom-sh1/let-me-in', { body });
      expect(answer).toMatchObject({ status: 400, body: { ok: false, accepted: 1 } });
      expect(answer.body.errors.map((e) => e.split(':')[0])).toEqual(['alert 1', 'alert 2']);
    });

    test.each([
      ['a webhook of another version', { version: '3', status: 'firing', alerts: [] }, /version is not "4"/u],
      ['a webhook without alerts', { version: '4', status: 'firing' }, /alerts/u],
    ])('%s', async (_what, body, because) => {
      const answer = await app.post('/hooks/prom-sh1/let-me-in', { body });
      expect([answer.status, said(answer.body)]).toEqual([400, expect.stringMatching(because)]);
    });
  });

  describe('size', () => {
    const many = (bytes: number): string =>
      `[${Array.from({ length: Math.ceil(bytes / 60_100) }, (_, i) => JSON.stringify({ labels: { alertname: 'Big', n: `${i}` }, annotations: { text: 'x'.repeat(60_000) } })).join(',')}]`;
    test('30 MiB of alerts are accepted', async () => {
      const answer = await app.post('/api/v2/alerts', { body: many(30 * mebibyte) });
      expect(answer.status).toBe(200);
    });
    test.each(['/api/v2/alerts', '/hooks/prom-sh1/let-me-in'])('more than 32 MiB are refused at %s', async (door) => {
      const answer = await app.post(door, { body: `[${' '.repeat(32 * mebibyte)}]` });
      expect([answer.status, said(answer.body)]).toEqual([413, expect.stringMatching(/too large/iu)]);
    });
    test.each(['/api/v1/skills/incident/declare', '/api/v1/login', '/api/v1/chat/rooms/x/messages', '/api/v2/silences'])(
      'more than 1 MiB is refused at %s',
      async (door) => {
        expect((await app.post(door, { body: `[${' '.repeat(mebibyte)}]` })).status).toBe(413);
      },
    );
  });

  describe('skills', () => {
    test.each<[skill: string, input: object, status: number, because: string]>([
      ['incident/declare', {}, 400, 'title: write something'],
      ['incident/declare', { title: '   ' }, 400, 'title: write something'],
      ['incident/declare', { title: 'x'.repeat(301) }, 400, 'title: 300 characters at most, these are 301'],
      ['incident/declare', { title: 'x', severity: 'SEV5' }, 400, 'severity: choose one of SEV1, SEV2, SEV3, SEV4'],
      ['incident/declare', { title: 'x', people: ['ana', 'zoe'] }, 400, 'people: there is no person "zoe". Known: ana, bo.'],
      ['incident/declare', { title: 'x', teams: ['nosuch'] }, 400, 'teams: there is no team "nosuch". Known: payments.'],
      ['incident/declare', { title: 'x', system: 'nosuch' }, 400, 'system: there is no system "nosuch". Known: order-gateway.'],
      ['incident/declare', { title: 'x', policy: 'nosuch' }, 400, 'policy: there is no escalation-policy "nosuch". Known: default.'],
      ['incident/declare', { title: 'x', people: ['constructor'] }, 400, 'people: there is no person "constructor"'],
      ['incident/show', { incident: '' }, 400, 'incident: write something'],
      ['incident/show', { incident: 'INC-20991231-001' }, 404, 'There is no incident "INC-20991231-001" that you can see.'],
      ['incident/show', { incident: '\u0000' }, 404, 'There is no incident'],
      ['incident/show', { incident: '\ud800' }, 404, 'There is no incident'],
      ['incident/note', { incident: '1', text: '' }, 400, 'text: write something'],
      ['alert/list', { match: ['severity=~"("'] }, 400, 'match: "(" of "severity" is not a valid regex. Check its brackets and escapes.'],
      ['alert/list', { match: ['severity'] }, 400, 'match: "severity" is not a matcher.'],
      ['alert/list', { limit: 0 }, 400, 'limit: 1 at least'],
      ['alert/list', { limit: 'many' }, 400, 'limit: write a'],
      ['alert/show', { fingerprint: 'xyz' }, 400, 'fingerprint: is 16 hex digits, as alert list shows them'],
      ['alert/show', { fingerprint: '0'.repeat(16) }, 404, 'There is no alert 0000000000000000.'],
      ['alert/silence', { match: ['a=""'], comment: 'x' }, 400, 'match: these matchers hit alerts that have none of their labels'],
      ['alert/silence', { match: ['a="b"'], comment: '' }, 400, 'comment: write something'],
      ['alert/silence', { match: [], comment: 'x' }, 400, 'match: name at least one'],
      ['alert/silence', { match: ['a="b"'], comment: 'x', minutes: -1 }, 400, 'minutes: '],
      ['alert/ack', { group: 'nosuch' }, 404, 'There is no alert group "nosuch".'],
      ['page/ack', { page: 'nosuch' }, 404, 'There is no page "nosuch".'],
      ['no/such', {}, 404, 'There is no skill "no/such".'],
      ['constructor/name', {}, 404, 'There is no skill "constructor/name".'],
    ])('%s %j: %i', async (skill, input, status, because) => {
      const answer = await app.skill(skill, input);
      expect([answer.status, answer.body.ok, answer.body.because]).toEqual([status, false, expect.stringContaining(because)]);
    });

    test('what is wrong is said in the reader’s language, with the name of the field', async () => {
      const input = { title: 'x'.repeat(412), severity: 'SEV9', people: ['ana', 7] };
      const refused = async (lang: string): Promise<unknown> =>
        (await app.post<{ because: string }>('/api/v1/skills/incident/declare', { body: input, headers: { 'accept-language': lang } })).body
          .because;
      expect(await refused('en')).toBe(
        'title: 300 characters at most, these are 412; severity: choose one of SEV1, SEV2, SEV3, SEV4; people.1: write text',
      );
      expect(await refused('zh-CN')).toBe(
        'title：最多 300 个字符，现在是 412 个；severity：可选：SEV1、SEV2、SEV3、SEV4；people.1：请填写文字',
      );
    });

    test('each wrong field is named', async () => {
      const { body } = await app.skill('incident/declare', { title: 1, severity: 'bad', people: 'ana' });
      expect(body.issues?.map((i) => i.path)).toEqual(['title', 'severity', 'people']);
    });
  });

  describe('addresses', () => {
    test.each([
      '/nowhere',
      '/api/v1/nowhere',
      '/api/v1/skills/incident',
      '/hooks/prom-sh1',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/i/..%2f..%2fetc%2fpasswd/x',
    ])('%s is not there', async (url) => {
      const answer = await app.get(url);
      expect([answer.status, said(answer.body)]).toEqual([404, expect.stringMatching(/^There is nothing at/u)]);
    });
    test.each(['/%', '/api/v1/%zz', '/api/v1/chat/rooms/%E0%A4%A/messages'])('%s is no address', async (url) =>
      expect((await app.get(url)).status).toBe(400),
    );
    test.each(['/api/v1/chat/rooms/%00/messages', '/api/v2/silence/%00', `/api/v1/chat/rooms/${'x'.repeat(400)}/messages`])(
      '%s finds nothing',
      async (url) => expect((await app.get(url)).status).toBe(404),
    );
    test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('%s is not known where it means nothing', async (method) =>
      expect((await app.send({ method, url: '/api/v1/skills/incident/declare' })).status).toBe(404),
    );
  });

  describe('a page of messages', () => {
    test.each([
      'limit=-1',
      'limit=1.5',
      'limit=x',
      'limit=1e9',
      'limit=0',
      'before=1.5',
      'before=Infinity',
      'before=-1',
      'before=x',
      'before=1e400',
    ])('%s', async (query) => {
      await app.skill('incident/declare', { title: 'x', cause: 'page-of-messages' });
      const rooms = (await app.get<{ rooms: { id: string }[] }>('/api/v1/chat/rooms')).body.rooms;
      const answer = await app.get<{ messages: unknown[] }>(`/api/v1/chat/rooms/${rooms[0]?.id}/messages?${query}`);
      expect([answer.status, Array.isArray(answer.body.messages) && answer.body.messages.length <= 200]).toEqual([200, true]);
    });
  });

  test('an unknown integration or key is not found, and says where to look', async () => {
    for (const url of ['/hooks/nosuch/let-me-in', '/hooks/prom-sh1/wrong', '/hooks/prom-sh1/%00', '/hooks/constructor/x'])
      expect(await app.post(url, { body: {} })).toMatchObject({
        status: 404,
        body: { because: expect.stringContaining('Copy the address again') as string },
      });
  });
});

/** How somebody comes in who is not in yet. */
const open = new Set([
  'GET /api/v1/login',
  'POST /api/v1/login',
  'POST /api/v1/logout',
  'POST /api/v1/login/oidc',
  'GET /api/v1/setup',
  'POST /api/v1/setup',
  'POST /api/v1/join',
  'POST /api/v1/join/look',
  'POST /api/v1/wall/enter',
]);

/** Every door of the API, as the sources say. */
function doorsOf(folder: string): (readonly [method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', url: string])[] {
  const door = /\.(get|post|put|delete|patch)(?:<[^(]*>)?\(\s*'(\/api\/v[12]\/[^']+)'/gu;
  return readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(door)]
      .map(([, method = '', url = '']) => [method.toUpperCase() as 'GET', url] as const)
      .filter(([method, url]) => !open.has(`${method} ${url}`)),
  );
}

describe('a wrong token is 401 everywhere', () => {
  const doors = doorsOf(resolve(import.meta.dirname, '../../app/http')).map(
    ([method, url]) => [method, url.replaceAll(/:\w+/gu, 'x')] as const,
  );
  const wrong = ['Bearer wrong', 'bearer', `Bearer ${token}x`, `Basic ${btoa('user:wrong')}`, `Basic ${btoa(token)}`, 'Digest x', token];

  describe.each([
    ['without any token set', undefined],
    ['with a token set', token],
  ])('%s', (_how, adminToken) => {
    const app = anApp(adminToken === undefined ? {} : { adminToken });
    test.each(doors)('%s %s', async (method, url) => {
      for (const authorization of wrong) {
        const answer = await app.send({
          method,
          url,
          headers: { authorization, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
          ...(method === 'POST' ? { payload: '{}' } : {}),
        });
        expect([authorization, answer.status]).toEqual([authorization, 401]);
      }
    });
  });

  test('there are doors', () => {
    expect(doors.length).toBeGreaterThan(60);
  });
});
