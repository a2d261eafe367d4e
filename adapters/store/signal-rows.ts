import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { Tables } from './tables.ts';

export const signalColumns = [
  'fingerprint',
  'state',
  'starts_at',
  'ends_at',
  'by_timeout',
  'turned_at',
  'updated_at',
  'source',
  'generator_url',
  'labels',
  'annotations',
  'group_id',
  'also',
] as const;

export type SignalRow = Tables['signal'];

export function signalRow(s: StoredSignal): SignalRow {
  return {
    fingerprint: s.fingerprint,
    state: s.state === 'firing' ? 1 : 0,
    starts_at: s.startsAt,
    ends_at: s.endsAt,
    by_timeout: s.byTimeout ? 1 : 0,
    turned_at: s.turnedAt,
    updated_at: s.updatedAt,
    source: s.source,
    generator_url: s.generatorURL,
    labels: JSON.stringify(s.labels),
    annotations: JSON.stringify(s.annotations),
    group_id: s.group,
    also: s.also.length > 0 ? JSON.stringify(s.also) : '',
  };
}

/** Labels and annotations are parsed only when somebody looks: most alerts are heard again unchanged. */
export function signalOf(r: SignalRow): StoredSignal {
  let labels: StoredSignal['labels'] | undefined;
  let annotations: StoredSignal['annotations'] | undefined;
  return {
    fingerprint: r.fingerprint,
    state: r.state === 1 ? 'firing' : 'resolved',
    startsAt: r.starts_at,
    endsAt: r.ends_at,
    byTimeout: r.by_timeout === 1,
    turnedAt: r.turned_at,
    updatedAt: r.updated_at,
    source: r.source,
    generatorURL: r.generator_url,
    get labels() {
      return (labels ??= JSON.parse(r.labels) as StoredSignal['labels']);
    },
    get annotations() {
      return (annotations ??= JSON.parse(r.annotations) as StoredSignal['annotations']);
    },
    group: r.group_id,
    also: r.also === '' ? [] : (JSON.parse(r.also) as string[]),
  };
}
