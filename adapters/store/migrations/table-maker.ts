import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** Makes tables from one line of columns (`name type`, `?` = may be null) on either engine.
 *  PostgreSQL text sorts by bytes (`COLLATE "C"`), as SQLite does, so that pages and cursors agree. */
export function tableMaker(db: Kysely<Tables>, engine: Engine) {
  const types = {
    sqlite: { serial: 'integer primary key autoincrement', int: 'integer', text: 'text', blob: 'blob' },
    postgres: { serial: 'bigint generated always as identity primary key', int: 'bigint', text: 'text collate "C"', blob: 'bytea' },
  }[engine];
  const column = (c: string): string => {
    const [name = '', type = '', unique] = c.trim().split(' ');
    const bare = type.replace('?', '');
    if (bare === 'serial') return `${name} ${types.serial}`;
    const sqlType = bare === 'int' || bare === 'blob' ? types[bare] : types.text;
    return `${name} ${sqlType}${type.endsWith('?') ? '' : ' not null'}${unique ? ' unique' : ''}`;
  };
  return {
    async table(name: keyof Tables, columns: string, primaryKey?: string): Promise<void> {
      const lines = columns.split(',').map(column);
      if (primaryKey) lines.push(`primary key (${primaryKey})`);
      await sql.raw(`create table ${name} (${lines.join(', ')})`).execute(db);
    },
    async index(name: string, on: keyof Tables, columns: string, where?: string): Promise<void> {
      await sql.raw(`create index ${name} on ${on} (${columns})${where ? ` where ${where}` : ''}`).execute(db);
    },
  };
}
