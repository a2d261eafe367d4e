import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTwilio } from '../emulators/twilio.ts';
import { minutes, world } from '../harness/world.ts';
import { declaring, docs } from './firm.ts';

/** Of the vectors those about steps and personal rules: the whole of Tocsin must do at their minutes what they say. */
interface StepVector {
  id: string;
  title: string;
  input: {
    policy: { steps: { delayMin: number; targets: string[] }[]; repeat: number };
    ackTimeoutMin?: number;
    events: { atMin: number; type: 'trigger' | 'ack'; by?: string }[];
  };
  timeline: { atMin: number; step?: number; notify?: string[]; stop?: true; unack?: true; empty?: true; fallback?: true }[];
}
interface RuleVector {
  id: string;
  title: string;
  input: { rules: { delayMin: number; via: string }[]; ackAtMin?: number; downMin?: [number, number] };
  sends: { atMin: number; via: string }[];
}
const file = join(import.meta.dirname, '../fixtures/oncall-vectors.json');
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: ({ model: string } & Record<string, unknown>)[] };
const only = <V>(model: string): V[] => vectors.filter((v) => v.model === model) as unknown as V[];

const firm = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
  `{ kind: channel, name: ops, spec: { platform: web } }`,
);
const person = (name: string, more = ''): string => `{ kind: person, name: ${name}, spec: { locale: en${more} } }`;
const nobody = `{ kind: schedule, name: nobody, spec: { zone: Asia/Shanghai, layers: [] } }`;

describe.each(only<StepVector>('escalation'))('$id $title', ({ input, timeline }) => {
  const isHopeless = timeline.some((t) => t.fallback);
  const to = (targets: string[]): string =>
    targets.length > 0 ? targets.map((t) => `{ person: ${t.toLowerCase()} }`).join(', ') : '{ schedule: nobody }';
  const steps = input.policy.steps.map(({ delayMin, targets }) => `{ to: [${to(targets)}], delayMinutes: ${delayMin} }`).join(', ');
  const timeout = input.ackTimeoutMin === undefined ? '' : `ackTimeoutMinutes: ${input.ackTimeoutMin}, `;
  const repeat = Math.max(0, input.policy.repeat);
  const policy = `{ kind: escalation-policy, name: default, spec: { ${timeout}repeat: ${repeat}, lastResort: { person: z }, steps: [${steps}] } }`;
  const called = timeline.filter((t) => (t.notify?.length ?? 0) > 0).map((t) => ({ at: t.atMin, person: t.notify?.[0]?.toLowerCase() }));

  test('calls those, at those minutes, and nobody else', async () => {
    const w = await world(docs(firm, person('a'), person('b'), person('z'), nobody, policy, declaring));
    const began = w.now;
    await w.signal({ alertname: 'Down' });
    for (const event of input.events.filter((e) => e.type === 'ack')) {
      await w.passes(minutes(event.atMin) - (w.now - began));
      await w.asks(event.by?.toLowerCase() ?? null, 'incident/ack', { incident: '1' });
    }
    await w.passes(minutes(90) - (w.now - began));
    const pages = (await w.pages()).map((p) => ({ at: (p.startedAt - began) / minutes(1), person: p.person }));
    // After an ack that came to nothing whoever gave it is called too; here they are on call anyway.
    expect(pages).toEqual(isHopeless ? [{ at: 0, person: 'z' }] : called);
    if (timeline.some((t) => t.unack)) expect(await w.timeline()).toContainEqual(expect.stringContaining('has run out'));
    if (timeline.some((t) => t.empty)) expect(await w.timeline()).toContainEqual(expect.stringContaining('had nobody'));
  });
});

const means: Readonly<Record<string, string>> = { im: 'chat', sms: 'sms', voice: 'phone' };

describe.each(only<RuleVector>('notification-rules'))('$id $title', ({ input, sends }) => {
  const rules = input.rules.map(({ delayMin, via }) => `{ afterMinutes: ${delayMin}, by: ${means[via]} }`).join(', ');

  test('tries that, at those minutes', async () => {
    const twilio = await startTwilio();
    try {
      const ana = person('ana', `, phone: '+8613800000001', rules: { default: [${rules}] }`);
      const policy = `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 60 }] } }`;
      const w = await world(docs(firm, ana, policy, declaring, twilio.carrier));
      twilio.now = () => w.now;
      const began = w.now;
      const until = (min: number): Promise<void> => w.passes(minutes(min) - (w.now - began));
      await w.signal({ alertname: 'Down' });
      if (input.downMin) {
        await until(input.downMin[0]);
        await w.crash();
        await w.jumps(minutes(input.downMin[1] - input.downMin[0]));
        await w.start();
      }
      if (input.ackAtMin !== undefined) {
        await until(input.ackAtMin);
        await w.acks('ana');
      }
      await until(15);
      const facts = await w.db.selectFrom('fact').select(['at', 'data']).where('type', '=', 'page.tried').orderBy('seq').execute();
      const tried = facts.map((f) => ({ atMin: (f.at - began) / minutes(1), via: (JSON.parse(f.data) as { by: string }).by }));
      expect(tried).toEqual(sends.map(({ atMin, via }) => ({ atMin, via: means[via] })));
    } finally {
      await twilio.stop();
    }
  });
});
