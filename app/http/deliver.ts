import { randomUUID } from 'node:crypto';
import type { Integration } from '../../domain/alert/integration.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SourceAdapter } from '../../ports/source.ts';
import type { Road } from '../road/road.ts';
import { readSourceAlerts } from './alert-intake.ts';

export interface DeliverParts {
  readonly clock: Clock;
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
  { clock, road, sources, seen }: DeliverParts,
): Promise<Answer> {
  const source = sources.get(spec.source);
  if (!source) return refused(`The source "${spec.source}" is not known here. Known: ${[...sources.keys()].join(', ')}.`);
  const now = clock.now();
  const read = source.read({ body, headers: textsOf(headers), now, integration: { name, spec }, id: randomUUID });
  if (!read.ok) return read.answer ?? refused(read.because);
  const { signals, errors: wrong } = readSourceAlerts(read.alerts, { name, spec }, now);
  const errors = [...(read.errors ?? []), ...wrong];
  const cut = read.truncated ? { cut: { integration: name, ...read.truncated } } : {};
  if (signals.length > 0 || read.truncated) await road.intake({ signals, ...cut });
  seen(name);
  if (errors.length > 0) return { status: 400, body: { ok: false, accepted: signals.length, because: errors.join('; '), errors } };
  return read.answer ?? { status: 200, body: { ok: true, accepted: signals.length } };
}

const refused = (because: string): Answer => ({ status: 400, body: { ok: false, because } });

/** A header that came twice counts as its first. */
const textsOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
