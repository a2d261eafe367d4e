import type { FastifyInstance } from 'fastify';
import type { Viewer } from '../../domain/access/viewer.ts';
import { firmZone, nameOf, sharedLang } from '../../domain/firm/of-firm.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { onCallAt } from '../../domain/oncall/on-call.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

interface WallParts extends SurfaceParts {
  readonly zone: string;
  readonly version: string;
  readonly demo: boolean;
}

/** A wall is read by whoever passes: private incidents are not on it, whoever has let it in. */
const passerBy: Viewer = { person: null, roles: ['viewer'] };
/** Incidents that are drawn; of others only the number is said. */
const drawn = 5;
const mostCounted = 500;

/** `GET /api/v1/wall`: what a room must know in three seconds, in one answer. */
export function wallRoutes(app: FastifyInstance, parts: WallParts): void {
  const { store, clock } = parts;
  app.get('/api/v1/wall', async (request) => {
    await callerOf(request, parts);
    const resources = store.duty();
    const open = await store.incidents({ progress: ['open', 'acknowledged', 'mitigated'], limit: mostCounted }, passerBy);
    const incidents = open.toSorted(worstFirst).slice(0, drawn);
    return {
      now: rfc3339(clock.now()),
      version: parts.version,
      demo: parts.demo,
      firm: {
        name: resources.all('firm')[0]?.spec.displayName ?? null,
        zone: firmZone(resources, parts.zone),
        lang: sharedLang(resources),
      },
      incidents: incidents.map((i) => shown(i, resources)),
      more: open.length - incidents.length,
      duty: dutyOf(resources, clock.now()),
    };
  });
}

const worstFirst = (a: Incident, b: Incident): number => a.severity.localeCompare(b.severity) || a.declaredAt - b.declaredAt;

function shown(i: Incident, resources: Resources): object {
  const nameIn = (person: string | null | undefined) => (person ? nameOf(resources, person) : null);
  return {
    number: i.number,
    title: i.title,
    severity: i.severity,
    progress: i.progress,
    alertState: i.alertState,
    impact: i.impact ?? null,
    system: i.system === null ? null : (resources.get('system', i.system)?.spec.displayName ?? i.system),
    commander: nameIn(i.roles.commander),
    acknowledgedBy: nameIn(i.acknowledgedBy),
    declaredAt: rfc3339(i.declaredAt),
  };
}

function dutyOf(resources: Resources, now: number): object[] {
  return resources.all('schedule').map(({ name, spec }) => ({
    schedule: spec.displayName ?? name,
    people: onCallAt(spec, now).map(({ person }) => nameOf(resources, person)),
  }));
}
