import type { TimelineLine } from '../../api.d.ts';

export const storyFilters = ['all', 'people', 'bots', 'calls', 'alerts', 'notes'] as const;
export type StoryFilter = (typeof storyFilters)[number];

// Kinds are the server's own words and will grow: what is not known here is the bots' doing, or somebody's, by who is named.
function kindOf({ kind, person }: TimelineLine): Exclude<StoryFilter, 'all'> {
  if (kind === 'incident.noted') return 'notes';
  if (/^(page|call|people\.called)/.test(kind)) return 'calls';
  if (/^(alerts|storm)\.|^incident\.grouped/.test(kind)) return 'alerts';
  return person === undefined ? 'bots' : 'people';
}

export const isShown = (line: TimelineLine, filter: StoryFilter): boolean => filter === 'all' || kindOf(line) === filter;

export function toneOf(kind: string): string {
  if (/declared|reopened|fired|firing|failed|unanswered/.test(kind)) return 'alarm';
  if (/resolved|recovered|acked|mitigated|closed/.test(kind)) return 'good';
  if (/reclassified|severity|assign|handed|impacted/.test(kind)) return 'warn';
  if (/note/.test(kind)) return 'note';
  return 'quiet';
}

/** Each line with what it is known by while the story grows: a note that is told later may stand in the middle of it, and moves nobody's line. */
export function keyed(lines: readonly TimelineLine[]): { line: TimelineLine; key: string }[] {
  const known = new Map<string, number>();
  return lines.map((line) => {
    const name = line.note ? `note ${line.note.number}` : `${line.at} ${line.kind} ${line.person ?? ''}`;
    const n = known.get(name) ?? 0;
    known.set(name, n + 1);
    return { line, key: `${name} ${n}` };
  });
}
