import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startTwilio, twilioAccount, type TwilioEmulator } from '../emulators/twilio.ts';
import { show, skill } from '../harness/api.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { docs } from '../scenarios/firm.ts';

const yaml = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
  `{ kind: person, name: ana, spec: { displayName: Ana, locale: en, phone: '+8613800000001', rules: { default: [{ afterMinutes: 0, by: phone }] } } }`,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 60 }] } }`,
);

/** Tocsin in a process of its own, told of Twilio by the environment alone. */
async function calling(): Promise<{ tocsin: Tocsin; twilio: TwilioEmulator }> {
  const twilio = await startTwilio();
  const folder = tempFolder('config');
  writeFileSync(join(folder.path, 'tocsin.yaml'), yaml);
  const { accountSid, authToken, from } = twilioAccount;
  const env = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from, TWILIO_API_URL: twilio.origin };
  const tocsin = await startTocsin({ configDir: folder.path, env });
  onTestFinished(async () => {
    await tocsin.stop();
    await twilio.stop();
    folder.remove();
  });
  return { tocsin, twilio };
}

const declare = async (tocsin: Tocsin): Promise<string> =>
  (await skill<{ incident: string }>(tocsin, 'incident/declare', { title: 'Orders are rejected', people: ['ana'] })).incident;
const called = (twilio: TwilioEmulator) => until(() => twilio.calls.at(-1), { what: 'a call at Twilio' });

test('Twilio from the environment: a call goes out, key 4 acknowledges, and the room shows it', async () => {
  const { tocsin, twilio } = await calling();
  const incident = await declare(tocsin);
  const call = await called(twilio);
  await twilio.plays(call, { by: 'human', keys: ['4'] });
  expect(call.heard).toContain('Acknowledged. It is yours.');
  const seen = await until(async () => (await show(tocsin, incident)).acknowledgedBy, { what: 'the acknowledgement' });
  expect(seen).toBe('ana');
  expect(new Set(twilio.answers.map((a) => a.status))).toEqual(new Set([200, 204]));
});

test(
  'killed -9 the moment the call was ordered, it finds the call at Twilio after the restart and makes no second one',
  { timeout: 60_000 },
  async () => {
    const { tocsin, twilio } = await calling();
    const killed = Promise.withResolvers<void>();
    twilio.onOrder = () => void tocsin.kill9().then(killed.resolve);
    const incident = await declare(tocsin).catch(() => null);
    await killed.promise;
    twilio.onOrder = () => {};
    await tocsin.restart();
    const page = await until(
      async () => {
        const { incidents } = await skill<{ incidents: { number: string }[] }>(tocsin, 'incident/list', {});
        const [p] = (await show(tocsin, incident ?? incidents[0]?.number ?? '')).pages;
        return p?.state === 'sent' && p;
      },
      { what: 'the page to be known as sent', timeoutMs: 45_000, context: () => tocsin.output().slice(-2_000) },
    );
    expect(page).toMatchObject({ attempts: [{ by: 'phone', state: 'sent' }] });
    expect(twilio.calls).toHaveLength(1);
  },
);
