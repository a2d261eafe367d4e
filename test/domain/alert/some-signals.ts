import { fingerprint } from '../../../domain/alert/fingerprint.ts';
import { resolveTimeoutMs, type Signal, type StoredSignal } from '../../../domain/alert/signal.ts';

/** 2026-11-23 09:30 in Shanghai. */
export const t0 = Date.parse('2026-11-23T01:30:00Z');
export const minute = 60_000;
export const hour = 60 * minute;

/** Something heard at `updatedAt` (t0 when not given): firing since then, with the resolve timeout for an end. */
export function heard(given: Partial<Signal> = {}): Signal {
  const { labels = { alertname: 'DiskFull', instance: 'db-1' }, updatedAt = t0 } = given;
  return {
    fingerprint: fingerprint(labels),
    source: 'prom-sh1',
    labels,
    annotations: { summary: 'The disk of db-1 is full' },
    startsAt: updatedAt,
    endsAt: updatedAt + resolveTimeoutMs,
    byTimeout: given.endsAt === undefined,
    generatorURL: '',
    updatedAt,
    ...given,
  };
}

/** The same as the store keeps it. */
export function stored(given: Partial<StoredSignal> = {}): StoredSignal {
  const signal = heard(given);
  return { state: 'firing', turnedAt: signal.updatedAt, group: 'default~0', also: [], ...signal, ...given };
}
