import type { Quiet } from '../domain/alert/quiet.ts';
import type { StoredSignal } from '../domain/alert/signal.ts';
import { silencedBy } from '../domain/alert/silence.ts';
import type { StoreReader } from './store.ts';

/** Asks once what is quiet now; the answer serves any number of signals. */
export async function quietNow({ store, now }: { readonly store: StoreReader; readonly now: number }) {
  const silenced = silencedBy(await store.silences(now), now);
  return {
    /** Why each of these signals is quiet, in their order. */
    of: async (signals: readonly StoredSignal[]): Promise<Quiet[]> =>
      signals.map((s) => ({ silencedBy: silenced(s.labels), inhibitedBy: [] })),
  };
}
