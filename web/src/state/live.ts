import type { LiveEvents } from '../../api.d.ts';
import type { Clock } from './clock.ts';
import { openStream, type LiveName, type Wire } from './event-stream.ts';

type Note = { kind: 'wire'; wire: Wire } | { kind: 'joined' } | { kind: 'restart' };

export type Live = {
  /** Returns `off`. */
  on<N extends LiveName>(name: N, hear: (data: LiveEvents[N]) => void): () => void;
  /** Again after a new login. */
  start(): void;
  /** A new connection, because who I am has changed. */
  restart(): void;
};

/** Live events, with one connection for all tabs of a browser: HTTP/1.1 allows six an origin, and the
 *  seventh tab would hang. The tab that holds the lock listens and repeats to the others. */
export function createLive(clock: Clock): Live {
  const hearers = new Map<LiveName, Set<(data: never) => void>>();
  const channel = new BroadcastChannel('tocsin-live');
  const hear = ({ name, data }: Wire) => {
    if (name === 'hello' || name === 'beat') clock.heard(data.now);
    for (const each of hearers.get(name) ?? []) each(data as never);
  };
  const lead = leader(channel, hear);
  let isStarted = false;
  channel.onmessage = ({ data }: MessageEvent<Note>) => {
    if (data.kind === 'wire') hear(data.wire);
    if (data.kind === 'joined') lead.greet();
    if (data.kind === 'restart') lead.restart();
  };
  return {
    on(name, heard) {
      const set = hearers.get(name) ?? new Set();
      hearers.set(name, set.add(heard));
      return () => set.delete(heard);
    },
    start() {
      if (isStarted) return lead.restart();
      isStarted = true;
      channel.postMessage({ kind: 'joined' } satisfies Note);
      // Locks exist only on https and loopback; elsewhere each tab listens for itself.
      if (!('locks' in navigator)) return lead.take(false);
      void navigator.locks.request('tocsin-live', () => {
        lead.take(true);
        return new Promise(() => undefined);
      });
    },
    restart() {
      channel.postMessage({ kind: 'restart' } satisfies Note);
      lead.restart();
    },
  };
}

function leader(channel: BroadcastChannel, hear: (wire: Wire) => void) {
  let close: (() => void) | null = null;
  let isShared = false;
  let lastBeat: Wire | null = null;
  const tell = (wire: Wire) => {
    if (wire.name === 'hello' || wire.name === 'beat') lastBeat = { name: 'beat', data: { now: wire.data.now } };
    hear(wire);
    if (isShared) channel.postMessage({ kind: 'wire', wire } satisfies Note);
  };
  return {
    take(shared: boolean): void {
      isShared = shared;
      close?.();
      close = openStream(tell);
    },
    restart(): void {
      if (close) this.take(isShared);
    },
    greet(): void {
      if (isShared && lastBeat) channel.postMessage({ kind: 'wire', wire: lastBeat } satisfies Note);
    },
  };
}
