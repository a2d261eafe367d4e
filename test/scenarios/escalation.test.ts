import { expect, test } from 'vitest';
import { hours, minutes, world } from '../harness/world.ts';
import { declaring, docs, pagingOnly, people } from './firm.ts';

const down = { alertname: 'Down' };
const policy = (spec: string): string => `{ kind: escalation-policy, name: default, spec: ${spec} }`;
const firm = (...documents: readonly string[]): string => docs(people, declaring, ...documents);
const nobodyOn = `{ kind: schedule, name: nobody, spec: { zone: Asia/Shanghai, layers: [] } }`;

test('nobody staffs any step and no last resort is named: whoever runs Tocsin is called, and the story says why', async () => {
  const w = await world(firm(nobodyOn, policy('{ steps: [{ to: [{ schedule: nobody }] }] }')));
  await w.signal(down);
  await w.paged('max');
  expect(await w.timeline()).toContain('Nobody else is there: calling Max (step 1 had nobody)');
});

test('the last resort of the firm goes before those who run Tocsin', async () => {
  const w = await world(
    docs(
      people.replace('zone: Asia/Shanghai, locale: en }', 'zone: Asia/Shanghai, locale: en, lastResort: { person: chen } }'),
      declaring,
      nobodyOn,
      policy('{ steps: [{ to: [{ schedule: nobody }] }] }'),
    ),
  );
  await w.signal(down);
  await w.paged('chen');
});

test('a rotation is called by itself, whatever lies above it in the schedule', async () => {
  const w = await world(
    firm(
      `{ kind: schedule, name: desk, spec: { zone: Asia/Shanghai, layers: [{ name: first line, people: [ana] }, { name: boss, priority: 5, people: [chen] }] } }`,
      policy('{ steps: [{ to: [{ rotation: desk/first line }], delayMinutes: 5 }, { to: [{ schedule: desk }] }] }'),
    ),
  );
  await w.signal(down);
  await w.paged('ana');
  await w.passes(minutes(5));
  await w.paged('ana', 'chen');
});

test('round robin: each incident goes to the next by name, over a restart too', async () => {
  const w = await world(
    firm(policy('{ steps: [{ to: [{ person: chen }, { person: ana }, { person: bo }], roundRobin: true, delayMinutes: 15 }] }')),
  );
  await w.signal({ alertname: 'A' });
  await w.paged('ana');
  expect((await w.room('1')).members, 'nobody else is bothered').toEqual(['ana']);
  await w.restart();
  await w.signal({ alertname: 'B' });
  await w.paged('ana', 'bo');
  await w.signals([{ alertname: 'C' }, { alertname: 'D' }]);
  expect((await w.pages()).map((p) => p.person).toSorted()).toEqual(['ana', 'ana', 'bo', 'chen']);
});

test('everyone must acknowledge: one who has is left in peace, the others are called on, and the next step too', async () => {
  const w = await world(
    firm(policy('{ steps: [{ to: [{ person: ana }, { person: bo }], everyone: true, delayMinutes: 5 }, { to: [{ person: chen }] }] }')),
  );
  await w.signal(down);
  await w.acks('ana');
  expect(await w.rings('ana')).toEqual([]);
  expect(await w.rings('bo')).toHaveLength(1);
  await w.passes(minutes(5));
  await w.paged('ana', 'bo', 'chen');
  await w.acks('chen');
  await w.passes(hours(1));
  expect(await w.rings('bo')).toEqual([]);
});

test('everyone must acknowledge: that nobody answered names those who have not', async () => {
  const w = await world(firm(policy('{ steps: [{ to: [{ person: ana }, { person: bo }], everyone: true, delayMinutes: 5 }] }')));
  await w.signal(down);
  await w.acks('ana');
  await w.passes(minutes(5));
  expect((await w.room('1')).lines).toContain('Nobody answered: Bo');
});

test('whoever is called may answer, whatever else they may do', async () => {
  const w = await world(firm(policy('{ steps: [{ to: [{ person: vic }], delayMinutes: 5 }] }')));
  await w.signal(down);
  await w.acks('vic');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'vic' });
});

test('everyone must acknowledge: with the last of them the calling ends', async () => {
  const w = await world(
    firm(policy('{ steps: [{ to: [{ person: ana }, { person: bo }], everyone: true, delayMinutes: 5 }, { to: [{ person: chen }] }] }')),
  );
  await w.signal(down);
  await w.acks('ana');
  await w.acks('bo');
  await w.passes(hours(1));
  await w.paged('ana', 'bo');
  expect(await w.timeline()).toContain('Calling Ana, Bo (all must acknowledge)');
});

test('when an ack runs out it is nobody’s any more, and whoever gave it is called with the first step', async () => {
  const w = await world(
    firm(policy('{ ackTimeoutMinutes: 30, steps: [{ to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }] }] }')),
  );
  await w.signal(down);
  await w.passes(minutes(5));
  await w.acks('bo');
  await w.passes(minutes(30));
  expect(await w.incident('1')).toMatchObject({ progress: 'open', acknowledgedBy: null });
  expect((await w.pages()).filter((p) => p.state !== 'acked' && p.state !== 'stopped').map((p) => p.person)).toEqual(['ana', 'bo']);
  expect(await w.timeline()).toContain('The acknowledgement by Bo has run out; calling again');
});

test('an ack does not run out under the hands of somebody who is at work', async () => {
  const w = await world(firm(policy('{ ackTimeoutMinutes: 30, steps: [{ to: [{ person: ana }] }] }')));
  await w.signal(down);
  await w.acks('ana');
  await w.passes(minutes(20));
  await w.asks('ana', 'incident/note', { incident: '1', text: 'failing over' });
  await w.passes(minutes(29));
  expect(await w.incident('1')).toMatchObject({ progress: 'acknowledged' });
  await w.passes(minutes(1));
  expect(await w.incident('1')).toMatchObject({ progress: 'open' });
});

test('a snooze calls again when it is over, from the first step; mitigated before, it does not', async () => {
  const w = await world(firm(policy('{ steps: [{ to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }] }] }')));
  await w.signal({ alertname: 'A' });
  expect(await w.asks('ana', 'incident/snooze', { incident: '1', minutes: 45 })).toMatchObject({ minutes: 45 });
  expect(await w.rings('ana')).toEqual([]);
  await w.signal({ alertname: 'B' });
  await w.asks('ana', 'incident/snooze', { incident: '2', minutes: 45 });
  await w.asks('ana', 'incident/mitigate', { incident: '2' });
  await w.passes(minutes(45) - 1);
  expect(await w.rings('ana')).toEqual([]);
  await w.passes(1);
  expect(await w.rings('ana')).toHaveLength(1);
  expect(await w.timeline()).toContain('The snooze is over; calling again');
});

test('an incident given back is called for again at once, and whoever gave it back is spared', async () => {
  const w = await world(firm(policy('{ steps: [{ to: [{ person: bo }], delayMinutes: 5 }] }')));
  await w.signal(down);
  await w.asks('ana', 'incident/ack', { incident: '1' });
  expect(await w.asks('ana', 'incident/unack', { incident: '1' })).toMatchObject({ incident: 'INC-20261123-001' });
  expect(await w.rings('bo')).toHaveLength(1);
  expect(await w.rings('ana')).toEqual([]);
  expect(await w.timeline()).toContain('Ana gave it back; calling again');
  await w.acks('bo');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo' });
  await w.asks('bo', 'incident/resolve', { incident: '1' });
  expect(await w.asks('bo', 'incident/unack', { incident: '1' })).toMatchObject({ ok: false });
});

test('escalating on what one saw is refused when a step has fired since', async () => {
  const w = await world(
    firm(
      policy(
        '{ steps: [{ to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }], delayMinutes: 5 }, { to: [{ person: chen }] }] }',
      ),
    ),
  );
  await w.signal(down);
  const seen = new Date(w.now).toISOString();
  await w.passes(minutes(5));
  expect(await w.asks('ana', 'incident/escalate', { incident: '1', asOf: seen })).toMatchObject({
    ok: false,
    because: expect.stringContaining('Bo are being called'),
  });
  await w.paged('ana', 'bo');
  expect(await w.asks('ana', 'incident/escalate', { incident: '1', asOf: new Date(w.now).toISOString() })).toMatchObject({
    people: ['chen'],
  });
  await w.paged('ana', 'bo', 'chen');
});

test('a step may tell a channel, with nobody in it, and goes on after its delay', async () => {
  const w = await world(
    docs(people, pagingOnly, policy('{ steps: [{ to: [{ channel: ops }], delayMinutes: 5 }, { to: [{ person: bo }] }] }')),
  );
  await w.signal(down);
  await w.paged();
  await w.passes(minutes(5));
  await w.paged('bo');
});

test('two who acknowledge at once: the first has it, both are in the story, nobody is called on', async () => {
  const w = await world(
    firm(policy('{ steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 5 }, { to: [{ person: chen }] }] }')),
  );
  await w.signal(down);
  await Promise.all([w.asks('ana', 'incident/ack', { incident: '1' }), w.asks('bo', 'incident/ack', { incident: '1' })]);
  await w.settles();
  expect(['ana', 'bo']).toContain((await w.incident('1')).acknowledgedBy);
  await w.passes(hours(1));
  await w.paged('ana', 'bo');
});

test('a policy that would call round and round at once is refused with what to do', async () => {
  const w = await world(firm(policy('{ steps: [{ to: [{ person: ana }] }] }')));
  w.configure(firm(policy('{ repeat: 3, steps: [{ to: [{ person: bo }], delayMinutes: 0 }] }')));
  await w.passes(minutes(1));
  await w.signal(down);
  await w.paged('ana');
});
