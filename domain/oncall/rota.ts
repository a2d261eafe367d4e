import type { Actor } from '../event/event.ts';

/** A stretch of time [start, end) in UTC ms. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What every entry of a rota has: who made it when, and why in their own words. */
interface Entry {
  readonly id: string;
  readonly by: Actor;
  /** UTC ms. */
  readonly at: number;
  readonly because: string | null;
}

/** A change of who is on call for a while. `add` and `remove`: one stands in for the other where that one is on call; `add` alone joins,
 *  `remove` alone leaves. `isShadow`: `add` only learns: is listed and told, and answers for nothing. */
export interface Cover extends Entry, Stretch {
  readonly add: string | null;
  readonly remove: string | null;
  readonly isShadow: boolean;
}

/** Replaces all layers for a while by its shifts. */
export interface Standing extends Entry, Stretch {
  readonly shifts: readonly (Stretch & { readonly people: readonly string[] })[];
}

/** `to` takes `from`’s time, and gives their own in return where `back` says so. Only an agreed one changes who is on call. */
export interface Swap extends Entry, Stretch {
  readonly from: string;
  readonly to: string;
  readonly back: Stretch | null;
  readonly state: 'asked' | 'agreed' | 'declined' | 'withdrawn' | 'lapsed';
}

/** What changes by the hour in the schedule of the same name, in the order in which it was made. */
export interface Rota {
  readonly schedule: string;
  readonly covers: readonly Cover[];
  readonly stands: readonly Standing[];
  readonly swaps: readonly Swap[];
  /** Who is on call, as those people last heard; null before anybody looked. */
  readonly told: readonly OnDuty[] | null;
  /** When the coming days were last looked at for gaps and people who cannot be reached, UTC ms; null: never yet. */
  readonly roundAt: number | null;
}

/** Somebody on call, and until when (UTC ms) as far as they know; null = no end. */
export interface OnDuty {
  readonly person: string;
  readonly until: number | null;
}

interface Id {
  readonly id: string;
}

export interface RotaFacts {
  'cover.set': Id & Stretch & { add?: string; remove?: string; shadow?: boolean; because?: string };
  'cover.ended': Id;
  'stand.set': Id & Stretch & { shifts: readonly (Stretch & { people: readonly string[] })[]; because?: string };
  'stand.ended': Id;
  'swap.asked': Id & Stretch & { from: string; to: string; back?: Stretch; because?: string };
  'swap.agreed': Id;
  'swap.declined': Id;
  'swap.withdrawn': Id;
  /** Its time came and nobody had answered. */
  'swap.lapsed': Id;
  /** An agreed one is undone, as far as it is still to come. */
  'swap.ended': Id;
  /** Others are on call than before, or until another time. */
  'duty.turned': { people: readonly OnDuty[] };
  /** The coming days were looked at. */
  'duty.rounds': Record<string, never>;
}

export interface RotaEvents {
  /** The schedule, its rota or its people may be others than before, or the time has come that was waited for. */
  'duty.look': Record<string, never>;
}

export type RotaFact = { [K in keyof RotaFacts]: { type: K; data: RotaFacts[K]; at: number; by: Actor } }[keyof RotaFacts];

const keptMs = 90 * 86_400_000;

export const emptyRota = (schedule: string): Rota => ({ schedule, covers: [], stands: [], swaps: [], told: null, roundAt: null });

export function applyRota(state: Rota | null, fact: RotaFact, id: string): Rota {
  return kept(changed(state ?? emptyRota(id), fact), fact.at - keptMs);
}

function changed(rota: Rota, fact: RotaFact): Rota {
  const made = { by: fact.by, at: fact.at };
  switch (fact.type) {
    case 'cover.set': {
      const { add = null, remove = null, shadow = false, because = null, ...data } = fact.data;
      return { ...rota, covers: [...without(rota.covers, data.id), { ...data, ...made, add, remove, isShadow: shadow, because }] };
    }
    case 'cover.ended':
      return { ...rota, covers: ended(rota.covers, fact) };
    case 'stand.set': {
      const { because = null, ...data } = fact.data;
      return { ...rota, stands: [...without(rota.stands, data.id), { ...data, ...made, because }] };
    }
    case 'stand.ended':
      return { ...rota, stands: ended(rota.stands, fact) };
    case 'duty.turned':
      return { ...rota, told: fact.data.people };
    case 'duty.rounds':
      return { ...rota, roundAt: fact.at };
    default:
      return { ...rota, swaps: swapped(rota.swaps, fact) };
  }
}

type SwapFact = Extract<RotaFact, { type: `swap.${string}` }>;

const answers = { 'swap.declined': 'declined', 'swap.withdrawn': 'withdrawn', 'swap.lapsed': 'lapsed' } as const;

function swapped(swaps: readonly Swap[], fact: SwapFact): Swap[] {
  if (fact.type === 'swap.asked') {
    const { back = null, because = null, ...data } = fact.data;
    return [...without(swaps, data.id), { ...data, back, because, by: fact.by, at: fact.at, state: 'asked' }];
  }
  const { id } = fact.data;
  return swaps.map((s) => (s.id === id ? answered(s, fact) : s));
}

/** What has been stays as it was, whenever it is agreed or undone. */
function answered(swap: Swap, { type, at }: Exclude<SwapFact, { type: 'swap.asked' }>): Swap {
  const { start, end, back } = swap;
  if (type === 'swap.ended') return { ...swap, ...cut({ start, end }, at), back: back && cut(back, at) };
  if (type === 'swap.agreed')
    return { ...swap, state: 'agreed', start: Math.max(start, at), back: back && { ...back, start: Math.max(back.start, at) } };
  return { ...swap, state: answers[type] };
}

const without = <T extends Id>(all: readonly T[], id: string): T[] => all.filter((each) => each.id !== id);

const cut = ({ start, end }: Stretch, at: number): Stretch => ({ start, end: Math.max(start, Math.min(end, at)) });

/** What had begun stays as it was up to now: the past is not rewritten. What had not is empty. */
const ended = <T extends Id & Stretch>(all: readonly T[], { data: { id }, at }: { data: Id; at: number }): T[] =>
  all.map((each) => (each.id === id ? { ...each, ...cut(each, at) } : each));

/** What has been over for long leaves the state; its facts stay. */
function kept(rota: Rota, since: number): Rota {
  const isKept = (each: Stretch): boolean => each.end > since;
  if ([...rota.covers, ...rota.stands, ...rota.swaps].every(isKept)) return rota;
  return {
    ...rota,
    covers: rota.covers.filter(isKept),
    stands: rota.stands.filter(isKept),
    swaps: rota.swaps.filter((s) => Math.max(s.end, s.back?.end ?? s.end) > since),
  };
}
