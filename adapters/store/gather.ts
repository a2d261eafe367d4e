import type { Db, StoreEngine } from './engine.ts';

/** Where in a commit a piece goes. What gives serial numbers that screens read on from is `first`, alerts in bulk are `last`: every process
 *  takes its locks in this order, so that two of them never wait for each other in a circle. */
export type Place = 'first' | 'between' | 'last';
const places: readonly Place[] = ['first', 'between', 'last'];

interface Piece {
  readonly place: Place;
  readonly isPatient: boolean;
  readonly work: Work<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
  tries: number;
}

/** `hurried`: how many other pieces share the commit that somebody waits for. */
type Work<T> = (tx: Db, hurried: number) => Promise<T>;

/** Pieces in one commit at most: what waits longer goes with the next. */
const most = 256;
/** Should two processes block each other all the same, one of them is told to begin again. */
const mostTries = 5;

/** The one writer: everything that is ready in a turn shares one commit, each piece in a savepoint of its own,
 *  so that a failing piece takes nobody with it. A piece's promise resolves only when it is on disk. */
export class Gather {
  readonly #engine: StoreEngine;
  #waiting: Piece[] = [];
  #running: Promise<void> | null = null;

  constructor(engine: StoreEngine) {
    this.#engine = engine;
  }

  /** `isPatient`: what comes of it may come a moment later. */
  add<T>(work: Work<T>, place: Place = 'between', isPatient = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ place, isPatient, work, resolve, reject, tries: 0 });
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
    const ordered = pieces.toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place));
    try {
      await this.#engine.commit(async (tx) => {
        settled = [];
        if (ordered[0]?.place === 'first') await this.#engine.orderCommits(tx);
        for (const piece of ordered) settled.push(await this.#one(tx, piece, pieces));
      });
    } catch (e) {
      for (const piece of pieces) this.#failed(piece, e);
      return;
    }
    for (const settle of settled) settle();
  }

  async #one(tx: Db, piece: Piece, all: readonly Piece[]): Promise<() => void> {
    const hurried = all.filter((p) => p !== piece && !p.isPatient).length;
    if (all.length === 1) {
      const value = await piece.work(tx, hurried);
      return () => piece.resolve(value as never);
    }
    try {
      const value = await this.#engine.savepoint(tx, () => piece.work(tx, hurried));
      return () => piece.resolve(value as never);
    } catch (e) {
      return () => this.#failed(piece, e);
    }
  }

  #failed(piece: Piece, error: unknown): void {
    piece.tries += 1;
    if (piece.tries < mostTries && this.#engine.isBlocked(error)) this.#waiting.push(piece);
    else piece.reject(error);
  }
}
