import type { Lang } from '../text/lang.ts';

/** How long something is, in its two largest parts: `42 min`, `1 h 5 min`, `2 d 3 h`; below a minute `under a minute`. */
export function sayLength(ms: number, lang: Lang): string {
  const zh = lang === 'zh';
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes === 0) return zh ? '不到 1 分钟' : 'under a minute';
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [
    [days, zh ? '天' : 'd'],
    [hours, zh ? '小时' : 'h'],
    [rest, zh ? '分钟' : 'min'],
  ] as const;
  const from = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(from, from + 2)
    .flatMap(([n, unit]) => (n > 0 ? [`${n} ${unit}`] : []))
    .join(' ');
}
