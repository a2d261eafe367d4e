import { describe, expect, test } from 'vitest';
import { anApp, token } from './an-app.ts';

const silence = {
  matchers: [{ name: 'alertname', value: 'Down', isRegex: false, isEqual: true }],
  startsAt: '2026-11-23T01:30:00Z',
  endsAt: '2026-11-23T03:30:00Z',
  createdBy: 'somebody',
  comment: 'a try',
};
const alerts = [{ labels: { alertname: 'Down' } }];

describe('the Alertmanager API on this machine', () => {
  const app = anApp();
  test('needs nothing of a program', async () => {
    expect((await app.post('/api/v2/silences', { body: silence })).status).toBe(200);
  });
  test.each([
    [{ origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'http://evil.example', host: 'evil.example', 'sec-fetch-site': 'same-origin' }],
    [{ host: 'evil.example', 'sec-fetch-site': 'same-origin' }],
  ])('is closed to a page of another site, whatever name it has got: %j', async (headers) => {
    expect((await app.post('/api/v2/silences', { body: silence, headers })).status).toBe(403);
    expect((await app.post('/api/v2/alerts', { body: alerts, headers })).status).toBe(403);
    expect((await app.get('/api/v2/alerts', { headers })).status).toBe(403);
  });
  test('is open to our own pages', async () => {
    const headers = { origin: 'http://localhost:8080', host: 'localhost:8080', 'sec-fetch-site': 'same-origin' };
    expect((await app.post('/api/v2/alerts', { body: alerts, headers })).status).toBe(200);
  });
  test('what it silences stands in the audit', async () => {
    const { body } = await app.get<{ rows: { what: string; via: string }[] }>('/api/v1/audit');
    expect(body.rows).toContainEqual(expect.objectContaining({ what: 'silence.put', via: 'api' }));
  });
});

describe('the Alertmanager API from elsewhere', () => {
  const app = anApp({ adminToken: token });
  const from = '10.0.0.7';
  test.each([
    ['viewer', 'GET', '/api/v2/alerts', 200],
    ['viewer', 'POST', '/api/v2/alerts', 403],
    ['viewer', 'POST', '/api/v2/silences', 403],
    ['viewer', 'DELETE', '/api/v2/silence/x', 403],
    ['auditor', 'POST', '/api/v2/silences', 403],
    ['responder', 'POST', '/api/v2/alerts', 200],
    ['responder', 'POST', '/api/v2/silences', 200],
  ] as const)('a %s who sends %s %s is answered %i', async (role, method, url, status) => {
    const headers = { cookie: await app.login('ana', role), 'content-type': 'application/json' };
    const payload = method === 'POST' ? { payload: JSON.stringify(url.endsWith('alerts') ? alerts : silence) } : {};
    expect((await app.send({ method, url, headers, remoteAddress: from, ...payload })).status).toBe(status);
  });
  test('without credentials nothing is there', async () => {
    expect((await app.get('/api/v2/alerts', { from })).status).toBe(401);
  });
});

describe('a field that a skill does not know', () => {
  const app = anApp();
  test.each([
    ['incident/declare', { title: 'x', isPrivate: true }, 'isPrivate: is not a field here; did you mean "private"?'],
    ['incident/declare', { title: 'x', Private: true }, 'did you mean "private"?'],
    ['incident/note', { incident: '1', text: 'x', to: 'everybody' }, 'to: is not a field here. The fields are incident, text, at.'],
  ])('%s %j is refused with what was meant, and nothing happens', async (name, input, because) => {
    const answer = await app.skill(name, input);
    expect([answer.status, answer.body.because]).toEqual([400, expect.stringContaining(because)]);
    expect((await app.skill<{ incidents: unknown[] }>('incident/list')).body.output.incidents).toEqual([]);
  });
});
