import type { Settled } from '../domain/alert/settle.ts';
import type { Cut } from '../domain/alert/group.ts';
import type { Signal, StoredSignal } from '../domain/alert/signal.ts';
import type { InhibitRule, Inhibitor } from '../domain/alert/inhibit.ts';
import type { GroupCounts } from '../domain/alert/notify.ts';
import type { SavedView } from '../domain/alert/saved-view.ts';
import type { Silence } from '../domain/alert/silence.ts';
import type { Group } from '../domain/alert/group.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Effect } from '../domain/event/effect.ts';
import type { Actor, Draft, Event, Key, Via } from '../domain/event/event.ts';
import type { Reply } from '../domain/event/reply.ts';
import type { Incident, Progress } from '../domain/incident/incident.ts';
import type { Edition } from '../domain/oncall/past.ts';
import type { Rota } from '../domain/oncall/rota.ts';
import type { Page } from '../domain/page/page.ts';
import type { Resource, Resources } from '../domain/resource/resource.ts';
import type { AggregateKind, States } from '../domain/states.ts';
import type { Accounts } from './accounts.ts';
import type { LiveNote } from './bus.ts';
import type { Feeds } from './feeds.ts';
import type { PushDevices } from './push-devices.ts';
import type { Upkeep } from './upkeep.ts';
import type { ChatFiles } from './chat-files.ts';
import type { ChatMemory, Leases } from './chat-memory.ts';
import type { ChatReader, ChatWriter } from './chat-history.ts';

/** What bots and read skills may ask. Everything outward takes a viewer, and the filter is in the query. */
export interface StoreReader {
  /** State of one aggregate; null when it never was. Inside a lane, its own key is seen with what was just decided. */
  state<K extends AggregateKind>(kind: K, id: string): Promise<States[K] | null>;
  /** What people configure, as it is now. */
  resources(): Resources;
  /** The same with today's covers, stands and agreed swaps laid over the schedules, and proven links among people's chat ids: ask this, and
   *  nothing else, who is on call and who is who in a chat. */
  duty(): Resources;
  /** What is laid over each schedule, by its name. */
  rotas(): ReadonlyMap<string, Rota>;
  /** What a schedule said when, oldest first. */
  scheduleHistory(name: string): Promise<Edition[]>;

  incidents(query: IncidentQuery, viewer: Viewer): Promise<Incident[]>;
  /** By full number, or by its short end: open incidents, and only where none of them ends so, those that ended within seven days. */
  incidentsEnding(number: string, viewer: Viewer): Promise<Incident[]>;
  /** The incident whose room a conversation of a chat is, or was. */
  incidentIn(adapter: string, ref: string): Promise<string | null>;
  timeline(incident: string): Promise<StoredFact[]>;
  pagesOf(about: { incident?: string; group?: string }): Promise<Page[]>;
  /** Pages of this person that are not over, the oldest first. */
  livePages(person: string): Promise<Page[]>;
  /** Whether a browser of theirs is registered for push. */
  hasBrowser(person: string): Promise<boolean>;
  /** Those of them that ring. */
  ringing(person: string): Promise<Page[]>;

  signals(query: SignalQuery): Promise<StoredSignal[]>;
  signal(fingerprint: string): Promise<StoredSignal | null>;
  /** Counts of a group's signals: what turned after it was last told of is new, what resolved before it opened does not count. */
  groupCounts(group: string, since: { readonly toldAt: number; readonly openedAt: number }): Promise<GroupCounts>;
  /** The firing alerts that inhibit others under these keys. */
  inhibitors(keys: readonly string[]): Promise<Inhibitor[]>;
  groups(query: { open: boolean }): Promise<Group[]>;
  /** All that have not ended `keptMs` ago. */
  silences(endedAfter: number): Promise<Silence[]>;
  /** Views of the alerts that this person may choose from: their own, and those shared with everybody. */
  views(person: string | null): Promise<SavedView[]>;

  readonly chat: ChatReader;
  /** The kept notes after a place in the live log, oldest first. */
  liveSince(after: number, limit: number): Promise<LiveNote[]>;
  lastSeq(): Promise<number>;
  lastSeen(): Promise<Record<string, number>>;
}

export interface IncidentQuery {
  readonly progress?: readonly Progress[];
  readonly limit: number;
  /** Exclusive: numbers below this one. */
  readonly before?: string;
}

export interface SignalQuery {
  readonly state?: 'firing' | 'resolved';
  readonly group?: string;
  /** Ends, or ended, after this. */
  readonly endsAfter?: number;
  readonly limit: number;
  /** In the order of fingerprints (the order when none is given): those beyond this one. */
  readonly after?: string;
  /** Those that turned last come first; needs a state. */
  readonly order?: 'newest';
  /** In the order of the newest: those that come after this place. */
  readonly before?: SignalPlace;
}

/** Where a signal stands among the newest. */
export interface SignalPlace {
  readonly turnedAt: number;
  readonly fingerprint: string;
}

/** A line of the story. */
export interface StoredFact {
  readonly seq: number;
  readonly type: string;
  readonly key: Key;
  readonly at: number;
  readonly by: Actor;
  readonly via: Via;
  readonly data: unknown;
}

/** What a lane's turn leaves behind; all of it in one commit. */
export interface LaneCommit {
  readonly key: Key;
  /** From `claimLane`. */
  readonly fence: number;
  readonly handled: readonly { id: string; reply: Reply | null }[];
  /** Listeners that threw: retried alone, until `retryAt` is null. `fact` is given where what they heard was a fact of this very turn. */
  readonly parked: readonly { event: string; listener: string; error: string; retryAt: number | null; fact?: Event }[];
  /** Parked ones that came through at last. */
  readonly unparked: readonly { event: string; listener: string }[];
  readonly facts: readonly (Event & { incident: string | null })[];
  readonly state: { kind: AggregateKind; id: string; state: unknown } | null;
  readonly timers: readonly StoredTimer[];
  readonly timersGone: readonly { key: Key; name: string }[];
  readonly tell: readonly Draft[];
  readonly effects: readonly StoredEffect[];
  readonly audit: readonly AuditRow[];
  readonly live: readonly Omit<LiveNote, 'seq'>[];
}

export interface AuditRow {
  readonly at: number;
  readonly by: Actor;
  readonly via: Via;
  readonly what: string;
  readonly outcome: string;
  readonly data: unknown;
  /** What it is about, where that is an incident. */
  readonly incident?: string | null;
}

export interface StoredTimer {
  readonly key: Key;
  readonly name: string;
  readonly at: number;
  readonly event: { readonly type: string; readonly data: unknown };
}

export interface StoredEffect {
  /** `<event>/<listener>/<n>` */
  readonly id: string;
  readonly key: Key;
  readonly effect: Effect;
  readonly attempts: number;
  /** True when an earlier process may have made the call. */
  readonly unsure: boolean;
  readonly nextAt: number;
}

/** What a file says is changed in the file. */
export class ManagedByFile extends Error {
  constructor({ kind, name, origin }: Pick<Resource, 'kind' | 'name' | 'origin'>) {
    super(`${kind} "${name}" is written in ${origin?.file ?? 'a file'}:${origin?.line ?? 1}; change it there.`);
    this.name = 'ManagedByFile';
  }
}

/** Somebody else has changed it since it was read. */
export class ChangedMeanwhile extends Error {
  readonly at: Pick<Resource, 'kind' | 'name'>;

  constructor({ kind, name }: Pick<Resource, 'kind' | 'name'>) {
    super(`${kind} "${name}" was changed meanwhile.`);
    this.name = 'ChangedMeanwhile';
    this.at = { kind, name };
  }
}

/** What came of a lane's commit. */
export interface Committed {
  readonly told: Event[];
  readonly live: LiveNote[];
  /** Its effects; unsure where they took the place of one that may have been done. */
  readonly effects: readonly StoredEffect[];
}

/** One writer gathers everything that is ready into one commit; each piece has a savepoint of its own. All promises resolve once durable. */
export interface StoreWriter {
  /** Stores events once. Answers each with the lane it was given, or null where its id was known (with the reply it got, if it has one). */
  accept(drafts: readonly Draft[]): Promise<Accepted[]>;
  /** Throws LaneLost when another process holds the lane now: nothing was written. */
  commitLane(commit: LaneCommit): Promise<Committed>;
  /** Merges signals in bulk and accepts what changed, one event or alarm a group. */
  intake(delivery: Delivery, settle: Settle): Promise<Taken>;
  /** An effect is over or to be tried again; its echo is accepted in the same commit. */
  settleEffect(id: string, outcome: EffectOutcome): Promise<Event[]>;
  fireTimers(due: readonly StoredTimer[]): Promise<Event[]>;
  /** Makes these all that the files say. What was made at the console stays, unless a file has taken its kind and name. */
  saveResources(fromFiles: readonly Resource[]): Promise<void>;
  /** Keeps what was made or changed at the console, all or nothing. Throws ManagedByFile for what a file says, and ChangedMeanwhile where it is
   *  not at the version that `bases` gives for `<kind>/<name>` (0: it was not there). */
  keepResources(made: readonly Resource[], audit: AuditRow, bases?: ReadonlyMap<string, number>): Promise<void>;
  /** Takes away what was made at the console; answers whether it was there. Throws ManagedByFile for what a file says. */
  dropResource(at: Pick<Resource, 'kind' | 'name'>, audit: AuditRow): Promise<boolean>;
  /** Action tokens: the payload stays here. */
  mintTokens(tokens: readonly ActionToken[]): Promise<void>;
  rememberCard(slot: string, ref: { conv: string; msg: string }): Promise<void>;
  /** Finds anew what each firing alert inhibits, after the rules changed; answers false when there are none. */
  rekeyInhibitors(rules: readonly InhibitRule[]): Promise<boolean>;
  noteSeen(integration: string, at: number): Promise<void>;
  /** A door for alerts refused what came; `status` is HTTP’s. */
  noteRefused(integration: string, at: number, status: number): Promise<void>;
  /** Keeps a note for those who come back, and gives it its place. */
  keepLive(notes: readonly Omit<LiveNote, 'seq'>[]): Promise<LiveNote[]>;
  /** Takes the lane for this process; null when another holds it. One process on SQLite always gets it. */
  claimLane(key: Key): Promise<number | null>;
  /** Effects whose holder is gone, now this process's. */
  claimEffects(): Promise<StoredEffect[]>;
  /** Waiting events that no live process seems to have in hand. */
  strayEvents(): Promise<Event[]>;
  /** Timers that are overdue: whoever had them in hand is gone. */
  strayTimers(): Promise<StoredTimer[]>;
}

export interface Accepted {
  readonly id: string;
  /** null: known already. */
  readonly event: Event | null;
  readonly reply: Reply | null;
}

/** What came of a delivery, or of several at once: then the first has it all. */
export interface Taken {
  readonly events: readonly Event[];
  readonly timers: readonly StoredTimer[];
}

export interface Delivery {
  readonly signals: readonly Signal[];
  /** Its source left some out: how many, and how to ask for them. */
  readonly cut?: Cut;
}

/** Decides, inside the gathered commit, what the heard signals mean: rows to write and the events they make. Pure. */
export type Settle = (known: ReadonlyMap<string, StoredSignal>, deliveries: readonly Delivery[]) => Settled;

export type EffectOutcome =
  | { readonly state: 'done'; readonly echo: readonly Draft[] }
  /** `isRefused`: it has certainly not been done, and is no try that counts. `isGivenUp`: whichever process claims it next has it; `isUnsure`
   *  that an earlier try may have taken effect. */
  | {
      readonly state: 'again';
      readonly at: number;
      readonly error: string;
      readonly isRefused?: true;
      readonly isGivenUp?: { readonly isUnsure: boolean };
    }
  | { readonly state: 'dropped' | 'failed'; readonly error: string; readonly echo: readonly Draft[] };

export interface ActionToken {
  readonly token: string;
  readonly skill: string;
  readonly input: unknown;
  readonly expiresAt: number;
  /** Opens the skill's form instead of calling it. */
  readonly form: boolean;
}

export interface Store extends StoreReader, StoreWriter {
  readonly access: Accounts;
  readonly feeds: Feeds;
  readonly chat: ChatReader & ChatWriter;
  readonly files: ChatFiles;
  readonly push: PushDevices;
  readonly upkeep: Upkeep;
  readonly leases: Leases;
  /** Of the chat of that name. */
  memoryOf(chat: string): ChatMemory;
  /** Work left by an earlier life of this process. */
  unfinished(): Promise<{
    events: Event[];
    effects: StoredEffect[];
    timers: StoredTimer[];
    parked: { event: Event; listener: string; attempts: number }[];
  }>;
  /** The reply an event got, once it is decided; by whichever process. */
  replyTo(event: string): Promise<Reply | null>;
  /** The effect of this slot that is not over yet. */
  waiting(slot: string): Promise<Effect | null>;
  card(slot: string): Promise<{ conv: string; msg: string } | null>;
  actionToken(token: string): Promise<ActionToken | null>;
  /** Takes over what other processes have configured or changed in rotas; asked every second. Answers whether there was anything. */
  look(): Promise<boolean>;
  /** The signals whose end has passed while they fire, oldest first. */
  lapsed(now: number, limit: number): Promise<StoredSignal[]>;
  /** Deletes what is past its keeping time, in small batches; answers how many rows went. */
  prune(now: number): Promise<number>;
  close(): Promise<void>;
}
