import { expect } from 'vitest';
import type { Message } from '../emulators/wecom/records.ts';
import { Wecom } from '../emulators/wecom/wecom.ts';
import type { Fate } from '../harness/life.ts';
import { firm } from '../harness/wecom-firm.ts';
import { minutes, world, type World } from '../harness/world.ts';
import { difference, insists, nothingIsLeft, until } from './story.ts';

const number = 'INC-20261123-001';
const begin = Date.parse('2026-11-23T10:07:00+08:00');

interface Outcome {
  readonly timeline: readonly string[];
  readonly groups: readonly string[];
  /** What everybody has read, each thing once: what was told and went unanswered may stand there twice. */
  readonly read: readonly string[];
  /** The newest card of each kind that somebody has, as it stands in the end. */
  readonly cards: readonly string[];
}

interface Ended {
  readonly expected: Outcome;
  /** Lasting effects. */
  readonly count: number;
}

interface Card {
  readonly main_title: { readonly title: string; readonly desc?: string };
  readonly button_list?: readonly { readonly text: string }[];
}

const people = ['ana', 'bo'];

const progress = async (w: World): Promise<string | null> => {
  const row = await w.db.selectFrom('incident').select('state').where('id', '=', number).executeTakeFirst();
  return row ? (JSON.parse(row.state) as { progress: string }).progress : null;
};

/** What somebody wants, until it is so: they look before they try again, as people do. */
async function wants(w: World, wecom: Wecom, { is, act }: { is: string; act: () => Promise<{ acked: boolean }> }): Promise<void> {
  await insists(w, async () => {
    if ((await progress(w)) === is) return;
    await wecom.callsTo(`${await w.origin()}/im/wecom/callback`);
    const { acked } = await act();
    if (!acked) throw new Error('WeCom says that the app did not answer');
    await w.settles();
    if ((await progress(w)) !== is) throw new Error('it was acknowledged and nothing came of it');
  });
}

const cardOf = (m: Message): Card | undefined => m.card as Card | undefined;
const cardsOf = (wecom: Wecom, user: string): Message[] => wecom.messages(user).filter((m) => m.card && !m.droppedFor.includes(user));
const incidentCard = (wecom: Wecom, user: string): Message =>
  cardsOf(wecom, user).findLast((m) => cardOf(m)?.main_title.title.startsWith('INC')) ?? expect.fail(`${user} has no card of the incident`);

/** Declared in the app's chat with two people, acknowledged by button, resolved by command. */
async function story(w: World, wecom: Wecom): Promise<void> {
  const [ana, bo] = [wecom.someone('ana'), wecom.someone('bo')];
  await wants(w, wecom, { is: 'open', act: () => ana.says('/incident declare SEV1 委托网关拒单 people=ana,bo') });
  await until(w, w.now + minutes(2));
  await wants(w, wecom, { is: 'acknowledged', act: () => bo.presses(incidentCard(wecom, 'bo'), '认领') });
  await until(w, w.now + minutes(2));
  await wants(w, wecom, { is: 'resolved', act: () => ana.says(`/incident resolve ${number}`) });
  await until(w, w.now + minutes(10));
}

const timeless = (text: string): string => text.replaceAll(/\d{1,2}:\d\d/gu, 'time').replaceAll(/（可能重复）| \(perhaps a repeat\)/gu, '');

async function outcome(w: World, wecom: Wecom): Promise<Outcome> {
  const { timeline } = await w.incident(number);
  const texts = (of: readonly Message[]): string[] => of.flatMap((m) => m.text ?? m.markdown ?? []).map(timeless);
  const distinct = (all: readonly string[]): string[] => [...new Set(all)].toSorted();
  const newest = (user: string): string[] =>
    [/^呼叫你/u, /^INC/u].flatMap((kind) => {
      const card = cardsOf(wecom, user)
        .map(cardOf)
        .findLast((each) => kind.test(each?.main_title.title ?? ''));
      return card
        ? [`${user}: ${card.main_title.title} | ${card.main_title.desc} | ${(card.button_list ?? []).map(({ text }) => text).join()}`]
        : [];
    });
  return {
    timeline: timeline
      .filter((l) => l.kind !== 'people.joined')
      .map((l) => timeless(`${l.kind} ${l.text}`))
      .toSorted(),
    groups: wecom.chats.map(({ name, users }) => `${name} ${users.toSorted().join()}`),
    read: [
      ...wecom.chats.flatMap(({ messages }) => distinct(texts(messages)).map((text) => `group: ${text}`)),
      ...people.flatMap((user) =>
        distinct(texts(wecom.messages(user).filter(({ from }) => from !== user))).map((text) => `${user}: ${text}`),
      ),
    ],
    cards: people.flatMap(newest),
  };
}

/** The story under the given fates; held against how it goes undisturbed, where that is known. */
export async function wecomStory(fates: readonly Fate[], expected: Outcome | null): Promise<Ended> {
  let now = (): number => begin;
  const wecom = await new Wecom({ now: () => now() }).listen();
  for (const user of people) wecom.user(user);
  const w = await world(firm, { wecom, fates, mayFail: expected !== null, at: new Date(begin).toISOString() });
  now = () => w.now;
  try {
    await story(w, wecom);
    expect(wecom.chats, 'one group').toHaveLength(1);
    const ended = await outcome(w, wecom);
    if (expected) expect(difference(expected, ended)).toEqual([]);
    await nothingIsLeft(w);
    return { expected: ended, count: w.life.effects.length };
  } catch (error) {
    const { message, actual } = error as { message: string; actual?: unknown };
    throw new Error(`${JSON.stringify(fates)} (${w.lived.join(', ')}): ${message} ${JSON.stringify(actual ?? '')}`, { cause: error });
  } finally {
    await w.close();
    await wecom.stop();
  }
}
