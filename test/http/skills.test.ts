import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';
import { anApp, minute, t0, type Answer, type App, type Skilled } from './an-app.ts';

interface Shown {
  number: string;
  progress: string;
  severity: string;
  roles: Record<string, string>;
  people: string[];
  acknowledgedBy: string | null;
  resolvedAt: string | null;
  declaredAt: string;
  rooms: { platform: string; state: string; url: string }[];
  pages: { person: string; state: string; attempts: { by: string; state: string }[] }[];
  timeline: { at: string; kind: string; text: string; person?: string; via?: string }[];
  alerts: unknown[];
}

/** The life of one incident over REST. */
function life(app: App): void {
  let incident = '';
  const show = async (): Promise<Shown> => (await app.skill<Shown>('incident/show', { incident })).body.output;
  const does = async (skill: string, input: object = {}) =>
    (await app.skill<{ incident: string; existed: boolean }>(skill, { incident, ...input })).body;

  test('declared, it has a number, a room, and a page to who is on call', async () => {
    const { status, body } = await app.skill<{ incident: string; existed: boolean }>('incident/declare', {
      title: ' 订单被拒 🚨 ',
      severity: 'SEV1',
      system: 'order-gateway',
    });
    expect([status, body]).toEqual([200, { ok: true, output: { incident: 'INC-20261123-001', existed: false } }]);
    incident = body.output.incident;
    const shown = await show();
    expect(shown).toMatchObject({
      number: incident,
      title: '订单被拒 🚨',
      severity: 'SEV1',
      progress: 'open',
      alertState: 'none',
      private: false,
      system: 'order-gateway',
      people: ['ana'],
      declaredAt: '2026-11-23T01:30:00.000Z',
      acknowledgedAt: null,
      acknowledgedBy: null,
      resolvedAt: null,
      alerts: [],
    });
    expect(shown.rooms).toMatchObject([{ platform: 'web', state: 'open', url: `http://tocsin.test/i/${incident}` }]);
    expect(shown.pages).toMatchObject([
      {
        person: 'ana',
        state: 'sent',
        attempts: [
          { by: 'chat', state: 'sent' },
          { by: 'ring', state: 'sent' },
        ],
      },
    ]);
  });

  test('after 4.35 minutes without an answer the next is called', async () => {
    app.clock.jump(4.35 * minute + 1);
    app.clock.ring();
    await app.idle();
    expect((await show()).pages.map((p) => p.person)).toEqual(['ana', 'bo']);
  });

  test('acknowledged by the caller, and again: nothing changes', async () => {
    expect(await does('incident/ack')).toMatchObject({ output: { existed: false } });
    expect(await does('incident/ack')).toMatchObject({ output: { existed: true } });
    expect(await show()).toMatchObject({
      progress: 'acknowledged',
      acknowledgedBy: 'ana',
      pages: [{ state: 'acked' }, { state: 'stopped' }],
    });
  });

  test('noted, reclassified, assigned', async () => {
    await does('incident/note', { text: 'Failover begun' });
    await does('incident/severity', { severity: 'SEV2' });
    await does('incident/assign', { role: 'commander', person: 'bo' });
    expect(await show()).toMatchObject({ severity: 'SEV2', roles: { commander: 'bo' } });
  });

  test('found by its short number, in small letters and in the list', async () => {
    for (const said of ['1', '001', incident.toLowerCase(), ` ${incident} `])
      expect((await app.skill<Shown>('incident/show', { incident: said })).body.output.number).toBe(incident);
    const { body } = await app.skill<{ incidents: Shown[]; next: string | null }>('incident/list');
    expect(body.output).toMatchObject({ incidents: [{ number: incident }], next: null });
    expect(Object.keys(body.output.incidents[0] ?? {})).not.toContain('timeline');
  });

  test('resolved, and still found by its short number for a while', async () => {
    expect(await does('incident/resolve')).toMatchObject({ output: { existed: false } });
    expect(await does('incident/resolve')).toMatchObject({ output: { existed: true } });
    expect(await show()).toMatchObject({ progress: 'resolved', resolvedAt: expect.stringMatching(/Z$/u) as string });
    expect(await app.skill('incident/show', { incident: '1' })).toMatchObject({ status: 200, body: { output: { number: incident } } });
    expect(await app.skill('incident/ack', { incident })).toMatchObject({ status: 409 });
  });

  test('reopened, with the reason on record', async () => {
    await does('incident/reopen', { reason: 'Errors are back' });
    expect(await show()).toMatchObject({ progress: 'acknowledged', resolvedAt: null });
    expect(await app.skill('incident/reopen', { incident, reason: 'x' })).toMatchObject({ status: 409 });
  });

  test('the story is told in order, in the reader’s language', async () => {
    const { timeline } = await show();
    expect(timeline.map((l) => l.text)).toEqual(
      expect.arrayContaining([
        '安娜 宣布 SEV1 事件：订单被拒 🚨',
        '呼叫 安娜',
        '安娜 已认领',
        '安娜：Failover begun',
        'bo 担任故障指挥官',
        '安娜 重新打开：Errors are back',
      ]),
    );
    expect(timeline.map((l) => l.at)).toEqual(timeline.map((l) => l.at).toSorted());
    expect(timeline[0]).toMatchObject({ kind: 'incident.declared', person: 'ana', via: 'api' });
  });
}

describe('the life of an incident', () => {
  describe('on SQLite', () => life(anApp()));
  describe('on PostgreSQL', () => {
    let postgres: Postgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(async () => postgres.stop());
    life(anApp({ databaseUrl: () => freshDatabase(postgres) }));
  });
});

describe('declaring', () => {
  const app = anApp();
  const declare = (input: object, headers: Record<string, string> = {}) =>
    app.skill<{ incident: string; existed: boolean }>('incident/declare', { title: 'x', ...input }, { headers });
  const count = async (): Promise<number> =>
    (await app.skill<{ incidents: unknown[] }>('incident/list', { limit: 200 })).body.output.incidents.length;

  test('the same cause while it is open is the same incident', async () => {
    const first = await declare({ cause: 'message:1' });
    const again = await declare({ cause: 'message:1', title: 'other' });
    expect(again.body.output).toEqual({ incident: first.body.output.incident, existed: true });
    await app.skill('incident/resolve', { incident: first.body.output.incident });
    expect((await declare({ cause: 'message:1' })).body.output).toMatchObject({ existed: false });
  });

  test('twenty at once with one cause are one', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => declare({ cause: 'message:2' })));
    expect([new Set(all.map((a) => a.body.output.incident)).size, all.filter((a) => !a.body.output.existed).length]).toEqual([1, 1]);
  });

  test('without a cause each is new', async () =>
    expect((await declare({})).body.output.incident).not.toBe((await declare({})).body.output.incident));

  test('with an idempotency key the same call answers the same, twenty times at once', async () => {
    const before = await count();
    const all = await Promise.all(Array.from({ length: 20 }, () => declare({}, { 'idempotency-key': 'k1' })));
    expect(new Set(all.map((a) => JSON.stringify([a.status, a.body]))).size).toBe(1);
    expect(await count()).toBe(before + 1);
    expect((await declare({}, { 'idempotency-key': 'k2' })).body.output.incident).not.toBe(all[0]?.body.output.incident);
  });

  test('an idempotency key that is too long is refused by name', async () => {
    expect(await declare({}, { 'idempotency-key': 'k'.repeat(201) })).toMatchObject({
      status: 400,
      body: { because: expect.stringContaining('idempotency-key') as string },
    });
  });

  test('named people are called instead of the policy', async () => {
    const { body } = await declare({ people: ['bo'], teams: ['payments'] });
    expect((await app.skill<Shown>('incident/show', { incident: body.output.incident })).body.output.pages.map((p) => p.person)).toEqual([
      'ana',
      'bo',
    ]);
  });

  test('a dry run says what it would do and leaves no trace', async () => {
    const before = await count();
    const dry = await app.post<{
      dryRun: boolean;
      output: unknown;
      decisions: { listener: string; facts: { type: string }[]; effects: { type: string }[] }[];
    }>('/api/v1/skills/incident/declare?dryRun=1', { body: { title: 'dry', cause: 'dry' }, headers: { 'tocsin-as': 'ana' } });
    await app.idle();
    const { decisions } = dry.body;
    expect([dry.status, dry.body.dryRun, dry.body.output]).toEqual([200, true, { incident: 'INC-DRY-RUN', existed: false }]);
    expect(decisions.flatMap((d) => d.facts.map((f) => f.type))).toEqual(
      expect.arrayContaining(['incident.declared', 'escalation.started', 'page.started']),
    );
    expect(decisions.flatMap((d) => d.effects.map((e) => e.type))).toEqual(expect.arrayContaining(['room.open', 'page.send']));
    expect(await count()).toBe(before);
    const real = await declare({ cause: 'dry' });
    expect(real.body.output).toEqual({ incident: expect.stringMatching(/^INC-20261123-\d+$/u) as string, existed: false });
  });

  test('a dry run of what is refused is refused', async () => {
    expect(await app.post('/api/v1/skills/incident/declare?dryRun=1', { body: { title: '' } })).toMatchObject({
      status: 400,
      body: { ok: false },
    });
    expect(await app.post('/api/v1/skills/incident/resolve?dryRun=1', { body: { incident: '999' } })).toMatchObject({
      status: 404,
      body: { ok: false },
    });
  });

  test('a dry run of a question is the answer', async () =>
    expect(await app.post('/api/v1/skills/oncall/who?dryRun=1', { body: {} })).toMatchObject({
      status: 200,
      body: { dryRun: true, output: { schedules: [{ schedule: 'payments' }] } },
    }));
});

describe('asking', () => {
  const app = anApp();
  test('who is on call', async () => {
    expect((await app.skill('oncall/who', { schedule: 'payments' })).body.output).toMatchObject({
      at: new Date(t0).toISOString(),
      schedules: [{ people: [{ person: 'ana', displayName: '安娜', until: '2026-11-30T01:00:00.000Z' }] }],
    });
    expect(await app.skill('oncall/who', { schedule: 'nosuch' })).toMatchObject({
      status: 404,
      body: { because: expect.stringContaining('There are: payments') as string },
    });
  });

  test('the skills, each with its form, command and examples', async () => {
    const { body } = await app.get<{
      skills: { name: string; command: string; input: { properties: object }; fields: object; examples: unknown[] }[];
    }>('/api/v1/skills');
    const declare = body.skills.find((s) => s.name === 'incident/declare');
    expect(declare).toMatchObject({
      kind: 'write',
      command: '/incident declare',
      input: { type: 'object', required: ['title'], properties: { severity: { enum: ['SEV1', 'SEV2', 'SEV3', 'SEV4'], default: 'SEV3' } } },
    });
    for (const s of body.skills) expect([s.name, Object.keys(s.input.properties)]).toEqual([s.name, Object.keys(s.fields)]);
  });

  test('a list page by page', async () => {
    const numbers: string[] = [];
    for (let n = 0; n < 5; n++) numbers.unshift(await app.declares());
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: Answer<Skilled<{ incidents: { number: string }[]; next: string | null }>> = await app.skill('incident/list', {
        limit: 2,
        ...(cursor === '' ? {} : { cursor }),
      });
      found.push(...body.output.incidents.map((i) => i.number));
      cursor = body.output.next;
    }
    expect(found).toEqual(numbers);
  });
});

describe('who reads Chinese', () => {
  const app = anApp();
  const zh = { headers: { 'accept-language': 'zh-CN', 'tocsin-via': 'console' } };
  test.each([
    ['incident/show', { incident: '99' }, '没有你能看到的事件“99”'],
    ['incident/declare', { title: '' }, 'title：请填写'],
    ['incident/declare', { title: 'x', people: ['nobody'] }, 'people：没有 person“nobody”。现有：ana、bo。'],
    ['nothing/here', {}, '没有“nothing/here”这个技能'],
  ])('is refused %s %j in Chinese', async (name, input, because) => {
    const { body } = await app.skill(name, input, zh);
    expect([body.ok, body.because]).toEqual([false, expect.stringContaining(because)]);
    expect(body.because).toMatch(/[\u4e00-\u9fff]/u);
  });
});
