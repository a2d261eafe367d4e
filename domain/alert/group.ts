import type { Severity } from '../incident/severity.ts';
import type { Labels } from './fingerprint.ts';
import type { NotifyReason } from './notify.ts';

/** Signals that one route groups together: what people are notified of. */
export interface Group {
  readonly id: string;
  /** Path of the route node it belongs to. */
  readonly route: string;
  readonly labels: Labels;
  readonly openedAt: number;
  readonly open: boolean;
  /** The last notification that was decided. */
  readonly notified: { readonly at: number; readonly reason: NotifyReason; readonly firing: number } | null;
  /** When it was last told to be over, however often it opened since: what flaps is not told of each time. Absent: never. */
  readonly overAt?: number;
  readonly acked: { readonly person: string; readonly at: number } | null;
  /** The incident it belongs to, while that is not closed. */
  readonly incident: string | null;
  /** Whether an escalation was started for the group itself (a route that pages but declares nothing). */
  readonly pages: boolean;
}

/** A delivery that its source cut short. */
export interface Cut {
  readonly integration: string;
  /** Alerts that were left out. */
  readonly count: number;
  /** Labels that all of its alerts carry, to ask for the rest by. */
  readonly labels: Labels;
}

/** What can happen to a group. */
export interface GroupFacts {
  'group.opened': { route: string; labels: Labels };
  'group.notified': { reason: NotifyReason; firing: number; resolved: number };
  'group.acked': { person: string };
  'group.linked': { incident: string };
  'group.unlinked': { incident: string };
  'group.paged': { policy: string; severity: Severity };
  'group.closed': Record<string, never>;
}

/** What a group hears besides its own facts. */
export interface GroupEvents {
  /** Signals of this group turned; told by the intake, at most once per commit and group. */
  'signals.changed': { route: string; labels: Labels; changed: readonly { fingerprint: string; change: string }[]; count: number };
  'group.due': Record<string, never>;
  /** A silence began, changed or ended that matches some of its signals. */
  'group.look': { silence: string };
  /** Its incident was declared, or is over; `missed` when alerts that fired anew reached it only then. */
  'group.incident': { incident: string; open: boolean; missed?: true };
}

type GroupFact = { [K in keyof GroupFacts]: { type: K; data: GroupFacts[K]; at: number } }[keyof GroupFacts];

/** The group after a fact; the first must be `group.opened`, which also opens a closed one anew. */
export function applyGroup(state: Group | null, fact: GroupFact, id: string): Group {
  if (fact.type === 'group.opened') {
    return {
      id,
      route: fact.data.route,
      labels: fact.data.labels,
      openedAt: fact.at,
      open: true,
      notified: null,
      acked: null,
      incident: state?.incident ?? null,
      pages: false,
      ...(state?.overAt === undefined ? {} : { overAt: state.overAt }),
    };
  }
  if (!state) throw new Error(`group ${id}: ${fact.type} before group.opened`);
  switch (fact.type) {
    case 'group.notified':
      return {
        ...state,
        notified: { at: fact.at, ...told(fact.data) },
        ...(fact.data.reason === 'all-alerts-resolved' ? { overAt: fact.at } : {}),
      };
    case 'group.acked':
      return { ...state, acked: { person: fact.data.person, at: fact.at } };
    case 'group.linked':
      return { ...state, incident: fact.data.incident };
    case 'group.unlinked':
      return { ...state, incident: null, acked: null };
    case 'group.paged':
      return { ...state, pages: true };
    case 'group.closed':
      return { ...state, open: false };
  }
}

const told = ({ reason, firing }: GroupFacts['group.notified']): Omit<NonNullable<Group['notified']>, 'at'> => ({ reason, firing });

/** Stable id of a group: 16 hex digits would hide which route it is, so both are told apart by the route path. */
export const groupId = (route: string, labelsHash: string): string => `${route}~${labelsHash}`;

type Changed = GroupEvents['signals.changed'];
/** Fingerprints named in one event; the rest are only counted, for a storm must not become a storm of bytes. */
export const namedAtMost = 50;

/** Two deliveries' changes as one: what a group decides depends on how things stand, not on how often it was told. */
export const foldChanges = (before: Changed, next: Changed): Changed => ({
  route: before.route,
  labels: Object.keys(before.labels).length > 0 ? before.labels : next.labels,
  changed: [...before.changed, ...next.changed].slice(0, namedAtMost),
  count: before.count + next.count,
});
