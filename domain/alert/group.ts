import type { Remark } from '../incident/incident.ts';
import type { Severity } from '../incident/severity.ts';
import type { Labels } from './fingerprint.ts';
import { keptOvers } from './flap.ts';
import type { NotifyReason } from './notify.ts';
import type { Tie } from './storm.ts';

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
  readonly acked: { readonly person: string; readonly at: number } | null;
  /** The incident it belongs to, while that is not closed. */
  readonly incident: string | null;
  /** Whether an escalation was started for the group itself (a route that pages but declares nothing). */
  readonly pages: boolean;
  /** Whether its channel has its card. What waits to call somebody, or went under in a storm, has none. */
  readonly isShown: boolean;
  /** What it has in common with the storm that took it in. */
  readonly storm: Tie | null;
  /** When it was over, the last few times: what turns again and again flaps. */
  readonly overs: readonly number[];
  /** What was noted before it had an incident to tell it to. */
  readonly remarks: readonly Remark[];
  /** When something was noted last; null: never. */
  readonly notedAt: number | null;
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
  /** `isShown`: its channel has its card from here on. */
  'group.notified': { reason: NotifyReason; firing: number; resolved: number; isShown: boolean };
  /** It may call whom it wants to, and is no part of a storm. */
  'group.admitted': Record<string, never>;
  'group.acked': { person: string };
  'group.linked': { incident: string; storm?: Tie };
  'group.unlinked': { incident: string };
  /** One of a storm that calls nobody: one card stands for all of it. */
  'group.hushed': { storm: Tie };
  'group.paged': { policy: string; severity: Severity };
  'group.closed': Record<string, never>;
  /** Something about a delivery that people must know. */
  'group.noted': Remark;
}

/** What a group hears besides its own facts. */
export interface GroupEvents {
  /** Signals of this group turned; told by the intake, at most once per commit and group. */
  'signals.changed': Changed;
  'group.due': Record<string, never>;
  /** It has been calm long enough since it last seemed to be over. */
  'group.calm': Record<string, never>;
  /** Something began, changed or ended that may keep some of its signals quiet. */
  'group.look': Record<string, unknown>;
  /** It is let through: its card may be shown, and `pages` says what was started for it. */
  'group.let-through': { pages: { policy: string; severity: Severity } | null };
  /** It went under in a storm. */
  'group.taken-in': { incident: string; storm: Tie };
  /** It is one of a storm that calls nobody. */
  'group.passed-over': { storm: Tie };
  /** Its source was asked for what it had left out. */
  'rest.heard': { count: number; heard: number };
  /** Its incident was declared, or is over; `missed` when alerts that fired anew reached it only then. */
  'group.incident': { incident: string; open: boolean; missed?: true };
}

export interface Changed {
  readonly route: string;
  readonly labels: Labels;
  readonly changed: readonly { fingerprint: string; change: string }[];
  readonly count: number;
  /** Signals that came too late to count. */
  readonly overtaken?: readonly string[];
  /** How far in the future the latest start lies, where one does: the clock of its source is ahead. */
  readonly aheadMs?: number;
  readonly cut?: Cut;
}

type GroupFact = { [K in keyof GroupFacts]: { type: K; data: GroupFacts[K]; at: number } }[keyof GroupFacts];

/** The group after a fact; the first must be `group.opened`, which also opens a closed one anew. */
export function applyGroup(state: Group | null, fact: GroupFact, id: string): Group {
  if (fact.type === 'group.opened') return opened(state, fact, id);
  if (!state) throw new Error(`group ${id}: ${fact.type} before group.opened`);
  return { ...state, ...change(state, fact) };
}

const opened = (before: Group | null, { data, at }: GroupFact & { type: 'group.opened' }, id: string): Group => ({
  id,
  route: data.route,
  labels: data.labels,
  openedAt: at,
  open: true,
  notified: null,
  acked: null,
  incident: before?.incident ?? null,
  pages: false,
  isShown: before?.isShown ?? false,
  storm: before?.incident ? before.storm : null,
  overs: before?.overs ?? [],
  remarks: before?.remarks ?? [],
  notedAt: before?.notedAt ?? null,
});

function change(group: Group, fact: GroupFact): Partial<Group> {
  switch (fact.type) {
    case 'group.notified': {
      const { reason, firing, isShown } = fact.data;
      const isOver = reason === 'all-alerts-resolved';
      return {
        notified: { at: fact.at, reason, firing },
        isShown: group.isShown || isShown,
        ...(isOver ? { overs: [...group.overs, fact.at].slice(-keptOvers) } : {}),
      };
    }
    case 'group.admitted':
      return { isShown: true };
    case 'group.acked':
      return { acked: { person: fact.data.person, at: fact.at } };
    case 'group.linked':
      return { incident: fact.data.incident, storm: fact.data.storm ?? group.storm, remarks: [] };
    case 'group.noted':
      return { notedAt: fact.at, ...(group.incident ? {} : { remarks: [...group.remarks, fact.data].slice(-keptRemarks) }) };
    case 'group.hushed':
      return { storm: fact.data.storm };
    case 'group.unlinked':
      return { incident: null, acked: null };
    case 'group.paged':
      return { pages: true };
    case 'group.closed':
      return { open: false };
    default:
      return {};
  }
}

/** A new group, before its first fact. */
export const unopened = (id: string, route: string, labels: Labels, at: number): Group =>
  opened(null, { type: 'group.opened', data: { route, labels }, at }, id);

const keptRemarks = 5;

/** Stable id of a group: 16 hex digits would hide which route it is, so both are told apart by the route path. */
export const groupId = (route: string, labelsHash: string): string => `${route}~${labelsHash}`;

/** Fingerprints named in one event; the rest are only counted, for a storm must not become a storm of bytes. */
export const namedAtMost = 50;

/** Two deliveries' changes as one: what a group decides depends on how things stand, not on how often it was told. */
export const foldChanges = (before: Changed, next: Changed): Changed => ({
  route: before.route,
  labels: Object.keys(before.labels).length > 0 ? before.labels : next.labels,
  changed: [...before.changed, ...next.changed].slice(0, namedAtMost),
  count: before.count + next.count,
  ...((before.overtaken ?? next.overtaken)
    ? { overtaken: [...(before.overtaken ?? []), ...(next.overtaken ?? [])].slice(0, namedAtMost) }
    : {}),
  ...(before.cut || next.cut ? { cut: cutOf(before.cut, next.cut) } : {}),
  ...(before.aheadMs || next.aheadMs ? { aheadMs: Math.max(before.aheadMs ?? 0, next.aheadMs ?? 0) } : {}),
});

/** Of two that were cut the later counts what it left out now. */
const cutOf = (before: Cut | undefined, next: Cut | undefined): Cut => (next ?? before) as Cut;
