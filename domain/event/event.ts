/** What takes the road. A fact is an event that an aggregate owns: it is stored for good and is the timeline. */

/** The aggregate kinds: each has a folder in domain, a table in the store and lanes of its own. */
export type Kind =
  | 'group'
  | 'incident'
  | 'escalation'
  | 'page'
  | 'silence'
  | 'view'
  | 'storm'
  | 'draw'
  | 'line'
  | 'rota'
  | 'inhibition'
  | 'conversation';

/** `<kind>:<id>`, the lane an event is handled in. */
export type Key = `${Kind}:${string}`;

/** Where a key is only known inside the commit (a number must be drawn, or a cause is already open), an event asks for it so. */
export type Reserve = { reserve: 'incident'; cause: string | null };

/** Who did it: a person, a bot, an outside system (`source:prom-sh1`), a token, or Tocsin itself. */
export type Actor = `person:${string}` | `bot:${string}` | `source:${string}` | `token:${string}` | 'tocsin';

/** Through what it came: `api`, `cli`, `console`, `chat:web`, `mail`, `ring`, `timer`, `road`. */
export type Via = string;

export interface Event<T extends string = string, D = unknown> {
  /** Idempotency key: the same id is accepted once. */
  readonly id: string;
  readonly type: T;
  /** Version of `data`'s shape; older rows are lifted by `upcast`. */
  readonly v: number;
  readonly key: Key;
  /** UTC milliseconds. */
  readonly at: number;
  readonly by: Actor;
  readonly via: Via;
  /** The event this one follows from. */
  readonly cause?: string;
  readonly data: D;
}

/** An event that has not been given its lane yet. */
export type Draft<T extends string = string, D = unknown> = Omit<Event<T, D>, 'key'> & { readonly key: Key | Reserve };

/** What a decision says about another aggregate; id, time and cause are given by the road. */
export interface Told {
  readonly key: Key | Reserve;
  readonly type: string;
  readonly data: unknown;
  /** Who is behind it; the deciding listener when not given. */
  readonly by?: Actor;
  readonly via?: Via;
}

/** What is now true of the aggregate of the lane's key. */
export interface Fact<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
}

export const keyOf = (kind: Kind, id: string): Key => `${kind}:${id}`;

/** Splits at the first colon only: ids may hold colons. */
export function partsOf(key: Key): { kind: Kind; id: string } {
  const at = key.indexOf(':');
  return { kind: key.slice(0, at) as Kind, id: key.slice(at + 1) };
}

/** The person behind an actor, or null when a machine did it. */
export function personOf(actor: Actor): string | null {
  return actor.startsWith('person:') ? actor.slice('person:'.length) : null;
}
