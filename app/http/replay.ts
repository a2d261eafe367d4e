import type { FastifyInstance } from 'fastify';
import { labelTest } from '../../domain/alert/matcher.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { SourceAdapter } from '../../ports/source.ts';
import type { Road } from '../road/road.ts';
import { readAlerts } from './alert-intake.ts';
import { BadRequest } from './body.ts';
import { alertBodyLimit } from './server.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

interface ReplayParts extends SurfaceParts {
  readonly road: Road;
  readonly sources: ReadonlyMap<string, SourceAdapter>;
}

/** Puts a saved payload on the road once more, or with `?dryRun=1` says what it would lead to, step by step. */
export function replayRoutes(app: FastifyInstance, parts: ReplayParts): void {
  app.post<{ Querystring: { dryRun?: string; source?: string } }>('/api/v1/replay', { bodyLimit: alertBodyLimit }, async (request) => {
    await callerOf(request, parts);
    const now = parts.clock.now();
    const alerts = alertsIn(request.body, request.query.source, parts);
    const { signals, errors } = readAlerts(alerts, request.query.source ?? 'replay', now);
    if (request.query.dryRun !== '1') {
      if (signals.length > 0) await parts.road.intake({ signals });
      return { ok: true, output: { accepted: signals.length, errors } };
    }
    const known = await Promise.all(signals.map((s) => parts.store.signal(s.fingerprint)));
    const byFingerprint = new Map(known.flatMap((s) => (s ? [[s.fingerprint, s] as const] : [])));
    const { rows, events } = parts.road.settle({ signals }, byFingerprint);
    const { decisions } = await parts.road.dryRun(events, showing(parts.store, rows));
    return { ok: true, dryRun: true, output: { accepted: signals.length, errors }, decisions };
  });
}

/** The store as it would be with these signals in it. */
function showing(store: StoreReader, rows: readonly StoredSignal[]): StoreReader {
  const signals: StoreReader['signals'] = async (query) => {
    const stored = await store.signals({ ...query, limit: mostShown });
    const all = new Map(
      [...stored, ...rows.filter((r) => query.group === undefined || r.group === query.group)].map((s) => [s.fingerprint, s]),
    );
    return [...all.values()].filter((s) => query.state === undefined || s.state === query.state).slice(0, query.limit);
  };
  return {
    ...store,
    signals,
    async groupCounts(group, since, silences) {
      const hits = silences.map((s) => labelTest(s.matchers));
      const heard = (await signals({ group, limit: mostShown })).filter((s) => !hits.some((hit) => hit(s.labels)));
      const count = (state: StoredSignal['state'], after: number): number =>
        heard.filter((s) => s.state === state && s.turnedAt > after).length;
      return {
        firing: count('firing', -1),
        resolved: count('resolved', -1),
        newlyFiring: count('firing', since),
        newlyResolved: count('resolved', since),
      };
    },
  };
}

/** Signals of a group that a dry run looks at. */
const mostShown = 10_000;

/** A bare list is what Prometheus posts; anything else is tried as a source's own payload. */
function alertsIn(body: unknown, source: string | undefined, { sources, clock }: ReplayParts): readonly unknown[] {
  if (Array.isArray(body)) return body;
  const tried = source === undefined ? [...sources.values()] : [sources.get(source)].filter((s) => s !== undefined);
  const read = tried.map((s) => s.read(body, clock.now()));
  const good = read.find((r) => r.ok);
  if (good?.ok) return good.alerts;
  throw new BadRequest(
    `No source here reads this payload. Tried: ${tried.map((s) => s.name).join(', ') || `none, for there is no source "${source}"`}.`,
  );
}
