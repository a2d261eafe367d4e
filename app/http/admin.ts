import type { FastifyInstance } from 'fastify';
import type { ConfigError } from '../../config/config-error.ts';
import { kinds } from '../../domain/resource/kinds.ts';
import { permits } from '../../domain/access/viewer.ts';
import { onCallAt, Roster } from '../../domain/oncall/on-call.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';
import { offsetInstantOf } from '../../domain/time/wall.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { SourceAdapter, SourceSetup } from '../../ports/source.ts';
import { BadRequest } from './body.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

export interface ConfigState {
  readonly directory: string | null;
  readonly loadedAt: number;
  readonly errors: readonly ConfigError[];
}

interface AdminParts extends SurfaceParts {
  readonly config: () => ConfigState;
  readonly sources: ReadonlyMap<string, SourceAdapter>;
  readonly origin: () => string;
  readonly schema: () => unknown;
}

/** What an admin looks at: the configuration with its errors, the integrations with the command to paste. */
export function adminRoutes(app: FastifyInstance, parts: AdminParts): void {
  const { store, config } = parts;
  app.get('/api/v1/config', async (request) => {
    await callerOf(request, parts);
    const { directory, loadedAt, errors } = config();
    const resources = Object.fromEntries(
      Object.keys(kinds).map((kind) => [kind, store.resources().all(kind as keyof typeof kinds).length]),
    );
    return { directory, loadedAt: rfc3339(loadedAt), resources, errors };
  });
  app.get('/schema/tocsin.v1.json', async (request) => {
    await callerOf(request, parts);
    return parts.schema();
  });
  app.get('/api/v1/integrations', async (request) => {
    const { viewer } = await callerOf(request, parts);
    const seen = await store.lastSeen();
    return {
      integrations: integrations(parts, permits(viewer.roles, 'operator')).map((i) => ({
        ...i,
        lastSeenAt: rfc3339(seen[i.name] ?? null),
      })),
    };
  });
  app.post<{ Body: { schedule?: unknown; instants?: unknown } }>('/api/v1/oncall/preview', async (request) => {
    await callerOf(request, parts);
    return preview(request.body);
  });
}

/** The doors for alerts, each with the command to paste. A key is shown only to those who may hand it on. */
function integrations(
  { store, sources, origin }: AdminParts,
  mayShowKeys: boolean,
): { name: string; source: string; url: string; steps: SourceSetup['steps']; curl: string }[] {
  const url = `${origin()}/api/v2/alerts`;
  const alert = '[{"labels":{"alertname":"HelloTocsin","severity":"warning"},"annotations":{"summary":"A first alert"}}]';
  const prometheus = {
    name: 'prometheus',
    source: 'alertmanager-api',
    url,
    steps: {
      en: [`In prometheus.yml:\n${scrape(origin())}`, 'Reload Prometheus. amtool works too: amtool --alertmanager.url=' + origin()],
      zh: [`在 prometheus.yml 中：\n${scrape(origin())}`, '重新加载 Prometheus。amtool 同样可用：amtool --alertmanager.url=' + origin()],
    },
    curl: `curl -H 'content-type: application/json' -d '${alert}' ${url}`,
  };
  const configured = store
    .resources()
    .all('integration')
    .map(({ name, spec }) => {
      const key = mayShowKeys ? spec.key : '…';
      const hook = `${origin()}/hooks/${name}/${key}`;
      const setup = sources.get(spec.source)?.setup({ url: hook, origin: origin(), key, mapping: spec.mapping });
      return { name, source: spec.source, url: hook, steps: setup?.steps ?? { zh: [], en: [] }, curl: setup?.curl ?? '' };
    });
  return [prometheus, ...configured];
}

const scrape = (origin: string): string =>
  ['alerting:', '  alertmanagers:', '    - static_configs:', `        - targets: ['${origin.replace(/^https?:\/\//u, '')}']`].join('\n');

/** Who would be on call at each instant. The same function that pages people. */
function preview(body: { schedule?: unknown; instants?: unknown } | undefined): object {
  const schedule = Schedule.safeParse(body?.schedule);
  if (!schedule.success) throw new BadRequest(schedule.error.issues.map((i) => `schedule.${i.path.join('.')}: ${i.message}`).join('; '));
  const instants = body?.instants;
  if (!Array.isArray(instants) || instants.length > 10_000)
    throw new BadRequest('instants: give a list of times such as 2026-11-23T09:00:00+08:00, at most 10,000.');
  const roster = new Roster(schedule.data);
  return {
    instants: instants.map((said: unknown, i) => {
      const at = typeof said === 'string' ? offsetInstantOf(said) : null;
      if (at === null)
        throw new BadRequest(`instants.${i}: ${JSON.stringify(said).slice(0, 100)} is not a time. Write it as 2026-11-23T09:00:00+08:00.`);
      return {
        at: said,
        onCall: onCallAt(roster, at).map((o) => ({ person: o.person, start: rfc3339(o.start), end: rfc3339(o.end) })),
      };
    }),
  };
}
