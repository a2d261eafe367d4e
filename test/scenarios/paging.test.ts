import { expect, onTestFinished, test } from 'vitest';
import { startSmtpSink } from '../harness/smtp.ts';
import { hours, minutes, seconds, world } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, declaring, docs, people } from './firm.ts';

const down = { alertname: 'Down' };
const policy = (spec: string): string => `{ kind: escalation-policy, name: default, spec: ${spec} }`;
const firm = (...documents: readonly string[]): string => docs(people, declaring, ...documents);

test('if nobody acks within five minutes, the second level is paged and the room is told', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.passes(minutes(5) - 1);
  await w.paged('ana');
  await w.passes(1);
  await w.paged('ana', 'bo');
  expect((await w.room('1')).members).toEqual(['ana', 'bo']);
  expect(await w.timeline()).toContain('Calling Bo');
});

test('an ack stops everything: the cards say so, nothing rings, nobody is paged any more', async () => {
  const w = await world(
    firm(policy('{ steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 5 }, { to: [{ person: chen }] }] }')),
  );
  await w.signal(down);
  await w.paged('ana', 'bo');
  expect(await w.rings('bo')).toHaveLength(1);
  await w.acks('ana');
  expect((await w.dm('ana')).cards).toMatchObject([{ state: { word: 'acknowledged', tone: 'good' } }]);
  expect((await w.dm('bo')).cards).toMatchObject([{ state: { word: 'no longer needed' } }]);
  expect(await w.rings('bo')).toEqual([]);
  await w.passes(hours(2));
  await w.paged('ana', 'bo');
  expect((await w.room('1')).lines).toEqual(['Ana acknowledged']);
  expect(await w.incident('1')).toMatchObject({ progress: 'acknowledged', acknowledgedBy: 'ana' });
});

test('a page is acknowledged on the ringing screen as well', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.acks('ana', 'ring');
  expect((await w.incident('1')).pages).toMatchObject([{ person: 'ana', state: 'acked', acknowledgedVia: 'ring' }]);
  await w.passes(hours(1));
  await w.paged('ana');
});

test('a bare 1 in the direct messages acknowledges the newest page', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  expect(await w.types('ana', 'dm', '1')).toMatchObject({ ok: true, text: 'Acknowledged INC-20261123-001' });
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('only the person paged can answer a page', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  expect(await w.pressesToken('bo', await w.token('ana', 'Acknowledge'))).toMatchObject({
    ok: false,
    text: expect.stringContaining('for ana'),
  });
});

test('whoever is called later is mentioned in the room', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.passes(minutes(5));
  const said = await w.db
    .selectFrom('chat_message')
    .innerJoin('chat_mention', 'chat_mention.message', 'chat_message.id')
    .select(['text', 'chat_mention.person'])
    .where('text', '=', 'Calling Bo')
    .execute();
  expect(said).toEqual([{ text: 'Calling Bo', person: 'bo' }]);
});

test('an empty step is skipped at once, and the story says so', async () => {
  const w = await world(
    firm(
      `{ kind: schedule, name: nobody, spec: { zone: Asia/Shanghai, layers: [] } }`,
      policy('{ steps: [{ to: [{ schedule: nobody }], delayMinutes: 15 }, { to: [{ person: bo }] }] }'),
    ),
  );
  await w.signal(down);
  await w.paged('bo');
  expect(await w.timeline()).toContain('Calling Bo (step 1 had nobody)');
});

test('when every step is empty the last resort is called', async () => {
  const w = await world(
    firm(
      `{ kind: schedule, name: nobody, spec: { zone: Asia/Shanghai, layers: [] } }`,
      policy('{ repeat: 2, lastResort: { person: max }, steps: [{ to: [{ schedule: nobody }] }, { to: [{ schedule: nobody }] }] }'),
    ),
  );
  await w.signal(down);
  await w.paged('max');
  expect((await w.room('1')).members).toEqual(['max']);
});

test('when there is nobody at all, the room says that nobody was called', async () => {
  const w = await world(
    docs(
      people.replace(', roles: [admin]', ''),
      declaring,
      `{ kind: schedule, name: nobody, spec: { zone: Asia/Shanghai, layers: [] } }`,
      policy('{ steps: [{ to: [{ schedule: nobody }] }] }'),
    ),
  );
  await w.signal(down);
  await w.paged();
  await w.passes(seconds(1));
  expect((await w.room('1')).lines).toEqual(['Nobody is on call; no one was called']);
});

test('the steps are gone through again as often as the policy repeats, then the room hears that nobody answered', async () => {
  const w = await world(
    firm(policy('{ repeat: 1, steps: [{ to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }], delayMinutes: 10 }] }')),
  );
  await w.signal(down);
  await w.passes(minutes(29));
  const called = (await w.timeline()).filter((line) => line.startsWith('Calling'));
  expect(called).toEqual(['Calling Ana', 'Calling Bo', 'Calling Ana', 'Calling Bo']);
  expect((await w.dm('ana')).cards).toHaveLength(2);
  await w.passes(minutes(1));
  expect((await w.room('1')).lines).toEqual(['Calling Bo', 'Calling Ana', 'Calling Bo', 'Nobody answered: Ana, Bo']);
  await w.passes(hours(5));
  expect(await w.pages()).toHaveLength(4);
});

test('an ack that nobody confirms in time runs out: the current on-call is called again, and can acknowledge again', async () => {
  const w = await world(
    firm(
      `{ kind: schedule, name: desk, spec: { zone: Asia/Shanghai, layers: [{ name: day, rotation: { start: '2026-11-23T10:20', unit: hour, length: 1, people: [bo, ana] } }] } }`,
      policy(
        '{ ackTimeoutMinutes: 30, steps: [{ to: [{ schedule: desk }], delayMinutes: 5 }, { to: [{ person: chen }], delayMinutes: 5 }] }',
      ),
    ),
  );
  await w.signal(down);
  await w.paged('ana');
  await w.acks('ana');
  await w.passes(minutes(30) - 1);
  await w.paged('ana');
  await w.passes(1);
  await w.paged('ana', 'bo');
  await w.acks('bo');
  await w.passes(minutes(29));
  await w.paged('ana', 'bo');
});

test('whoever acknowledged before can acknowledge again after the timeout, and the calling stops again', async () => {
  const w = await world(
    firm(
      policy('{ ackTimeoutMinutes: 30, steps: [{ to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }], delayMinutes: 5 }] }'),
    ),
  );
  await w.signal(down);
  await w.acks('ana');
  await w.passes(minutes(30));
  expect(await w.rings('ana')).toHaveLength(1);
  await w.acks('ana');
  await w.passes(minutes(25));
  await w.paged('ana');
  await w.passes(minutes(5));
  expect((await w.pages()).filter((p) => p.person === 'ana')).toHaveLength(3);
  await w.takes('ana', '1');
  await w.passes(minutes(25));
  await w.paged('ana');
});

test('the ack of an alert without an incident runs out, too, and can be given again', async () => {
  const spec = '{ ackTimeoutMinutes: 30, steps: [{ to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }], delayMinutes: 5 }] }';
  const w = await world(docs(people, policy(spec), `{ kind: route, name: default, spec: { policy: default, channel: ops } }`));
  await w.signal(down);
  await w.acks('ana');
  await w.passes(minutes(30));
  expect(await w.rings('ana')).toHaveLength(1);
  await w.acks('ana');
  await w.passes(minutes(20));
  await w.paged('ana');
});

test('SEV1 and SEV2 go by the important rules, SEV3 and SEV4 by the default ones', async () => {
  const rules =
    'rules: { default: [{ afterMinutes: 0, by: chat }, { afterMinutes: 10, by: ring }], important: [{ afterMinutes: 0, by: ring }] }';
  const w = await world(docs(people, `{ kind: person, name: eli, spec: { ${rules} } }`));
  const by = async (): Promise<string[]> => (await w.pages()).at(-1)?.attempts.map((a) => a.by) ?? [];
  await w.asks('bo', 'incident/declare', { title: 'a', severity: 'SEV2', people: ['eli'] });
  expect(await by()).toEqual(['ring']);
  await w.asks('bo', 'incident/declare', { title: 'b', severity: 'SEV3', people: ['eli'] });
  expect(await by()).toEqual(['chat']);
  await w.passes(minutes(10));
  expect(await by()).toEqual(['chat', 'ring']);
});

test('who has no rules is tried by chat and ring at once, then by everything there is', async () => {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  const w = await world(anaThenBoDeclaring, { smtpUrl: smtp.url });
  await w.signal(down);
  expect((await w.dm('ana')).cards).toHaveLength(1);
  expect(await w.rings('ana')).toHaveLength(1);
  expect(smtp.mails).toEqual([]);
  await w.passes(minutes(2));
  expect(smtp.mails).toMatchObject([{ to: ['ana@example.com'], headers: { subject: '[SEV3] You are paged: INC-20261123-001 Down' } }]);
  await w.passes(hours(1));
  expect(smtp.mails).toHaveLength(1);
});

test('a mail server that is down for a while delays the mail, and does not lose it', async () => {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  smtp.refuse('451 later');
  const w = await world(anaThenBoDeclaring, { smtpUrl: smtp.url });
  await w.signal(down);
  await w.passes(minutes(2) + seconds(30));
  expect(smtp.mails).toEqual([]);
  smtp.refuse();
  await w.passes(minutes(2));
  expect(smtp.mails).toHaveLength(1);
});

test('who can be reached by none of their own rules is tried by chat and ring', async () => {
  const w = await world(
    docs(people, `{ kind: person, name: eli, spec: { phone: '+8613800000001', rules: { important: [{ afterMinutes: 0, by: phone }] } } }`),
  );
  await w.asks('bo', 'incident/declare', { title: 'a', severity: 'SEV1', people: ['eli'] });
  await w.paged('eli');
  expect((await w.incident('1')).pages).toMatchObject([
    {
      state: 'sent',
      attempts: [
        { by: 'phone', state: 'failed' },
        { by: 'chat', state: 'sent' },
        { by: 'ring', state: 'sent' },
      ],
    },
  ]);
});

test('a second rule by chat is a second message: an edited card wakes nobody', async () => {
  const w = await world(
    docs(
      people,
      `{ kind: person, name: eli, spec: { locale: en, rules: { default: [{ afterMinutes: 0, by: chat }, { afterMinutes: 5, by: chat }] } } }`,
    ),
  );
  await w.asks('bo', 'incident/declare', { title: 'a', people: ['eli'] });
  await w.passes(minutes(5));
  expect((await w.dm('eli')).lines).toEqual([
    expect.stringMatching(/^Still waiting for you \(calling since \d\d:\d\d, reminder 1\): INC-20261123-001 a$/u),
  ]);
  await w.takes('bo', '1');
  expect((await w.dm('eli')).cards).toMatchObject([{ state: { tone: 'quiet' } }]);
});

test('at the instant of the hand-over the new person is called', async () => {
  const schedule = `{ kind: schedule, name: desk, spec: { zone: Asia/Shanghai, layers: [{ name: day, rotation: { start: '2026-11-22T09:00', unit: day, length: 1, people: [ana, bo] } }] } }`;
  const yaml = firm(schedule, policy('{ steps: [{ to: [{ schedule: desk }] }] }'));
  const before = await world(yaml, { at: '2026-11-23T08:59:59.999+08:00' });
  await before.signal(down);
  await before.paged('ana');
  const at = await world(yaml, { at: '2026-11-23T09:00:00+08:00' });
  await at.signal(down);
  await at.paged('bo');
});

test('an incident that is resolved stops the calling', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.asks('bo', 'incident/resolve', { incident: '1' });
  await w.passes(hours(1));
  await w.paged('ana');
  expect((await w.dm('ana')).cards).toMatchObject([{ state: { word: 'no longer needed' } }]);
});

test('whoever mitigates what still calls has taken it on: the calling stops', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.types('bo', '1', '/incident mitigate');
  expect(await w.incident('1')).toMatchObject({ progress: 'mitigated', acknowledgedBy: 'bo' });
  await w.passes(hours(1));
  await w.paged('ana');
});

test('a machine that mitigates has not: people are called until one of them acknowledges', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.asks(null, 'incident/mitigate', { incident: '1' });
  expect(await w.incident('1')).toMatchObject({ progress: 'mitigated', acknowledgedBy: null });
  await w.passes(minutes(5));
  await w.paged('ana', 'bo');
  await w.acks('bo');
  expect(await w.incident('1')).toMatchObject({ progress: 'mitigated', acknowledgedBy: 'bo' });
  await w.passes(hours(1));
  await w.paged('ana', 'bo');
});

test('people with dots in their names are paged and named like all others', async () => {
  const w = await world(docs(people, anaThenBo, `{ kind: person, name: li.wei, spec: { displayName: 'Li Wei', locale: en } }`));
  await w.asks('bo', 'incident/declare', { title: 'a', people: ['li.wei'] });
  await w.passes(minutes(5));
  expect((await w.room('1')).lines).toEqual(['Nobody answered: Li Wei']);
  expect(await w.timeline()).toContain('Li Wei: Page sent by chat');
});

test('somebody tries whether they can be reached: rung and written to at once, nobody else, and the receipt says what came of it', async () => {
  const w = await world(anaThenBoDeclaring);
  const { page } = await w.asks<{ page: string }>('ana', 'page/test', {});
  expect(await w.rings('ana')).toEqual([page]);
  expect((await w.dm('ana')).cards[0]?.title).toBe('You are paged: Test call');
  expect((await w.dm('ana')).cards[0]?.body).toContain('nobody else is called');
  expect(await w.asks('ana', 'page/test', {})).toMatchObject({ ok: false, because: expect.stringContaining('still under way') });
  await w.acks('ana', 'ring');
  expect(await w.asks('ana', 'page/show', { page })).toMatchObject({
    state: 'acked',
    acknowledgedVia: 'ring',
    attempts: [{ by: 'chat' }, { by: 'ring' }, { by: 'email', state: 'failed' }],
  });
  await w.passes(hours(1));
  await w.paged('ana');
  expect(await w.rings('bo')).toEqual([]);
});

test('a test by mail where no mail server is set says so; one that nobody answers ends by itself', async () => {
  const w = await world(anaThenBoDeclaring);
  const { page } = await w.asks<{ page: string }>('ana', 'page/test', { by: ['email'] });
  expect(await w.asks('ana', 'page/show', { page })).toMatchObject({
    attempts: [{ by: 'email', state: 'failed', code: 'no-mail-server', error: 'no mail server is configured' }],
  });
  await w.passes(minutes(10));
  expect(await w.asks('ana', 'page/show', { page })).toMatchObject({ state: 'stopped' });
});

test('nobody but an admin tests how others are reached', async () => {
  const w = await world(anaThenBoDeclaring);
  expect(await w.asks('ana', 'page/test', { person: 'bo' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('Only an admin'),
  });
});

test('in quiet hours a SEV3 is only written, and rings when they end; a SEV2 rings at once', async () => {
  const quiet = people.replace('email: ana@example.com,', "email: ana@example.com, quiet: { from: '22:00', to: '07:00' },");
  const w = await world(docs(quiet, anaThenBo), { at: '2026-11-23T06:00:00+08:00' });
  await w.asks('bo', 'incident/declare', { title: 'small', severity: 'SEV3', people: ['ana'] });
  expect(await w.rings('ana')).toEqual([]);
  expect((await w.dm('ana')).cards).toHaveLength(1);
  await w.asks('bo', 'incident/declare', { title: 'big', severity: 'SEV2', people: ['ana'] });
  expect(await w.rings('ana')).toHaveLength(1);
  await w.passes(minutes(59));
  expect(await w.rings('ana')).toHaveLength(1);
  await w.passes(minutes(1));
  expect(await w.rings('ana')).toHaveLength(2);
});
