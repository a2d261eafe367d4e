import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { EventOf, EventType } from '../domain/states.ts';
import type { StoreReader } from './store.ts';

/** What becomes of rooms in a chat, once they are open. */
export interface RoomWays {
  /** Rooms are made there; else people bind one of their own. */
  readonly canOpen: boolean;
  /** What can be pressed does not show in them. */
  readonly isOneWay: boolean;
  /** What is said in them is shown in the other rooms of their incident, and the other way round. */
  readonly mirrors: boolean;
  readonly purposes: boolean;
  readonly bookmarks: boolean;
  readonly documents: boolean;
  /** Days after closing; null: they are never archived. */
  readonly archiveAfterDays: number | null;
}

export interface Decide {
  /** UTC milliseconds, the same for a whole turn of a lane. */
  readonly now: number;
  readonly store: StoreReader;
  /** The chats that are switched on, `web` always among them. */
  readonly adapters: readonly string[];
  readonly roomWays: (adapter: string) => RoomWays;
}

/** Hears events and facts, answers decisions, changes nothing itself. Same event, same state → same decision. */
export interface Bot<T extends EventType = EventType> {
  readonly name: string;
  readonly hears: readonly T[];
  decide(event: EventOf<T>, ctx: Decide): Promise<Decision | null>;
}

/** Keeps the event types that are named, so that `decide` sees only them. */
export const bot = <T extends EventType>(b: Bot<T>): Bot<T> => b;

interface IncidentBot<T extends EventType> {
  readonly name: string;
  readonly hears: readonly T[];
  decide(event: EventOf<T>, incident: Incident, ctx: Decide): Decision | Promise<Decision>;
}

/** A bot that hears of incidents alone: what lies in other lanes is not its own, and what is about none there is comes to nothing. */
export const incidentBot = <T extends EventType>({ name, hears, decide }: IncidentBot<T>): Bot<T> => ({
  name,
  hears,
  async decide(event, ctx) {
    if (!event.key.startsWith('incident:')) return null;
    const incident = await ctx.store.state('incident', event.key.slice('incident:'.length));
    return incident ? decide(event, incident, ctx) : nothing('no-such-incident');
  },
});
