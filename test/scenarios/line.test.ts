import { expect, onTestFinished, test } from 'vitest';
import { startTwilio, type TwilioEmulator } from '../emulators/twilio.ts';
import { hours, minutes, seconds, world, type World } from '../harness/world.ts';
import { declaring, docs, people } from './firm.ts';

const policy =
  '{ kind: escalation-policy, name: default, spec: { repeat: 3, steps: [{ to: [{ person: ana }], delayMinutes: 1 }, { to: [{ person: bo }], delayMinutes: 30 }] } }';

/** Ana is called on the phone at once, and nothing else; calls are carried by an emulator of Twilio. */
async function desk(more: string = policy): Promise<{ w: World; twilio: TwilioEmulator }> {
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const ana = people.replace(
    'email: ana@example.com',
    `email: ana@example.com, phone: '+8613800000001', rules: { default: [{ afterMinutes: 0, by: phone }] }`,
  );
  const w = await world(docs(ana, declaring, twilio.carrier, more));
  twilio.now = () => w.now;
  return { w, twilio };
}

const said = (twilio: TwilioEmulator): string[] => twilio.calls.map((call) => call.asked.get('Url') ?? '');

test('each new incident calls at once, however many went before', async () => {
  const { w, twilio } = await desk();
  for (const alertname of ['A', 'B', 'C', 'D']) {
    await w.signal({ alertname });
    await w.passes(seconds(5));
  }
  expect(twilio.calls).toHaveLength(4);
});

test('many new incidents in one moment are one call for all', async () => {
  const { w, twilio } = await desk();
  await w.signals([{ alertname: 'A' }, { alertname: 'B' }, { alertname: 'C' }]);
  expect(new Set(said(twilio)).size).toBe(twilio.calls.length);
  const attempts = (await w.pages()).flatMap((p) => p.attempts.filter((a) => a.by === 'phone'));
  expect(attempts).toHaveLength(3);
  expect(attempts.every((a) => a.state === 'sent' && a.ref !== undefined)).toBe(true);
  expect(twilio.calls.length).toBeLessThan(3);
});

test('a phone that is busy with our own call is not out of reach: nobody else is woken, and it is called again', async () => {
  const { w, twilio } = await desk(policy.replace('delayMinutes: 1 }', 'delayMinutes: 15 }'));
  await w.signal({ alertname: 'A' });
  await w.passes(seconds(2));
  await w.signal({ alertname: 'B' });
  twilio.deliver = (url, request) => w.hears(url, request);
  const [first, second] = twilio.calls;
  if (!first || !second) throw new Error('two calls were expected');
  await twilio.progresses(first, 'ringing');
  await twilio.progresses(second, 'busy');
  await w.settles();
  await w.passes(seconds(30));
  expect((await w.pages()).map((p) => p.person)).toEqual(['ana', 'ana']);
  await twilio.progresses(first, 'no-answer');
  await w.passes(seconds(40));
  expect(twilio.calls).toHaveLength(3);
});

test('a phone that is busy with somebody else is out of reach for now: who is next is called at once', async () => {
  const { w, twilio } = await desk(policy.replace('delayMinutes: 1 }', 'delayMinutes: 15 }'));
  await w.signal({ alertname: 'A' });
  twilio.deliver = (url, request) => w.hears(url, request);
  await twilio.progresses(twilio.lastCall, 'busy');
  await w.settles();
  expect((await w.pages()).map((p) => p.person)).toEqual(['ana', 'bo']);
});

test('the same incident again within the minute waits for its turn, and says until when', async () => {
  const { w, twilio } = await desk();
  await w.signal({ alertname: 'A' });
  await w.passes(seconds(31));
  await w.asks('ana', 'page/resend', { page: 'INC-20261123-001.0.0.ana' });
  expect(twilio.calls).toHaveLength(1);
  const held = (await w.pages()).find((p) => p.person === 'ana')?.attempts.findLast((a) => a.by === 'phone');
  expect(held).toMatchObject({ state: 'queued', until: Date.parse('2026-11-23T10:01:00+08:00') });
  await w.passes(seconds(30));
  expect(twilio.calls).toHaveLength(2);
});

test('what waits is not called for when it has been acknowledged meanwhile', async () => {
  const { w, twilio } = await desk();
  await w.signal({ alertname: 'A' });
  await w.passes(seconds(31));
  await w.asks('ana', 'page/resend', { page: 'INC-20261123-001.0.0.ana' });
  await w.asks('bo', 'incident/ack', { incident: '1' });
  await w.passes(minutes(5));
  expect(twilio.calls).toHaveLength(1);
});

test('all that calls somebody is acknowledged in one go', async () => {
  const { w } = await desk();
  await w.signals([{ alertname: 'A' }, { alertname: 'B' }]);
  await w.signal({ alertname: 'C' });
  expect(await w.asks('ana', 'page/ack-all')).toEqual({ count: 3 });
  expect((await w.pages()).filter((p) => p.person === 'ana').map((p) => p.state)).toEqual(['acked', 'acked', 'acked']);
  await w.passes(hours(1));
  await w.paged('ana');
  expect(await w.asks('ana', 'page/ack-all')).toEqual({ count: 0 });
});

test('a restart forgets neither what was called nor what waits', async () => {
  const { w, twilio } = await desk();
  await w.signal({ alertname: 'A' });
  await w.passes(seconds(31));
  await w.asks('ana', 'page/resend', { page: 'INC-20261123-001.0.0.ana' });
  await w.restart();
  expect(twilio.calls).toHaveLength(1);
  await w.passes(seconds(30));
  expect(twilio.calls).toHaveLength(2);
});
