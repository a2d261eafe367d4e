import type { Bus } from '../ports/bus.ts';

const everyMs = 1_000;

/** Tells the screens that alerts have changed: at once, and then once a second at most, however many there are. Not kept: who comes back
 *  asks anew anyway. */
export function alertNews(bus: Bus): () => void {
  let isWaiting = false;
  let isOwed = false;
  const tell = (): void => {
    if (isWaiting) {
      isOwed = true;
      return;
    }
    bus.publish({ seq: null, type: 'alerts', incident: null, person: null, room: null, data: {} });
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      if (isOwed) tell();
      isOwed = false;
    }, everyMs).unref();
  };
  return tell;
}
