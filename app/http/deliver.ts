import { randomUUID } from 'node:crypto';
import type { Integration } from '../../domain/alert/integration.ts';
import type { Signal } from '../../domain/alert/signal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SourceAdapter, SourceAlert } from '../../ports/source.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Road } from '../road/road.ts';
import { readSourceAlerts } from './alert-intake.ts';

export interface DeliverParts {
  readonly clock: Clock;
  readonly store: Pick<StoreReader, 'signal'>;
  readonly road: Road;
  readonly sources: ReadonlyMap<string, SourceAdapter>;
  readonly seen: (integration: string) => void;
}

/** An answer to a machine. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Reads one delivery of an integration and puts its alerts on the road; answers once they are durable. What is wrong is named, the rest is kept. */
export async function deliver(
  { name, spec }: { readonly name: string; readonly spec: Integration },
  { body, headers }: { readonly body: unknown; readonly headers: Readonly<Record<string, unknown>> },
  { clock, store, road, sources, seen }: DeliverParts,
): Promise<Answer> {
  const source = sources.get(spec.source);
  if (!source) return refused(`The source "${spec.source}" is not known here. Known: ${[...sources.keys()].join(', ')}.`);
  const now = clock.now();
  const read = source.read({ body, headers: textsOf(headers), now, integration: { name, spec }, id: randomUUID });
  if (!read.ok) return read.answer ?? refused(read.because);
  const meant = await withoutOutlived(read.alerts, store, (alert) => readSourceAlerts([alert], { name, spec }, now).signals[0]);
  const { signals, errors: wrong } = readSourceAlerts(meant, { name, spec }, now);
  const errors = [...(read.errors ?? []), ...wrong];
  const cut = read.truncated ? { cut: { integration: name, ...read.truncated } } : {};
  if (signals.length > 0 || read.truncated) await road.intake({ signals, ...cut });
  seen(name);
  if (errors.length > 0) return { status: 400, body: { ok: false, accepted: signals.length, because: errors.join('; '), errors } };
  return read.answer ?? { status: 200, body: { ok: true, accepted: signals.length } };
}

/** The alerts without the resolves of what the source has told otherwise of since. */
async function withoutOutlived(
  alerts: readonly SourceAlert[],
  store: DeliverParts['store'],
  read: (alert: SourceAlert) => Signal | undefined,
): Promise<readonly SourceAlert[]> {
  if (alerts.every(({ onlyWhile }) => !onlyWhile)) return alerts;
  const outlived = await Promise.all(
    alerts.map(async (alert) => {
      const signal = alert.onlyWhile && read(alert);
      const known = signal && (await store.signal(signal.fingerprint));
      return known?.state === 'firing' && Object.entries(alert.onlyWhile ?? {}).some(([name, said]) => known.annotations[name] !== said);
    }),
  );
  return alerts.filter((_alert, i) => !outlived[i]);
}

const refused = (because: string): Answer => ({ status: 400, body: { ok: false, because } });

/** A header that came twice counts as its first. */
const textsOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
