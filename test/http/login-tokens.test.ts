import { beforeAll, describe, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { anApp, minute, token as adminToken, type App } from './an-app.ts';

const from = '10.1.2.3';
const password = 'canary password nine tides';
const hour = 60 * minute;

interface Made {
  token: string;
  id: string;
  because: string;
}
const asked = { authorization: `Bearer ${adminToken}` };
const make = (app: App, body: object, headers: Record<string, string> = asked) => app.post<Made>('/api/v1/tokens', { body, headers, from });
const me = (app: App, headers: Record<string, string>) =>
  app.get<{ person: { name: string } | null; roles: string[]; access: string }>('/api/v1/me', { headers, from });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const cookieOf = (headers: Readonly<Record<string, unknown>>): string => String(headers['set-cookie']).split(';')[0] ?? '';

describe('a token', () => {
  const app = anApp({ adminToken });
  test('lets a program in with its roles, is kept as a hash, and is nowhere shown again', async () => {
    const made = await make(app, { name: 'deploy-bot', roles: ['responder'] });
    const { token } = made.body;
    expect(token).toMatch(/^tcn_[\w-]{43}$/u);
    expect((await me(app, bearer(token))).body).toMatchObject({ access: 'token', roles: ['responder'], person: null });
    const list = await app.get('/api/v1/tokens', { headers: asked, from });
    const rows = await app.db.selectFrom('access_token').selectAll().execute();
    expect(JSON.stringify([list.body, rows])).not.toContain(token.slice(4));
    expect(list.body).toMatchObject({ tokens: [{ name: 'deploy-bot', kind: 'api', roles: ['responder'] }] });
  });
  test('works as the password of basic auth, for what speaks to an Alertmanager', async () => {
    const { token } = (await make(app, { name: 'prom' })).body;
    const basic = { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` };
    expect((await app.get('/api/v2/status', { headers: basic, from })).status).toBe(200);
    expect((await app.get('/api/v2/status', { headers: bearer(`${token}x`), from })).status).toBe(401);
    expect((await app.get('/api/v2/status', { headers: bearer('tcn_made-up'), from: '127.0.0.1' })).status).toBe(401);
  });
  test('acts for somebody only with the role admin', async () => {
    const plain = (await make(app, { name: 'plain', roles: ['operator'] })).body.token;
    const admin = (await make(app, { name: 'root', roles: ['admin'] })).body.token;
    expect((await me(app, { ...bearer(plain), 'tocsin-as': 'ana' })).body.person).toBeNull();
    expect((await me(app, { ...bearer(admin), 'tocsin-as': 'ana' })).body.person).toMatchObject({ name: 'ana' });
  });
  test('hands on no rights, not even one that is admin', async () => {
    const { token } = (await make(app, { name: 'greedy', roles: ['admin'] })).body;
    const tried = await Promise.all([
      make(app, { name: 'child' }, bearer(token)),
      app.post('/api/v1/people/ana/invite', { headers: bearer(token), body: {}, from }),
      app.post('/api/v1/people/ana', { headers: bearer(token), body: { roles: ['admin'] }, from }),
    ]);
    expect(tried.map((t) => t.status)).toEqual([403, 403, 403]);
  });
  test('ends at its time, and at once when it is revoked; its name is free again', async () => {
    const expiresAt = new Date(app.clock.now() + hour).toISOString();
    const short = (await make(app, { name: 'short', expiresAt })).body;
    const long = (await make(app, { name: 'long' })).body;
    expect((await make(app, { name: 'long' })).status).toBe(409);
    app.clock.jump(hour);
    expect([(await me(app, bearer(short.token))).status, (await me(app, bearer(long.token))).status]).toEqual([401, 200]);
    expect((await app.post(`/api/v1/tokens/${long.id}/revoke`, { headers: asked, body: {}, from })).status).toBe(200);
    expect((await me(app, bearer(long.token))).status).toBe(401);
    expect((await app.post(`/api/v1/tokens/${long.id}/revoke`, { headers: asked, body: {}, from })).status).toBe(404);
    expect((await make(app, { name: 'long' })).status).toBe(200);
  });
  test('revoked, the streams it holds open end', async () => {
    const made = (await make(app, { name: 'streaming' })).body;
    const origin = await app.listen();
    const stream = await fetch(`${origin}/api/v1/events`, { headers: bearer(made.token) });
    let isOver = false;
    void stream.text().then(() => (isOver = true));
    await app.post(`/api/v1/tokens/${made.id}/revoke`, { headers: asked, body: {}, from });
    await until(() => isOver, { what: 'the stream to end' });
  });
  test('cannot have roles above those of whoever makes it, and is theirs alone', async () => {
    const bo = { cookie: await app.login('bo', 'operator') };
    const made = await Promise.all(
      ['viewer', 'responder', 'operator', 'auditor', 'duty-manager', 'admin'].map((role) =>
        make(app, { name: `bo-${role}`, roles: [role] }, bo),
      ),
    );
    expect(made.map((m) => m.status)).toEqual([200, 200, 200, 403, 403, 403]);
    const ana = { cookie: await app.login('ana', 'operator') };
    expect((await app.get('/api/v1/tokens', { headers: ana, from })).body).toEqual({ tokens: [] });
    expect((await app.post(`/api/v1/tokens/${made[0]?.body.id}/revoke`, { headers: ana, body: {}, from })).status).toBe(404);
  });
  test.each([['Not A Name'], ['admin'], ['']])('%j is no name for one', async (name) =>
    expect((await make(app, { name })).status).toBe(400),
  );
});

describe('a wall', () => {
  const app = anApp({ adminToken });
  let wall = { token: '', id: '' };
  let cookie = '';
  beforeAll(async () => {
    wall = (await make(app, { name: 'ecc-wall', kind: 'wall', roles: ['admin'] })).body;
    const entered = await app.post('/api/v1/wall/enter', { body: { token: wall.token }, from });
    expect(entered.status).toBe(200);
    cookie = cookieOf(entered.headers);
  });
  test('may look, whatever was asked for, and nothing else', async () => {
    expect((await me(app, { cookie })).body).toMatchObject({ access: 'wall', person: null, roles: ['viewer'] });
    const tried = await Promise.all([
      app.post('/api/v1/skills/incident/declare', { headers: { cookie }, body: { title: 'x' }, from }),
      app.post('/api/v1/skills/incident/list', { headers: { cookie }, body: {}, from }),
      app.post('/api/v1/tokens', { headers: { cookie }, body: { name: 'x' }, from }),
      app.get('/api/v1/people', { headers: { cookie }, from }),
      app.get('/api/v1/me/security', { headers: { cookie }, from }),
    ]);
    expect(tried.map((t) => t.status)).toEqual([403, 403, 403, 403, 403]);
    for (const url of ['/chat/rooms', '/chat/search?q=a', '/incidents.csv', '/alerts.csv', '/config', '/resources/person', '/integrations'])
      expect([url, (await app.get(`/api/v1${url}`, { headers: { cookie }, from })).status]).toEqual([url, 403]);
    expect((await app.get('/api/v1/wall', { headers: { cookie }, from })).status).toBe(200);
  });
  test('is no token for programs, and a token for programs opens no wall', async () => {
    expect((await me(app, bearer(wall.token))).status).toBe(401);
    const api = (await make(app, { name: 'api' })).body.token;
    for (const token of [api, 'tcn_made-up', ''])
      expect((await app.post('/api/v1/wall/enter', { body: { token }, from })).status).toBe(404);
  });
  test('stays for a month without anybody touching it, and ends with its token', async () => {
    app.clock.jump(30 * 24 * hour);
    expect((await me(app, { cookie })).status).toBe(200);
    await app.post(`/api/v1/tokens/${wall.id}/revoke`, { headers: asked, body: {}, from });
    expect((await me(app, { cookie })).status).toBe(401);
  });
  test('does not put out whoever is logged in', async () => {
    const { token } = (await make(app, { name: 'desk' })).body;
    expect(token).not.toBe('');
    const made = (await make(app, { name: 'second', kind: 'wall' })).body;
    const bo = await app.login('bo', 'responder');
    const entered = await app.post('/api/v1/wall/enter', { body: { token: made.token }, headers: { cookie: bo }, from });
    expect([entered.status, entered.headers['set-cookie']]).toEqual([200, undefined]);
  });
});

describe('behind a proxy', () => {
  const app = anApp({ settings: async () => ({ trustedProxies: ['10.0.0.5', '127.0.0.0/8'], publicUrl: 'https://tocsin.example.com' }) });
  const at = (address: string, headers: Record<string, string>) => app.get('/api/v1/me', { headers, from: address });
  test('whoever comes through it is not this machine, though the proxy is', async () => {
    expect((await at('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
    expect((await at('127.0.0.1', {})).status).toBe(200);
    expect((await at('10.0.0.5', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(200);
  });
  test('what another says of whom it speaks for does not count', async () => {
    expect((await at('10.0.0.6', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
    expect((await at('203.0.113.9', { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1' })).status).toBe(
      401,
    );
  });
  test('a login travels by https alone where people come by https, and the audit has the address behind it', async () => {
    const body = { token: await app.setupToken(), name: 'ana', displayName: 'Ana', locale: 'en', password };
    expect(String((await app.post('/api/v1/setup', { body })).headers['set-cookie'])).toMatch(/; Secure; /u);
    await app.post('/api/v1/login', { body: { name: 'ana', password }, headers: { 'x-forwarded-for': '203.0.113.9' }, from: '10.0.0.5' });
    const rows = await app.db.selectFrom('audit').select('data').where('what', '=', 'login').orderBy('seq', 'desc').limit(1).execute();
    expect(rows[0]?.data).toContain('203.0.113.9');
  });
});

describe('a proxy that nobody named', () => {
  const app = anApp();
  test.each([['x-forwarded-for'], ['forwarded'], ['x-real-ip']])('%s makes this machine a stranger', async (header) =>
    expect((await app.get('/api/v1/me', { headers: { [header]: '203.0.113.9' } })).status).toBe(401),
  );
});

describe('a guard that fails', () => {
  const app = anApp({ adminToken });
  test('lets nobody in', async () => {
    await app.alters('alter table session rename to session_gone');
    const answer = await app.get('/api/v1/me', { headers: { cookie: 'tocsin_session=x' }, from: '127.0.0.1' });
    await app.alters('alter table session_gone rename to session');
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([500, expect.not.stringContaining('session')]);
    expect(app.failures.splice(0)).toHaveLength(1);
  });
});
