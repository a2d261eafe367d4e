import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** What those who run Tocsin look at: its processes, and which incident a line of the audit is about. */
export async function upkeep(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table('process', 'id text, at int, version text, host text, pid int, stats text', 'id');
  // How a door for alerts last refused: an HTTP status.
  const int = engine === 'postgres' ? 'bigint' : 'integer';
  await sql.raw(`alter table seen add column failed_at ${int}`).execute(db);
  await sql.raw(`alter table seen add column failed_status ${int}`).execute(db);
  const text = engine === 'postgres' ? 'text collate "C"' : 'text';
  await sql.raw(`alter table audit add column incident ${text}`).execute(db);
  await index('audit_at', 'audit', 'at');
  await index('audit_incident', 'audit', 'incident, seq', 'incident is not null');
  for (let after = 0; ;) {
    const rows = await db.selectFrom('audit').select(['seq', 'data']).where('seq', '>', after).orderBy('seq').limit(500).execute();
    if (rows.length === 0) return;
    for (const { seq, data } of rows) {
      const incident = incidentIn(data);
      if (incident) await db.updateTable('audit').set({ incident }).where('seq', '=', seq).execute();
    }
    after = rows.at(-1)?.seq ?? after;
  }
}

const incidentIn = (data: string): string | undefined => /^\{"key":"incident:([^"]+)"/u.exec(data)?.[1];
