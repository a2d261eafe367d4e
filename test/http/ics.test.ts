import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCalendar } from '../../domain/oncall/ics/calendar.ts';
import { anApp, minute, t0, token } from './an-app.ts';

interface Made {
  readonly feed: { id: string; kind: string; name: string; title: string; maker: string | null; askedAt: string | null };
  readonly url: string;
  readonly webcal: string;
  readonly because: string;
}
interface Listed {
  readonly feeds: Made['feed'][];
}

describe('calendars of who is on call', () => {
  const app = anApp({ adminToken: token });
  const as: Record<string, Record<string, string>> = {};
  beforeAll(async () => {
    for (const [name, person, role] of [
      ['ana', 'ana', 'responder'],
      ['bo', 'bo', 'viewer'],
      ['admin', 'ana', 'admin'],
    ] as const)
      as[name] = { cookie: await app.login(person, role), 'accept-language': 'en' };
  });
  const make = (who: string, body: object) => app.post<Made>('/api/v1/oncall/feeds', { body, headers: as[who] ?? {} });
  const path = (url: string): string => new URL(url).pathname;
  const fetch = (url: string, headers: Record<string, string> = {}) => app.get<string>(path(url), { headers });
  const list = async (who: string) => (await app.get<Listed>('/api/v1/oncall/feeds', { headers: as[who] ?? {} })).body.feeds;
  const remove = (who: string, id: string) =>
    app.send<{ ok: boolean }>({ method: 'DELETE', url: `/api/v1/oncall/feeds/${id}`, headers: as[who] ?? {} });

  test('a person’s own address shows their turns in their language, without a login', async () => {
    const { status, body } = await make('ana', { person: 'ana' });
    expect([status, body.feed, body.url]).toMatchObject([
      200,
      { kind: 'person', name: 'ana', title: '安娜', maker: 'ana', askedAt: null },
      expect.stringMatching(/^http:\/\/tocsin\.test\/ics\/[\w-]{43}\.ics$/u),
    ]);
    expect(body.webcal).toBe(body.url.replace('http', 'webcal'));
    const calendar = await fetch(body.url);
    expect([calendar.status, calendar.headers['content-type'], calendar.headers['cache-control']]).toEqual([
      200,
      'text/calendar; charset=utf-8',
      'private, max-age=0, must-revalidate',
    ]);
    const { events } = readCalendar(calendar.body, 'UTC');
    const summaries = [...new Set(events.map((e) => e.summary))];
    expect([calendar.body.includes('X-WR-CALNAME:值班：安娜'), summaries]).toEqual([true, ['值班：payments']]);
    const running = events.find((e) => e.start.wall <= t0 && e.endOf(e.start.wall) > t0);
    expect(running && new Date(running.start.wall).toISOString()).toBe('2026-11-23T01:00:00.000Z');
  });

  test('what has not changed is not sent again', async () => {
    const { body } = await make('bo', { schedule: 'payments' });
    const first = await fetch(body.url);
    const tag = String(first.headers['etag']);
    const again = await fetch(body.url, { 'if-none-match': `"other", W/${tag}` });
    expect([again.status, again.body, again.headers['etag']]).toEqual([304, '', tag]);
    expect(first.body).toMatch(/SUMMARY:安娜 on call: payments/u);
  });

  test('a cover is the same event changed, and a new one', async () => {
    const rotation = { start: '2026-11-23T09:00', unit: 'week', people: ['ana', 'bo'] };
    const keep = (spec: object) =>
      app.post('/api/v1/resources', {
        body: { documents: [{ kind: 'schedule', name: 'desk', spec: { zone: 'Asia/Shanghai', layers: [{ rotation }], ...spec } }] },
        headers: as['admin'] ?? {},
      });
    expect((await keep({})).status).toBe(200);
    const { body } = await make('admin', { schedule: 'desk' });
    const before = readCalendar((await fetch(body.url)).body, 'UTC').events;
    const uid = before.find((e) => e.start.wall <= t0 && e.endOf(e.start.wall) > t0)?.uid;
    const start = new Date(t0 + 24 * 60 * minute).toISOString();
    const override = { start, end: new Date(t0 + 30 * 60 * minute).toISOString(), add: 'bo', remove: 'ana' };
    expect((await keep({ overrides: [override] })).status).toBe(200);
    const after = readCalendar((await fetch(body.url)).body, 'UTC').events;
    expect(after.find((e) => e.uid === uid)?.sequence).toBe(1);
    expect(after.filter((e) => !before.some((b) => b.uid === e.uid)).map((e) => e.summary.split(' ')[0])).toEqual(['bo', '安娜']);
  });

  test('an address that never was, that was revoked, or is no address is a 404 that says nothing', async () => {
    const { body } = await make('ana', { person: 'ana' });
    expect((await remove('ana', body.feed.id)).status).toBe(200);
    const never = `/ics/${'a'.repeat(43)}.ics`;
    const answers = await Promise.all([path(body.url), never, '/ics/x.ics', '/ics/%2e%2e.ics', `${never}x`].map((url) => app.get(url)));
    expect(answers.map((a) => [a.status, a.body])).toEqual(answers.map(() => [404, 'There is no such calendar.\n']));
    expect((await remove('ana', body.feed.id)).status).toBe(404);
  });

  test('one’s own are one’s own to make, see and revoke; an admin’s are all', async () => {
    const refused = await make('bo', { person: 'ana' });
    expect([refused.status, refused.body.because]).toEqual([403, 'A calendar of another person is made by themselves or an admin.']);
    const { body } = await make('admin', { person: 'bo' });
    expect([(await list('bo')).some((f) => f.id === body.feed.id), (await list('ana')).every((f) => f.maker === 'ana')]).toEqual([
      true,
      true,
    ]);
    // The admin is the same person as ana: what is about bo is bo’s all the same.
    const anas = (await list('ana')).find((f) => f.id !== body.feed.id)?.id ?? '';
    expect([(await remove('bo', anas)).status, (await remove('bo', body.feed.id)).status]).toEqual([404, 200]);
    expect((await list('admin')).length).toBeGreaterThan((await list('bo')).length);
    const unknown = [
      await make('admin', { person: 'nobody' }),
      await make('bo', { schedule: 'nope' }),
      await make('bo', { team: 'payments' }),
    ];
    expect(unknown.map((a) => a.status)).toEqual([404, 404, 400]);
    expect((await app.get('/api/v1/oncall/feeds')).status).toBe(401);
    expect((await app.post('/api/v1/oncall/feeds', { body: { schedule: 'payments' } })).status).toBe(401);
  });

  test('what one may follow is said: one’s own turns, and every schedule', async () => {
    const { body } = await app.get<{ subjects: object[] }>('/api/v1/oncall/feeds', { headers: as['bo'] ?? {} });
    expect(body.subjects.slice(0, 2)).toEqual([
      { kind: 'person', name: 'bo', title: 'bo' },
      { kind: 'schedule', name: 'desk', title: 'desk' },
    ]);
    const made = await make('bo', { schedule: 'desk' });
    const revoked = await app.post<{ ok: boolean }>(`/api/v1/oncall/feeds/${made.body.feed.id}/revoke`, { headers: as['bo'] ?? {} });
    expect([revoked.body.ok, (await fetch(made.body.url)).status]).toEqual([true, 404]);
  });

  test('leaves rows in the audit, and the secret in no log, list or row', async () => {
    const { body } = await make('ana', { schedule: 'payments' });
    await fetch(body.url);
    const secret = /ics\/(.+)\.ics/u.exec(body.url)?.[1] ?? 'none';
    const rows = await app.db.selectFrom('audit').select(['what', 'actor', 'data']).where('what', 'like', 'feed.%').execute();
    expect(rows.some((r) => r.what === 'feed.made' && r.actor === 'person:ana' && r.data.includes('"payments"'))).toBe(true);
    expect(rows.some((r) => r.what === 'feed.revoked')).toBe(true);
    const kept = await app.db.selectFrom('feed').selectAll().execute();
    const metrics = await app.get<string>('/metrics');
    const all = JSON.stringify([rows, kept, app.logged, await list('admin'), metrics.body]);
    expect(all.includes(secret)).toBe(false);
    expect(all.includes(createHash('sha256').update(secret).digest('hex')), 'only its hash is kept').toBe(true);
  });

  test('ends for whoever may not come in any more', async () => {
    const { body } = await make('bo', { person: 'bo' });
    const mine = await fetch(body.url);
    await app.alters(`insert into account (person, totp_step, roles, is_disabled, made_at) values ('bo', 0, '', 1, ${t0})`);
    expect([mine.status, (await fetch(body.url)).status]).toEqual([200, 404]);
  });
});
