/** What a lane's work is to others. */
export interface Rank {
  /** Lower goes first. */
  readonly urgency: number;
  /** Those of one share stand in one line; the lines take turns. */
  readonly share: string;
}

/** Lets so much work in at a time, the most urgent first, and within one urgency a piece of each share in turn: however long one line is,
 *  whoever comes first in another is next but a few. */
export class Turnstile<T> {
  readonly #most: number;
  readonly #enter: (piece: T) => Promise<void>;
  readonly #lines: Map<string, T[]>[] = [];
  #inside = 0;
  #waiting = 0;

  constructor(most: number, enter: (piece: T) => Promise<void>) {
    this.#most = most;
    this.#enter = enter;
  }

  get waiting(): number {
    return this.#waiting;
  }

  add(piece: T, { urgency, share }: Rank): void {
    const lines = (this.#lines[urgency] ??= new Map());
    const line = lines.get(share);
    if (line) line.push(piece);
    else lines.set(share, [piece]);
    this.#waiting += 1;
    this.#letIn();
  }

  #letIn(): void {
    while (this.#inside < this.#most) {
      const next = this.#next();
      if (!next) return;
      this.#inside += 1;
      void this.#enter(next.piece).finally(() => {
        this.#inside -= 1;
        this.#letIn();
      });
    }
  }

  #next(): { piece: T } | null {
    for (const lines of this.#lines) {
      for (const [share, line] of lines ?? []) {
        const piece = line.shift() as T;
        lines.delete(share);
        // Its line goes to the end, so that the others come first.
        if (line.length > 0) lines.set(share, line);
        this.#waiting -= 1;
        return { piece };
      }
    }
    return null;
  }
}
