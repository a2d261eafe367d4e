import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { watch } from '../harness/watcher.ts';
import { until } from '../harness/until.ts';
import { anApp, minute, type Answer, type App } from './an-app.ts';

const password = 'canary password nine tides';
const hour = 60 * minute;
const from = '10.1.2.3';
const cookieOf = (answer: Answer<unknown>): string =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .map((c) => c.split(';')[0])
    .join('; ');

interface Said {
  ok: boolean;
  because: string;
  needs?: string;
}

/** Sets up with ana, who is in a file, as the first user; answers her cookie. */
async function setUp(app: App): Promise<string> {
  const body = { token: await app.setupToken(), name: 'ana', displayName: 'Ana', locale: 'en', password };
  const answer = await app.post<Said>('/api/v1/setup', { body });
  expect(answer.body).toMatchObject({ ok: true });
  return cookieOf(answer);
}
const login = (app: App, body: object, address = from, headers: Record<string, string> = {}) =>
  app.post<Said>('/api/v1/login', { body, from: address, headers });
const me = (app: App, cookie: string) =>
  app.get<{ person: { name: string }; roles: string[]; access: string }>('/api/v1/me', { headers: { cookie }, from });
const status = async (app: App, cookie: string): Promise<number> => (await me(app, cookie)).status;
const post = <T = Said>(app: App, cookie: string, url: string, body: object = {}) =>
  app.post<T>(`/api/v1${url}`, { body, headers: { cookie }, from });
const audited = async (app: App): Promise<{ what: string; outcome: string; actor: string; data: string }[]> =>
  app.db.selectFrom('audit').select(['what', 'outcome', 'actor', 'data']).orderBy('seq').execute();

/** A second factor for whoever has this cookie; answers the secret, the codes and the new cookie. */
async function secondFactor(app: App, cookie: string): Promise<{ secret: string; recovery: string[]; cookie: string }> {
  const offer = await post<{ secret: string; uri: string; qr: { size: number; path: string } }>(app, cookie, '/me/totp', { password });
  const { secret } = offer.body;
  expect(offer.body.uri).toContain('otpauth://totp/Tocsin');
  expect(offer.body.qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/u);
  const made = await post<{ recovery: string[] }>(app, cookie, '/me/totp/confirm', { code: codeOf(app, secret) });
  expect(made.status).toBe(200);
  return { secret, recovery: made.body.recovery, cookie: cookieOf(made) };
}
const codeOf = (app: App, secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now() });

describe('the first user', () => {
  const app = anApp();
  test('needs the link, on this machine, with a password that is one', async () => {
    const you = { token: await app.setupToken(), name: 'ana', displayName: 'Ana', locale: 'en', password };
    const refused = await Promise.all([
      app.post('/api/v1/setup', { body: { ...you, token: 'guessed' } }),
      app.post('/api/v1/setup', { body: you, from }),
      app.post('/api/v1/setup', { body: you, headers: { 'x-forwarded-for': '10.0.0.1' } }),
      app.post('/api/v1/setup', { body: { ...you, password: 'short' } }),
      app.post('/api/v1/setup', { body: { ...you, password: 'anaanaanaana' } }),
      app.post('/api/v1/setup', { body: { ...you, name: 'Not A Name' } }),
      app.post('/api/v1/setup', { body: you, headers: { origin: 'https://evil.example', host: 'localhost:8080' } }),
    ]);
    expect(refused.map((r) => r.status)).toEqual([403, 403, 403, 400, 400, 400, 403]);
    expect((await me(app, '')).status).toBe(401);
    expect((await app.get('/api/v1/me')).status).toBe(200);
  });
  test('is admin though a file says otherwise, by one of twenty at once; from then on this machine is not let in without a login', async () => {
    const you = { token: await app.setupToken(), name: 'ana', displayName: 'Ana', locale: 'en', password };
    const all = await Promise.all(Array.from({ length: 20 }, () => app.post('/api/v1/setup', { body: you })));
    expect(all.filter((a) => a.status === 200)).toHaveLength(1);
    const cookie = cookieOf(all.find((a) => a.status === 200) ?? expect.fail());
    expect((await me(app, cookie)).body).toMatchObject({ person: { name: 'ana' }, roles: ['responder', 'admin'], access: 'session' });
    expect([(await app.get('/api/v1/me')).status, (await app.get('/api/v1/events')).status, await app.setupToken()]).toEqual([
      401,
      401,
      null,
    ]);
    expect((await app.post('/api/v1/setup', { body: you })).status).toBe(409);
    expect((await app.post('/api/v2/alerts', { body: [{ labels: { alertname: 'X' } }] })).status).toBe(200);
    expect((await app.post('/api/v2/alerts', { body: [], headers: { 'x-forwarded-for': '8.8.8.8' } })).status).toBe(401);
  });
});

test('a first user who is in no file is made', async () => {
  const { App: Fresh } = await import('./an-app.ts');
  const app = new Fresh();
  await app.start({});
  const body = { token: await app.setupToken(), name: 'zoe', displayName: 'Zoë', locale: 'zh-CN', password };
  const cookie = cookieOf(await app.post('/api/v1/setup', { body }));
  expect((await me(app, cookie)).body).toMatchObject({ person: { name: 'zoe', displayName: 'Zoë', locale: 'zh-CN' }, roles: ['admin'] });
  await app.stop();
});

describe('a password', () => {
  const app = anApp();
  let ana = '';
  beforeAll(async () => {
    ana = await setUp(app);
  });
  test('lets in under a new id each time, and the login it replaces ends', async () => {
    const one = await login(app, { name: 'ana', password });
    expect(String(one.headers['set-cookie'])).toMatch(/^tocsin_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/u);
    const two = await login(app, { name: ' ANA ', password }, from, { cookie: cookieOf(one) });
    expect([cookieOf(one) === cookieOf(two), await status(app, cookieOf(one)), await status(app, cookieOf(two))]).toEqual([
      false,
      401,
      200,
    ]);
  });
  test('wrong, of nobody, of somebody without an account: the same words, and a row each that holds nothing typed', async () => {
    const wrong = await Promise.all(
      ['ana', 'bo', 'nobody', 'x@example.com'].map((name) => login(app, { name, password: 'typed canary' }, '10.9.9.9')),
    );
    expect(new Set(wrong.map((a) => JSON.stringify([a.status, a.body])))).toEqual(
      new Set([JSON.stringify([401, { ok: false, because: 'The name or the password is not right.' }])]),
    );
    const chinese = await login(app, { name: 'bo', password: 'x' }, '10.9.9.9', { 'accept-language': 'zh-CN' });
    expect(chinese.body.because).toBe('用户名或密码不正确。');
    const rows = (await audited(app)).filter((r) => r.outcome === 'refused: wrong-login');
    expect([rows.length, JSON.stringify(rows).includes('canary')]).toEqual([5, false]);
  });
  test('a page of another site can neither log anybody in nor set up', async () => {
    const headers = { origin: 'https://evil.example', host: 'tocsin.example' };
    expect((await login(app, { name: 'ana', password }, from, headers)).status).toBe(403);
    expect((await login(app, { name: 'ana', password }, from, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
  test('who guesses is held for a while, from there; the right one does not count', async () => {
    const at = '10.7.7.7';
    for (let n = 0; n < 15; n++) expect((await login(app, { name: 'ana', password }, at)).status).toBe(200);
    const guesses: number[] = [];
    for (let n = 0; n < 12; n++) guesses.push((await login(app, { name: 'ana', password: `guess ${n}` }, at)).status);
    expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    const held = await login(app, { name: 'ana', password }, at);
    expect([held.status, held.body.because]).toEqual([429, 'Too many wrong tries. Try again in 15 min.']);
    expect((await login(app, { name: 'ana', password }, '10.7.7.8')).status).toBe(200);
    app.clock.jump(15 * minute);
    expect((await login(app, { name: 'ana', password }, at)).status).toBe(200);
  });
  test('one address that tries many names is held too', async () => {
    const guesses: number[] = [];
    for (let n = 0; n < 41; n++) guesses.push((await login(app, { name: `name${n}`, password: 'x' }, '10.6.6.6')).status);
    expect(guesses.filter((s) => s === 429)).toHaveLength(1);
  }, 60_000);
  test('changed, every other login ends and this one goes on under a new id', async () => {
    const [here, there] = [cookieOf(await login(app, { name: 'ana', password })), cookieOf(await login(app, { name: 'ana', password }))];
    expect((await post(app, here, '/me/password', { password: 'wrong', next: 'another tide at ten' })).status).toBe(403);
    expect((await post(app, here, '/me/password', { password, next: 'short' })).status).toBe(400);
    const changed = await post(app, here, '/me/password', { password, next: 'another tide at ten' });
    const now = cookieOf(changed);
    expect([await status(app, here), await status(app, there), await status(app, now)]).toEqual([401, 401, 200]);
    expect((await login(app, { name: 'ana', password })).status).toBe(401);
    expect((await post(app, now, '/me/password', { password: 'another tide at ten', next: password })).status).toBe(200);
  });
  test('a login ends two hours after its last use, and after twelve whatever happens', async () => {
    const [used, idle] = [cookieOf(await login(app, { name: 'ana', password })), cookieOf(await login(app, { name: 'ana', password }))];
    for (let n = 1; n < 12; n++) {
      app.clock.jump(hour);
      expect(await status(app, used)).toBe(200);
    }
    expect(await status(app, idle)).toBe(401);
    app.clock.jump(hour);
    expect(await status(app, used)).toBe(401);
    expect(ana).not.toBe('');
  });
});

describe('a second factor', () => {
  const app = anApp();
  let factor: Awaited<ReturnType<typeof secondFactor>>;
  beforeAll(async () => {
    const cookie = await setUp(app);
    expect((await post(app, cookie, '/me/totp', { password: 'wrong' })).status).toBe(403);
    expect((await post(app, cookie, '/me/totp/confirm', { code: '123456' })).status).toBe(409);
    factor = await secondFactor(app, cookie);
    expect(await status(app, cookie)).toBe(401);
  });
  const withCode = (code: string) => login(app, { name: 'ana', password, code });
  test('is asked for after the right password alone', async () => {
    expect(await login(app, { name: 'ana', password })).toMatchObject({ status: 200, body: { ok: false, needs: 'code' } });
    expect((await login(app, { name: 'ana', password: 'wrong' })).status).toBe(401);
    expect((await login(app, { name: 'ana', password })).headers['set-cookie']).toBeUndefined();
  });
  test('a code lets in once, by five at once', async () => {
    expect((await withCode(codeOf(app, factor.secret))).status).toBe(401);
    app.clock.jump(minute);
    const code = codeOf(app, factor.secret);
    const all = await Promise.all(Array.from({ length: 5 }, () => withCode(code)));
    expect(all.filter((a) => a.status === 200)).toHaveLength(1);
    app.clock.jump(2 * minute);
    expect((await withCode(code)).status).toBe(401);
  });
  test('guessed ten times it is held, the right one too', async () => {
    app.clock.jump(hour);
    const guesses: number[] = [];
    for (let n = 0; n < 11; n++) guesses.push((await withCode(`${100_000 + n}`)).status);
    expect([guesses.filter((s) => s === 401).length, guesses.at(-1)]).toEqual([10, 429]);
    expect((await withCode(codeOf(app, factor.secret))).status).toBe(429);
    app.clock.jump(15 * minute);
    expect((await withCode(codeOf(app, factor.secret))).status).toBe(200);
  });
  test('a recovery code lets in once, however it is typed', async () => {
    const [one = ''] = factor.recovery;
    expect(factor.recovery).toHaveLength(10);
    const cookie = cookieOf(await withCode(one.toUpperCase().replaceAll('-', ' ')));
    expect((await withCode(one)).status).toBe(401);
    const mine = await app.get<{ recoveryLeft: number; totp: boolean }>('/api/v1/me/security', { headers: { cookie }, from });
    expect(mine.body).toMatchObject({ recoveryLeft: 9, totp: true });
  });
  test('its secret is sealed for its own row and column', async () => {
    const { Seal } = await import('../../app/access/seal.ts');
    const { totp } = (await app.db.selectFrom('account').select('totp').executeTakeFirst()) ?? { totp: null };
    const seal = new Seal('a key of sixteen and more');
    expect(seal.open(totp ?? '', 'account/ana/totp')).toBe(factor.secret);
    for (const place of ['account/bo/totp', 'account/ana/totp_next', '']) expect(() => seal.open(totp ?? '', place)).toThrow();
    expect(() => new Seal('another').open(totp ?? '', 'account/ana/totp')).toThrow();
    expect(seal.close('x', 'p')).not.toBe(seal.close('x', 'p'));
  });
});

describe('what an admin does with people', () => {
  const app = anApp();
  let admin = '';
  beforeAll(async () => {
    admin = await setUp(app);
  });
  const invite = async (name: string): Promise<string> =>
    (await post<{ url: string }>(app, admin, `/people/${name}/invite`)).body.url.split('#')[1] ?? '';
  const join = (token: string, given = password) =>
    app.post<Said & { signedIn: boolean }>('/api/v1/join', { body: { token, password: given }, from });

  test('an invite lets its person set a password, once, within a day, and nobody else', async () => {
    const token = await invite('bo');
    expect((await app.post('/api/v1/join/look', { body: { token }, from })).body).toEqual({ person: 'bo', displayName: 'bo' });
    expect((await join(token, 'short')).status).toBe(400);
    const joined = await join(token);
    expect((await me(app, cookieOf(joined))).body).toMatchObject({ person: { name: 'bo' }, roles: ['responder'] });
    expect([(await join(token)).status, (await join('made up')).status]).toEqual([403, 403]);
    const late = await invite('bo');
    app.clock.jump(24 * hour);
    expect((await join(late)).status).toBe(403);
    admin = cookieOf(await login(app, { name: 'ana', password }));
    const kept = await app.db.selectFrom('invite').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(late);
  });
  test('others may none of it, and what is not there is said', async () => {
    const bo = cookieOf(await login(app, { name: 'bo', password }));
    const tried = await Promise.all([
      app.get('/api/v1/people', { headers: { cookie: bo }, from }),
      post(app, bo, '/people/ana/invite'),
      post(app, bo, '/people/bo', { roles: ['admin'] }),
      post(app, admin, '/people/nobody/invite'),
    ]);
    expect(tried.map((t) => t.status)).toEqual([403, 403, 403, 404]);
    expect((await me(app, bo)).body.roles).toEqual(['responder']);
  });
  test('a role given or taken works at once, on logins that are open', async () => {
    const bo = cookieOf(await login(app, { name: 'bo', password }));
    await post(app, admin, '/people/bo', { roles: ['admin'] });
    expect((await me(app, bo)).body.roles).toEqual(['responder', 'admin']);
    await post(app, admin, '/people/bo', { roles: [] });
    expect((await me(app, bo)).body.roles).toEqual(['responder']);
  });
  test('disabled, every login and every stream ends within a second or so, and nothing lets in again', async () => {
    const bo = cookieOf(await login(app, { name: 'bo', password }));
    const origin = await app.listen();
    const live = await watch(`${origin}/api/v1/events`, { cookie: bo });
    await live.sees('event: hello');
    const stream = await fetch(`${origin}/api/v1/events`, { headers: { cookie: bo } });
    let isOver = false;
    void stream.text().then(() => (isOver = true));
    expect((await post(app, admin, '/people/bo', { isDisabled: true })).body).toEqual({ ok: true });
    expect(await status(app, bo)).toBe(401);
    await until(() => isOver, { what: 'the stream to end' });
    expect((await login(app, { name: 'bo', password })).body.because).toBe('The name or the password is not right.');
    await post(app, admin, '/people/bo', { isDisabled: false });
    expect((await login(app, { name: 'bo', password })).status).toBe(200);
  });
  test('nobody locks everybody out', async () => {
    const tried = [await post(app, admin, '/people/ana', { isDisabled: true }), await post(app, admin, '/people/ana', { roles: [] })];
    expect(tried.map((t) => t.status)).toEqual([409, 409]);
    expect(await status(app, admin)).toBe(200);
  });
  test('every step left its row, with who did it', async () => {
    const rows = await audited(app);
    const steps = new Set(rows.map((r) => `${r.actor} ${r.what}`));
    for (const step of ['person:ana setup', 'person:ana invite', 'person:bo join', 'person:bo login', 'person:ana account.changed'])
      expect(steps).toContain(step);
  });
});
