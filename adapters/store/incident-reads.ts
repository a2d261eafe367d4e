import { insider, seesAll, type Viewer } from '../../domain/access/viewer.ts';
import type { Actor, Key } from '../../domain/event/event.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { IncidentQuery, StoredFact, StoreReader } from '../../ports/store.ts';
import { sql } from 'kysely';
import type { Db } from './engine.ts';

const parse = <T>(json: string): T => JSON.parse(json) as T;

/** `INC-<day>-<n>` by day, then by n: the thousandth of a day comes after the 999th, which as a text it would not. */
const place = (id: string | null) => {
  const it = id === null ? sql.ref('id') : sql`${id}`;
  return [sql`substr(${it}, 1, 12)`, sql`length(${it})`, it] as const;
};

/** The incidents a viewer may see: the filter is in the query, never after it. */
function seenBy(db: Db, viewer: Viewer) {
  const all = db.selectFrom('incident').select('state');
  if (seesAll(viewer)) return all;
  return all.where((w) =>
    w.or([
      w('is_private', '=', 0),
      w.exists(
        w
          .selectFrom('incident_person')
          .select('person')
          .whereRef('incident_person.incident', '=', 'incident.id')
          .where('person', '=', insider(viewer)),
      ),
    ]),
  );
}

/** For so long an incident that is over is found by the short end of its number. */
const recentMs = 7 * 86_400_000;

/** The open ones whose number ends so; where there is none, those that ended after a moment. */
async function shortOf(db: Db, viewer: Viewer, { ending, after }: { ending: number; after: number }): Promise<Incident[]> {
  const found = seenBy(db, viewer).where('id', 'like', `INC-%-${String(ending).padStart(3, '0')}`);
  const open = await found.where('progress', 'in', ['open', 'acknowledged', 'mitigated']).execute();
  if (open.length > 0) return open.map((r) => parse<Incident>(r.state));
  const over = await found.where('progress', 'in', ['resolved', 'closed']).execute();
  return over.map((r) => parse<Incident>(r.state)).filter((i) => (i.resolvedAt ?? i.declaredAt) > after);
}

export function incidentReads(db: Db, now: () => number): Pick<StoreReader, 'incidents' | 'incidentsEnding' | 'incidentIn' | 'timeline'> {
  return {
    async incidentIn(adapter, ref) {
      const row = await db
        .selectFrom('incident_room')
        .select('incident')
        .where('adapter', '=', adapter)
        .where('ref', '=', ref)
        .executeTakeFirst();
      return row?.incident ?? null;
    },
    async incidents({ progress, limit, before }: IncidentQuery, viewer) {
      let q = seenBy(db, viewer).limit(limit);
      for (const part of place(null)) q = q.orderBy(part, 'desc');
      if (progress) q = q.where('progress', 'in', [...progress]);
      if (before) q = q.where(sql<boolean>`(${sql.join([...place(null)])}) < (${sql.join([...place(before)])})`);
      return (await q.execute()).map((r) => parse<Incident>(r.state));
    },
    async incidentsEnding(number, viewer) {
      const whole = await seenBy(db, viewer).where('id', '=', number.toUpperCase()).executeTakeFirst();
      if (whole) return [parse<Incident>(whole.state)];
      if (!/^\d{1,6}$/u.test(number)) return [];
      return shortOf(db, viewer, { ending: Number(number), after: now() - recentMs });
    },
    async timeline(incident) {
      const rows = await db.selectFrom('fact').selectAll().where('incident', '=', incident).orderBy('seq').execute();
      return rows.map((r): StoredFact => ({
        seq: r.seq,
        type: r.type,
        key: r.key as Key,
        at: r.at,
        by: r.actor as Actor,
        via: r.via,
        data: parse(r.data),
      }));
    },
  };
}
