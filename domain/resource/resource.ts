import { fingerprint } from '../alert/fingerprint.ts';
import type { Kind, Specs } from './kinds.ts';

/** Where a resource was written: the file as configured, and its line from 1. Absent when it came from the console or the API. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** One configured thing: what kind it is, its name (unique within its kind) and what it says. */
export interface ResourceOf<K extends Kind> {
  readonly kind: K;
  readonly name: string;
  readonly spec: Specs[K];
  readonly origin?: Origin;
}
export type Resource = { [K in Kind]: ResourceOf<K> }[Kind];

/** A loaded set. It never changes; a reload makes another. */
export interface Resources {
  get<K extends Kind>(kind: K, name: string): ResourceOf<K> | undefined;
  /** In order of name. */
  all<K extends Kind>(kind: K): readonly ResourceOf<K>[];
  readonly list: readonly Resource[];
  /** 16 hex digits; equal when kinds, names and specs are, wherever they were written. */
  readonly version: string;
  /** What `make` makes of this set, made once: a compiled route tree, say. Always asked with the same function. */
  derived<T>(make: (resources: Resources) => T): T;
}

const byName = (a: Resource, b: Resource): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Builds the set. Throws when two resources share kind and name. */
export function resourcesOf(list: readonly Resource[]): Resources {
  const byKey = new Map<string, Resource>();
  for (const resource of list) {
    const key = `${resource.kind}/${resource.name}`;
    if (byKey.has(key)) throw new Error(`${key} is there twice`);
    byKey.set(key, resource);
  }
  const byKind = Map.groupBy(list.toSorted(byName), (r) => r.kind);
  const said = [...byKey].map(([key, { spec }]) => [key, JSON.stringify(spec)]);
  const made = new Map<unknown, unknown>();
  const resources: Resources = {
    get: <K extends Kind>(kind: K, name: string) => byKey.get(`${kind}/${name}`) as ResourceOf<K> | undefined,
    all: <K extends Kind>(kind: K) => (byKind.get(kind) ?? []) as unknown as readonly ResourceOf<K>[],
    list,
    version: fingerprint(Object.fromEntries(said)),
    derived<T>(make: (resources: Resources) => T): T {
      if (!made.has(make)) made.set(make, make(resources));
      return made.get(make) as T;
    },
  };
  return resources;
}
