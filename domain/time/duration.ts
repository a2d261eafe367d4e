const minutesOf: Readonly<Record<string, number>> = {
  m: 1,
  min: 1,
  分: 1,
  分钟: 1,
  h: 60,
  小时: 60,
  时: 60,
  d: 1440,
  天: 1440,
  w: 10_080,
  周: 10_080,
};

/** Minutes from what people write: `90`, `30m`, `2h`, `1.5h`, `1d`, `2小时`; null when it is none of these. */
export function minutesIn(text: string): number | null {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(\p{L}*)\s*$/u.exec(text) ?? [];
  if (number === undefined) return null;
  const each = unit === '' ? 1 : minutesOf[(unit ?? '').toLowerCase()];
  return each === undefined ? null : Number(number) * each;
}
