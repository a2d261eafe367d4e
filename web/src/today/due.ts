import type { IncidentSummary, Silence } from '../../api.d.ts';
import type { Roster } from '../oncall/roster.ts';

export type Due =
  | { kind: 'unheard' | 'leaderless'; number: string; title: string; at: number }
  | { kind: 'silence'; id: string; what: string; at: number }
  | { kind: 'gap'; schedule: string; at: number };

const graceMs = 5 * 60_000;
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

type Known = { incidents: IncidentSummary[]; silences: Silence[]; roster: Roster | null; now: number };

/** What somebody must see to: incidents that nobody has or leads after five minutes, gaps on call within a day, silences that end within the hour. */
export function dueOf({ incidents, silences, roster, now }: Known): Due[] {
  return [
    ...incidents.flatMap((incident) => ofIncident(incident, now)),
    ...gapsOf(roster, now),
    ...silences.flatMap((s) => ofSilence(s, now)),
  ];
}

function ofIncident({ number, title, progress, roles, declaredAt }: IncidentSummary, now: number): Due[] {
  const at = Date.parse(declaredAt);
  if (now - at <= graceMs) return [];
  if (progress === 'open') return [{ kind: 'unheard', number, title, at }];
  return roles.commander === undefined ? [{ kind: 'leaderless', number, title, at }] : [];
}

const gapsOf = (roster: Roster | null, now: number): Due[] =>
  (roster?.schedules ?? []).flatMap(({ displayName, gaps }) => {
    const first = gaps.find((gap) => Date.parse(gap.end) > now && Date.parse(gap.start) < now + dayMs);
    return first ? [{ kind: 'gap' as const, schedule: displayName, at: Date.parse(first.start) }] : [];
  });

function ofSilence({ id, state, system, matchers, endsAt }: Silence, now: number): Due[] {
  const at = Date.parse(endsAt);
  return state === 'active' && at > now && at - now <= hourMs ? [{ kind: 'silence', id, what: system ?? matchers.join(', '), at }] : [];
}
