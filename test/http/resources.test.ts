import { describe, expect, test } from 'vitest';
import { anApp } from './an-app.ts';

describe('what is configured at the console', () => {
  const app = anApp();
  const make = (...documents: object[]) => app.post('/api/v1/resources', { body: { documents } });

  const drop = (kind: string, name: string) => app.send({ method: 'DELETE', url: `/api/v1/resources/${kind}/${name}` });

  test('is in force at once, checked with all there is', async () => {
    const answer = await make(
      { kind: 'firm', name: 'firm', spec: { displayName: '海港证券', zone: 'Asia/Shanghai' } },
      { kind: 'person', name: 'chen', spec: { displayName: '陈晨' } },
      { kind: 'team', name: 'clearing', spec: { people: ['chen', 'ana'] } },
    );
    expect([answer.status, answer.body]).toMatchObject([200, { ok: true, output: { kept: [{ kind: 'firm', name: 'firm' }, {}, {}] } }]);
    expect((await app.get('/api/v1/me')).body).toMatchObject({ firm: { name: '海港证券', zone: 'Asia/Shanghai' } });
    expect((await app.get('/api/v1/resources/team')).body).toMatchObject({
      resources: [
        { name: 'clearing', managed: null },
        { name: 'payments', managed: expect.stringMatching(/\.yaml:\d+$/u) },
      ],
    });
  });

  test.each([
    [{ kind: 'team', name: 'x', spec: { people: ['chne'] } }, 'documents.0.spec.people[0]: there is no person "chne"; did you mean'],
    [{ kind: 'person', name: 'x', spec: { local: 'en' } }, 'did you mean "locale"'],
    [{ kind: 'persn', name: 'x', spec: {} }, 'unknown kind "persn"'],
    [{ kind: 'person', name: 'X Y', spec: {} }, 'small letters'],
    [{ kind: 'firm', name: 'firm', spec: { displayName: '${HOME}' } }, 'HOME'],
    [{ kind: 'integration', name: 'x', spec: { source: 'generic', key: 'file:/etc/passwd' } }, 'documents.0.spec.key'],
    ['hello', 'documents.0: is not a document'],
    [null, 'documents.0: is not a document'],
  ])('%j is refused in plain words, and nothing of the request is kept', async (wrong, because) => {
    const answer = await app.post('/api/v1/resources', { body: { documents: [wrong, { kind: 'person', name: 'nobody', spec: {} }] } });
    expect([answer.status, (answer.body as { because: string }).because]).toEqual([400, expect.stringContaining(because)]);
    expect(JSON.stringify((await app.get('/api/v1/resources/person')).body)).not.toContain('"nobody"');
  });

  test('what a file says is changed in the file, which is named', async () => {
    const answer = await make({ kind: 'person', name: 'ana', spec: {} });
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { because: expect.stringMatching(/^person "ana" is written in .+\.yaml:2; change it there\.$/u) },
    ]);
    expect((await drop('person', 'ana')).status).toBe(409);
  });

  test('a secret is not shown, and stays when it comes back unseen', async () => {
    await make({ kind: 'integration', name: 'grafana-1', spec: { source: 'grafana', key: 'hush-hush-1' } });
    const shown = (await app.get<{ resources: { name: string; spec: object }[] }>('/api/v1/resources/integration')).body.resources;
    expect(JSON.stringify(shown)).not.toContain('hush-hush');
    const again = shown.find((r) => r.name === 'grafana-1')?.spec ?? {};
    await make({ kind: 'integration', name: 'grafana-1', spec: { ...again, displayName: 'Grafana' } });
    const { body } = await app.get<{ integrations: { url: string }[] }>('/api/v1/integrations');
    expect(body.integrations.map((i) => i.url).join()).toContain('/hooks/grafana-1/hush-hush-1');
  });

  test('goes when nobody names it any more', async () => {
    expect(await drop('person', 'chen')).toMatchObject({
      status: 409,
      body: { because: expect.stringContaining('team clearing') },
    });
    expect((await drop('team', 'clearing')).status).toBe(200);
    expect((await drop('person', 'chen')).status).toBe(200);
    expect((await drop('person', 'chen')).status).toBe(404);
  });

  test('a dry run says what is wrong and keeps nothing', async () => {
    const answer = await app.post('/api/v1/resources?dryRun=1', { body: { documents: [{ kind: 'person', name: 'zoe', spec: {} }] } });
    expect(answer.status).toBe(200);
    expect(JSON.stringify((await app.get('/api/v1/resources/person')).body)).not.toContain('zoe');
  });

  test('is changed by admins only', async () => {
    const answer = await app.post('/api/v1/resources', {
      body: { documents: [{ kind: 'person', name: 'zoe', spec: {} }] },
      headers: { cookie: await app.login('ana', 'responder') },
    });
    expect(answer.status).toBe(403);
  });
});
