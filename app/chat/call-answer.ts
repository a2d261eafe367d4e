import type { Caller } from '../../domain/access/caller.ts';
import { answerToCall } from '../../domain/chat/sentence.ts';
import { pageCard } from '../../domain/page/card.ts';
import type { Page } from '../../domain/page/page.ts';
import type { StoreReader } from '../../ports/store.ts';
import { numberIn, type Meant } from './numbers.ts';

type Doing = Extract<Meant, { is: 'skill' }>;

/** Called in this chat after that moment, UTC milliseconds. */
interface After {
  readonly chat: string;
  readonly since: number;
}

/** What a number stands for on the newest page of whoever is called, as its card has them: 1 is to take it on. Null: nobody calls them. */
export async function onCall(n: number, caller: Caller, store: StoreReader, after?: After): Promise<Doing | null> {
  const page = await calling(caller, store, after);
  const action = page && pageCard(page, { lang: caller.lang, url: null }).actions?.[n - 1];
  return action ? { is: 'skill', skill: action.skill, input: action.input, title: page.about.title } : null;
}

/** What is said to a call: a number, to one that came after that moment; or in words, which mean nothing else, that they take it on, that the harm
 *  is stopped, that it is over. Null: nobody calls them, or it is none of that. */
export async function callAnswer(said: string, caller: Caller, store: StoreReader, after: After): Promise<Doing | null> {
  const number = numberIn(said);
  if (number !== null) return onCall(number, caller, store, after);
  const answer = answerToCall(said);
  if (!answer) return null;
  if (answer.is === 'ack' && answer.number === undefined) return onCall(1, caller, store);
  const page = await calling(caller, store);
  const incident = page && (answer.number ?? page.about.incident);
  return incident ? { is: 'skill', skill: `incident/${answer.is}`, input: { incident } } : null;
}

/** A test is answered where nothing else calls. */
async function calling({ viewer: { person } }: Caller, store: StoreReader, after?: After): Promise<Page | undefined> {
  const live = person === null ? [] : await store.livePages(person);
  const pages = after === undefined ? live : live.filter((page) => calledAt(page, after.chat) > after.since);
  return pages.findLast(({ about }) => about.test !== true) ?? pages.at(-1);
}

/** When somebody was last called there. */
const calledAt = ({ startedAt, attempts }: Page, chat: string): number =>
  Math.max(startedAt, ...attempts.filter((a) => a.chat === chat && a.state === 'sent').map(({ at }) => at));
