import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'fixtures', 'sources');

/** What sources really send, with names made up: test/fixtures/sources/<source>/<sample>.json. A form is written as an object of its fields. */
export const sample = (source: string, name: string): unknown => JSON.parse(readFileSync(join(folder, source, `${name}.json`), 'utf8'));

/** Every sample, as [source, sample]. */
export const samples = (): [source: string, name: string][] =>
  readdirSync(folder).flatMap((source) =>
    readdirSync(join(folder, source)).map((file): [string, string] => [source, file.replace(/\.json$/u, '')]),
  );
