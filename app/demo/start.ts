import { join } from 'node:path';
import type { onRequestAsyncHookHandler } from 'fastify';
import type { Logger } from 'pino';
import type { StoreEngine } from '../../adapters/store/engine.ts';
import { shiftedClock, type ShiftedClock } from '../../adapters/clock/shifted.ts';
import { load } from '../../config/load.ts';
import type { Settings } from '../../config/settings.ts';
import { langOf, type Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import { kindsHere } from '../sources.ts';
import { wire, type Wired } from '../wire.ts';
import { Director } from './director.ts';
import { firmIn, newcomer } from './firm.ts';
import { openingAfter, openingFrom } from './opening.ts';
import { PlaceFile } from './place.ts';
import { demoRoutes } from './routes.ts';
import { Voices } from './voices.ts';

/** The folder of the demo's firm. */
export const demoFirm = join(import.meta.dirname, '..', '..', 'config', 'demo');

export interface DemoOptions {
  /** From `demoSettings`. */
  readonly settings: Settings;
  /** The machine's clock; the firm's is shifted against it. */
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** How many times faster than people the colleagues are; 1 when not given. */
  readonly pace?: number;
  readonly engine?: StoreEngine;
}

export interface Demo extends Wired {
  /** The firm's clock, UTC ms. */
  readonly now: () => number;
  /** Resolves when the colleagues have done what they had begun. */
  readonly idle: () => Promise<void>;
}

/** Tocsin as `wire` composes it, for a firm that is not there: its clock stands at the open until the newcomer comes, and from then on the
 *  colleagues play. Nothing of the environment reaches it but what `demoSettings` lets through. */
export async function startDemo({ settings, clock: below, log, version, pace = 1, engine }: DemoOptions): Promise<Demo> {
  const file = new PlaceFile(join(settings.dataDirectory, 'place.json'));
  const kept = file.read();
  const clock = shiftedClock(below, kept ?? { heldAt: openingFrom(below.now()) });
  let comes = async (_lang: Lang): Promise<void> => {};
  const onRequest: onRequestAsyncHookHandler = async ({ url, headers }) => {
    if (url.startsWith('/api/v1/me')) await comes(langOf(headers['accept-language']?.trim().toLowerCase()));
  };
  const demo = { visitor: newcomer, onRequest };
  const wired = await wire({ settings, env: {}, clock, log, version, demo, ...(engine ? { engine } : {}) });
  const { store, bus, door, http } = wired;
  const voices = new Voices({ store, bus, door, clock, http });
  const failed = (err: unknown): void => log.error({ err }, 'the demo could not go on; it tries again in a second');
  const director = new Director({ store, bus, clock, voices, failed, pace, keep: (place) => file.write(place) });
  const { resources } = await load(demoFirm, { env: {}, kinds: kindsHere });
  const speak = (lang: Lang): Promise<void> => store.saveResources(firmIn(lang, resources));
  const mornings = morningsOf({ clock, below, director, speak });
  if (kept) await speak(kept.lang);
  else comes = mornings.first;
  demoRoutes(http, { store, clock, door, adminToken: null, visitor: newcomer, director, again: mornings.next });
  return {
    ...wired,
    now: () => clock.now(),
    idle: () => director.idle(),
    async listening(origin) {
      await wired.listening(origin);
      if (kept) director.play(kept);
    },
    async close() {
      await director.stop();
      await wired.close();
    },
  };
}

interface MorningParts {
  readonly clock: ShiftedClock;
  readonly below: Clock;
  readonly director: Director;
  readonly speak: (lang: Lang) => Promise<void>;
}

/** The morning that begins when the newcomer comes, however often their browser asks, and those after it. */
function morningsOf({ clock, below, director, speak }: MorningParts) {
  const begin = (lang: Lang, at: number, number: number): void => {
    clock.goOnFrom(at);
    const shiftMs = clock.now() - below.now();
    director.play({ lang, shiftMs, run: { number, beganAt: clock.now(), incident: null, played: {} } });
  };
  let coming: Promise<void> | null = null;
  return {
    first: (lang: Lang): Promise<void> => (coming ??= speak(lang).then(() => begin(lang, clock.now(), 1))),
    async next(): Promise<void> {
      const { place } = director;
      if (!place) return;
      await director.cleansUp();
      begin(place.lang, openingAfter(clock.now()), place.run.number + 1);
    },
  };
}
