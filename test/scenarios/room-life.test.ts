import { expect, onTestFinished, test } from 'vitest';
import { OtherChat, type Call } from '../harness/other-chat.ts';
import { until } from '../harness/until.ts';
import { hours, minutes, seconds, world, type World } from '../harness/world.ts';
import { anaThenBo, docs, people } from './firm.ts';

const number = 'INC-20261123-001';
const days = (n: number): number => hours(24 * n);
const system = `{ kind: system, name: matching, spec: { displayName: Matching, links: [{ label: Runbook, url: 'https://wiki.example/matching' }] } }`;
const firm = docs(people, anaThenBo, system);

const declare = (w: World, input: object = {}) =>
  w.asks('ana', 'incident/declare', { title: 'Orders are rejected', system: 'matching', people: ['ana', 'bo'], ...input });
const close = async (w: World): Promise<void> => {
  await w.asks('ana', 'incident/resolve', { incident: number });
  await w.asks('ana', 'incident/close', { incident: number });
};
const reopen = (w: World) => w.asks('bo', 'incident/reopen', { incident: number, reason: 'rejected again' });
const states = async (w: World): Promise<string[]> => (await w.incident(number)).rooms.map((r) => `${r.platform} ${r.state}`);
/** So long that the rooms are archived; alarms ring when they are looked for. */
const aWeekLater = async (w: World): Promise<void> => {
  await w.jumps(days(7));
  await w.passes(seconds(2));
};
const archived = async (options: ConstructorParameters<typeof OtherChat>[1] = {}): Promise<{ w: World; other: OtherChat }> => {
  const other = new OtherChat('other', options);
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await close(w);
  await aWeekLater(w);
  expect(await states(w)).toContain('other archived');
  return { w, other };
};
const said = (other: OtherChat, conv: string): string[] => other.in(conv).flatMap((m) => (m.card ? [] : [m.text]));
const call = (other: OtherChat, name: string): number => other.calls.filter((c) => c.call === name).length;

test('a room is opened by one call; then people, card, topic and bookmarks go out at once; then the pin', async () => {
  const other = new OtherChat('other', { addsApart: true });
  const w = await world(firm, { chats: [other] });
  other.holds();
  await w.request('POST', '/api/v1/skills/incident/declare', { as: 'chen', body: { title: 'a', people: ['ana'] } });
  onTestFinished(() => other.lets());
  const atOnce = async (calls: readonly Call[]): Promise<void> => {
    const many = (all: readonly Call[], each: Call): number => all.filter((waiting) => waiting === each).length;
    await until(() => calls.every((each) => many(other.waiting, each) >= many(calls, each)), {
      what: `${calls.join()} to be under way at once`,
    });
    other.answers();
  };
  await atOnce(['dm', 'ensure']);
  // The page in her own conversation, and the card in the room.
  await atOnce(['bookmark', 'invite', 'post', 'post', 'topic']);
  await atOnce(['pin']);
  other.lets();
  await w.settles();
  expect(call(other, 'document'), 'the document is in no hurry').toBe(0);
});

test('at the top of the room stand its war room and what its system has', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  expect([...(other.room(number)?.bookmarks ?? [])]).toEqual([
    ['War room in Tocsin', `http://tocsin.test/i/${number}`],
    ['Runbook', 'https://wiki.example/matching'],
  ]);
});

test('the living document says how it is now, and is not written more often than every five seconds', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await w.passes(seconds(6));
  const first = other.room(number)?.document;
  expect(first?.title).toBe(`${number} Orders are rejected`);
  expect(first?.markdown).toContain('**SEV3 · open · no alerts**');
  for (const text of ['one', 'two', 'three', 'four']) await w.asks('bo', 'incident/note', { incident: number, text });
  await w.acks('bo');
  expect(call(other, 'document')).toBe(1);
  await w.passes(seconds(6));
  expect(call(other, 'document'), 'five changes, one writing').toBe(2);
  const { document } = other.room(number) ?? {};
  expect(document?.id, 'the same one').toBe(first?.id);
  expect(document?.markdown).toMatch(/acknowledged[\s\S]*Bo: four[\s\S]*Bo: one[\s\S]*declared/u);
});

test('a steady stream of changes does not keep the document from being written', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  for (let n = 0; n < 10; n++) {
    await w.asks('bo', 'incident/note', { incident: number, text: `note ${n}` });
    await w.passes(seconds(2));
  }
  expect(call(other, 'document')).toBeGreaterThanOrEqual(3);
  expect(call(other, 'document')).toBeLessThanOrEqual(5);
});

test('the document is the same one after a restart, and a new one when somebody deleted it', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await w.passes(seconds(6));
  await w.restart();
  await w.asks('bo', 'incident/note', { incident: number, text: 'after the restart' });
  await w.passes(seconds(6));
  const room = other.room(number);
  expect(room?.document?.markdown).toContain('after the restart');
  if (room) room.document = null;
  await w.asks('bo', 'incident/note', { incident: number, text: 'after the deletion' });
  await w.passes(seconds(6));
  expect(room?.document?.markdown).toContain('after the deletion');
});

test('a chat that has no documents after all is no failure', async () => {
  const other = new OtherChat('other');
  other.fails('document', 'unsupported', { times: 100 });
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await w.passes(minutes(1));
  expect(await w.db.selectFrom('effect').select('error').where('status', '=', 2).execute()).toEqual([]);
});

test('a week after closing the rooms are archived, and the story says so', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await close(w);
  await w.jumps(days(7) - minutes(5));
  await w.passes(seconds(2));
  expect(other.room(number)?.isArchived).toBe(false);
  await w.jumps(minutes(5));
  await w.passes(seconds(2));
  expect(other.room(number)?.isArchived).toBe(true);
  expect(await states(w)).toContain('other archived');
  expect(await w.timeline(number)).toContain('War room archived (other)');
});

test('in the built-in chat an archived room is listed as such and read only, until the incident is reopened', async () => {
  const w = await world(firm);
  await declare(w);
  await close(w);
  expect((await w.types('bo', number.toLowerCase(), 'one more thing')).ok).toBe(true);
  await aWeekLater(w);
  const listed = async (): Promise<boolean | undefined> =>
    (await w.request<{ rooms: { id: string; archived: boolean }[] }>('GET', '/api/v1/chat/rooms', { as: 'bo' })).body.rooms.find(
      (r) => r.id === number.toLowerCase(),
    )?.archived;
  expect(await listed()).toBe(true);
  expect(await w.types('bo', number.toLowerCase(), 'too late')).toMatchObject({ ok: false, text: expect.stringContaining('archived') });
  const [message] = (await w.room(number.toLowerCase(), 'bo')).messages;
  const edited = await w.request('POST', `/api/v1/chat/messages/${encodeURIComponent(message?.id ?? '')}/reactions`, {
    as: 'bo',
    body: { emoji: '👍', on: true },
  });
  expect(edited.status).toBe(409);
  await reopen(w);
  expect(await listed()).toBe(false);
  expect((await w.types('bo', number.toLowerCase(), 'here again')).ok).toBe(true);
  await w.passes(seconds(2));
  expect((await w.room(number.toLowerCase(), 'bo')).lines).toContain('Bo reopened it: rejected again');
});

test('who comes by themselves does not end the search for those who are missing', async () => {
  const other = new OtherChat('other');
  other.refused.set('UBO', 'user_is_restricted');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await w.asks('ana', 'incident/muster', { incident: number, people: ['max'] });
  other.refused.clear();
  await w.passes(minutes(5));
  expect([...(other.room(number)?.members ?? [])].toSorted()).toEqual(['UANA', 'UBO']);
});

test('the week goes on over a restart', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await close(w);
  await w.jumps(days(3));
  await w.restart();
  await w.jumps(days(4));
  await w.passes(seconds(2));
  expect(other.room(number)?.isArchived).toBe(true);
});

test('resolved is not closed: the room stays', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await w.asks('ana', 'incident/resolve', { incident: number });
  await aWeekLater(w);
  expect(other.room(number)?.isArchived).toBe(false);
});

test('reopened before it is archived, the room stays, until a week after it is closed again', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await close(w);
  await w.jumps(days(5));
  await reopen(w);
  await aWeekLater(w);
  expect(other.room(number)?.isArchived).toBe(false);
  await close(w);
  await w.jumps(days(5));
  await w.passes(seconds(2));
  expect(other.room(number)?.isArchived).toBe(false);
  await w.jumps(days(2));
  await w.passes(seconds(2));
  expect(other.room(number)?.isArchived).toBe(true);
});

test('while the chat is away for long the room is archived the day after', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await close(w);
  other.fails('archive', 'transient', { times: 100 });
  await aWeekLater(w);
  await w.passes(minutes(10));
  other.heals();
  await w.jumps(days(1));
  await w.passes(seconds(2));
  expect(other.room(number)?.isArchived).toBe(true);
});

test('what the chat does not archive for good stays open, and nothing is left undone', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await close(w);
  other.fails('archive', 'forbidden', { times: 100 });
  await aWeekLater(w);
  await w.jumps(days(3));
  await w.passes(seconds(2));
  expect(call(other, 'archive')).toBe(1);
  expect(await states(w)).toContain('other open');
});

test('reopened, the archived room is taken out at once; then come the card, the topic and why', async () => {
  const { w, other } = await archived();
  const before = other.calls.length;
  await reopen(w);
  await w.passes(seconds(2));
  const after = other.calls.slice(before).map((c) => c.call);
  expect(after[0]).toBe('unarchive');
  expect(after).toEqual(expect.arrayContaining(['update', 'topic', 'post']));
  expect(other.rooms).toHaveLength(1);
  const room = other.rooms[0];
  expect(room?.isArchived).toBe(false);
  expect(room?.topic).toContain('SEV3 · open');
  expect(said(other, 'r1').at(-1)).toBe('Bo reopened it: rejected again');
  expect(other.in('r1').filter((m) => m.card)).toMatchObject([{ isPinned: true, card: { state: { word: 'open' } } }]);
  expect(await states(w)).toContain('other open');
});

test('where the chat does not let us take it out, another room takes its place and names the old one', async () => {
  const { w, other } = await archived();
  other.fails('unarchive', 'forbidden', { times: 100 });
  await reopen(w);
  await w.passes(seconds(10));
  expect(other.rooms.map((r) => r.key)).toEqual([number, `${number}-r2`]);
  const [old, room] = other.rooms;
  expect(old?.isArchived, 'one open room').toBe(true);
  expect(room).toMatchObject({ isArchived: false, name: `${number}-r2 Orders are rejected` });
  expect([...(room?.members ?? [])]).toEqual(['UANA', 'UBO']);
  expect([...(room?.bookmarks.keys() ?? [])]).toContain('Former room');
  expect(other.in('r2').filter((m) => m.card)).toMatchObject([{ isPinned: true, card: { state: { word: 'open' } } }]);
  expect(said(other, 'r2').toSorted()).toEqual([
    'Bo reopened it: rejected again',
    'Calling Ana, Bo',
    'The old war room could not be taken out of the archive (other): other: unarchive was refused (forbidden). There is a new one; the old one can still be read: https://other.example/r1',
  ]);
  expect(room?.document?.id).toBe('d-r2');
  expect((await w.incident(number)).rooms.find((r) => r.platform === 'other')).toMatchObject({ state: 'open', id: 'r2' });
});

test('a second time another room takes the place of the second', async () => {
  const { w, other } = await archived();
  other.fails('unarchive', 'unsupported', { times: 100 });
  await reopen(w);
  await close(w);
  await aWeekLater(w);
  await reopen(w);
  await w.passes(seconds(10));
  expect(other.rooms.map((r) => [r.key, r.isArchived])).toEqual([
    [number, true],
    [`${number}-r2`, true],
    [`${number}-r3`, false],
  ]);
});

test('while the chat is away it goes on trying to take the room out, and opens no other', async () => {
  const { w, other } = await archived();
  other.fails('unarchive', 'transient', { times: 1000 });
  await reopen(w);
  await w.passes(minutes(20));
  expect(await states(w)).toContain('other archived');
  other.heals();
  await w.passes(hours(1));
  expect(other.rooms.map((r) => r.isArchived)).toEqual([false]);
  expect(await states(w)).toContain('other open');
});

test('reopened while the room is being archived, it is open in the end', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w);
  await close(w);
  await w.jumps(days(7) - seconds(1));
  other.holds();
  onTestFinished(() => other.lets());
  const passing = w.passes(seconds(2));
  await until(() => other.waiting.includes('archive'), { what: 'the room to be archived' });
  await w.request('POST', '/api/v1/skills/incident/reopen', { as: 'bo', body: { incident: number, reason: 'again' } });

  other.lets();
  await passing;
  await w.settles();
  expect(other.rooms.map((r) => r.isArchived)).toEqual([false]);
  expect(await states(w)).toContain('other open');
});

test.each(['archive', 'unarchive', 'bookmark', 'document', 'ensure'] as const)(
  'an answer of %s that is lost leaves one complete room, whatever becomes of the old one',
  async (lost) => {
    const other = new OtherChat('other');
    other.loses(lost);
    const w = await world(firm, { chats: [other] });
    await declare(w);
    await w.passes(seconds(20));
    await close(w);
    await aWeekLater(w);
    await w.passes(seconds(20));
    expect(other.rooms.map((r) => r.isArchived)).toEqual([true]);
    await reopen(w);
    await w.passes(seconds(20));
    expect(other.rooms).toMatchObject([{ isArchived: false, bookmarks: { size: 2 }, topic: expect.stringContaining('open') }]);
    expect(other.rooms[0]?.document?.markdown).toContain('rejected again');
  },
);

test('a private incident has private rooms only, the one that takes the place of another too', async () => {
  const other = new OtherChat('other');
  const w = await world(firm, { chats: [other] });
  await declare(w, { private: true });
  await close(w);
  await aWeekLater(w);
  other.fails('unarchive', 'forbidden');
  await reopen(w);
  await w.passes(seconds(10));
  expect(other.rooms.map((r) => r.isPrivate)).toEqual([true, true]);
});
