import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { tableMaker, type Engine } from './table-maker.ts';

/** People who log in, what they prove it with, and what programs and walls come in with. */
export async function accounts(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { table, index } = tableMaker(db, engine);
  await table(
    'account',
    'person text, password_hash text?, totp text?, totp_next text?, totp_step int, roles text, is_disabled int, made_at int',
    'person',
  );
  await table('recovery_code', 'person text, hash text', 'person, hash');
  await table('invite', 'person text, hash text unique, expires_at int', 'person');
  await table(
    'access_token',
    'id text, hash text unique, name text, kind text, roles text, maker text?, made_at int, expires_at int?, used_at int?, revoked_at int?',
    'id',
  );
  await table('login_try', 'key text, n int, since int', 'key');
  const [int, text] = engine === 'postgres' ? ['bigint', 'text collate "C"'] : ['integer', 'text'];
  const columns = [
    `came_by ${text} not null default 'token'`,
    `token ${text}`,
    `opened_at ${int} not null default 0`,
    `seen_at ${int}`,
    `address ${text} not null default ''`,
    `agent ${text} not null default ''`,
  ];
  for (const column of columns) await sql.raw(`alter table session add column ${column}`).execute(db);
  await index('session_person', 'session', 'person');
  await index('identity_link_person', 'identity_link', 'person');
}
