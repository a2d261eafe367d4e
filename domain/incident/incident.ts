import type { Tie } from '../alert/storm.ts';
import type { Actor } from '../event/event.ts';
import type { Lapse } from '../escalation/escalation.ts';
import type { KeptNote, NoteEvents, Noted, NoteFacts } from './note.ts';
import type { TalkEvents } from './talk.ts';
import type { Severity } from './severity.ts';

export const progresses = ['open', 'acknowledged', 'mitigated', 'resolved', 'closed'] as const;
/** How far its handling is. */
export type Progress = (typeof progresses)[number];
/** Whether the alerts behind it still fire: the second axis, independent of progress. */
export type AlertState = 'firing' | 'recovered' | 'none';
export const incidentRoles = ['commander', 'communications', 'operations', 'scribe'] as const;
export type IncidentRole = (typeof incidentRoles)[number];

export const roomStates = ['opening', 'open', 'failed', 'archived', 'lost'] as const;
/** Why we cannot write into a room that is there. */
export type RoomLoss = 'archived' | 'without-us';
/** `archived`: it can be read, and nobody writes there any more. */
export type RoomState = (typeof roomStates)[number];

/** A room on one chat platform. */
export interface Room {
  readonly adapter: string;
  readonly state: RoomState;
  /** The platform's own id. */
  readonly ref: string | null;
  readonly url: string | null;
  readonly because: string | null;
  /** We write into it and hear nothing of it: what can be pressed is shown to its people, each for themselves. */
  readonly isOneWay?: true;
  /** It could not be opened at first: until then its people had the card to themselves. */
  readonly isLate?: true;
  /** People made it and said what it is for; they bring each other in. */
  readonly isBound?: true;
  /** Who is in it as far as we brought them in, and who could not be. */
  readonly members: readonly string[];
  readonly missing: readonly { readonly person: string; readonly because: string }[];
  /** Those whose place it took, as the chat would not open them again; oldest first. What was stored before there were any has none. */
  readonly former?: readonly { readonly ref: string | null; readonly url: string | null; readonly because: string }[];
}

export interface Incident {
  /** `INC-20261122-003` */
  readonly number: string;
  readonly title: string;
  readonly severity: Severity;
  readonly progress: Progress;
  readonly alertState: AlertState;
  readonly private: boolean;
  readonly system: string | null;
  /** What it means for the business, in the words of the people who handle it. */
  readonly impact: string | null;
  readonly cause: string | null;
  /** Who was called at the declaration or joined since; they may see it when it is private. */
  readonly people: readonly string[];
  readonly roles: Readonly<Partial<Record<IncidentRole, string>>>;
  readonly rooms: readonly Room[];
  /** Alert groups that belong to it, each with how many of its signals fire. */
  readonly groups: Readonly<Record<string, number>>;
  /** The storm it took in: what its groups have in common, and how many came so. */
  readonly storm: { readonly tie: Tie; readonly groups: number } | null;
  /** The notes of its story, the first being number 1; what was stored before they could change has none. */
  readonly notes?: readonly KeptNote[];
  readonly declaredBy: Actor;
  readonly declaredAt: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly recoveredAt: number | null;
  readonly resolvedAt: number | null;
}

/** What can happen to an incident; each fact is a line of its timeline. */
export interface IncidentFacts extends NoteFacts {
  'incident.declared': Declared;
  /** `has`: as it is told, where somebody else has it already and keeps it. */
  'incident.acked': { person: string; has?: string };
  /** It is nobody's any more, and people are called again. `person` had it. */
  'incident.unacked': { person: string | null; because: Lapse['because'] };
  /** They have it, and want to be called again at `until` (UTC ms), so many minutes from then. */
  'incident.snoozed': { person: string; until: number; minutes: number };
  'incident.assigned': { role: IncidentRole; person: string };
  /** A role goes from one who held it to another. */
  'incident.handed': { role: IncidentRole; from: string; person: string };
  'incident.reclassified': { severity: Severity; from: Severity };
  'incident.noted': Noted;
  /** null: there is none any more. */
  'incident.impacted': { text: string | null };
  'incident.mitigated': Record<string, never>;
  'incident.resolved': { person: string | null };
  'incident.reopened': { reason: string };
  'incident.closed': { person: string | null };
  /** Somebody would not wait for the next step; `people` are called by it. */
  'incident.escalated': { people: readonly string[] };
  /** Somebody called these into it by name. */
  'people.mustered': { people: readonly string[] };
  /** They have nothing to do with it any more, by their own word or somebody else's. */
  'people.left': { people: readonly string[] };
  'incident.grouped': { group: string; firing: number };
  'alerts.fired': { group: string; firing: number };
  'alerts.recovered': { group: string };
  /** Many groups turned at once; `firing` counts all alerts of the incident since, `before` those until then. */
  'alerts.turned': { groups: Readonly<Record<string, number>>; firing: number; before: number };
  /** Groups with `tie` in common were taken in, and call nobody for themselves. */
  'alerts.remarked': Remark;
  'storm.grew': { tie: Tie; groups: Readonly<Record<string, number>> };
  'people.called': Called;
  'call.stopped': { because: string; person: string | null };
  'call.unanswered': { people: readonly string[] };
  'people.joined': { adapter: string; joined: readonly string[]; failed: readonly { person: string; because: string }[] };
  /** Whom the platform did not show out of the room. */
  'people.stayed': { adapter: string; people: readonly string[]; because: string };
  'room.opening': { adapter: string };
  'room.opened': { adapter: string; ref: string; url: string | null; isOneWay?: true };
  /** People have given it a conversation of theirs. */
  'room.bound': { adapter: string; ref: string; person: string };
  /** They gave it to the incident `by`. */
  'room.unbound': { adapter: string; by: string };
  'room.failed': { adapter: string; because: string };
  'room.archived': { adapter: string };
  'room.unarchived': { adapter: string };
  /** Put away by hand while it is needed, or we are no longer in it. */
  'room.lost': { adapter: string; because: RoomLoss };
  'room.regained': { adapter: string };
  /** The chat does not open the archived room again: another one takes its place. `url` is the old one's. */
  'room.replaced': { adapter: string; url: string | null; because: string };
}

/** What was odd about what a source sent. `ahead`: it says that alerts began in the future. `overtaken`: alerts that fire came after the word that they are over. `cut`: the source left `count`
 *  alerts out, of which `heard` came when it was asked; null: it could not be asked, and `because` says why. */
export type Remark =
  | { readonly kind: 'ahead'; readonly minutes: number }
  | { readonly kind: 'overtaken'; readonly count: number }
  | { readonly kind: 'cut'; readonly count: number; readonly heard: number | null; readonly because?: string };

export interface Declared {
  title: string;
  severity: Severity;
  private: boolean;
  system: string | null;
  cause: string | null;
  /** Everybody called at once. */
  called: readonly string[];
  /** The policy that goes on after the first step; null when people were named. */
  policy: string | null;
  /** The alert group it was declared for. */
  group: string | null;
}

/** What a step of the escalation did; `step` -1 is the last resort. */
export interface Called {
  people: readonly string[];
  channels?: readonly string[];
  step: number;
  cycle: number;
  skipped: readonly number[];
  /** All of them must acknowledge. */
  everyone?: boolean;
}

/** What an incident hears besides its own facts. */
export interface IncidentEvents extends NoteEvents, TalkEvents {
  /** Alert groups of it turned: how many alerts of each fire. */
  'group.turned': { groups: Readonly<Record<string, number>> };
  /** Something about a delivery of one of its groups that people must know. */
  'group.remarked': Remark;
  /** Alert groups went under in it. */
  'storm.joined': { tie: Tie; groups: Readonly<Record<string, number>> };
  /** A step of its escalation called people. */
  'step.fired': Called;
  /** Its acknowledgement does not count any more. */
  'ack.lapsed': { person: string | null; because: Lapse['because'] };
  /** All steps are over and nobody acknowledged; `people` were called. */
  'call.over': { people: readonly string[] };
  /** The group that is its room in a chat has become the room of the incident `by`. */
  'room.taken': { adapter: string; ref: string; by: string };
  /** A room that could not be opened, or people that could not be added, are due another try. */
  'room.wanted': { adapter: string };
  /** Its incident has been closed for so long that the room is to be archived. */
  'room.stale': { adapter: string };
  /** It is time to look whether a room that was lost is there again. */
  'room.missed': { adapter: string };
}

export type IncidentFact = { [K in keyof IncidentFacts]: { type: K; data: IncidentFacts[K]; at: number; by: Actor } }[keyof IncidentFacts];

export const isOpen = (i: Pick<Incident, 'progress'>): boolean => i.progress !== 'resolved' && i.progress !== 'closed';
