export type Placed<T> = { entry: T; place: number };

/** A list whose entries have no name of their own: each with its place, by which it is known. */
export const placed = <T>(list: readonly T[]): Placed<T>[] => list.map((entry, place) => ({ entry, place }));

/** A list with the entry at a place changed. */
export const changedAt = <T>(list: readonly T[], place: number, entry: T): T[] => list.map((each, i) => (i === place ? entry : each));

export const droppedAt = <T>(list: readonly T[], place: number): T[] => list.filter((_, i) => i !== place);
