import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { anApp, token as adminToken, type Answer } from './an-app.ts';

const app = anApp({ adminToken });
const from = '10.1.2.3';
const first = 'first canary password';
const second = 'second canary password';
const wrong = 'mistyped canary password';

const cookieOf = (answer: Answer<unknown>): string => /tocsin_session=([\w-]+)/u.exec(String(answer.headers['set-cookie']))?.[1] ?? '';

/** Every row of every table, as it is on disk. */
async function stored(): Promise<string> {
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(app.db);
  const rows = await Promise.all(tables.rows.map(({ name }) => sql.raw(`select * from "${name}"`).execute(app.db)));
  return JSON.stringify(rows.map((r) => r.rows));
}

test('no password, token, code or secret is in the store, the log, the metrics or an address', async () => {
  const admin = { authorization: `Bearer ${adminToken}` };
  const post = <T>(url: string, body: object, headers: Record<string, string> = {}) =>
    app.post<T>(`/api/v1${url}`, { body, headers, from });
  const invite = (await post<{ url: string }>('/people/ana/invite', {}, admin)).body.url.split('#')[1] ?? '';
  const joined = cookieOf(await post('/join', { token: invite, password: first }));
  const cookies = [joined];
  const as = (): Record<string, string> => ({ cookie: `tocsin_session=${cookies.at(-1)}` });
  await post('/login', { name: wrong, password: wrong });
  await post('/login', { name: 'ana', password: wrong });
  await post('/login', { token: wrong });
  cookies.push(cookieOf(await post('/me/password', { password: first, next: second }, as())));
  const { secret } = (await post<{ secret: string }>('/me/totp', { password: second }, as())).body;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now() });
  const confirmed = await post<{ recovery: string[] }>('/me/totp/confirm', { code }, as());
  cookies.push(cookieOf(confirmed));
  const [api, wall] = await Promise.all(
    ['api', 'wall'].map(
      async (kind) => (await post<{ token: string }>('/tokens', { name: `a-${kind}`, kind }, kind === 'wall' ? admin : as())).body.token,
    ),
  );
  cookies.push(cookieOf(await post('/wall/enter', { token: wall })));
  await app.get('/api/v1/me', { headers: { authorization: `Bearer ${api}` }, from });
  await app.get('/api/v1/me', { headers: { authorization: `Bearer ${api}x` }, from });
  await post('/login', { name: 'ana', password: second, code: wrong });

  const [recovery = ''] = confirmed.body.recovery;
  const named: Record<string, string | undefined> = { first, second, wrong, invite, secret, adminToken, api, wall, recovery };
  const secrets = Object.entries(named).concat(cookies.map((cookie, n) => [`cookie ${n}`, cookie]));
  expect(secrets.filter(([, s]) => !s || s.length < 15)).toEqual([]);
  const metrics = String((await app.get('/metrics')).body);
  const places = { store: await stored(), log: app.logged.join('\n'), metrics };
  expect(places.store).toContain('person:ana');
  const found = Object.entries(places).flatMap(([place, text]) =>
    secrets.flatMap(([what, s]) => (text.includes(s ?? '') ? [`${what} is in the ${place}`] : [])),
  );
  expect(found).toEqual([]);
  expect(places.store).not.toContain(recovery.replaceAll('-', ''));
});
