const letters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Makes texts and lists fit, and remembers what it cut: nothing is ever cut in silence. */
export class Cuts {
  /** Such as `body: 10000 → 2900`. */
  readonly made: string[] = [];
  /** Of lists: what is not shown at all. */
  missing = 0;

  /** Ends with … and never within a letter, be it of several signs. `measured`: how long it is where it goes; its UTF-16 units, unless escapes
   *  or bytes count. */
  text(text: string, most: number, { what, measured = (t) => t.length }: { what: string; measured?: (text: string) => number }): string {
    if (measured(text) <= most) return text;
    const kept = wholeBefore(
      text,
      longest(text, (part) => measured(`${part}…`) <= most),
    );
    this.made.push(`${what}: ${text.length} → ${kept.length}`);
    return `${kept}…`;
  }

  list<T>(items: readonly T[], most: number, what: string): readonly T[] {
    if (items.length <= most) return items;
    this.made.push(`${what}: ${items.length} → ${most}`);
    this.missing += items.length - most;
    return items.slice(0, most);
  }
}

/** So many units of a text at most, the … with them, whole letters. */
export const clipped = (text: string, most: number): string => (text.length <= most ? text : `${wholeBefore(text, most - 1)}…`);

/** How many units of a text fit. */
function longest(text: string, fits: (part: string) => boolean): number {
  let least = 0;
  let most = text.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(text.slice(0, middle))) least = middle;
    else most = middle - 1;
  }
  return least;
}

/** The text up to there without the letter that goes on beyond it. A letter of more signs than anybody writes is cut between two of them. */
export function wholeBefore(text: string, end: number): string {
  if (end >= text.length) return text;
  const from = Math.max(0, end - 64);
  const last = [...letters.segment(text.slice(from, end + 64))].findLast(({ index }) => from + index <= end);
  const start = last && (from === 0 || last.index > 0) ? from + last.index : end;
  return text
    .slice(0, start)
    .toWellFormed()
    .replace(/\uFFFD$/u, '');
}
