import { expect } from 'vitest';
import type { Fate } from '../harness/life.ts';
import { firm as people, slackOf } from '../harness/slack-firm.ts';
import { hours, minutes, world, type World, type WorldOptions } from '../harness/world.ts';
import type { Channel, Message } from '../emulators/slack/records.ts';
import type { Slack } from '../emulators/slack/slack.ts';
import { docs } from '../scenarios/firm.ts';
import { difference, insists, nothingIsLeft, timeless, until } from './story.ts';

const number = 'INC-20261123-001';
const ops = 'C0OPS000001';
const begin = Date.parse('2026-11-23T10:00:00+08:00');
const week = hours(24 * 7);

const by = (way: string): string => `rules: { default: [{ afterMinutes: 0, by: ${way} }] }`;

/** Everybody is called by chat, but for Eve: nobody in the workspace has the id that is written for her, so she cannot be invited either. */
const firm = docs(
  people.replaceAll(/chat: \{ slack: (?:UANA|UBO) \}/gu, (chat) => `${chat}, ${by('chat')}`),
  `{ kind: person, name: eve, spec: { displayName: Eve, locale: en, chat: { slack: UEVE }, ${by('ring')} } }`,
);

const roomsOf = (slack: Slack): Channel[] => slack.channels.filter(({ name }) => name.startsWith('inc-'));
const room = (slack: Slack): Channel => roomsOf(slack).find((r) => !r.is_archived) ?? roomsOf(slack)[0] ?? expect.fail('there is no room');
const cardsIn = (slack: Slack, channel: string): Message[] =>
  slack.messages(channel).filter((m) => m.blocks?.some((b) => b['type'] === 'actions'));

/** What somebody wants, until it is so: they look before they try again, as people do. */
async function wants(
  w: World,
  slack: Slack,
  { isSo, act }: { isSo: () => Promise<boolean>; act: () => Promise<{ acked: boolean }> },
): Promise<void> {
  await insists(w, async () => {
    if (await isSo()) return;
    await slack.until(() => slack.sockets > 0, 'Tocsin to listen');
    const { acked } = await act();
    if (!acked) throw new Error('Slack says that the app did not answer');
    await w.settles();
    if (!(await isSo())) throw new Error('it was acknowledged and nothing came of it');
  });
}

const progress = async (w: World): Promise<string | null> => {
  const row = await w.db.selectFrom('incident').select('state').where('id', '=', number).executeTakeFirst();
  return row ? (JSON.parse(row.state) as { progress: string }).progress : null;
};

/** Declared by command with three people of whom one cannot come, acknowledged by button, resolved, closed, archived, reopened. */
async function story(w: World, slack: Slack): Promise<void> {
  const [ana, bo] = [slack.someone('ana'), slack.someone('bo')];
  const is =
    (...wanted: readonly string[]) =>
    async (): Promise<boolean> =>
      wanted.includes((await progress(w)) ?? '');
  const presses = (label: string) => () => bo.presses(room(slack).id, cardsIn(slack, room(slack).id)[0]?.ts ?? '', label);
  const declare = 'declare SEV2 Orders are rejected people=ana,bo,eve';
  await wants(w, slack, { isSo: async () => (await progress(w)) !== null, act: () => ana.runs('/incident', declare, { in: ops }) });
  await until(w, w.now + minutes(3));
  await wants(w, slack, { isSo: is('acknowledged'), act: presses('Acknowledge') });
  await until(w, w.now + minutes(1));
  await wants(w, slack, { isSo: is('resolved'), act: presses('Resolve') });
  await until(w, w.now + minutes(1));
  await wants(w, slack, { isSo: is('closed'), act: () => ana.runs('/incident', 'close', { in: room(slack).id }) });
  await until(w, w.now + minutes(1));
  await weekLater(w);
  expect(room(slack).is_archived, 'archived after a week').toBe(true);
  await wants(w, slack, { isSo: is('open', 'acknowledged'), act: () => ana.runs('/incident', `reopen ${number} again`, { in: ops }) });
  await until(w, w.now + minutes(10));
}

/** A week in one step: only what the rooms wait for is due in it. */
async function weekLater(w: World): Promise<void> {
  await w.jumps(week);
  if (w.life.isDead) await w.restart(w.nextFate());
  await until(w, w.now + minutes(2));
}

interface Outcome {
  readonly timeline: readonly string[];
  /** Everything that everybody in a channel or a direct conversation sees. */
  readonly said: readonly string[];
  /** What only one of them saw: an answer may come twice after a crash, never not at all. */
  readonly whispered: readonly string[];
  readonly room: readonly string[];
}

/** What people see in the end. */
async function outcome(w: World, slack: Slack): Promise<Outcome> {
  const { timeline } = await w.incident(number);
  const { name, topic, purpose, members, bookmarks, canvas, is_archived, pins, id } = room(slack);
  const places = slack.channels.map((c) => ({ at: c.kind === 'im' ? [...c.members].toSorted().join('+') : c.name, c }));
  const line = (at: string, m: Message): string => timeless(`${at}${m.thread_ts === undefined ? '' : ' (thread)'} | ${m.text}`);
  return {
    // Who came in with whom is told as it became known; that they are in, or missing, is held below.
    timeline: timeline
      .filter((l) => l.kind !== 'people.joined')
      .map((l) => timeless(`${l.kind} ${l.text}`))
      .toSorted(),
    said: places
      .flatMap(({ at, c }) => slack.messages(c.id).map((m) => line(at, m) + (c.pins.includes(m.ts) ? ' | pinned' : '')))
      .toSorted(),
    whispered: [
      ...new Set(
        places.flatMap(({ at, c }) => c.messages.flatMap((m) => (m.ephemeralTo === undefined ? [] : line(`${at} to ${m.ephemeralTo}`, m)))),
      ),
    ].toSorted(),
    room: [
      name,
      topic,
      purpose,
      [...members].toSorted().join(),
      ...bookmarks.map(({ title, link }) => `${title} ${link}`).toSorted(),
      canvas?.markdown.split('\n')[0] ?? 'no document',
      String(is_archived),
      `${pins.length} pinned`,
      ...slack.messages(id).flatMap((m) => (pins.includes(m.ts) ? JSON.stringify(m.blocks?.[0]?.['text']) : [])),
    ],
  };
}

interface Ended {
  readonly expected: Outcome;
  /** Lasting effects. */
  readonly count: number;
  /** Every method of Slack that was used. */
  readonly methods: readonly string[];
}

interface Told extends WorldOptions {
  /** What goes wrong in Slack from the start. */
  readonly wrong?: (slack: Slack) => void;
}

/** The story under the given fates; held against how it goes undisturbed, where that is known. */
export async function slackStory(fates: readonly Fate[], expected: Outcome | null, { wrong, ...options }: Told): Promise<Ended> {
  let now = (): number => begin;
  const slack = await slackOf({ now: () => now() });
  const w = await world(firm, { ...options, slack, fates, mayFail: expected !== null });
  now = () => w.now;
  try {
    wrong?.(slack);
    await story(w, slack);
    expect(roomsOf(slack), 'one room').toHaveLength(1);
    const ended = await outcome(w, slack);
    if (expected) expect(difference(expected, ended)).toEqual([]);
    await nothingIsLeft(w);
    return { expected: ended, count: w.life.effects.length, methods: [...new Set(slack.calls.map(({ method }) => method))] };
  } catch (error) {
    const { message, actual } = error as { message: string; actual?: unknown };
    throw new Error(`${JSON.stringify(fates)} (${w.lived.join(', ')}): ${message} ${JSON.stringify(actual ?? '')}`, { cause: error });
  } finally {
    await w.close();
    await slack.stop();
  }
}
