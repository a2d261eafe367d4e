import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Words } from '../../domain/text/lang.ts';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `512 B`, `3.4 GiB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[power]}`;
}

/** How long ago, in the largest unit that fits: `3 分钟前`, `3 min ago`. */
export function agoText(ms: number): Words {
  const span = spanText(ms);
  return { zh: `${span.zh}前`, en: `${span.en} ago` };
}

/** A span of time in the largest unit that fits. */
export function spanText(ms: number): Words {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return { zh: `${seconds} 秒`, en: `${seconds} s` };
  if (seconds < 7200) return { zh: `${Math.round(seconds / 60)} 分钟`, en: `${Math.round(seconds / 60)} min` };
  if (seconds < 172_800) return { zh: `${Math.round(seconds / 3600)} 小时`, en: `${Math.round(seconds / 3600)} h` };
  return { zh: `${Math.round(seconds / 86_400)} 天`, en: `${Math.round(seconds / 86_400)} days` };
}

const mostNamed = 5;

/** After the names of so many. */
export const are = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');

/** `ana, bo, chen and 4 more`. */
export function namesText(names: readonly string[]): Words {
  const said = names.slice(0, mostNamed);
  const more = names.length - said.length;
  return {
    zh: said.join('、') + (more > 0 ? ` 等 ${names.length} 个` : ''),
    en: said.join(', ') + (more > 0 ? ` and ${more} more` : ''),
  };
}

/** The same of people, by what they are called. */
export const peopleText = (people: readonly string[], resources: Resources): Words =>
  namesText(people.map((person) => nameOf(resources, person)));
