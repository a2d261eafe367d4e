import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { chatDoor } from '../../ports/upkeep.ts';

/** Written at most this often for each door: the page that shows it speaks of minutes. */
const everyMs = 5_000;

export interface SeenKeeper {
  /** A door for alerts was used. */
  readonly seen: (integration: string) => void;
  /** It refused what came; `status` is HTTP’s. Of a door that is not configured nothing is kept. */
  readonly refused: (integration: string, status: number) => void;
  /** A chat platform called, and was answered with this status of HTTP. */
  readonly called: (chat: string, status: number) => void;
}

/** Notes when each door for alerts, and for chats that call us, was last used and last refused, so that a silent one shows. Losing a note loses nothing else. */
export function seenKeeper(store: Store, clock: Clock): SeenKeeper {
  const noted = new Map<string, number>();
  const note = (what: string, write: (now: number) => Promise<void>): void => {
    const now = clock.now();
    if (now - (noted.get(what) ?? -Infinity) < everyMs) return;
    noted.set(what, now);
    void write(now).catch(() => noted.delete(what));
  };
  return {
    seen: (integration) => note(`seen ${integration}`, (now) => store.noteSeen(integration, now)),
    refused(integration, status) {
      if (integration !== 'prometheus' && !store.resources().get('integration', integration)) return;
      note(`refused ${integration}`, (now) => store.noteRefused(integration, now, status));
    },
    called(chat, status) {
      const door = chatDoor(chat);
      if (status < 400) note(`seen ${door}`, (now) => store.noteSeen(door, now));
      else note(`refused ${door}`, (now) => store.noteRefused(door, now, status));
    },
  };
}

/** The door for alerts that a request was for, by the route that took it; null for every other request. */
export function doorOf({ method, params, routeOptions: { url } }: FastifyRequest): string | null {
  if (method !== 'POST') return null;
  if (url === '/api/v2/alerts') return 'prometheus';
  return url === '/hooks/:integration/:key' ? (params as { integration: string }).integration : null;
}
