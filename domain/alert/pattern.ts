/** Parts of a regex that count here: escapes, classes, groups, counts, and any other character. */
const parts = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|\{(?<least>\d+)(?:,(?<most>\d*))?\}|[\s\S]/gu;

/** How far a count may reach, groups inside groups multiplied. */
const farthest = 16;

/** Compiles a pattern that people wrote, anchored at both ends; a dot takes line ends too. Throws an Error that says what to write instead.
 *  Only what a linear engine can run is let in, as in Prometheus: Node goes over to its own when a pattern backtracks without end
 *  (a start flag), but cannot where there are look-arounds, back-references, far counts or the flags `u` and `i`. */
export function compilePattern(pattern: string): RegExp {
  const compiled = new RegExp(`^(?:${pattern})$`, 's');
  let inside = 1;
  let last = 1;
  const outer: number[] = [];
  for (const { 0: part, groups } of pattern.matchAll(parts)) {
    refusePart(part);
    if (groups?.['least'] !== undefined) {
      last *= Math.max(1, Number(groups['most'] || groups['least']));
      if (last > farthest)
        throw new Error(
          `${part} counts too far: ${farthest} is the most, groups inside groups multiplied. Write + or *, or the part twice.`,
        );
    } else if (part.startsWith('(')) {
      outer.push(inside);
      inside = last = 1;
    } else if (part === ')') {
      last = inside;
      inside = outer.pop() ?? 1;
    } else if (!'*+?'.includes(part)) last = 1;
    inside = Math.max(inside, last);
  }
  return compiled;
}

function refusePart(part: string): void {
  if (/^\(\?<?[=!]/u.test(part)) throw new Error('Look-around such as (?=…) cannot be used. Write a second matcher with !~ instead.');
  if (/^\\[1-9k]/u.test(part)) throw new Error(`The back-reference ${part} cannot be used. Write the text again.`);
  // Without the flag `u` an unknown escape, or a class inside a class, would quietly be the letters themselves.
  const unknown = /\[:\w+:|\\(?![dDwWsSbBnrtfvxuc])[A-Za-z]/u.exec(part.replaceAll('\\\\', ''))?.[0];
  if (unknown) throw new Error(`${unknown} is not known here. Write a class such as [a-z] or [\\u4e00-\\u9fff].`);
}
