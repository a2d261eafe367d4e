/** Ids of handled events that are kept in mind. */
const remembered = 50_000;

/** Which events are in hand, and which were handled lately: a look at the store may bring either once more. */
export class SeenEvents {
  readonly #inHand = new Set<string>();
  readonly #handled = new Set<string>();

  /** False when it was seen before. */
  take(id: string): boolean {
    if (this.#inHand.has(id) || this.#handled.has(id)) return false;
    this.#inHand.add(id);
    return true;
  }

  giveBack(ids: Iterable<string>): void {
    for (const id of ids) this.#inHand.delete(id);
  }

  /** What is in hand is never forgotten, however much it is. */
  handled(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#inHand.delete(id);
      this.#handled.add(id);
    }
    for (const oldest of this.#handled) {
      if (this.#handled.size <= remembered) return;
      this.#handled.delete(oldest);
    }
  }
}
