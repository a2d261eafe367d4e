import { sql, type Selectable } from 'kysely';
import { insider, seesAll, type Viewer } from '../../domain/access/viewer.ts';
import type { Actor } from '../../domain/event/event.ts';
import type { AuditEntry, AuditQuery, Upkeep } from '../../ports/upkeep.ts';
import type { Db } from './engine.ts';
import type { Tables } from './tables.ts';

/** The audit, newest first; the filter for private incidents is in the query. */
export function auditReads(db: Db): Pick<Upkeep, 'audit'> {
  return {
    async audit(query, viewer) {
      const rows = await wanted(seenBy(db, viewer), query).orderBy('seq', 'desc').limit(query.limit).execute();
      return rows.map(entryOf);
    },
  };
}

function seenBy(db: Db, viewer: Viewer) {
  const all = db.selectFrom('audit').selectAll();
  if (seesAll(viewer)) return all;
  const open = db.selectFrom('incident').select('id').where('is_private', '=', 0);
  const own = db.selectFrom('incident_person').select('incident').where('person', '=', insider(viewer));
  return all.where((w) => w.or([w('incident', 'is', null), w('incident', 'in', open), w('incident', 'in', own)]));
}

function wanted(rows: ReturnType<typeof seenBy>, { by, what, incident, from, to, before }: AuditQuery) {
  let q = rows;
  // Both engines know `replace`; for `instr` each has a name of its own.
  if (by !== undefined) q = q.where(sql<boolean>`replace(lower(actor), ${by.toLowerCase()}, '') <> lower(actor)`);
  if (what !== undefined) q = q.where('what', '>=', what).where('what', '<', `${what}\u{10FFFF}`);
  if (incident !== undefined) q = q.where('incident', '=', incident);
  if (from !== undefined) q = q.where('at', '>=', from);
  if (to !== undefined) q = q.where('at', '<', to);
  if (before !== undefined) q = q.where('seq', '<', before);
  return q;
}

const entryOf = (r: Selectable<Tables['audit']>): AuditEntry => ({
  seq: r.seq,
  at: r.at,
  by: r.actor as Actor,
  via: r.via,
  what: r.what,
  outcome: r.outcome,
  data: JSON.parse(r.data) as unknown,
  incident: r.incident,
});
