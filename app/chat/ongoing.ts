import type { Viewer } from '../../domain/access/viewer.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { progressesOf } from '../../domain/incident/narrow.ts';
import type { Skill } from '../../ports/skill.ts';
import type { StoreReader } from '../../ports/store.ts';

const mostIncidents = 20;

/** The incidents that are not over, the newest first. */
export const ongoing = (store: StoreReader, viewer: Viewer): Promise<Incident[]> =>
  store.incidents({ progress: progressesOf('ongoing'), limit: mostIncidents }, viewer);

/** Whether a question waits only for the incident that it is about. */
export function isAboutSomeIncident(skill: Skill | undefined, input: Readonly<Record<string, unknown>>): boolean {
  return skill?.kind === 'read' && input['incident'] === undefined && skill.input.safeParse({ ...input, incident: 'any' }).success;
}
