import { expect } from 'vitest';
import { effectStatus } from '../../adapters/store/lane-commit.ts';
import { seed } from '../harness/dice.ts';
import { OtherChat } from '../harness/other-chat.ts';
import { docs, people } from '../scenarios/firm.ts';
import { minutes, seconds, world, type World, type WorldOptions } from '../harness/world.ts';
import type { Fate } from '../harness/life.ts';

/** Ana, after five minutes Bo, after ten more Chen, who must never be called: Bo acknowledges. */
export const firm = docs(
  people.replace('email: ana@example.com, ', ''),
  `{ kind: escalation-policy, name: default, spec: { steps: [
    { to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }], delayMinutes: 10 }, { to: [{ person: chen }] }] } }`,
  `{ kind: route, name: default, spec: { policy: default, channel: ops, declare: SEV2 } }`,
);

const down = { alertname: 'Down' };
const number = 'INC-20261123-001';

/** As long as a lane or an effect stays with a process that died. */
const lease = seconds(35);

/** Asks until there is an answer, as a monitoring system and people do. A dead Tocsin is started anew. */
export async function insists(w: World, ask: () => Promise<unknown>): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 5; tries++) {
    const { life } = w;
    const asked = ask().then(
      () => 'answered',
      (error: unknown) => ((last = error), 'refused'),
    );
    const answer = await Promise.race([asked, life.died, w.standsStill()]);
    if (life.isDead) await w.restart(w.nextFate());
    if (answer === 'answered') return;
    await w.passes(lease, lease);
  }
  throw new Error(`asked five times in vain: ${String(last)}`);
}

/** Lets time pass up to this moment, whatever happens in between: what was left behind is found in the first two leases, if at all. */
export async function until(w: World, at: number): Promise<void> {
  for (let looks = 0; w.now < at; looks++) {
    const stride = looks < 2 ? Math.min(lease, at - w.now) : at - w.now;
    await w.passes(stride, stride);
    if (!w.life.isDead) continue;
    await w.restart(w.nextFate());
    looks = -1;
  }
}

/** An incident from the first alert to its end: declared, two people paged, a room in two chats, acknowledged, recovered, resolved. */
export async function story(w: World): Promise<void> {
  const begin = w.now;
  const acked = async () => expect(await w.asks('bo', 'page/ack', { page: `${number}.0.1.bo` })).toMatchObject({ incident: number });
  const resolved = async () => expect(await w.asks('ana', 'incident/resolve', { incident: number })).toMatchObject({ incident: number });
  await insists(w, () => w.signal(down));
  await until(w, begin + minutes(7));
  await insists(w, acked);
  await until(w, begin + minutes(9));
  await insists(w, () => w.signal(down, { resolved: true }));
  await until(w, begin + minutes(11));
  await insists(w, resolved);
  await until(w, begin + minutes(14));
}

export interface Outcome {
  readonly timeline: readonly string[];
  readonly web: readonly string[];
  readonly other: readonly string[];
  /** What stands at the top of the other chat's room. */
  readonly room: readonly string[];
}

const line = (author: string, text: string, title: string | undefined, state: string | undefined): string =>
  [author, title ?? text, state].filter(Boolean).join(' | ');

/** What people see in the end. */
export async function outcome(w: World, other: OtherChat): Promise<Outcome> {
  const rooms = await Promise.all([w.room(number.toLowerCase()), w.room('ops'), w.dm('ana'), w.dm('bo'), w.dm('chen')]);
  const { timeline } = await w.incident(number);
  return {
    timeline: timeline.map((l) => `${l.kind} ${l.text.replace(' (perhaps a repeat)', '')}`).toSorted(),
    web: rooms
      .flatMap((room, i) =>
        room.messages.map(
          (m) =>
            `${i} ${line(m.author.name, m.text, m.card?.title, m.card?.state?.word)}${room.pinned.some((p) => p.id === m.id) ? ' pinned' : ''}`,
        ),
      )
      .toSorted(),
    other: other.messages
      .map((m) => `${m.conv} ${line(m.as, m.text, m.card?.title, m.card?.state?.word)}${m.isPinned ? ' pinned' : ''}`)
      .toSorted(),
    room: other.rooms.flatMap(({ name, topic, members, bookmarks, document }) => [
      name,
      topic,
      [...members].toSorted().join(),
      [...bookmarks.keys()].join(),
      // Its lines are the timeline's.
      document?.markdown.split('\n')[0] ?? 'no document',
    ]),
  };
}

/** Without what differs from one run to the next: days and times, and that something may be a repeat. */
export const timeless = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\d/gu, 'day')
    .replaceAll(/\d{1,2}:\d\d(?::\d\d)?/gu, 'time')
    .replaceAll(/ \(perhaps a repeat\)|（可能重复）/gu, '');

/** `- line` was there undisturbed and is missing, `+ line` is too much. */
export function difference<T extends { readonly [K in keyof T]: readonly string[] }>(expected: T, actual: T): string[] {
  return (Object.keys(expected) as (keyof T & string)[]).flatMap((where) => {
    const left = [...actual[where]];
    const missing = expected[where].filter((each) => {
      const at = left.indexOf(each);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    return [...missing.map((each) => `${where} - ${each}`), ...left.map((each) => `${where} + ${each}`)];
  });
}

/** What must hold after every run, whatever happened in between. */
export async function holds(w: World, other: OtherChat, { crashes, expected }: { crashes: number; expected: Outcome }): Promise<void> {
  expect(difference(expected, await outcome(w, other))).toEqual([]);
  await nothingIsLeft(w);
  expect(other.rooms, 'one room in the other chat').toHaveLength(1);
  const rooms = await w.db.selectFrom('chat_room').select('id').where('incident', '=', number).execute();
  expect(rooms, 'one room in the web chat').toHaveLength(1);
  expect((await w.pages()).map((p) => p.id).toSorted(), 'each step decided once').toEqual([`${number}.0.0.ana`, `${number}.0.1.bo`]);
  const steps = await w.db.selectFrom('fact').select('data').where('type', '=', 'escalation.stepped').execute();
  expect(steps).toHaveLength(2);
  const rings = await w.db.selectFrom('live').select('person').where('type', '=', 'ring').execute();
  for (const person of ['ana', 'bo']) {
    const times = rings.filter((r) => r.person === person).length;
    expect(times, `${person} is rung, and at most once more for each crash`).toBeGreaterThanOrEqual(1);
    expect(times).toBeLessThanOrEqual(1 + crashes);
  }
}

/** The outbox is drained, every event is decided, nothing is parked. */
export async function nothingIsLeft(w: World): Promise<void> {
  expect(await w.db.selectFrom('event').select(['id', 'type']).where('status', '=', 0).execute(), 'events').toEqual([]);
  expect(
    await w.db.selectFrom('effect').select(['id', 'error']).where('status', 'in', [effectStatus.open, effectStatus.failed]).execute(),
    'effects',
  ).toEqual([]);
  expect(await w.db.selectFrom('parked').select(['event', 'error']).execute(), 'parked').toEqual([]);
  expect(
    await w.db
      .selectFrom('timer')
      .select(['key', 'name'])
      .where('at', '<', w.now - seconds(2))
      .execute(),
    'timers',
  ).toEqual([]);
}

/** The story under the given fates, held against how it goes undisturbed. Says in its error what was done to it. */
export async function walks(fates: readonly Fate[], expected: Outcome, options: WorldOptions): Promise<void> {
  const other = new OtherChat('other');
  const w = await world(firm, { ...options, chats: [other], fates, mayFail: true });
  try {
    await story(w);
    await holds(w, other, { crashes: fates.length, expected });
  } catch (error) {
    throw new Error(
      `${JSON.stringify(fates)} (${w.lived.join(', ')}): ${(error as Error).message}${(error as { actual?: string }).actual ?? ''}`,
      { cause: error },
    );
  } finally {
    await w.close();
  }
}

/** How the story goes undisturbed, and how many lasting effects it has. */
export async function undisturbed(options: WorldOptions): Promise<{ expected: Outcome; count: number }> {
  const other = new OtherChat('other');
  const w = await world(firm, { ...options, chats: [other] });
  await story(w);
  const expected = await outcome(w, other);
  await holds(w, other, { crashes: 0, expected });
  await w.close();
  return { expected, count: w.life.effects.length };
}

/** One run for each number (up to a count, from 1), a few beside each other; says of all that failed how, and with which seed they were chosen. */
export async function allOf(
  numbers: number | readonly number[],
  run: (n: number, lane: number) => Promise<void>,
  lanes = 1,
): Promise<void> {
  const all = typeof numbers === 'number' ? Array.from({ length: numbers }, (_, i) => i + 1) : numbers;
  const errors: string[] = [];
  const left = [...all];
  const lane = async (i: number): Promise<void> => {
    for (let n = left.shift(); n !== undefined; n = left.shift()) await run(n, i).catch((error: Error) => errors.push(error.message));
  };
  await Promise.all(Array.from({ length: lanes }, (_, i) => lane(i)));
  expect(errors, `${errors.length} of ${all.length} failed (TOCSIN_TEST_SEED=${seed})`).toEqual([]);
}
