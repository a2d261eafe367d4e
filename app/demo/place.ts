import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** How far the story is: which of its beats were played, and when (UTC ms of the firm's clock). */
const Run = z.object({
  /** 1 for the first incident, 2 for the one after "play it again". */
  number: z.number(),
  beganAt: z.number(),
  incident: z.string().nullable(),
  played: z.record(z.string(), z.number()),
});
export type Run = z.output<typeof Run>;

const Place = z.object({
  lang: z.enum(['zh', 'en']),
  /** The firm's clock beside the machine's, ms. */
  shiftMs: z.number(),
  run: Run,
});
export type Place = z.output<typeof Place>;

/** Where the demo is, kept beside its data, so that a restart goes on with it. Null before the newcomer has come. */
export class PlaceFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** A file that is not there, or that cannot be read, is a demo that has not begun. */
  read(): Place | null {
    try {
      return Place.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return null;
    }
  }

  /** Whole or not at all: a kill in the middle leaves the one before. */
  write(place: Place): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify(place));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
