import type { Cut } from '../alert/group.ts';
import type { Heard } from '../chat/heard.ts';
import type { Target, View } from '../card/view.ts';
import type { About } from '../escalation/escalation.ts';
import type { Key } from './event.ts';
import type { Copying, Talk } from '../incident/talk.ts';
import type { Means } from '../people/person.ts';

/** What to do with an outside call that may or may not have happened: do it again, look first, or ask a person. */
export type OnCrash = 'repeat' | 'reconcile' | 'ask';

/** Higher goes first: a page before a room before a card before a digest. */
export const urgencies = ['page', 'room', 'card', 'digest'] as const;
export type Urgency = (typeof urgencies)[number];

/** Everything Tocsin can do to the outside. One file in app/perform for each type. */
export interface EffectTypes {
  /** One platform call that makes the room, or finds it by its key. */
  'room.open': { incident: string; adapter: string };
  /** Adds people to the room; nobody's failure loses the others. */
  'room.invite': { incident: string; adapter: string; people: readonly string[] };
  /** Takes those of them out of the room who are not of its incident any more. */
  'room.remove': { incident: string; adapter: string; people: readonly string[] };
  /** The room's topic line from the incident as it is at send. */
  'room.topic': { incident: string; adapter: string };
  /** What the room is about, its number and its title as written: names of rooms keep neither capitals nor every script. */
  'room.purpose': { incident: string; adapter: string };
  /** What stands at the top of the room: where its war room in the console is, and what its system has. */
  'room.bookmark': { incident: string; adapter: string };
  /** Writes the room's living document anew, from the incident as it is at send. */
  'room.document': { incident: string; adapter: string };
  /** Puts the room of a closed incident away. */
  'room.archive': { incident: string; adapter: string };
  /** Takes the room of an open incident out again, or says that the chat does not let us. */
  'room.unarchive': { incident: string; adapter: string };
  /** Posts or edits the one card of (view, target), rendered from the state at send. */
  'card.show': { view: View; target: Target; onlyIfShown?: true };
  /** Pins a card that was shown before. */
  'card.pin': { view: View; target: Target };
  /** A line of a bot in a room or to a person, said in the reader's language; in the thread of the card of `under`, where there are threads. */
  'chat.say': { target: Target; say: string; data: Readonly<Record<string, unknown>>; under?: View };
  /** Brings what was said in a room into another of the same incident, or its copy there into step. */
  'talk.copy': { incident: string; to: string; becomes: Copying; talk: Talk };
  /** Answers what somebody did in a chat. */
  'chat.answer': Heard;
  /** Asks a source for the alerts that it left out of a delivery. */
  'source.ask': { cut: Cut };
  /** Tells a channel that nobody has taken it on yet. */
  'channel.call': { channel: string; escalation: string; about: About; step: number; cycle: number };
  /** One attempt to reach one person. */
  'page.send': PageSend;
  /** Asks the carrier how far a call or text is of which nothing was heard. */
  'page.look': { page: string; attempt: number };
}

/** `carrier` is the one to be asked first; `also` are attempts of other pages of the same person that go out with it. */
interface PageSend {
  page: string;
  attempt: number;
  by: Means;
  chat?: string;
  carrier?: string;
  also?: readonly { page: string; attempt: number }[];
}

export type EffectType = keyof EffectTypes;

export type Effect<T extends EffectType = EffectType> = {
  [K in T]: {
    readonly type: K;
    readonly data: EffectTypes[K];
    readonly urgency: Urgency;
    readonly onCrash: OnCrash;
    /** UTC milliseconds after which it is dropped and said so. */
    readonly validUntil?: number;
    /** A waiting effect in the same slot is replaced; effects of one slot go one after the other. */
    readonly slot?: string;
    /** Milliseconds to wait first: what comes into its slot meanwhile takes its place, and not its time. */
    readonly gatherMs?: number;
    /** Where the echo goes; the lane that decided it when not given. */
    readonly echo?: Key;
  };
}[T];
