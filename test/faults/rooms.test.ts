import { expect, test } from 'vitest';
import type { Fate } from '../harness/life.ts';
import { OtherChat } from '../harness/other-chat.ts';
import { hours, minutes, seconds, world, type World } from '../harness/world.ts';
import { anaThenBo, docs, people } from '../scenarios/firm.ts';
import { allOf, insists, nothingIsLeft, until } from './story.ts';

const number = 'INC-20261123-001';
const firm = docs(people.replace('email: ana@example.com, ', ''), anaThenBo);
const week = hours(24 * 7);

/** A week in one step: only what the rooms wait for is due in it. */
async function weekLater(w: World): Promise<void> {
  await w.jumps(week);
  if (w.life.isDead) await w.restart(w.nextFate());
  await until(w, w.now + minutes(2));
}

/** Whoever asks again hears that it was so already. */
const asks = (w: World, person: string, skill: string, input: object = {}) =>
  insists(w, async () => {
    const { ok, because = '' } = await w.asks<{ ok?: boolean; because?: string }>(person, skill, { incident: number, ...input });
    if (ok === false && !because.includes('only a resolved incident can be reopened')) throw new Error(because);
  });

/** Declared, closed, archived, reopened. */
async function life(w: World): Promise<void> {
  await insists(w, () => w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'], cause: 'rejects' }));
  await until(w, w.now + minutes(2));
  await asks(w, 'ana', 'incident/resolve');
  await asks(w, 'ana', 'incident/close');
  await weekLater(w);
  await asks(w, 'bo', 'incident/reopen', { reason: 'again' });
  await until(w, w.now + minutes(2));
}

interface Ended {
  readonly isStuck: boolean;
  readonly fates: readonly Fate[];
}

/** One room that is open, with all that belongs into it; answers how many lasting effects there were. */
async function walked({ isStuck, fates }: Ended): Promise<number> {
  const other = new OtherChat('other');
  if (isStuck) other.fails('unarchive', 'forbidden', { times: 100 });
  const w = await world(firm, { chats: [other], fates, mayFail: true });
  await life(w);
  const open = other.rooms.filter((r) => !r.isArchived);
  expect(open, 'one open room').toMatchObject([{ key: isStuck ? `${number}-r2` : number, topic: expect.stringContaining('· open ·') }]);
  expect(other.rooms, 'and no other but the one it took the place of').toHaveLength(isStuck ? 2 : 1);
  const [room] = open;
  expect([...(room?.members ?? [])].toSorted()).toEqual(['UANA', 'UBO']);
  expect([...(room?.bookmarks.keys() ?? [])]).toContain('War room in Tocsin');
  expect(room?.document?.markdown).toContain('again');
  const lines = other.in(room?.id ?? '');
  expect(lines.filter((m) => m.card)).toMatchObject([{ isPinned: true, card: { state: { word: 'open' } } }]);
  expect(lines.filter((m) => m.text === 'Bo reopened it: again')).toHaveLength(1);
  expect(lines.filter((m) => m.text.includes('The old war room'))).toHaveLength(isStuck ? 1 : 0);
  await nothingIsLeft(w);
  const count = w.life.effects.length;
  await w.close();
  return count;
}

test.each([false, true])(
  'killed after any of its effects, a room is archived, and there is one when it is reopened (stays shut: %s)',
  async (isStuck) => {
    const count = await walked({ isStuck, fates: [] });
    expect(count).toBeGreaterThan(30);
    await allOf(count, async (n) => {
      await walked({ isStuck, fates: [{ dieAfter: n }] }).catch((e: Error) => {
        throw new Error(`killed after effect ${n}: ${e.message}`, { cause: e });
      });
    });
  },
  seconds(300),
);
