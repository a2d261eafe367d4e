/** The value below which the share `q` (0..1) of all values lies; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** One line of what a benchmark found out. */
export interface Finding {
  what: string;
  value: number;
  unit: 'alerts/s' | 'ms' | 'MB' | 'ratio' | 'µs' | 'count';
  /** What it must be at least or at most, where that is promised. */
  atLeast?: number;
  atMost?: number;
}

export function isKept({ value, atLeast, atMost }: Finding): boolean {
  return !(value < (atLeast ?? -Infinity)) && !(value > (atMost ?? Infinity)) && !Number.isNaN(value);
}

/** A table for people: what, value, and whether the promise is kept. */
export function table(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map((finding) => {
    const { what, value, unit } = finding;
    const number = value.toFixed(unit === 'ratio' ? 2 : value < 100 && unit === 'ms' ? 1 : 0);
    return `${what.padEnd(width)}  ${number.padStart(9)} ${unit === 'ratio' ? '' : unit}`.trimEnd() + promise(finding);
  });
  return lines.join('\n');
}

function promise(finding: Finding): string {
  const bound = finding.atLeast === undefined ? finding.atMost : finding.atLeast;
  if (bound === undefined) return '';
  return `  (at ${finding.atLeast === undefined ? 'most' : 'least'} ${bound}: ${isKept(finding) ? 'kept' : 'NOT KEPT'})`;
}
