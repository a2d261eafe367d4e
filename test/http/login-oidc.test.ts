import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownPath } from '../../app/http/oidc.ts';
import { oidcClient, startOidc, type OidcEmulator, type Wrong } from '../emulators/oidc.ts';
import { anApp, type Answer } from './an-app.ts';

const from = '10.1.2.3';
const password = 'canary password nine tides';
let emulator: OidcEmulator;
const app = anApp({
  settings: async () => {
    emulator = await startOidc();
    return { oidc: { issuer: emulator.issuer, ...oidcClient, label: 'Firm ID', personClaim: 'tocsin_name' } };
  },
});
afterAll(async () => emulator.stop());

const cookiesOf = (answer: Answer<unknown>): string =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .map((c) => c.split(';')[0])
    .join('; ');
const me = (cookie: string) => app.get<{ person: { name: string } | null }>('/api/v1/me', { headers: { cookie }, from });

/** Goes there and comes back, as a browser does. */
async function goes(sub: string, claims: Record<string, string> = {}, to = '/incidents', cookie = '', path = '/login/oidc') {
  const begun = await app.post<{ url: string }>(`/api/v1${path}`, { body: { to }, headers: { cookie }, from });
  expect(begun.status).toBe(200);
  const back = new URL(emulator.signIn(begun.body.url, sub, claims));
  const cookies = [cookie, cookiesOf(begun)].filter(Boolean).join('; ');
  return app.get(back.pathname + back.search, { headers: { cookie: cookies }, from });
}
const sessionOf = (answer: Answer<unknown>): string => /tocsin_session=[\w-]+/u.exec(cookiesOf(answer))?.[0] ?? '';

let ana = '';
beforeAll(async () => {
  const body = { token: await app.setupToken(), name: 'ana', displayName: 'Ana', locale: 'en', password };
  ana = cookiesOf(await app.post('/api/v1/setup', { body }));
});

test('the door says that there is such a way in', async () =>
  expect((await app.get('/api/v1/login', { from })).body).toEqual({ password: true, token: false, oidc: { label: 'Firm ID' } }));

test('a login that is nobody’s is not let in, and is told its id; an e-mail address or a name is no proof', async () => {
  const answer = await goes('stranger 1', { email: 'ana@example.com', email_verified: 'true', preferred_username: 'ana', name: 'ana' });
  expect([answer.status, answer.headers['location'], sessionOf(answer)]).toEqual([302, '/login#oidc-unlinked=stranger%201', '']);
});

test('linked by whoever is signed in, it lets them in, until they drop it', async () => {
  const linked = await goes('sub-ana', {}, '/', ana, '/me/logins/oidc');
  expect(linked.headers['location']).toBe('/me');
  const inside = await goes('sub-ana');
  expect([inside.headers['location'], (await me(sessionOf(inside))).body.person?.name]).toEqual(['/incidents', 'ana']);
  const body = { platform: 'oidc', workspace: emulator.issuer, user: 'sub-ana' };
  await app.post('/api/v1/me/logins/unlink', { body, headers: { cookie: ana }, from });
  expect((await goes('sub-ana')).headers['location']).toBe('/login#oidc-unlinked=sub-ana');
});

test('a link is begun by the person alone: not without a login, not by another site, and not finished by another login', async () => {
  expect((await app.post('/api/v1/me/logins/oidc', { body: {}, from })).status).toBe(401);
  const headers = { cookie: ana, origin: 'https://evil.example', host: 'tocsin.example' };
  expect((await app.post('/api/v1/me/logins/oidc', { body: {}, headers, from })).status).toBe(403);
  const begun = await app.post<{ url: string }>('/api/v1/me/logins/oidc', { body: {}, headers: { cookie: ana }, from });
  const back = new URL(emulator.signIn(begun.body.url, 'sub-evil'));
  const other = cookiesOf(begun) + '; ' + (await app.login('bo', 'responder'));
  expect((await app.get(back.pathname + back.search, { headers: { cookie: other }, from })).headers['location']).toBe('/login#oidc-stale');
  expect((await goes('sub-evil')).headers['location']).toBe('/login#oidc-unlinked=sub-evil');
});

test('the claim that an admin chose names a person; who comes so has an account, and no password', async () => {
  const inside = await goes('sub-bo', { tocsin_name: 'bo' });
  const cookie = sessionOf(inside);
  expect((await me(cookie)).body.person?.name).toBe('bo');
  expect((await app.post('/api/v1/login', { body: { name: 'bo', password: '' }, from })).status).toBe(401);
  expect((await goes('x', { tocsin_name: 'nobody' })).headers['location']).toBe('/login#oidc-unlinked=x');
  await app.post('/api/v1/people/bo', { body: { isDisabled: true }, headers: { cookie: ana }, from });
  expect((await me(cookie)).status).toBe(401);
  expect((await goes('sub-bo', { tocsin_name: 'bo' })).headers['location']).toBe('/login#oidc-disabled');
  await app.post('/api/v1/people/bo', { body: { isDisabled: false }, headers: { cookie: ana }, from });
});

describe('an answer that is not as it must be is refused', () => {
  const now = Math.floor(Date.now() / 1000);
  test.each<[why: string, wrong: Wrong]>([
    ['unsigned', { unsigned: true }],
    ['signed by another key', { otherKey: true }],
    ['for another', { claims: { aud: 'somebody-else' } }],
    ['from another', { claims: { iss: 'https://evil.example' } }],
    ['over', { claims: { iat: now - 7200, exp: now - 3600 } }],
    ['with another nonce', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['without an id token', { noIdToken: true }],
  ])('%s', async (_why, wrong) => {
    emulator.wrong = wrong;
    const answer = await goes('sub-bo', { tocsin_name: 'bo' });
    emulator.wrong = {};
    expect([answer.headers['location'], sessionOf(answer)]).toEqual(['/login#oidc-refused', '']);
  });
  test.each<[why: string, change: (query: URLSearchParams) => void]>([
    ['without state', (q) => q.delete('state')],
    ['with another state', (q) => q.set('state', 'another')],
    ['without a code', (q) => q.delete('code')],
    ['with a made-up code', (q) => q.set('code', 'made up')],
    ['from another issuer', (q) => q.set('iss', 'https://evil.example')],
    ['an error', (q) => q.set('error', 'access_denied')],
  ])('%s', async (_why, change) => {
    const begun = await app.post<{ url: string }>('/api/v1/login/oidc', { body: {}, from });
    const back = new URL(emulator.signIn(begun.body.url, 'sub-bo', { tocsin_name: 'bo' }));
    change(back.searchParams);
    const answer = await app.get(back.pathname + back.search, { headers: { cookie: cookiesOf(begun) }, from });
    expect([answer.headers['location'], sessionOf(answer)]).toEqual(['/login#oidc-refused', '']);
  });
  test('that another browser began, that was begun too long ago, or that comes twice', async () => {
    const begun = await app.post<{ url: string }>('/api/v1/login/oidc', { body: {}, from });
    const back = new URL(emulator.signIn(begun.body.url, 'sub-bo', { tocsin_name: 'bo' }));
    const come = (cookie: string) => app.get(back.pathname + back.search, { headers: { cookie }, from });
    expect((await come('')).headers['location']).toBe('/login#oidc-stale');
    expect((await come('tocsin_oidc=v1.made.up')).headers['location']).toBe('/login#oidc-stale');
    expect(sessionOf(await come(cookiesOf(begun)))).not.toBe('');
    expect((await come(cookiesOf(begun))).headers['location']).toBe('/login#oidc-refused');
    app.clock.jump(10 * 60_000);
    expect((await come(cookiesOf(begun))).headers['location']).toBe('/login#oidc-stale');
  });
});

test.each([
  ['/i/3?x=1#plan', '/i/3?x=1#plan'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/..//evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('%j leads back to %j', (to, path) => expect(ownPath(to)).toBe(path));

test('what was refused is in the audit by its code, and the client secret nowhere', async () => {
  const rows = await app.db.selectFrom('audit').selectAll().where('outcome', '=', 'refused: oidc').execute();
  expect(rows.length).toBeGreaterThanOrEqual(14);
  expect(JSON.stringify([await app.db.selectFrom('audit').selectAll().execute(), app.logged])).not.toContain(oidcClient.clientSecret);
});
