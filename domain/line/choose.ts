import type { PhoneMeans } from '../people/carrier-fields.ts';
import { carriersFor, limitsOf, type Carrier } from '../people/carrier.ts';
import type { Held, Line, LineItem } from './line.ts';
import { earliest, type Limits } from './throttle.ts';

/** How often one person is called and texted about what they know of already. The figures are GoAlert's, learned from people who could not
 *  sleep (engine/message/ratelimit.go). What is new to them is told whatever these say. */
const bearable: Readonly<Record<PhoneMeans, Limits>> = {
  phone: [
    { count: 1, perMinutes: 1 },
    { count: 3, perMinutes: 15 },
    { count: 7, perMinutes: 60, smooth: true },
    { count: 15, perMinutes: 180, smooth: true },
  ],
  sms: [
    { count: 1, perMinutes: 1 },
    { count: 5, perMinutes: 15 },
    { count: 11, perMinutes: 60, smooth: true },
    { count: 21, perMinutes: 180, smooth: true },
  ],
};

/** What becomes of what is wanted: one call or text for all of it now, at `until` (UTC ms), or not at all. */
export type Choice =
  | { readonly is: 'now'; readonly carrier: string | null; readonly items: readonly LineItem[] }
  | { readonly is: 'held'; readonly until: number; readonly items: readonly LineItem[] }
  | { readonly is: 'refused'; readonly items: readonly LineItem[] };

interface Wish {
  readonly by: PhoneMeans;
  readonly items: readonly LineItem[];
  readonly now: number;
  /** The number, where there is one, and all carriers. */
  readonly to: string | null;
  readonly carriers: readonly { readonly name: string; readonly spec: Carrier }[];
}

/** The first about an incident goes out at once and takes along what waits. More about what the person knows of waits until it can be borne,
 *  together. Where every carrier has called the number as often as it may, nobody waits: the next person is called. */
export function choose(line: Line, { by, items, now, to, carriers }: Wish): Choice {
  const known = new Set([...line.used.filter((u) => u.by === by).flatMap((u) => u.about), ...heldBy(line, by).map((h) => h.about)]);
  const isNews = items.some((item) => !known.has(item.about));
  const until = isNews ? now : earliest(bearable[by], usesOf(line, by), now);
  if (until > now) return { is: 'held', until, items };
  const all = [...heldBy(line, by).map(({ by: _by, ...item }) => item), ...items];
  return toCarrier(line, { by, items: all, now, to, carriers });
}

/** Those that waited, all together, now. */
export const release = (line: Line, wish: Wish): Choice => toCarrier(line, wish);

function toCarrier(line: Line, { by, items, now, to, carriers }: Wish): Choice {
  const able = to === null ? [] : carriersFor(carriers, to, by);
  // Without a number or a carrier it is for the attempt itself to say so.
  if (able.length === 0) return { is: 'now', carrier: null, items };
  const free = able.find(({ name, spec }) => earliest(limitsOf(spec, by), usesOf(line, by, name), now) <= now);
  return free ? { is: 'now', carrier: free.name, items } : { is: 'refused', items };
}

export const heldBy = (line: Line, by: PhoneMeans): readonly Held[] => line.held.filter((h) => h.by === by);

const usesOf = (line: Line, by: PhoneMeans, carrier?: string): number[] =>
  line.used.filter((u) => u.by === by && (carrier === undefined || u.carrier === carrier)).map((u) => u.at);
