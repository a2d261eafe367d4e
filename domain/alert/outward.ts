import { z } from 'zod';
import { Severity } from '../incident/severity.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { isQuiet, type Quiet } from './quiet.ts';
import { severityOf } from './severity.ts';
import type { StoredSignal } from './signal.ts';

export const AlertView = z.object({
  fingerprint: z.string(),
  state: z.enum(['firing', 'suppressed', 'resolved']),
  /** Ours, by what its label says. */
  severity: Severity,
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
    severity: severityOf(s.labels),
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
