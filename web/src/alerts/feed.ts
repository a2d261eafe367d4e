import { signal } from '@preact/signals';
import type { Answer, Refusal } from '../state/api.ts';

export type Piece<T> = { rows: T[]; next: string | null };
export type FeedParts<T> = {
  ask: (cursor: string | null) => Promise<Answer<Piece<T>>>;
  idOf: (row: T) => string;
  /** What it hears of; alerts when not said. */
  on?: 'alerts' | 'incident';
};

type Shelf = { cursor: string | null; from: number; count: number };

/** Between two looks at what has changed, however much does. */
const restMs = 2_000;

/** A long list read page by page. What is shown is kept true in its place; what is new waits until somebody wants it, so that nothing
 *  moves under the pointer. */
export class Feed<T> {
  readonly rows = signal<T[]>([]);
  readonly isLoaded = signal(false);
  readonly isBusy = signal(false);
  readonly hasMore = signal(false);
  readonly problem = signal<Refusal | null>(null);
  /** Rows at the top that are not shown yet; at most a page is counted. */
  readonly fresh = signal(0);
  /** Shown, but no longer part of the list. */
  readonly gone = signal<ReadonlySet<string>>(new Set());
  readonly #parts: FeedParts<T>;
  #shelves: Shelf[] = [];
  #next: string | null = null;
  #known = new Set<string>();
  #inView: [number, number] = [0, 0];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isOver = false;
  #run = 0;

  constructor(parts: FeedParts<T>) {
    this.#parts = parts;
  }

  /** From the top. What is shown stays until as much has come as is looked at; then `mayMove` is asked, and where it says no, only what is
   *  shown is kept true. */
  async load(mayMove: () => boolean = () => true): Promise<void> {
    const run = ++this.#run;
    this.isBusy.value = true;
    const wanted = Math.min(this.#inView[1], this.rows.peek().length);
    const pieces: { cursor: string | null; piece: Piece<T> }[] = [];
    let cursor: string | null = null;
    for (let found = 0; found < wanted || pieces.length === 0;) {
      const answer: Answer<Piece<T>> = await this.#parts.ask(cursor);
      if (this.#isOver || run !== this.#run) return;
      this.problem.value = answer.ok ? null : answer.refusal;
      if (!answer.ok) return void (this.isBusy.value = false);
      pieces.push({ cursor, piece: answer.value });
      found += answer.value.rows.length;
      cursor = answer.value.next;
      if (cursor === null) break;
    }
    this.isBusy.value = false;
    if (mayMove()) {
      this.#clear();
      for (const { cursor: from, piece } of pieces) this.#put(from, piece);
      this.isLoaded.value = true;
    } else void this.#keepShownTrue();
    // Asked here too: a list that came back as long as it was is not drawn anew, and nobody else would go on.
    this.see(...this.#inView);
  }

  #clear(): void {
    this.#shelves = [];
    this.#known = new Set();
    this.rows.value = [];
    this.gone.value = new Set();
    this.fresh.value = 0;
  }

  /** The next page. A page may be empty although more follows: then the one after. */
  async more(): Promise<void> {
    if (this.isBusy.peek() || this.#next === null) return;
    const run = this.#run;
    this.isBusy.value = true;
    const before = this.rows.peek().length;
    while (this.#next !== null && this.rows.peek().length === before) {
      const cursor: string = this.#next;
      const answer = await this.#parts.ask(cursor);
      if (this.#isOver || run !== this.#run) return;
      this.problem.value = answer.ok ? null : answer.refusal;
      if (!answer.ok) break;
      this.#put(cursor, answer.value);
    }
    this.isBusy.value = false;
  }

  /** Which rows are looked at: these are kept true, and the next page comes before its end is reached. */
  see(from: number, to: number): void {
    this.#inView = [from, to];
    if (to > this.rows.peek().length - 40) void this.more();
  }

  /** Something has changed. */
  turned(mayMove: () => boolean): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        void this.#renew(mayMove);
      },
      this.isLoaded.peek() && this.rows.peek().length > 0 ? restMs : 150,
    );
  }

  close(): void {
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #renew(mayMove: () => boolean): Promise<void> {
    if (this.rows.peek().length === 0) return this.load();
    return mayMove() ? this.load(mayMove) : this.#keepShownTrue();
  }

  async #keepShownTrue(): Promise<void> {
    const run = this.#run;
    const [from, to] = this.#inView;
    const first = this.#shelves[0];
    const seen = this.#shelves.filter((shelf) => shelf.from <= to && shelf.from + shelf.count > from);
    for (const shelf of new Set(first ? [first, ...seen] : seen)) {
      const answer = await this.#parts.ask(shelf.cursor);
      if (this.#isOver || run !== this.#run || !answer.ok) return;
      this.#keepTrue(shelf, answer.value);
    }
  }

  #keepTrue(shelf: Shelf, { rows: now, next }: Piece<T>): void {
    const { idOf } = this.#parts;
    const byId = new Map(now.map((row) => [idOf(row), row]));
    const rows = this.rows.peek().slice();
    const gone = new Set(this.gone.peek());
    for (let at = shelf.from; at < shelf.from + shelf.count; at++) {
      const row = rows[at];
      if (!row) continue;
      const fresh = byId.get(idOf(row));
      if (fresh) {
        rows[at] = fresh;
        gone.delete(idOf(row));
      } else if (next === null || shelf.cursor !== null || !this.#isPushedDown(now)) gone.add(idOf(row));
    }
    this.rows.value = rows;
    this.gone.value = gone;
    if (shelf.cursor === null) this.fresh.value = now.filter((row) => !this.#known.has(idOf(row))).length;
  }

  /** New rows at the top push others off the first page; those are not gone. */
  #isPushedDown(now: T[]): boolean {
    return now.some((row) => !this.#known.has(this.#parts.idOf(row)));
  }

  #put(cursor: string | null, { rows, next }: Piece<T>): void {
    const added = rows.filter((row) => !this.#known.has(this.#parts.idOf(row)));
    for (const row of added) this.#known.add(this.#parts.idOf(row));
    const from = this.rows.peek().length;
    this.#shelves.push({ cursor, from, count: added.length });
    this.rows.value = [...this.rows.peek(), ...added];
    this.#next = next;
    this.hasMore.value = next !== null;
  }
}
