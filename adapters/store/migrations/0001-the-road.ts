import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** Everything the first version stores. Forward only: a later change is another file in the list. */
export async function theRoad(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table(
    'event',
    'seq serial, id text unique, type text, v int, key text, at int, actor text, via text, cause text?, data text, status int, reply text?',
  );
  await index('event_waiting', 'event', 'seq', 'status = 0');
  await table('parked', 'event text, listener text, error text, attempts int, retry_at int?', 'event, listener');
  await table('fact', 'seq serial, event text, key text, type text, v int, at int, actor text, via text, incident text?, data text');
  await index('fact_incident', 'fact', 'incident, seq');
  await table('incident', 'id text, state text, progress text, is_private int, declared_at int', 'id');
  await index('incident_progress', 'incident', 'progress, id');
  await table('incident_person', 'incident text, person text', 'incident, person');
  await table('incident_cause', 'cause text, incident text', 'cause');
  await index('incident_cause_incident', 'incident_cause', 'incident');
  await table('alert_group', 'id text, state text, is_open int, incident text?', 'id');
  await index('alert_group_open', 'alert_group', 'id', 'is_open = 1');
  await table('escalation', 'id text, state text, is_running int', 'id');
  await table('page', 'id text, state text, person text, incident text?, group_id text?, is_live int, started_at int', 'id');
  await index('page_incident', 'page', 'incident');
  await index('page_group', 'page', 'group_id');
  await index('page_live', 'page', 'person', 'is_live = 1');
  await table('silence', 'id text, state text, starts_at int, ends_at int', 'id');
  await index('silence_ends', 'silence', 'ends_at');
  await alertTables(db, engine);
  await workTables(db, engine);
  await peopleTables(db, engine);
}

async function alertTables(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table(
    'signal',
    'fingerprint text, state int, starts_at int, ends_at int, by_timeout int, turned_at int, updated_at int, source text, generator_url text, labels text, annotations text, group_id text, also text',
    'fingerprint',
  );
  await index('signal_group', 'signal', 'group_id, state, turned_at');
  await index('signal_ends', 'signal', 'ends_at', 'state = 1');
  await table('signal_also', 'group_id text, fingerprint text', 'group_id, fingerprint');
}

async function workTables(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table('timer', 'key text, name text, at int, event text', 'key, name');
  await index('timer_at', 'timer', 'at');
  await table(
    'effect',
    'id text, key text, body text, status int, attempts int, next_at int, slot text?, owner text, lease int, at int, error text?',
    'id',
  );
  await index('effect_open', 'effect', 'next_at', 'status = 0');
  await table('card', 'slot text, conv text, msg text', 'slot');
  await table('action_token', 'token text, skill text, input text, expires_at int', 'token');
  await table('resource', 'kind text, name text, version int, spec text, file text?, line int?, at int, gone int', 'kind, name, version');
  await table('counter', 'name text, n int', 'name');
  await table('audit', 'seq serial, at int, actor text, via text, what text, outcome text, data text, hash text?');
  await table('live', 'seq serial, at int, type text, incident text?, person text?, room text?, data text');
  await table('lane', 'key text, owner text, until int, fence int', 'key');
}

async function peopleTables(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table('chat_room', 'id text, kind text, name text, topic text, incident text?, is_private int, last_at int', 'id');
  await table('chat_member', 'room text, person text', 'room, person');
  await table(
    'chat_message',
    'seq serial, id text unique, dedupe text unique, room text, author_kind text, author text, at int, text text, card text?, edited_at int?, pinned int',
  );
  await index('chat_message_room', 'chat_message', 'room, seq');
  await table('session', 'id_hash text, person text?, roles text, expires_at int', 'id_hash');
  await table('seen', 'integration text, at int', 'integration');
  await table(
    'identity_link',
    'platform text, workspace text, user_id text, person text, verified_at int, actor text',
    'platform, workspace, user_id',
  );
}
