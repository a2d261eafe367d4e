import { randomUUID } from 'node:crypto';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs, QueryResult, RootOperationNode, UnknownRow } from 'kysely';
import type { Db, StoreEngine } from '../../adapters/store/engine.ts';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { query } from './postgres.ts';

/** What a dead process answers. */
const never = <T>(): Promise<T> => new Promise<T>(() => {});

export interface Fate {
  /** Ends just after this effect has happened and before its answer is heard. Effects are counted from 1. */
  readonly dieAfter?: number;
  /** The answer of this effect is lost, and life goes on. */
  readonly loseAnswerOf?: number;
}

/** One life of Tocsin inside our process: counts what it does that lasts, and can end at any of it, as by `kill -9`. */
export class Life {
  /** Every lasting effect by name, in order. */
  readonly effects: string[] = [];
  readonly died: Promise<void>;
  /** Aborted at its death. */
  readonly end = new AbortController();
  #fate: Fate;
  readonly #ends: (() => Promise<void>)[] = [];
  readonly #hasDied: () => void;
  #dead = false;
  #counts = false;

  constructor(fate: Fate = {}) {
    this.#fate = fate;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.died = promise;
    this.#hasDied = resolve;
  }

  /** After so many more effects. */
  diesIn(effects: number): void {
    this.#fate = { dieAfter: this.effects.length + effects };
  }

  get isDead(): boolean {
    return this.#dead;
  }

  /** From here on effects count. */
  begins(): void {
    this.#counts = true;
  }

  /** What frees the world of a dead process: locks and connections that the system would take back. */
  atEnd(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  kill(): void {
    this.#dead = true;
    this.end.abort();
    this.#hasDied();
  }

  /** Frees what it held. Only for the dead. */
  async bury(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end();
  }

  /** Does something that lasts: a commit, a call to the outside. */
  async does<T>(name: string, work: () => Promise<T>, hasLasted: () => boolean = () => true): Promise<T> {
    if (this.#dead) return never();
    const value = await work().catch((error: unknown) => (this.#dead ? never<T>() : Promise.reject(error)));
    const n = this.#counts && hasLasted() ? this.effects.push(name) : 0;
    if (n === this.#fate.dieAfter) this.kill();
    if (this.#dead) return never();
    if (n === this.#fate.loseAnswerOf) throw new Error(`${name}: the answer was lost on its way`);
    return value;
  }

  /** An engine that dies with this life. Killed, it gives back locks and connections as the system does for a dead process. */
  engine(place: { file: string } | { databaseUrl: string }): StoreEngine {
    const session = `life-${randomUUID()}`;
    const engine = 'file' in place ? openSqlite(place.file) : openPostgres(calling(place.databaseUrl, session));
    this.atEnd(async () => {
      if ('databaseUrl' in place) await query(place.databaseUrl, killSessions(session));
      await engine.close().catch(() => {});
    });
    return { ...engine, commit: (work) => this.#commits(engine, work) };
  }

  /** A commit that changed nothing is no effect: the store is looked through every second. */
  async #commits<T>(engine: StoreEngine, work: (tx: Db) => Promise<T>): Promise<T> {
    const changes = new Changes();
    const run = (): Promise<T> => engine.commit((tx) => work(tx.withPlugin(changes)));
    return this.does('commit', run, () => changes.are);
  }
}

/** Notices whether anything was written. */
class Changes implements KyselyPlugin {
  are = false;
  readonly #writes = new WeakSet<object>();

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind !== 'SelectQueryNode' && node.kind !== 'RawNode') this.#writes.add(queryId);
    return node;
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const { rows, numAffectedRows = 0n } = result;
    if (this.#writes.has(queryId) && (rows.length > 0 || numAffectedRows > 0n)) this.are = true;
    return result;
  }
}

/** The database, to which we give this name. */
const calling = (databaseUrl: string, name: string): string => {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', name);
  return url.href;
};

/** Those of this life alone: others may live on the same database. */
const killSessions = (name: string): string => `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${name}'`;
