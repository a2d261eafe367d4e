import { describe, expect, test } from 'vitest';
import { anApp, token, type Answer, type App } from './an-app.ts';

const cookieOf = (answer: Answer<unknown>): string => {
  const set = [answer.headers['set-cookie'] ?? []].flat().map(String);
  return set.map((c) => c.split(';')[0]).join('; ');
};
const me = (app: App, headers: Record<string, string> = {}, from?: string) =>
  app.get<{ person: { name: string } | null; access: string; roles: string[] }>('/api/v1/me', {
    headers,
    ...(from === undefined ? {} : { from }),
  });
const from = '10.1.2.3';

describe('without a token set', () => {
  const app = anApp();
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.9.10'])('%s is let in', async (address) =>
    expect(await me(app, {}, address)).toMatchObject({ status: 200, body: { access: 'open', person: null } }),
  );
  test.each(['10.1.2.3', '::ffff:10.1.2.3', 'fe80::1', '1.2.3.4', '128.0.0.1', '::2'])(
    '%s is not, and is told how to come in',
    async (address) => {
      expect(await me(app, {}, address)).toMatchObject({
        status: 401,
        body: { ok: false, because: expect.stringContaining('authorization: Bearer') as string },
      });
      expect((await app.post('/api/v1/skills/incident/declare', { body: { title: 'x' }, from: address })).status).toBe(401);
      expect((await app.get('/api/v1/events', { from: address })).status).toBe(401);
    },
  );
  test.each(['/healthz', '/readyz', '/metrics', '/'])('%s is open to everybody', async (url) =>
    expect((await app.get(url, { from })).status).toBe(200),
  );

  test('a visitor says who they are, and is nobody again', async () => {
    const chosen = await app.post('/api/v1/me', { body: { person: 'ana' } });
    const cookie = cookieOf(chosen);
    expect(await me(app, { cookie })).toMatchObject({ body: { person: { name: 'ana', displayName: '安娜' } } });
    expect(cookieOf(await app.post('/api/v1/me', { body: { person: null }, headers: { cookie } }))).toBe('tocsin_as=');
    expect(await me(app, { cookie: 'tocsin_as=zoe' })).toMatchObject({ body: { person: null } });
    expect(await app.post('/api/v1/me', { body: { person: 'zoe' } })).toMatchObject({
      status: 400,
      body: { because: 'person: name somebody who is configured.' },
    });
  });

  test('the cookie of who they are lets nobody in from elsewhere', async () =>
    expect((await me(app, { cookie: 'tocsin_as=ana' }, from)).status).toBe(401));

  describe('a page of another site cannot act with it', () => {
    const declare = (headers: Record<string, string>) =>
      app.post('/api/v1/skills/incident/declare', { body: { title: 'x', cause: 'csrf' }, headers });
    test.each<[why: string, headers: Record<string, string>, status: number]>([
      ['no origin: a script on this machine', {}, 200],
      ['our own page', { origin: 'http://localhost:8080', host: 'localhost:8080' }, 200],
      [
        'our own page, as the browser says',
        { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080', host: 'localhost:8080' },
        200,
      ],
      ['typed into the address bar', { 'sec-fetch-site': 'none' }, 200],
      ['another site', { origin: 'https://evil.example', host: 'localhost:8080' }, 403],
      ['another port', { origin: 'http://localhost:8081', host: 'localhost:8080' }, 403],
      ['a sandboxed page', { origin: 'null', host: 'localhost:8080', 'sec-fetch-site': 'cross-site' }, 403],
      [
        'our own page under another of this machine’s names',
        { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080', 'sec-fetch-site': 'same-origin' },
        200,
      ],
      ['our own page over IPv6', { origin: 'http://[::1]:8080', host: '[::1]:8080' }, 200],
      ['a script that calls this machine by its name', { host: 'desk-7:8080' }, 200],
      ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }, 403],
      ['a sister site, as the browser says', { 'sec-fetch-site': 'same-site' }, 403],
      ['an origin that is none', { origin: 'nonsense', host: 'localhost:8080' }, 403],
      [
        'a name that somebody else points at this machine',
        { origin: 'http://evil.example:8080', host: 'evil.example:8080', 'sec-fetch-site': 'same-origin' },
        403,
      ],
    ])('%s', async (_why, headers, status) => expect((await declare(headers)).status).toBe(status));
    test('nor read with it by a name of its own', async () =>
      expect((await me(app, { host: 'evil.example', 'sec-fetch-site': 'same-origin' })).status).toBe(403));
    test('a form cannot be sent as JSON', async () =>
      expect(
        (
          await app.post('/api/v1/skills/incident/declare', {
            body: '{"title":"x"}',
            headers: { 'content-type': 'text/plain', origin: 'https://evil.example' },
          })
        ).status,
      ).toBe(415));
  });
});

describe('with a token set', () => {
  const app = anApp({ adminToken: token });
  const login = (given: unknown, address = '127.0.0.1') =>
    app.post<{ ok: boolean }>('/api/v1/login', { body: { token: given }, from: address });

  test('this machine is not let in without it either', async () => expect((await me(app)).status).toBe(401));
  test('the token acts for whom it says', async () => {
    const headers = { authorization: `Bearer ${token}`, 'tocsin-as': 'ana' };
    expect(await me(app, headers, from)).toMatchObject({ body: { access: 'token', person: { name: 'ana' }, roles: ['admin'] } });
    expect(await me(app, { ...headers, 'tocsin-as': 'zoe' })).toMatchObject({ body: { person: null } });
  });
  test('a token is not subject to the origin: no browser sends it by itself', async () => {
    const headers = { authorization: `Bearer ${token}`, origin: 'https://tools.example' };
    expect((await app.post('/api/v1/skills/incident/list', { body: {}, headers })).status).toBe(200);
  });

  test('logging in opens a session, logging out ends it at once', async () => {
    const answer = await login(token, from);
    const cookie = cookieOf(answer);
    expect(String(answer.headers['set-cookie'])).toMatch(/^tocsin_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/u);
    expect(await me(app, { cookie }, from)).toMatchObject({ status: 200, body: { access: 'session', roles: ['admin'] } });
    await app.post('/api/v1/logout', { headers: { cookie }, body: {} });
    expect((await me(app, { cookie }, from)).status).toBe(401);
  });
  test('two logins are two sessions', async () => expect(cookieOf(await login(token))).not.toBe(cookieOf(await login(token))));
  test('a session ends after twelve hours, however much it is used', async () => {
    const cookie = cookieOf(await login(token));
    for (let hour = 1; hour <= 12; hour++) {
      app.clock.jump(3_600_000 - (hour === 12 ? 1 : 0));
      expect((await me(app, { cookie })).status).toBe(200);
    }
    app.clock.jump(1);
    expect((await me(app, { cookie })).status).toBe(401);
  });
  test('a session that nobody uses for two hours ends', async () => {
    const cookie = cookieOf(await login(token));
    app.clock.jump(2 * 3_600_000 - 1);
    expect((await me(app, { cookie })).status).toBe(200);
    app.clock.jump(2 * 3_600_000);
    expect((await me(app, { cookie })).status).toBe(401);
  });
  test('a session is not for other sites', async () => {
    const cookie = cookieOf(await login(token));
    const declare = (origin: string) =>
      app.post('/api/v1/skills/incident/declare', {
        body: { title: 'x', cause: 'csrf' },
        headers: { cookie, origin, host: 'tocsin.example' },
        from,
      });
    expect([(await declare('https://evil.example')).status, (await declare('http://tocsin.example')).status]).toEqual([403, 200]);
  });
  test('somebody else’s page cannot log anybody out', async () => {
    const cookie = cookieOf(await login(token));
    expect(
      (await app.post('/api/v1/logout', { headers: { cookie, origin: 'https://evil.example', host: 'tocsin.example' }, body: {} })).status,
    ).toBe(403);
    expect((await me(app, { cookie })).status).toBe(200);
  });
  test.each([['wrong'], [''], [null], [1], [{}], [[token]], [`${token} `]])('%j does not log in', async (given) => {
    expect(await login(given, '10.0.0.77')).toMatchObject({ status: 401, body: { ok: false } });
  });
  test('who guesses is stopped, and nobody else', async () => {
    const guesses: number[] = [];
    for (let n = 0; n < 25; n++) guesses.push((await login(`guess ${n}`, '10.0.0.99')).status);
    expect([guesses.filter((s) => s === 401).length, guesses.at(-1)]).toEqual([20, 429]);
    expect((await login(token, '10.0.0.98')).status).toBe(200);
  });
  test('a made-up session is none', async () => expect((await me(app, { cookie: 'tocsin_session=made-up' }, from)).status).toBe(401));
});

describe('what a browser is told', () => {
  const app = anApp();
  test('no inline script, no frame, no guessing of types', async () => {
    const { headers } = await app.get('/api/v1/me');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'.*frame-ancestors 'none'/u);
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe/u);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
