import { expect, test } from 'vitest';
import { hours, minutes, world } from '../harness/world.ts';
import { anaThenBo, docs, pagingOnly, people } from './firm.ts';

const firm = docs(people, anaThenBo);

test('declared with named people, all of them are paged at once and put into the room with whoever declared', async () => {
  const w = await world(firm);
  expect(await w.asks('max', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'chen'] })).toEqual({
    incident: 'INC-20261123-001',
    existed: false,
  });
  await w.paged('ana', 'chen');
  expect((await w.room('1')).members).toEqual(['ana', 'chen', 'max']);
  await w.passes(hours(1));
  await w.paged('ana', 'chen');
});

test('a named team is whoever is on call for it, or everybody in it when it has no schedule', async () => {
  const w = await world(
    docs(
      firm,
      `{ kind: schedule, name: desk, spec: { zone: Asia/Shanghai, layers: [{ name: all, people: [bo] }] } }`,
      `{ kind: team, name: payments, spec: { people: [ana, bo], schedule: desk } }`,
      `{ kind: team, name: leads, spec: { people: [chen, max] } }`,
    ),
  );
  await w.asks(null, 'incident/declare', { title: 'a', teams: ['payments', 'leads'] });
  await w.paged('bo', 'chen', 'max');
});

test('without names the policy of the system is called, else the default one', async () => {
  const w = await world(
    docs(
      firm,
      `{ kind: escalation-policy, name: gateway, spec: { steps: [{ to: [{ person: chen }] }] } }`,
      `{ kind: system, name: order-gateway, spec: { policy: gateway } }`,
    ),
  );
  await w.asks(null, 'incident/declare', { title: 'a', system: 'order-gateway' });
  await w.paged('chen');
  await w.asks(null, 'incident/declare', { title: 'b' });
  await w.paged('ana', 'chen');
});

test('the same cause never opens two while it is open, not even for a hundred who declare at once', async () => {
  const w = await world(firm);
  const declare = () =>
    w.request<{ output: { incident: string; existed: boolean } }>('POST', '/api/v1/skills/incident/declare', {
      body: { title: 'Storm', cause: 'storm-7' },
    });
  const answers = await Promise.all(Array.from({ length: 100 }, declare));
  await w.settles();
  expect(new Set(answers.map((a) => a.body.output.incident))).toEqual(new Set(['INC-20261123-001']));
  expect(answers.filter((a) => !a.body.output.existed)).toHaveLength(1);
  expect(await w.incidents()).toHaveLength(1);
  expect(await w.pages()).toHaveLength(1);
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  expect(await w.asks(null, 'incident/declare', { title: 'Storm', cause: 'storm-7' })).toMatchObject({
    incident: 'INC-20261123-002',
    existed: false,
  });
});

test('a declare that comes in just as the incident of its cause is resolved is not lost', async () => {
  const w = await world(firm);
  await w.asks(null, 'incident/declare', { title: 'Storm', cause: 'storm-7' });
  await Promise.all([
    w.asks('ana', 'incident/resolve', { incident: '1' }),
    w.asks(null, 'incident/declare', { title: 'Storm', cause: 'storm-7' }),
  ]);
  const open = await w.asks<{ incidents: unknown[] }>(null, 'incident/list', { progress: 'open' });
  expect(open.incidents).toHaveLength(1);
});

test('without a cause each declare is an incident of its own', async () => {
  const w = await world(firm);
  for (const title of ['a', 'a']) await w.asks(null, 'incident/declare', { title });
  expect(await w.incidents()).toEqual(['INC-20261123-001', 'INC-20261123-002']);
});

test('numbers begin anew each day of the firm, and a short number finds the one open incident that ends so', async () => {
  const w = await world(firm, { at: '2026-11-23T23:59:00+08:00' });
  await w.asks(null, 'incident/declare', { title: 'a' });
  await w.passes(minutes(2));
  await w.asks(null, 'incident/declare', { title: 'b' });
  expect(await w.incidents()).toEqual(['INC-20261123-001', 'INC-20261124-001']);
  expect(await w.asks(null, 'incident/show', { incident: '1' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('INC-20261124-001'),
  });
  await w.asks('ana', 'incident/resolve', { incident: 'INC-20261123-001' });
  expect(await w.incident('1')).toMatchObject({ title: 'b' });
});

test('typed in chat, /incident declare SEV1 <title> declares at once', async () => {
  const w = await world(docs(firm, pagingOnly));
  await w.signal({ alertname: 'X' });
  const reply = await w.types('bo', 'ops', '/incident declare SEV1 Orders are rejected by the gateway');
  expect(reply).toMatchObject({ ok: true, text: 'INC-20261123-001 declared' });
  expect(await w.incident('1')).toMatchObject({ severity: 'SEV1', title: 'Orders are rejected by the gateway' });
  expect((await w.timeline())[0]).toBe('Bo declared SEV1: Orders are rejected by the gateway');
});

test.each([
  ['/incident declare', {}],
  ['/incident declare SEV1', { severity: 'SEV1' }],
])('%s opens the form, for the title is missing', async (typed, values) => {
  const w = await world(firm);
  await w.asks(null, 'incident/declare', { title: 'a' });
  expect(await w.types('bo', '1', typed)).toMatchObject({ ok: true, form: { skill: 'incident/declare', values } });
  expect(await w.incidents()).toHaveLength(1);
});

test('declared by the button of an alert card the incident has the alert, and the card links to it; a second press finds it', async () => {
  const w = await world(docs(firm, pagingOnly));
  await w.signal({ alertname: 'Down' }, { annotations: { summary: 'db-1 is down' } });
  const token = await w.token('bo', 'Declare incident', 'ops');
  expect(await w.pressesToken('bo', token)).toMatchObject({ ok: true, text: 'INC-20261123-001 declared' });
  expect(await w.incident('1')).toMatchObject({ title: 'db-1 is down', alertState: 'firing', alerts: [{ labels: { alertname: 'Down' } }] });
  expect((await w.room('ops')).cards[0]?.links).toMatchObject([{ label: 'INC-20261123-001' }, { label: 'See all its alerts' }]);
  expect(await w.pressesToken('ana', token)).toMatchObject({ ok: true, text: 'INC-20261123-001 is open for this already' });
});

test('the same message or press delivered twice by the network is done once', async () => {
  const w = await world(firm);
  await w.asks(null, 'incident/declare', { title: 'a' });
  const say = () =>
    w.request('POST', '/api/v1/chat/rooms/inc-20261123-001/messages', {
      as: 'bo',
      body: { text: '/incident declare SEV2 twice', clientId: 'c1' },
    });
  await say();
  await say();
  const token = await w.token('bo', 'I take command', '1');
  for (let i = 0; i < 2; i++) await w.request('POST', '/api/v1/chat/actions', { as: 'bo', body: { token, clientId: 'c2' } });
  await w.settles();
  expect(await w.incidents()).toHaveLength(2);
  expect((await w.timeline('1')).filter((line) => line.includes('Commander'))).toHaveLength(1);
});

test('an unknown person, team or system is named in the refusal, and nothing is declared', async () => {
  const w = await world(docs(firm, `{ kind: system, name: gateway, spec: {} }`));
  const refusal = async (input: object) => (await w.asks(null, 'incident/declare', { title: 'a', ...input }))['because'];
  expect(await refusal({ people: ['anna'] })).toContain('people: there is no person "anna". Known: ana, bo');
  expect(await refusal({ teams: ['x'] })).toContain('teams: there is no team "x"');
  expect(await refusal({ system: 'gw' })).toContain('system: there is no system "gw". Known: gateway');
  expect(await refusal({ title: '' })).toContain('title: ');
  expect(await refusal({ title: 'a'.repeat(301) })).toContain('title: ');
  expect(await refusal({ severity: 'SEV9' })).toContain('severity: ');
  expect(await w.incidents()).toEqual([]);
});

test('a dry run says who would be called and does nothing', async () => {
  const w = await world(firm);
  const { body } = await w.request<{ decisions: { because: { code: string; data?: object } }[] }>(
    'POST',
    '/api/v1/skills/incident/declare?dryRun=1',
    { body: { title: 'a' } },
  );
  expect(body.decisions[0]).toMatchObject({ because: { code: 'declared', data: { called: ['ana'] } } });
  await w.settles();
  expect(await w.incidents()).toEqual([]);
  await w.paged();
});

test('a private incident is declared in one line of chat, and a slip of the pen declares nothing for all to see', async () => {
  const w = await world(firm);
  await w.asks(null, 'incident/declare', { title: 'Slow', people: ['ana'] });
  const declared = '/incident declare SEV3 a leak';
  expect(await w.types('ana', 'dm', `${declared} --privat`)).toMatchObject({ ok: false, text: expect.stringContaining('--private') });
  expect(await w.types('ana', 'dm', `${declared} private=maybe`)).toMatchObject({ ok: false });
  expect(await w.incidents()).toHaveLength(1);
  await w.types('ana', 'dm', `${declared} --private`);
  expect(await w.asks('ana', 'incident/show', { incident: '2' })).toMatchObject({ title: 'a leak', private: true });
  expect(await w.asks('vic', 'incident/show', { incident: '2' })).toMatchObject({ ok: false });
  expect((await w.types('ana', 'dm', '/incident declare help')).text).toContain('--field');
});

test('what was just resolved is closed by the same short number', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana'] });
  expect(await w.types('ana', 'dm', '/incident resolve 1')).toMatchObject({ ok: true });
  expect(await w.types('ana', 'dm', '/incident close 1')).toMatchObject({ ok: true });
  expect(await w.types('ana', 'dm', '/incident note 1 it was the disk')).toMatchObject({ ok: true });
  expect(await w.types('ana', 'dm', '/incident reopen 1 it is back')).toMatchObject({ ok: true });
  expect(await w.incident('1')).toMatchObject({ progress: 'open' });
});
