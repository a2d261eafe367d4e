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

/** The one writer: everything that is ready in a turn shares one commit, and a failing piece takes nobody with it: the others are written again
 *  without it, so a piece must stand being begun twice. A piece's promise resolves only when it is on disk. */
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

  /** All together first, as nearly always goes well. Where a piece fails all begin again, each in a savepoint of its own. */
  async #commit(pieces: readonly Piece[]): Promise<void> {
    const ordered = pieces.toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place));
    try {
      const settled = await this.#inOne(ordered, (_tx, work) => work()).catch((e: unknown) => {
        if (!(e instanceof PieceFailed)) throw e;
        if (pieces.length === 1) throw e.cause;
        return this.#inOne(
          ordered,
          (tx, work) => this.#engine.savepoint(tx, work),
          (piece, error) => this.#failed(piece, error),
        );
      });
      for (const settle of settled) settle();
    } catch (e) {
      for (const piece of pieces) this.#failed(piece, e);
    }
  }

  /** Answers what to do with each once it is on disk. Without `failed`, a piece that fails is the end of the whole. */
  async #inOne(
    pieces: readonly Piece[],
    within: <T>(tx: Db, work: () => Promise<T>) => Promise<T>,
    failed?: (piece: Piece, error: unknown) => void,
  ): Promise<(() => void)[]> {
    const urgent = pieces.filter((p) => !p.isPatient).length;
    return this.#engine.commit(async (tx) => {
      if (pieces[0]?.place === 'first') await this.#engine.orderCommits(tx);
      const settled: (() => void)[] = [];
      for (const piece of pieces) {
        const hurried = urgent - (piece.isPatient ? 0 : 1);
        try {
          const value = await within(tx, () => piece.work(tx, hurried));
          settled.push(() => piece.resolve(value as never));
        } catch (error) {
          if (!failed) throw new PieceFailed(error);
          settled.push(() => failed(piece, error));
        }
      }
      return settled;
    });
  }

  #failed(piece: Piece, error: unknown): void {
    piece.tries += 1;
    if (piece.tries < mostTries && this.#engine.isBlocked(error)) this.#waiting.push(piece);
    else piece.reject(error);
  }
}

/** One piece could not be written; the others can. */
class PieceFailed extends Error {
  constructor(cause: unknown) {
    super('store: a piece of a commit failed', { cause });
    this.name = 'PieceFailed';
  }
}
