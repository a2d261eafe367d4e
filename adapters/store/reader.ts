import { sql } from 'kysely';
import type { SavedView } from '../../domain/alert/saved-view.ts';
import type { Silence } from '../../domain/alert/silence.ts';
import type { Page } from '../../domain/page/page.ts';
import type { AggregateKind, States } from '../../domain/states.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { LiveNote } from '../../ports/bus.ts';
import { run } from './compiled.ts';
import type { Db } from './engine.ts';
import { incidentReads } from './incident-reads.ts';
import { stateOf } from './projections.ts';
import { quietReads } from './quiet-reads.ts';
import { signalReads } from './signal-reads.ts';

type Reads = Omit<StoreReader, 'resources' | 'duty' | 'rotas' | 'scheduleHistory' | 'chat'>;

const parse = <T>(json: string): T => JSON.parse(json) as T;

/** The questions, the same on both engines. */
export function readerOn(db: Db, now: () => number): Reads {
  return { ...aggregateReads(db), ...viewReads(db), ...incidentReads(db, now), ...signalReads(db), ...quietReads(db), ...liveReads(db) };
}

function aggregateReads(db: Db): Pick<Reads, 'state' | 'groups' | 'silences' | 'pagesOf' | 'livePages' | 'ringing' | 'hasBrowser'> {
  const livePages = async (person: string): Promise<Page[]> => {
    const live = db.selectFrom('page').select('state').where('person', '=', person).where('is_live', '=', sql.lit(1));
    return (await live.orderBy('started_at').execute()).map((r) => parse<Page>(r.state));
  };
  return {
    async state<K extends AggregateKind>(kind: K, id: string) {
      const [row] = (await run(db, stateOf[kind], { id })).rows;
      return row ? parse<States[K]>(row.state) : null;
    },
    async groups({ open }) {
      const rows = await db
        .selectFrom('alert_group')
        .select('state')
        .where('is_open', '=', sql.lit(open ? 1 : 0))
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
    livePages,
    hasBrowser: async (person) =>
      (await db.selectFrom('push_device').select('id').where('person', '=', person).limit(1).executeTakeFirst()) !== undefined,
    ringing: async (person) => (await livePages(person)).filter((p) => p.attempts.some((a) => a.by === 'ring')),
  };
}

function viewReads(db: Db): Pick<Reads, 'views'> {
  return {
    async views(person) {
      const rows = await db
        .selectFrom('saved_view')
        .select('state')
        .where('is_gone', '=', 0)
        .where((w) => w.or([w('is_shared', '=', 1), ...(person === null ? [] : [w('owner', '=', person)])]))
        .orderBy('id')
        .limit(500)
        .execute();
      return rows.map((r) => parse<SavedView>(r.state));
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
      const rows = await db.selectFrom('seen').selectAll().where('at', '>', 0).execute();
      return Object.fromEntries(rows.map((r) => [r.integration, r.at]));
    },
  };
}
