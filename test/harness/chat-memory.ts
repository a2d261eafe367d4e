import type { ChatMemory } from '../../ports/chat-memory.ts';
import type { Clock } from '../../ports/clock.ts';

/** What an adapter remembers, for tests of the adapter alone; the store's own is in its contract. */
export function memoryInHand(clock: Pick<Clock, 'now'>): ChatMemory {
  const all = new Map<string, { readonly value: string; readonly until: number }>();
  const read = (key: string): string | null => {
    const kept = all.get(key);
    return kept && kept.until > clock.now() ? kept.value : null;
  };
  return {
    read: async (key) => read(key),
    keep: async (key, value, keptUntil) => void all.set(key, { value, until: keptUntil }),
    take: async (key) => {
      const value = read(key);
      all.delete(key);
      return value;
    },
    under: async (start) =>
      new Map(
        [...all.keys()].flatMap((key): [string, string][] => {
          const value = key.startsWith(start) ? read(key) : null;
          return value === null ? [] : [[key.slice(start.length), value]];
        }),
      ),
  };
}
