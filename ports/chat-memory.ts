/** What an adapter must know again after a restart: a code that can be used once, how somebody is reached. Small, by key, and no secret of the
 *  platform. Shared by all processes. */
export interface ChatMemory {
  /** Null: it was never kept, or its time is over. */
  read(key: string): Promise<string | null>;
  /** In the place of what was kept under the key. `until`: UTC milliseconds. */
  keep(key: string, value: string, until: number): Promise<void>;
  /** Reads and forgets it: of many who ask at once, one gets it. */
  take(key: string): Promise<string | null>;
  /** All that is kept under keys that begin so, by the rest of the key. */
  under(start: string): Promise<ReadonlyMap<string, string>>;
}

/** Of several processes only one does it: whoever holds the name. */
export interface Leases {
  /** Takes the name, or holds it on, for so long from now; answers whether it is this process's. */
  hold(name: string, forMs: number): Promise<boolean>;
  /** Gives it back, where it is this process's. */
  release(name: string): Promise<void>;
}
