import { expect, test } from 'vitest';
import { OtherChat } from '../harness/other-chat.ts';
import { hours, minutes, world, type World } from '../harness/world.ts';
import { docs, people, showing } from './firm.ts';

const channel = (platform: string) => `{ kind: channel, name: ops, spec: { platform: ${platform}, to: C0OPS } }`;
const firm = (platform: string) => docs(people.replace(/\{ kind: channel, name: ops.*/u, channel(platform)), showing);
const grows = async (w: World): Promise<void> => {
  await w.signal({ alertname: 'Down', host: 'a' });
  await w.passes(minutes(1));
  await w.signal({ alertname: 'Down', host: 'b' });
  await w.passes(minutes(6));
};
const inOps = (other: OtherChat) => other.in('C0OPS').map((m) => ({ text: m.card ? 'card' : m.text, thread: m.thread }));

test('what is said of an alert group stands in the thread of its card: that it grew, that it still fires', async () => {
  const other = new OtherChat('slack');
  const w = await world(firm('slack'), { chats: [other] });
  await grows(w);
  await w.jumps(hours(4));
  await w.passes(minutes(1));
  const [card] = other.in('C0OPS');
  expect(inOps(other)).toEqual([
    { text: 'card', thread: null },
    { text: 'Down: 1 more, 2 firing in all', thread: card?.id },
    { text: 'Down: still 2 firing', thread: card?.id },
  ]);
});

test('two groups have two threads', async () => {
  const other = new OtherChat('slack');
  const w = await world(firm('slack'), { chats: [other] });
  await grows(w);
  await w.signal({ alertname: 'Slow', host: 'a' });
  await w.passes(minutes(1));
  await w.signal({ alertname: 'Slow', host: 'b' });
  await w.passes(minutes(6));
  const threads = other.in('C0OPS').flatMap((m) => (m.thread === null ? [] : [m.thread]));
  expect(new Set(threads).size).toBe(2);
});

test('where somebody deleted the card, what is said stands in the channel', async () => {
  const other = new OtherChat('slack');
  const w = await world(firm('slack'), { chats: [other] });
  await w.signal({ alertname: 'Down', host: 'a' });
  await w.passes(minutes(5) - 1);
  await w.signal({ alertname: 'Down', host: 'b' });
  // Its card is edited at once, and would be posted anew.
  other.messages.splice(0);
  await w.passes(minutes(2));
  expect(inOps(other).filter((m) => m.text !== 'card')).toEqual([{ text: 'Down: 1 more, 2 firing in all', thread: null }]);
});

test('in the built-in chat it is in the thread and in the room', async () => {
  const w = await world(firm('web'));
  await grows(w);
  const room = await w.room('c0ops');
  expect(room.lines).toEqual(['Down: 1 more, 2 firing in all']);
  const [card, line] = room.messages;
  expect(line).toMatchObject({ thread: card?.id, isInRoom: true });
});
