import { expect, onTestFinished, test } from 'vitest';
import { startTwilio, type TwilioEmulator } from '../emulators/twilio.ts';
import { minutes, world, type World } from '../harness/world.ts';
import { declaring, docs } from './firm.ts';

const duty = '+8613800000009';
const texted = 'rules: { default: [{ afterMinutes: 0, by: sms }], important: [{ afterMinutes: 0, by: sms }] }';

/** Ana and Bo share the duty mobile; Cy has a phone of his own. */
const firm = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
  `{ kind: person, name: ana, spec: { displayName: Ana, locale: en, phone: '${duty}', ${texted} } }`,
  `{ kind: person, name: bo, spec: { displayName: Bo, locale: en, phone: '${duty}', ${texted} } }`,
  `{ kind: person, name: cy, spec: { displayName: Cy, locale: en, phone: '+8613800000003', ${texted} } }`,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 10 }] } }`,
  `{ kind: channel, name: ops, spec: { platform: web } }`,
  declaring,
);

async function texting(): Promise<{ w: World; twilio: TwilioEmulator; replies: (text: string, from?: string) => Promise<string | null> }> {
  const twilio = await startTwilio();
  onTestFinished(() => twilio.stop());
  const w = await world(`${firm}\n---\n${twilio.carrier}`);
  twilio.deliver = (url, request) => w.callback(url, request);
  twilio.now = () => w.now;
  return { w, twilio, replies: (text, from = duty) => twilio.replies('http://tocsin.test', from, text) };
}

const declares = (w: World, title: string, ...people: readonly string[]) => w.asks('cy', 'incident/declare', { title, people });

test('a number that ends two incidents means the newer one, and the answer says which', async () => {
  const { w, replies } = await texting();
  await declares(w, 'yesterday', 'ana');
  await w.passes(minutes(24 * 60));
  await declares(w, 'today', 'ana');
  const open = await w.incidents();
  expect(open.toSorted()).toEqual(['INC-20261123-001', 'INC-20261124-001']);
  expect(await replies('a1')).toBe('Acknowledged INC-20261124-001');
  expect(await w.incident('INC-20261123-001')).toMatchObject({ acknowledgedBy: null });
  expect(await w.incident('INC-20261124-001')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('a shared mobile answers for whoever of them was called', async () => {
  const { w, replies } = await texting();
  await declares(w, 'for bo', 'bo');
  expect(await replies('a')).toBe('Acknowledged INC-20261123-001');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo' });
  expect(await replies('r1')).toContain('INC-20261123-001');
  expect((await w.incident('INC-20261123-001')).timeline.at(-1)).toMatchObject({ text: expect.stringContaining('Bo') });
});

test('of two who are called on one mobile the number says which, and the last text where none is said', async () => {
  const { w, replies } = await texting();
  await declares(w, 'first', 'bo');
  await w.passes(minutes(1));
  await declares(w, 'second', 'ana');
  expect(await replies('a1')).toBe('Acknowledged INC-20261123-001');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo' });
  expect(await replies('a')).toBe('Acknowledged INC-20261123-002');
  expect(await w.incident('2')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('aa from a shared mobile answers for all of them, and for nobody else', async () => {
  const { w, replies } = await texting();
  await declares(w, 'first', 'bo');
  await declares(w, 'second', 'ana');
  await declares(w, 'third', 'cy');
  expect((await replies('aa'))?.split('\n').toSorted()).toEqual(['Acknowledged INC-20261123-001', 'Acknowledged INC-20261123-002']);
  const who = await Promise.all(['1', '2', '3'].map(async (n) => (await w.incident(n)).acknowledgedBy));
  expect(who).toEqual(['bo', 'ana', null]);
});
