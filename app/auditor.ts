import { randomUUID } from 'node:crypto';
import { keyOf, type Draft } from '../domain/event/event.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Unwatched } from '../ports/upkeep.ts';
import type { Metrics } from './metrics.ts';

/** A look that is older proves nothing any more. */
export const stalenessMs = 60_000;

/** What the last look came to. */
export interface Audited {
  /** UTC ms; null before the first. */
  readonly at: number | null;
  /** How long it took. */
  readonly ms: number;
  /** How much was found since the start, and when last. */
  readonly found: number;
  readonly foundAt: number | null;
  /** Why the last look failed; null when it did not. */
  readonly error: string | null;
}

interface AuditorParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly send: (drafts: readonly Draft[]) => Promise<void>;
  readonly metrics: Pick<Metrics, 'auditedAt' | 'unwatched'>;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** Proves again and again, apart from all that calls people, that whoever is being called will be called on: each escalation that runs and each
 *  page with rules left has an alarm. What has none is set going again, and the last resort is called. */
export class Auditor {
  readonly #parts: AuditorParts;
  #last: Audited = { at: null, ms: 0, found: 0, foundAt: null, error: null };
  /** What the look before found: after a start or a sleep of the machine all is overdue, and goes on by itself in a moment. */
  #suspected: ReadonlySet<string> = new Set();
  #looking: Promise<void> | null = null;

  constructor(parts: AuditorParts) {
    this.#parts = parts;
  }

  get last(): Audited {
    return this.#last;
  }

  /** Why nobody can rely on the calling now, in English for logs; null when it is well. */
  illness(now: number): string | null {
    const { at, error } = this.#last;
    if (error !== null) return `the calling could not be looked through: ${error}`;
    return at !== null && now - at <= stalenessMs ? null : 'the calling has not been looked through for a minute';
  }

  /** What two looks on end find is mended. Never throws: that a look failed is what the next one, the doctor and the metrics are told. Two at once are one. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { store, clock, metrics, failed } = this.#parts;
    const began = performance.now();
    const at = clock.now();
    try {
      const count = await this.#mend(this.#foundTwice(await store.upkeep.unwatched(at)), at);
      const { found, foundAt } = this.#last;
      this.#last = { at, ms: performance.now() - began, found: found + count, foundAt: count > 0 ? at : foundAt, error: null };
      metrics.auditedAt.set(at / 1000);
      metrics.unwatched.inc(count);
    } catch (e) {
      this.#last = { ...this.#last, error: e instanceof Error ? e.message : String(e) };
      failed('the auditor could not look; it looks again in a moment', e, {});
    }
  }

  #foundTwice({ escalations, pages }: Unwatched): Unwatched {
    const before = this.#suspected;
    this.#suspected = new Set([...escalations, ...pages]);
    return { escalations: escalations.filter((id) => before.has(id)), pages: pages.filter((id) => before.has(id)) };
  }

  async #mend({ escalations, pages }: Unwatched, at: number): Promise<number> {
    const { store, send, failed } = this.#parts;
    const event = (kind: 'escalation' | 'page', id: string, type: string, data: object): Draft => ({
      id: randomUUID(),
      type,
      v: 1,
      key: keyOf(kind, id),
      at,
      by: 'tocsin',
      via: 'auditor',
      data,
    });
    const states = await Promise.all(pages.map((id) => store.state('page', id)));
    const due = states.flatMap((page) =>
      page
        ? [
            event('page', page.id, 'page.due', { rule: page.tried }),
            ...(page.escalation ? [event('escalation', page.escalation, 'escalation.unwatched', { page: page.id })] : []),
          ]
        : [],
    );
    const drafts = [...escalations.map((id) => event('escalation', id, 'escalation.unwatched', { page: null })), ...due];
    if (drafts.length === 0) return 0;
    await send(drafts);
    failed('calling had come to a standstill; it goes on, and the last resort is called', null, { escalations, pages });
    return escalations.length + pages.length;
  }
}
