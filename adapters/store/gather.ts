import type { Db, StoreEngine } from './engine.ts';

interface Piece {
  readonly work: (tx: Db) => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Pieces in one commit at most: what waits longer goes with the next. */
const most = 256;

/** The one writer: everything that is ready in a turn shares one commit, each piece in a savepoint of its own,
 *  so that a failing piece takes nobody with it. A piece's promise resolves only when it is on disk. */
export class Gather {
  readonly #engine: StoreEngine;
  #waiting: Piece[] = [];
  #running: Promise<void> | null = null;

  constructor(engine: StoreEngine) {
    this.#engine = engine;
  }

  add<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting or being written. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // One turn of the event loop lets everything that is ready join this commit.
      await new Promise((r) => setImmediate(r));
      await this.#commit(this.#waiting.splice(0, most));
    }
    this.#running = null;
  }

  async #commit(pieces: readonly Piece[]): Promise<void> {
    let settled: (() => void)[] = [];
    try {
      await this.#engine.commit(async (tx) => {
        settled = [];
        for (const piece of pieces) settled.push(await this.#one(tx, piece, pieces.length === 1));
      });
    } catch (e) {
      for (const piece of pieces) piece.reject(e);
      return;
    }
    for (const settle of settled) settle();
  }

  async #one(tx: Db, piece: Piece, alone: boolean): Promise<() => void> {
    if (alone) {
      const value = await piece.work(tx);
      return () => piece.resolve(value as never);
    }
    try {
      const value = await this.#engine.savepoint(tx, () => piece.work(tx));
      return () => piece.resolve(value as never);
    } catch (e) {
      return () => piece.reject(e);
    }
  }
}
