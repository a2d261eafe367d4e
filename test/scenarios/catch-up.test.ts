import { expect, test } from 'vitest';
import { minutes, world, type World } from '../harness/world.ts';
import { anaThenBo, docs, people } from './firm.ts';

const firm = docs(people, anaThenBo);
const number = 'INC-20261123-001';
interface CaughtUp {
  readonly asked: string;
  readonly lately: readonly { readonly text: string }[];
  readonly because?: string;
}
const catchUp = (w: World, person: string) => w.asks<CaughtUp>(person, 'incident/catch-up', { incident: number });

test('whoever comes late asks and reads how it is, what was done last, and what is asked of them', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'] });
  await w.passes(minutes(3));
  await w.acks('ana');
  await w.asks('ana', 'incident/note', { incident: number, text: 'failing over' });
  const { text } = await w.types('vic', '1', 'what is going on?');
  expect(text.split('\n').slice(0, 3)).toEqual([
    `SEV3 · acknowledged · ${number} Orders are rejected`,
    '10:03 Ana: failing over',
    '10:03 Ana acknowledged',
  ]);
  expect(text).toContain('Asked of you: Nobody leads yet');
  expect(text).toContain('Since: 10:00 · 3 min');
  expect((await w.types('chen', '1', '怎么回事？')).text).toContain('需要你: 尚无故障指挥官');
  expect((await w.types('vic', '1', '/incident catch-up')).text).toContain('Has it: Ana');
});

test('who is being called is asked to answer, and not any more once they have', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'a', people: ['bo'] });
  expect((await catchUp(w, 'bo')).asked).toBe('answer');
  await w.acks('bo');
  expect((await catchUp(w, 'bo')).asked).toBe('free');
});

test('a private incident is not there for those who are none of its people', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'a secret', people: ['bo'], private: true });
  expect(JSON.stringify(await catchUp(w, 'vic'))).not.toContain('secret');
  expect((await catchUp(w, 'vic')).because).toContain('There is no incident');
  expect((await catchUp(w, 'bo')).asked).toBe('answer');
});
