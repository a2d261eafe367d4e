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

export function incidentReads(db: Db): Pick<StoreReader, 'incidents' | 'incidentsEnding' | 'incidentIn' | 'timeline'> {
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
      const open = await seenBy(db, viewer).where('progress', 'in', ['open', 'acknowledged', 'mitigated']).execute();
      return open.map((r) => parse<Incident>(r.state)).filter((i) => Number(i.number.split('-')[2]) === Number(number));
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
