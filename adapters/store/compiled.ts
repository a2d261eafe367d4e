import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Db } from './engine.ts';

/** What a statement of a hot road is built from: a row, or several that are alike. */
type Statement<P extends object, O> = (db: Db, given: P) => Compilable<O>;

/** Compiled statements by who builds them. */
export type Compiled = Map<unknown, CompiledQuery>;

/** Where in a compiled statement a value of the row goes. */
class Place {
  readonly column: string;

  constructor(column: string) {
    this.column = column;
  }
}

/** Runs a statement that comes again and again. Building and compiling one takes three times as long as doing it, so on an engine that keeps them
 *  the statement for a single row is built once, and each row is bound to it; so rows given to the same `statement` must have the same columns. */
export async function run<P extends object, O>(db: Db, statement: Statement<P, O>, given: P): Promise<QueryResult<O>> {
  const row = (Array.isArray(given) && given.length === 1 ? given[0] : given) as Readonly<Record<string, unknown>>;
  if (!db.compiled || Array.isArray(row)) return db.executeQuery(statement(db, given));
  const { query, queryId, sql, parameters } = db.compiled.get(statement) ?? compile(db, statement, row);
  const bound = parameters.map((p) => (p instanceof Place ? row[p.column] : p));
  return db.executeQuery<O>({ query, queryId, sql, parameters: bound });
}

function compile<P extends object, O>(db: Db, statement: Statement<P, O>, row: object): CompiledQuery {
  const places = Object.fromEntries(Object.keys(row).map((column) => [column, new Place(column)]));
  const compiled = statement(db, places as P).compile();
  db.compiled?.set(statement, compiled);
  return compiled;
}
