import { z } from 'zod';
import { rfc3339 } from '../time/rfc3339.ts';
import { isQuiet, type Quiet } from './quiet.ts';
import type { StoredSignal } from './signal.ts';

export const AlertView = z.object({
  fingerprint: z.string(),
  state: z.enum(['firing', 'suppressed', 'resolved']),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  startsAt: z.string(),
  /** null while it is open and its source gave no end. */
  endsAt: z.string().nullable(),
  source: z.string(),
  group: z.string(),
  incident: z.string().nullable(),
  silencedBy: z.array(z.string()),
  inhibitedBy: z.array(z.string()),
});
export type AlertView = z.output<typeof AlertView>;

export function alertView(s: StoredSignal, { quiet, incident }: { quiet: Quiet | undefined; incident: string | null }): AlertView {
  return {
    fingerprint: s.fingerprint,
    state: s.state === 'resolved' ? 'resolved' : quiet && isQuiet(quiet) ? 'suppressed' : 'firing',
    labels: { ...s.labels },
    annotations: { ...s.annotations },
    startsAt: rfc3339(s.startsAt),
    endsAt: s.state === 'firing' && s.byTimeout ? null : rfc3339(s.endsAt),
    source: s.source,
    group: s.group,
    incident,
    silencedBy: [...(quiet?.silencedBy ?? [])],
    inhibitedBy: [...(quiet?.inhibitedBy ?? [])],
  };
}
