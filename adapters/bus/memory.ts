import type { Bus, LiveNote } from '../../ports/bus.ts';

/** The bus of a single process. A hearer that throws is left out of no later note and disturbs nobody else. */
export function memoryBus(onError: (error: unknown) => void): Bus {
  const hearers = new Set<(note: LiveNote) => void>();
  return {
    publish(note) {
      for (const hear of hearers) {
        try {
          hear(note);
        } catch (e) {
          onError(e);
        }
      }
    },
    subscribe(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}
