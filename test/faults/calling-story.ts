import { expect } from 'vitest';
import { startTwilio, type TwilioEmulator } from '../emulators/twilio.ts';
import type { Fate } from '../harness/life.ts';
import { docs, people } from '../scenarios/firm.ts';
import { minutes, seconds, world, type World, type WorldOptions } from '../harness/world.ts';
import { insists, nothingIsLeft, until } from './story.ts';

const number = 'INC-20261123-001';

/** Ana by phone, Bo and Chen by chat. One of Ana and Bo in turn, and the channel; then Bo and Chen, who must both acknowledge. */
const firmOf = (twilio: TwilioEmulator): string =>
  docs(
    people.replace(
      'email: ana@example.com, chat: { other: UANA }',
      `phone: '+8613800000001', rules: { default: [{ afterMinutes: 0, by: phone }] }`,
    ),
    `{ kind: escalation-policy, name: default, spec: { repeat: 1, ackTimeoutMinutes: 30, steps: [
      { to: [{ person: ana }, { person: bo }, { channel: ops }], roundRobin: true, delayMinutes: 15 },
      { to: [{ person: bo }, { person: chen }], everyone: true, delayMinutes: 10 }] } }`,
    `{ kind: route, name: default, spec: { policy: default, channel: ops, declare: SEV3 } }`,
    twilio.carrier,
  );

/** An escalation through all of its states: whose turn it is, a call that nobody takes, everybody of a step, an ack, a snooze and its end,
 *  escalated by hand, acknowledged, given back, a call that is answered with a key, resolved. */
async function story(w: World, twilio: TwilioEmulator): Promise<void> {
  const begin = w.now;
  const asks = (person: string, skill: string, input: object) => async (): Promise<void> => {
    const answer = await w.asks(person, skill, { incident: number, ...input });
    expect(answer, `${skill}: ${JSON.stringify(answer)}`).toMatchObject({ incident: number });
  };
  const acks = (place: string) => async (): Promise<void> =>
    expect(await w.asks(place.split('.')[2] ?? '', 'page/ack', { page: `${number}.${place}` })).toMatchObject({ incident: number });
  const at = (min: number): Promise<void> => until(w, begin + minutes(min));
  await insists(w, () => w.signal({ alertname: 'Down' }));
  await at(2);
  await insists(w, () => isHeard(w, twilio, () => twilio.progresses(twilio.lastCall, 'no-answer', {}, 9)));
  await at(4);
  await insists(w, acks('0.1.bo'));
  await at(6);
  await insists(w, acks('0.1.chen'));
  await at(8);
  // Somebody who sees that it is snoozed does not snooze it again.
  const isSnoozed = async (): Promise<boolean> => (await w.timeline(number)).some((line) => line.includes('snoozed'));
  await insists(w, async () => {
    if (!(await isSnoozed())) await asks('chen', 'incident/snooze', { minutes: 10 })();
  });
  await at(21);
  await insists(w, async () => {
    if ((await calledBy(w)).length < 4) await asks('ana', 'incident/escalate', { asOf: new Date(w.now).toISOString() })();
  });
  await at(23);
  await insists(w, acks('2.1.bo'));
  await insists(w, acks('2.1.chen'));
  await at(25);
  await insists(w, async () => {
    if ((await w.incident(number)).progress === 'acknowledged' && (await calledBy(w)).length < 5)
      await asks('chen', 'incident/unack', {})();
  });
  await at(27);
  await insists(w, () => isHeard(w, twilio, () => twilio.plays(twilio.lastCall, { by: 'human', keys: ['4'] })));
  await at(29);
  await insists(w, asks('ana', 'incident/resolve', {}));
  await at(31);
}

/** A carrier that is not answered asks once more. */
async function isHeard(w: World, twilio: TwilioEmulator, play: () => Promise<void>): Promise<void> {
  const before = twilio.answers.length;
  await play();
  await w.settles();
  const failed = twilio.answers.slice(before).filter(({ status }) => status === 0 || status >= 500);
  if (failed.length > 0) throw new Error(`${failed.length} callbacks were not answered`);
}

const calledBy = async (w: World): Promise<{ type: string; data: string }[]> =>
  w.db.selectFrom('fact').select(['type', 'data']).where('type', '=', 'escalation.stepped').orderBy('seq').execute();

interface Outcome {
  readonly steps: readonly string[];
  readonly drawn: readonly string[];
  readonly pages: readonly string[];
  readonly timeline: readonly string[];
}

/** What was decided, and what people see of it. */
async function outcome(w: World): Promise<Outcome> {
  const steps = (await calledBy(w)).map(({ data }) => {
    const {
      cycle,
      step,
      people: called,
      channels = [],
    } = JSON.parse(data) as { cycle: number; step: number; people: string[]; channels?: string[] };
    return `${cycle}.${step} ${[...called, ...channels].join(' ')}`;
  });
  const draws = await w.db.selectFrom('fact').select('data').where('type', '=', 'draw.made').orderBy('seq').execute();
  const { timeline } = await w.incident(number);
  return {
    steps,
    drawn: draws.map(({ data }) => (JSON.parse(data) as { person: string }).person),
    pages: (await w.pages()).map((p) => `${p.id} ${p.state} ${p.acknowledgedVia ?? ''}`).toSorted(),
    timeline: timeline.map((line) => line.text.replace(' (perhaps a repeat)', '')).toSorted(),
  };
}

/** Every call was ordered once: what may have been ordered before a death is looked for at the carrier, by our own id. */
function ordersOnce(twilio: TwilioEmulator): void {
  const urls = twilio.calls.map((call) => call.asked.get('Url'));
  expect(new Set(urls).size, 'each attempt is one call').toBe(2);
  expect(urls.length, 'no call is ordered twice').toBe(2);
}

async function lives(
  fates: readonly Fate[],
  options: WorldOptions,
): Promise<{ w: World; twilio: TwilioEmulator; end: () => Promise<void> }> {
  const twilio = await startTwilio();
  const w = await world(firmOf(twilio), { ...options, fates, mayFail: true });
  twilio.now = () => w.now;
  twilio.deliver = (url, request) => w.hears(url, request);
  twilio.onOrder = () => void w.life.does('a call is ordered', async () => {});
  const end = async (): Promise<void> => {
    await w.close().finally(() => void twilio.stop());
  };
  return { w, twilio, end };
}

/** How it goes undisturbed, and how many lasting effects it has. */
export async function undisturbedCalling(options: WorldOptions): Promise<{ expected: Outcome; count: number }> {
  const { w, twilio, end } = await lives([], options);
  await story(w, twilio);
  const expected = await outcome(w);
  expect(expected.steps).toEqual(['0.0 ana ops', '0.1 bo chen', '2.0 bo ops', '2.1 bo chen', '4.0 ana ops']);
  expect(expected.drawn).toEqual(['ana', 'bo', 'ana']);
  ordersOnce(twilio);
  await nothingIsLeft(w);
  await end();
  return { expected, count: w.life.effects.length };
}

/** `- line` was there undisturbed and is missing, `+ line` is too much. */
function difference(expected: Outcome, actual: Outcome): string[] {
  return (['steps', 'drawn', 'pages', 'timeline'] as const).flatMap((what) => {
    const left = [...actual[what]];
    const missing = expected[what].filter((each) => {
      const at = left.indexOf(each);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    return [...missing.map((each) => `- ${each}`), ...left.map((each) => `+ ${each}`)];
  });
}

/** The story under the given fates, held against how it goes undisturbed. Says in its error what was done to it. */
export async function callsOn(fates: readonly Fate[], expected: Outcome, options: WorldOptions): Promise<void> {
  const { w, twilio, end } = await lives(fates, options);
  try {
    await story(w, twilio);
    await w.passes(seconds(70), seconds(35));
    expect(difference(expected, await outcome(w))).toEqual([]);
    ordersOnce(twilio);
    await nothingIsLeft(w);
  } catch (error) {
    const { message, actual = '' } = error as Error & { actual?: string };
    throw new Error(`${JSON.stringify(fates)} (${w.lived.join(', ')}): ${message}${actual}`, { cause: error });
  } finally {
    await end();
  }
}
