import { expect, test } from 'vitest';
import { minutes, world, type World } from '../harness/world.ts';
import { anaThenBoDeclaring, declaring, docs, people } from './firm.ts';

const down = { alertname: 'Down' };

/** Something that nobody foresaw takes alarms away; nothing else knows of it. */
const loses = (w: World, key: string): Promise<unknown> =>
  w.alters((tx) => tx.deleteFrom('timer').where('key', 'like', `${key}%`).execute());

test('while all is well the auditor finds nothing and calls nobody', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.audits();
  await w.passes(minutes(6));
  await w.audits();
  await w.acks('bo');
  await w.audits();
  await w.paged('ana', 'bo');
});

test('an escalation that would not go on is found: its next step fires at once, the last resort is called, the story and the metrics say so', async () => {
  const w = await world(anaThenBoDeclaring, { mayFail: true });
  await w.signal(down);
  await loses(w, 'escalation:');
  await w.audits();
  await w.paged('ana', 'bo', 'max');
  expect(await w.timeline()).toContain('The calling had come to a standstill and goes on; calling Max');
  expect(w.failures).toContain('calling had come to a standstill; it goes on, and the last resort is called');
  const { body } = await w.request<string>('GET', '/metrics');
  expect(body).toContain('tocsin_audit_standstills_total 1');
  await w.audits();
  expect((await w.pages()).filter((p) => p.person === 'max')).toHaveLength(1);
  await w.acks('bo');
  expect(await w.rings('max')).toEqual([]);
});

test('a page whose rules would not go on is found: the next is tried at once, and the last resort is called', async () => {
  const rules = '{ default: [{ afterMinutes: 0, by: chat }, { afterMinutes: 3, by: ring }] }';
  const firm = docs(
    people.replace('chat: { other: UBO }', `chat: { other: UBO }, rules: ${rules}`),
    declaring,
    '{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: bo }], delayMinutes: 60 }] } }',
  );
  const w = await world(firm, { mayFail: true });
  await w.signal(down);
  await loses(w, 'page:');
  await w.audits();
  await w.paged('bo', 'max');
  expect(await w.rings('bo')).toHaveLength(1);
});

test('after a long sleep of the machine all is overdue, and the auditor leaves it to go on by itself', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.crash();
  await w.jumps(minutes(7));
  await w.start();
  await w.audits();
  await w.paged('ana', 'bo');
});

test('the last step passed and nobody answered: there is nothing to go on with, and the auditor knows', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.passes(minutes(20));
  await w.audits();
  await w.paged('ana', 'bo');
});
