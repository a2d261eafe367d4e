import type { FastifyInstance } from 'fastify';
import { lineDiff } from '../../config/line-diff.ts';
import { resourceYaml } from '../../config/resource-yaml.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { AuditEntry, ResourceVersion, Upkeep } from '../../ports/upkeep.ts';
import { callerWith } from './may.ts';
import type { SurfaceParts } from './surface.ts';

const mostChanges = 50;
/** A change and its line in the audit are told by the same clock, a moment apart. */
const apartMs = 2_000;

/** `GET /api/v1/config/history`: the last changes of what is configured, each with what was before and what came, by whom or from which file. */
export function historyRoutes(app: FastifyInstance, parts: SurfaceParts): void {
  const { upkeep } = parts.store;
  app.get('/api/v1/config/history', async (request) => {
    const { viewer } = await callerWith(request, parts, ['auditor']);
    const newest = await upkeep.versions({ limit: mostChanges });
    const kept = await keptOf(upkeep, viewer, newest);
    return { changes: await Promise.all(newest.map(async (v) => changeOf(v, await before(v, upkeep), kept))) };
  });
}

async function before(v: ResourceVersion, upkeep: Upkeep): Promise<ResourceVersion | null> {
  if (v.version === 1) return null;
  const all = await upkeep.versions({ of: v, limit: 100_000 });
  return all.find(({ version }) => version === v.version - 1) ?? null;
}

async function keptOf(upkeep: Upkeep, viewer: Viewer, versions: readonly ResourceVersion[]): Promise<readonly AuditEntry[]> {
  const oldest = versions.at(-1)?.at ?? 0;
  return upkeep.audit({ what: 'resource.', from: oldest - apartMs, limit: 1_000 }, viewer);
}

function changeOf(v: ResourceVersion, old: ResourceVersion | null, kept: readonly AuditEntry[]): object {
  const text = (r: ResourceVersion | null): string => (r === null || r.gone ? '' : resourceYaml(r, 'hidden'));
  const id = `${v.kind}/${v.name}`;
  const by = kept.find(
    ({ at, data }) => Math.abs(at - v.at) <= apartMs && (data as { resources?: readonly string[] }).resources?.includes(id),
  );
  return {
    kind: v.kind,
    name: v.name,
    version: v.version,
    at: rfc3339(v.at),
    gone: v.gone,
    by: by?.by ?? null,
    file: v.origin ? `${v.origin.file}:${v.origin.line}` : null,
    lines: lineDiff(text(old), text(v)),
  };
}
