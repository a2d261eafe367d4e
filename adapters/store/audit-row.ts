import type { AuditRow } from '../../ports/store.ts';

/** A row of the audit as it is stored. */
export const auditRow = (a: AuditRow) => ({
  at: a.at,
  actor: a.by,
  via: a.via,
  what: a.what,
  outcome: a.outcome,
  data: JSON.stringify(a.data),
  hash: null,
  incident: a.incident ?? null,
});
