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
  const { text, card } = await w.types('vic', '1', 'what is going on?');
  expect(text, 'the card says it all').toBe('');
  expect(card).toMatchObject({
    title: `${number} Orders are rejected`,
    body: '10:03 Ana: failing over\n10:03 Ana acknowledged\n10:00 Calling Ana, Bo',
  });
  expect(card?.fields).toEqual(
    expect.arrayContaining([
      { label: 'Asked of you', value: 'Nobody leads yet: take command if you can.' },
      { label: 'Since', value: '10:00 · 3 min' },
      { label: 'Has it', value: 'Ana' },
    ]),
  );
  const chinese = await w.types('chen', '1', '怎么回事？');
  expect(chinese.card?.fields).toContainEqual({ label: '需要你', value: '尚无故障指挥官：如可以，请担任指挥。' });
  expect((await w.types('vic', '1', '/incident catch-up')).card?.title).toBe(`${number} Orders are rejected`);
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
