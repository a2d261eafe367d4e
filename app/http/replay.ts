import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { permits } from '../../domain/access/viewer.ts';
import type { Actor, Key } from '../../domain/event/event.ts';
import { Integration } from '../../domain/alert/integration.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { SourceAdapter } from '../../ports/source.ts';
import type { Road } from '../road/road.ts';
import { readAlerts, readSourceAlerts, type ReadAlerts } from './alert-intake.ts';
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
    const { viewer } = await callerOf(request, parts);
    if (!permits(viewer.roles, 'operator')) throw new BadRequest('Replay needs the role operator or higher. Ask an admin for it.', 403);
    const event = SavedEvent.safeParse(request.body);
    if (event.success) return replayEvent(event.data, request.query.dryRun === '1', parts);
    const now = parts.clock.now();
    const { signals, errors } = signalsIn(request.body, request.query.source, { ...parts, now });
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

const key = z.custom<Key>((k) => typeof k === 'string' && /^(group|incident|escalation|page|silence):./u.test(k), 'is <kind>:<id>');

/** An event as the store keeps it; only what a decision looks at. */
const SavedEvent = z.object({ type: z.string().min(1), key, data: z.unknown(), by: z.string().optional(), via: z.string().optional() });

/** What an event would lead to on its lane as that is now. Never done: a saved event was handled once already. */
async function replayEvent(
  { by, via, ...event }: z.output<typeof SavedEvent>,
  isDry: boolean,
  { road, clock }: ReplayParts,
): Promise<object> {
  if (!isDry)
    throw new BadRequest('A saved event is only replayed dry: add --dry-run (?dryRun=1). What it did was done when it was handled.');
  const draft = { ...event, id: randomUUID(), v: 1, at: clock.now(), by: (by ?? 'tocsin') as Actor, via: via ?? 'replay' };
  return { ok: true, dryRun: true, output: null, ...(await road.dryRun([draft])) };
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
    async groupCounts(group, { toldAt, openedAt }) {
      const heard = await signals({ group, limit: mostShown });
      const count = (state: StoredSignal['state'], from: number): number =>
        heard.filter((s) => s.state === state && s.turnedAt >= from).length;
      return {
        firing: count('firing', -1),
        resolved: count('resolved', openedAt),
        newlyFiring: count('firing', toldAt + 1),
        newlyResolved: count('resolved', Math.max(toldAt + 1, openedAt)),
      };
    },
  };
}

/** Signals of a group that a dry run looks at. */
const mostShown = 10_000;

/** A bare list is what Prometheus posts; anything else is tried as a source's own payload, or as what a configured integration of that name sends. */
function signalsIn(
  body: unknown,
  named: string | undefined,
  { sources, store, now }: Pick<ReplayParts, 'sources' | 'store'> & { now: number },
): ReadAlerts {
  if (Array.isArray(body) && named === undefined) return readAlerts(body, 'replay', now);
  const integration = named === undefined ? undefined : store.resources().get('integration', named);
  const source = integration?.spec.source ?? named;
  const tried = source === undefined ? [...sources.values()] : [sources.get(source)].filter((s) => s !== undefined);
  for (const adapter of tried) {
    const from = integration ?? { name: source ?? 'replay', spec: Integration.parse({ source: adapter.name, key: 'replay' }) };
    const read = adapter.read({ body, headers: {}, now, integration: from, id: randomUUID });
    if (read.ok) return readSourceAlerts(read.alerts, from, now);
  }
  throw new BadRequest(
    `No source here reads this payload. Tried: ${tried.map((s) => s.name).join(', ') || `none, for there is no source "${named}"`}.`,
  );
}
