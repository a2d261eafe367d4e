/** Makes texts and lists fit, and remembers what it cut: nothing is ever cut in silence. */
export class Cuts {
  /** Such as `body: 10000 → 2900`. */
  readonly made: string[] = [];
  /** Of lists: what is not shown at all. */
  missing = 0;

  /** `measured`: how long it is where it goes; its letters, unless escapes count. */
  text(text: string, most: number, { what, measured = (t) => t.length }: { what: string; measured?: (text: string) => number }): string {
    if (measured(text) <= most) return text;
    let kept = text.slice(0, most - 1);
    while (measured(kept) > most - 1)
      kept = kept.slice(0, Math.min(kept.length - 1, Math.floor((kept.length * (most - 1)) / measured(kept))));
    this.made.push(`${what}: ${text.length} → ${kept.length}`);
    return `${kept.toWellFormed().replace(/\uFFFD$/u, '')}…`;
  }

  list<T>(items: readonly T[], most: number, what: string): readonly T[] {
    if (items.length <= most) return items;
    this.made.push(`${what}: ${items.length} → ${most}`);
    this.missing += items.length - most;
    return items.slice(0, most);
  }
}
