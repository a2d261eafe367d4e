import type { Viewer } from '../domain/access/viewer.ts';
import { isRefusal, type Refusal } from '../domain/event/reply.ts';
import { nameOf } from '../domain/firm/of-firm.ts';
import { catchUpOf, type CatchUp } from '../domain/incident/catch-up.ts';
import type { Lang } from '../domain/text/lang.ts';
import { findIncident } from './find-incident.ts';
import type { StoreReader } from './store.ts';

/** What a viewer who comes late needs to know of an incident, in their language. What they may not see is not there. */
export async function catchUpFor(
  said: string,
  { store, viewer, lang, now }: { store: StoreReader; viewer: Viewer; lang: Lang; now: number },
): Promise<CatchUp | Refusal> {
  const incident = await findIncident(said, { store, viewer });
  if (isRefusal(incident)) return incident;
  const { person } = viewer;
  const [facts, live] = await Promise.all([
    store.timeline(incident.number),
    person === null ? Promise.resolve([]) : store.livePages(person),
  ]);
  const isCalled = live.some(({ about, state }) => about.incident === incident.number && state !== 'acked');
  const resources = store.resources();
  return catchUpOf(incident, { facts, now, person, isCalled }, { lang, name: (p) => nameOf(resources, p) });
}
