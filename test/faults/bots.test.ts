import { expect, test } from 'vitest';
import type { Decision } from '../../domain/event/decision.ts';
import type { EventType } from '../../domain/states.ts';
import type { Bot } from '../../ports/bot.ts';
import { hours, minutes, seconds, world, type World } from '../harness/world.ts';
import { anaThenBo, docs, people } from '../scenarios/firm.ts';

const firm = docs(people, anaThenBo);
const declare = (w: World) => w.asks('ana', 'incident/declare', { title: 'a' });
const note = (text: string): Decision => ({ because: { code: 'test' }, facts: [{ type: 'incident.noted', data: { text } }] });

/** Throws the first `times` times that it hears this, and then notes that it came through. */
function flaky(hears: EventType, times: number): { bot: Bot; heard: () => number } {
  let heard = 0;
  const decide = async (): Promise<Decision> => {
    heard += 1;
    if (heard <= times) throw new Error('flaky: not yet');
    return note('through at last');
  };
  return { bot: { name: 'flaky', hears: [hears], decide }, heard: () => heard };
}

const parked = (w: World) => w.db.selectFrom('parked').select(['listener', 'attempts', 'retry_at']).execute();
const failures = async (w: World, what: string): Promise<number> => {
  const { body } = await w.request<string>('GET', '/metrics');
  return Number(new RegExp(`tocsin_failures_total\\{what="${what}"\\} (\\d+)`, 'u').exec(body)?.[1] ?? 0);
};

/** All that an incident needs of the others, whatever one of the bots does. */
async function othersWentOn(w: World): Promise<void> {
  await w.paged('ana');
  expect((await w.room('1')).members).toEqual(['ana']);
  expect((await w.room('1')).cards).toHaveLength(1);
}

test.each(['skill.called', 'incident.declared', 'room.opened', 'room.answered'] as const)(
  'a bot that throws on %s is parked alone and tried again; all others go on at once',
  async (hears) => {
    const { bot, heard } = flaky(hears, 2);
    const w = await world(firm, { bots: [bot], mayFail: true });
    await declare(w);
    await othersWentOn(w);
    expect(await parked(w)).toMatchObject([{ listener: 'flaky', attempts: 1 }]);
    await w.passes(seconds(10));
    expect(heard()).toBe(3);
    expect(await parked(w)).toEqual([]);
    expect((await w.timeline()).join()).toContain(': through at last');
  },
);

test('a bot that always throws is given up after five tries, counted, and still on record', async () => {
  const { bot, heard } = flaky('incident.declared', Infinity);
  const w = await world(firm, { bots: [bot], mayFail: true });
  await declare(w);
  await w.passes(hours(1));
  expect(heard()).toBe(5);
  expect(await parked(w)).toEqual([{ listener: 'flaky', attempts: 5, retry_at: null }]);
  expect(await failures(w, 'listener gave up')).toBe(1);
  await othersWentOn(w).catch(() => w.paged('ana', 'bo'));
});

test('what was parked is tried again by the next life', async () => {
  const { bot } = flaky('incident.declared', 1);
  const w = await world(firm, { bots: [bot], mayFail: true });
  await declare(w);
  await w.restart();
  await w.passes(seconds(1));
  expect(await parked(w)).toEqual([]);
  expect((await w.timeline()).join()).toContain(': through at last');
});

test('a bot that decides what cannot be is parked with that decision, and takes nothing of it along', async () => {
  const impossible: Bot = {
    name: 'impossible',
    hears: ['escalation.start'],
    decide: async () => ({
      because: { code: 'test' },
      facts: [
        { type: 'escalation.exhausted', data: {} },
        { type: 'page.acked', data: { via: 'nowhere' } },
      ],
      tell: [{ key: 'incident:INC-20261123-001', type: 'call.over', data: { people: [] } }],
    }),
  };
  const first: Bot = {
    ...impossible,
    name: 'first',
    hears: ['group.opened'],
    decide: async () => ({ because: { code: 'test' }, facts: [{ type: 'incident.noted', data: { text: 'in the wrong lane' } }] }),
  };
  const w = await world(firm, { bots: [impossible, first], mayFail: true });
  await declare(w);
  await w.passes(minutes(5));
  await w.paged('ana', 'bo');
  expect((await w.room('1')).lines).toEqual(['Calling Bo']);
});

test('two bots that answer each other for ever are stopped, and the incident goes on without them', async () => {
  const echo = (name: string): Bot => ({
    name,
    hears: ['incident.noted'],
    decide: async (event) => (event.by === `bot:${name}` ? null : note(`${name} says`)),
  });
  const w = await world(firm, { bots: [echo('tick'), echo('tock')], mayFail: true });
  await declare(w);
  await w.asks('ana', 'incident/note', { incident: '1', text: 'hello' });
  const notes = (await w.timeline()).filter((line) => /^(tick|tock):/u.test(line));
  expect(notes.length).toBeGreaterThan(2);
  expect(notes.length).toBeLessThan(30);
  await w.asks('ana', 'incident/ack', { incident: '1' });
  expect(await w.incident('1')).toMatchObject({ progress: 'acknowledged' });
  expect(await failures(w, 'listener gave up')).toBeGreaterThan(0);
  const before = (await w.timeline()).length;
  await w.passes(minutes(1));
  expect(await w.timeline(), 'and they do not begin again').toHaveLength(before);
});
