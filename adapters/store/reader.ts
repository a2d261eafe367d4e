import { sql } from 'kysely';
import type { Viewer } from '../../domain/access/viewer.ts';
import { seesAll } from '../../domain/access/viewer.ts';
import { labelTest } from '../../domain/alert/matcher.ts';
import type { Silence } from '../../domain/alert/silence.ts';
import type { Actor, Key } from '../../domain/event/event.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Page } from '../../domain/page/page.ts';
import type { AggregateKind, States } from '../../domain/states.ts';
import type { IncidentQuery, SignalQuery, StoredFact, StoreReader } from '../../ports/store.ts';
import type { LiveNote } from '../../ports/bus.ts';
import type { Db } from './engine.ts';
import { tableOf } from './projections.ts';
import { signalOf } from './signal-rows.ts';

type Reads = Omit<StoreReader, 'resources' | 'chat'>;

const parse = <T>(json: string): T => JSON.parse(json) as T;

/** The questions, the same on both engines. */
export function readerOn(db: Db): Reads {
  return { ...aggregateReads(db), ...incidentReads(db), ...signalReads(db), ...liveReads(db) };
}

function aggregateReads(db: Db): Pick<Reads, 'state' | 'groups' | 'silences' | 'pagesOf' | 'ringing'> {
  return {
    async state<K extends AggregateKind>(kind: K, id: string) {
      const table: 'incident' = tableOf[kind] as 'incident';
      const row = await db.selectFrom(table).select('state').where('id', '=', id).executeTakeFirst();
      return row ? parse<States[K]>(row.state) : null;
    },
    async groups({ open }) {
      const rows = await db
        .selectFrom('alert_group')
        .select('state')
        .where('is_open', '=', open ? 1 : 0)
        .orderBy('id')
        .limit(10_000)
        .execute();
      return rows.map((r) => parse<States['group']>(r.state));
    },
    async silences(endedAfter) {
      const rows = await db.selectFrom('silence').select('state').where('ends_at', '>', endedAfter).orderBy('id').execute();
      return rows.map((r) => parse<Silence>(r.state));
    },
    async pagesOf(about) {
      let q = db.selectFrom('page').select('state').orderBy('started_at').orderBy('id');
      if (about.incident) q = q.where('incident', '=', about.incident);
      if (about.group) q = q.where('group_id', '=', about.group);
      return (await q.execute()).map((r) => parse<Page>(r.state));
    },
    async ringing(person) {
      const rows = await db
        .selectFrom('page')
        .select('state')
        .where('person', '=', person)
        .where('is_live', '=', 1)
        .orderBy('started_at')
        .execute();
      return rows.map((r) => parse<Page>(r.state)).filter((p) => p.attempts.some((a) => a.by === 'ring'));
    },
  };
}

function incidentReads(db: Db): Pick<Reads, 'incidents' | 'incidentsEnding' | 'timeline'> {
  const seen = (viewer: Viewer) => {
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
            .where('person', '=', viewer.person ?? ''),
        ),
      ]),
    );
  };
  return {
    async incidents({ progress, limit, before }: IncidentQuery, viewer) {
      let q = seen(viewer).orderBy('id', 'desc').limit(limit);
      if (progress) q = q.where('progress', 'in', [...progress]);
      if (before) q = q.where('id', '<', before);
      return (await q.execute()).map((r) => parse<Incident>(r.state));
    },
    async incidentsEnding(number, viewer) {
      const whole = await seen(viewer).where('id', '=', number.toUpperCase()).executeTakeFirst();
      if (whole) return [parse<Incident>(whole.state)];
      if (!/^\d{1,6}$/u.test(number)) return [];
      const open = await seen(viewer).where('progress', 'in', ['open', 'acknowledged', 'mitigated']).execute();
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

function signalReads(db: Db): Pick<Reads, 'signals' | 'signal' | 'groupCounts'> {
  const inGroup = (group: string) =>
    db
      .selectFrom('signal')
      .where((w) =>
        w.or([
          w('group_id', '=', group),
          w('fingerprint', 'in', w.selectFrom('signal_also').select('fingerprint').where('group_id', '=', group)),
        ]),
      );
  return {
    async signals(query: SignalQuery) {
      let q = (query.group ? inGroup(query.group) : db.selectFrom('signal')).selectAll().orderBy('fingerprint').limit(query.limit);
      if (query.state) q = q.where('state', '=', query.state === 'firing' ? 1 : 0);
      if (query.endsAfter !== undefined) q = q.where('ends_at', '>', query.endsAfter);
      if (query.after) q = q.where('fingerprint', '>', query.after);
      return (await q.execute()).map(signalOf);
    },
    async signal(fingerprint) {
      const row = await db.selectFrom('signal').selectAll().where('fingerprint', '=', fingerprint).executeTakeFirst();
      return row ? signalOf(row) : null;
    },
    async groupCounts(group, since, silences) {
      const hits = silences.map((s) => labelTest(s.matchers));
      const counts = { firing: 0, resolved: 0, newlyFiring: 0, newlyResolved: 0 };
      const add = (firing: boolean, turnedAt: number, n: number) => {
        counts[firing ? 'firing' : 'resolved'] += n;
        if (turnedAt > since) counts[firing ? 'newlyFiring' : 'newlyResolved'] += n;
      };
      if (hits.length === 0) {
        const isNew = sql<number>`case when turned_at > ${since} then 1 else 0 end`;
        const rows = await inGroup(group)
          .select(['state', isNew.as('fresh'), db.fn.countAll<number>().as('n')])
          .groupBy(['state', 'fresh'])
          .execute();
        for (const r of rows) add(r.state === 1, r.fresh === 1 ? since + 1 : since, r.n);
        return counts;
      }
      const rows = await inGroup(group).select(['state', 'turned_at', 'labels']).execute();
      for (const r of rows) {
        const labels = parse<Record<string, string>>(r.labels);
        if (!hits.some((hit) => hit(labels))) add(r.state === 1, r.turned_at, 1);
      }
      return counts;
    },
  };
}

function liveReads(db: Db): Pick<Reads, 'liveSince' | 'lastSeq' | 'lastSeen'> {
  return {
    async liveSince(after, limit) {
      const rows = await db.selectFrom('live').selectAll().where('seq', '>', after).orderBy('seq').limit(limit).execute();
      return rows.map((r): LiveNote => ({
        seq: r.seq,
        type: r.type as LiveNote['type'],
        incident: r.incident,
        person: r.person,
        room: r.room,
        data: parse(r.data),
      }));
    },
    async lastSeq() {
      const row = await db.selectFrom('live').select(db.fn.max('seq').as('seq')).executeTakeFirst();
      return row?.seq ?? 0;
    },
    async lastSeen() {
      const rows = await db.selectFrom('seen').selectAll().execute();
      return Object.fromEntries(rows.map((r) => [r.integration, r.at]));
    },
  };
}
