const figures: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  half: 0.5,
  半: 0.5,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
const units: readonly (readonly [RegExp, number])[] = [
  [/天|d/iu, 1440],
  [/小时|钟头|h/iu, 60],
  [/分|m/iu, 1],
];

/** Minutes in `30 minutes`, `half an hour`, `半小时`, `一个半小时`, `二十分钟`; null where it is no time. */
export function minutesSaid(text: string): number | null {
  const found =
    /^(half an|\d+(?:\.\d+)?|[a-z]+|[半一二两三四五六七八九十]+)\s*个?(半?)\s*(分钟?|小时|钟头|天|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/iu.exec(
      text.trim().toLowerCase(),
    );
  if (!found) return null;
  const [, many = '', half, unit = ''] = found;
  const count = countSaid(many);
  const size = units.find(([sign]) => sign.test(unit))?.[1];
  return count === null || size === undefined ? null : (count + (half ? 0.5 : 0)) * size;
}

/** `十五`, `二十`, `三十五`, up to 99; null where it is no number. */
export function countSaid(text: string): number | null {
  if (/^\d/u.test(text)) return Number(text);
  if (text.startsWith('half')) return 0.5;
  const [tens, ones] = text.includes('十') ? text.split('十') : [null, text];
  const one = ones === '' ? 0 : figures[ones ?? ''];
  if (one === undefined) return null;
  return tens === null ? one : (tens === '' ? 1 : (figures[tens ?? ''] ?? 0)) * 10 + one;
}
