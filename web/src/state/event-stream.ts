import type { LiveEvents } from '../../api.d.ts';

export type LiveName = keyof LiveEvents;
export type Wire = { [N in LiveName]: { name: N; data: LiveEvents[N] } }[LiveName];

const names: LiveName[] = [
  'hello',
  'beat',
  'incident',
  'message',
  'message.gone',
  'alerts',
  'ring',
  'ring.stopped',
  'page',
  'config',
  'rooms',
  'oncall',
  'presence',
  'typing',
];
const reopenAfterMs = 2_000;
const silentForMs = 25_000;

/** The one connection to the server. Reopens when the browser gives up or when it has gone quiet. Returns `close`. */
export function openStream(tell: (wire: Wire) => void): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  const reopenIn = (ms: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(open, ms);
  };
  function open(): void {
    source?.close();
    const fresh = new EventSource('/api/v1/events');
    source = fresh;
    for (const name of names) {
      fresh.addEventListener(name, (event: MessageEvent<string>) => {
        // A half-open connection behind a proxy raises no error: silence is the only sign.
        reopenIn(silentForMs);
        const wire = parse(name, event.data);
        if (wire) tell(wire);
      });
    }
    fresh.onerror = () => {
      // The browser reconnects by itself, with Last-Event-ID, unless it was answered with an error.
      // Not all consoles at the same instant: the server has just come back.
      if (fresh.readyState === EventSource.CLOSED) reopenIn(reopenAfterMs * (1 + Math.random()));
    };
    reopenIn(silentForMs);
  }
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function parse(name: LiveName, text: string): Wire | null {
  try {
    const data: Wire['data'] = JSON.parse(text);
    return { name, data } as Wire;
  } catch {
    return null;
  }
}
