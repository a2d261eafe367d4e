import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

/** Written at most this often for each door: the page that shows it speaks of minutes. */
const everyMs = 5_000;

/** Notes when each door for alerts was last used, so that a silent one shows. Losing a note loses nothing else. */
export function seenKeeper(store: Store, clock: Clock): (integration: string) => void {
  const noted = new Map<string, number>();
  return (integration) => {
    const now = clock.now();
    if (now - (noted.get(integration) ?? -Infinity) < everyMs) return;
    noted.set(integration, now);
    void store.noteSeen(integration, now).catch(() => noted.delete(integration));
  };
}
