import { z } from 'zod';
import { isOpen, progresses, type Incident, type Progress } from './incident.ts';
import { Severity } from './severity.ts';

/** What a list of incidents is narrowed to. `ongoing`: not over; `current`: not closed; `mine`: those I was called into, lead or acknowledged. */
export const IncidentFilter = z.object({
  progress: z.enum([...progresses, 'ongoing', 'current', 'all']).optional(),
  severity: Severity.optional(),
  mine: z.stringbool().or(z.boolean()).optional(),
  text: z.string().max(200).optional(),
});
export type IncidentFilter = z.output<typeof IncidentFilter>;

export function progressesOf(progress: NonNullable<IncidentFilter['progress']>): readonly Progress[] {
  if (progress === 'all') return progresses;
  if (progress === 'ongoing') return progresses.filter((each) => isOpen({ progress: each }));
  return progress === 'current' ? progresses.filter((each) => each !== 'closed') : [progress];
}

/** Whether an incident is one of those asked for by `person`; every word of the text must occur. */
export function narrowedTo({ severity, mine, text }: IncidentFilter, person: string | null): (incident: Incident) => boolean {
  const words = (text ?? '').toLowerCase().split(/\s+/u).filter(Boolean);
  return (i) => {
    if (severity !== undefined && i.severity !== severity) return false;
    if (mine && (person === null || !isOf(i, person))) return false;
    const said = `${i.number} ${i.title} ${i.system ?? ''} ${i.severity}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
}

const isOf = (i: Incident, person: string): boolean =>
  i.people.includes(person) || i.acknowledgedBy === person || Object.values(i.roles).includes(person);
