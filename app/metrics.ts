import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Decisions by who decided and why: the reason codes are a closed set. */
  readonly decisions: Counter<'listener' | 'because'>;
  /** Work that failed and is tried again or given up, by what. */
  readonly failures: Counter<'what'>;
  readonly requests: Histogram<'surface' | 'status'>;
  /** When the auditor last proved that whoever is called will be called on. */
  readonly auditedAt: Gauge;
  /** What it found to have come to a standstill. */
  readonly unwatched: Counter;
}

export function metricsOf(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    decisions: new Counter({
      name: 'tocsin_decisions_total',
      help: 'Decisions committed, by listener and reason',
      labelNames: ['listener', 'because'],
      registers,
    }),
    failures: new Counter({
      name: 'tocsin_failures_total',
      help: 'Failures inside Tocsin, by what failed',
      labelNames: ['what'],
      registers,
    }),
    requests: new Histogram({
      name: 'tocsin_http_seconds',
      help: 'HTTP requests by route and status',
      labelNames: ['surface', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    auditedAt: new Gauge({
      name: 'tocsin_audit_last_timestamp_seconds',
      help: 'When the auditor last looked through all that calls people',
      registers,
    }),
    unwatched: new Counter({
      name: 'tocsin_audit_standstills_total',
      help: 'Escalations and pages that would not have gone on by themselves',
      registers,
    }),
  };
}
