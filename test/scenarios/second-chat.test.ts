import { expect, test } from 'vitest';
import { field } from '../harness/desk.ts';
import { until } from '../harness/until.ts';
import { OtherChat } from '../harness/other-chat.ts';
import { minutes, seconds, world, type World } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, docs, people } from './firm.ts';

const down = { alertname: 'Down' };
const number = 'INC-20261123-001';
const missing = async (w: World): Promise<string | undefined> => field((await w.room('1')).cards[0], 'Missing');

test('an incident has a room in each chat in which its people have an id: with them, the card, a pin and a topic', async () => {
  const other = new OtherChat('other');
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  const room = other.room(number);
  expect([...(room?.members ?? [])]).toEqual(['UANA']);
  expect(other.in(room?.id ?? '')).toMatchObject([{ as: 'emergency-assistant', isPinned: true, card: { title: `${number} Down` } }]);
  expect(room?.topic).toBe(`SEV3 · open · http://tocsin.test/i/${number}`);
  expect(other.in('dm-UANA')).toMatchObject([{ as: 'on-call', card: { title: `You are paged: ${number} Down` } }]);
  expect(await w.incident('1')).toMatchObject({
    rooms: [
      { platform: 'web', state: 'open' },
      { platform: 'other', state: 'open', id: room?.id },
    ],
  });
});

test('where nobody of an incident has an id there is no room, until somebody is called who has one', async () => {
  const other = new OtherChat('other');
  const w = await world(docs(people, anaThenBo), { chats: [other] });
  await w.asks('chen', 'incident/declare', { title: 'a', people: ['chen'] });
  expect(other.rooms).toEqual([]);
  await w.asks('chen', 'incident/assign', { incident: '1', role: 'operations', person: 'bo' });
  expect([...(other.room(number)?.members ?? [])]).toEqual(['UBO']);
  expect((await w.incident('1')).rooms.map((r) => r.state)).toEqual(['open', 'open']);
  expect(await missing(w), 'chen is not on that platform; that is nothing to mend').toBeUndefined();
});

test('while a chat is down for a moment the web room goes on, and the other opens by itself', async () => {
  const other = new OtherChat('other');
  other.fails('ensure', 'transient', { times: 2 });
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  expect((await w.room('1')).cards).toHaveLength(1);
  await w.paged('ana');
  expect(other.rooms).toEqual([]);
  await w.passes(seconds(3));
  expect(other.in(other.room(number)?.id ?? '')).toHaveLength(1);
  expect((await w.timeline()).filter((line) => line.includes('(other)'))).toContain('War room open (other)');
});

test('a room that is refused is said on the card, tried again, and mended by itself once it is allowed', async () => {
  const other = new OtherChat('other');
  other.fails('ensure', 'forbidden', { times: 100 });
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  expect(await missing(w)).toBe('other: ensure was refused (forbidden)');
  await w.passes(minutes(10));
  expect(
    (await w.timeline()).filter((line) => line.includes('could not be opened')),
    'said once',
  ).toHaveLength(1);
  other.heals();
  await w.passes(minutes(10));
  expect(await missing(w)).toBeUndefined();
  expect(other.in(other.room(number)?.id ?? '')).toMatchObject([{ isPinned: true }]);
});

test('whom a room does not let in is said on the card with the reason, and brought in as soon as it works', async () => {
  const other = new OtherChat('other');
  other.refused.set('UBO', 'user_is_restricted');
  const w = await world(docs(people, anaThenBo), { chats: [other] });
  await w.asks('chen', 'incident/declare', { title: 'a', people: ['ana', 'bo'] });
  expect([...(other.room(number)?.members ?? [])]).toEqual(['UANA']);
  expect(await missing(w)).toBe('other: Bo (user_is_restricted)');
  await w.passes(minutes(10));
  expect(
    (await w.timeline()).filter((line) => line.includes('could not be added')),
    'said once',
  ).toHaveLength(1);
  other.refused.clear();
  await w.passes(minutes(10));
  expect([...(other.room(number)?.members ?? [])]).toEqual(['UANA', 'UBO']);
  expect(await missing(w)).toBeUndefined();
});

test('a page in one chat is not lost because another chat answers', async () => {
  const other = new OtherChat('other');
  other.fails('dm', 'transient', { times: 3 });
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  expect(other.in('dm-UANA')).toEqual([]);
  await w.passes(seconds(5));
  expect(other.in('dm-UANA')).toHaveLength(1);
  expect((await w.incident('1')).pages[0]?.attempts).toMatchObject([
    { by: 'chat', chat: 'web', state: 'sent' },
    { by: 'chat', chat: 'other', state: 'sent' },
    { by: 'ring' },
  ]);
});

test('when a chat asks to wait, it is left alone for as long as it asked, and the pages do not wait with it', async () => {
  const other = new OtherChat('other');
  other.fails('ensure', 'rate-limited', { retryAfterMs: seconds(30) });
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  expect(other.in('dm-UANA')).toHaveLength(1);
  await w.passes(seconds(29));
  expect(other.calls.filter((c) => c.call === 'ensure')).toHaveLength(1);
  await w.passes(seconds(1));
  expect(other.rooms).toHaveLength(1);
});

test.each(['ensure', 'post', 'dm', 'pin', 'invite', 'topic'] as const)(
  'however often a chat asks to wait with %s, nothing is given up',
  async (call) => {
    const other = new OtherChat('other');
    other.fails(call, 'rate-limited', { times: 20, retryAfterMs: seconds(10) });
    const w = await world(anaThenBoDeclaring, { chats: [other] });
    await w.signal(down);
    await w.passes(minutes(8));
    const room = other.room(number);
    expect(other.in(room?.id ?? '').filter((message) => message.isPinned)).toHaveLength(1);
    expect([room?.members.has('UANA'), room?.topic]).toEqual([true, expect.stringContaining('SEV3')]);
    expect(other.in('dm-UANA').length).toBeGreaterThan(0);
    expect((await w.timeline()).filter((line) => line.includes('could not'))).toEqual([]);
  },
);

test.each(['ensure', 'post', 'dm', 'pin', 'update', 'invite', 'topic'] as const)(
  'an answer of %s that is lost makes nothing twice',
  async (call) => {
    const other = new OtherChat('other');
    other.loses(call);
    const w = await world(anaThenBoDeclaring, { chats: [other] });
    await w.signal(down);
    await w.passes(minutes(6));
    await w.acks('bo');
    await w.passes(minutes(1));
    expect(other.rooms).toHaveLength(1);
    expect(other.messages.filter((m) => m.card).map((m) => m.card?.title.replace(/：.*|: .*/u, ''))).toEqual(
      expect.arrayContaining(['You are paged']),
    );
    expect(new Set(other.messages.map((m) => m.key)).size).toBe(other.messages.length);
    expect(other.in('r1').filter((m) => m.card)).toMatchObject([{ isPinned: true, card: { state: { word: 'acknowledged' } } }]);
    expect(other.in('dm-UANA')).toHaveLength(1);
  },
);

test('after three failures in a row a card is right again, not a copy of an old one', async () => {
  const other = new OtherChat('other');
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  other.fails('update', 'transient', { times: 3 });
  await w.acks('ana');
  await w.passes(seconds(20));
  expect(other.in('r1').filter((m) => m.card)).toMatchObject([{ card: { state: { word: 'acknowledged' } } }]);
});

test('a card that somebody deleted is posted anew', async () => {
  const other = new OtherChat('other');
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  other.messages.splice(0);
  await w.acks('ana');
  expect(other.in('r1').filter((m) => m.card)).toMatchObject([{ isPinned: true, card: { state: { word: 'acknowledged' } } }]);
});

test('declared, the room with people and card in it takes two round trips of the chat, and the pages do not wait for it', async () => {
  const other = new OtherChat('other', { everyMs: 300 });
  const w = await world(docs(people, anaThenBo), { chats: [other], isRealTime: true });
  const begin = performance.now();
  const answer = await w.request('POST', '/api/v1/skills/incident/declare', {
    as: 'chen',
    body: { title: 'Orders are rejected', people: ['ana', 'bo'] },
  });
  expect(answer.status).toBe(200);
  expect(performance.now() - begin, 'the answer waits for no chat').toBeLessThan(200);
  const at = async (done: () => boolean): Promise<number> => {
    while (!done()) await new Promise((r) => setTimeout(r, 2));
    return performance.now() - begin;
  };
  const roomIsReady = at(() => other.rooms.some((r) => r.members.size === 2 && other.in(r.id).some((m) => m.card)));
  const isPaged = at(() => ['dm-UANA', 'dm-UBO'].every((dm) => other.in(dm).length > 0));
  expect(await roomIsReady).toBeLessThan(700);
  expect(await isPaged).toBeLessThan(700);
  await w.settles();
});

test('a page that is acknowledged while its card is on its way does not go on asking', async () => {
  const other = new OtherChat('other', { everyMs: 60 });
  const w = await world(docs(people, anaThenBo), { chats: [other], isRealTime: true });
  await w.request('POST', '/api/v1/skills/incident/declare', { as: 'chen', body: { title: 'a', people: ['ana'] } });
  await until(() => other.calls.some((c) => c.call === 'dm'), { what: 'the page to be on its way', everyMs: 1 });
  await w.request('POST', '/api/v1/skills/incident/ack', { as: 'ana', body: { incident: '1' } });
  await w.settles();
  expect(other.in('dm-UANA')).toMatchObject([{ card: { state: { word: 'acknowledged' } } }]);
});
