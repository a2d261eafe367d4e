import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from '../harness/temp-folder.ts';
import type { Finding } from './figures.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** A year of a firm of forty teams, by the scenario that the suite goes through for the weeks of clock changes: nobody is ever without an
 *  answer, who is called is who is on call (it fails otherwise), and memory stays flat. */
export async function year(): Promise<Finding[]> {
  const folder = tempFolder('year');
  const heapFile = join(folder.path, 'heap.json');
  const began = performance.now();
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const env = { ...process.env, TOCSIN_TEST_YEAR: heapFile };
    await run(process.execPath, [vitest, 'run', 'test/scenarios/year.test.ts'], { cwd: root, env });
    const heaps = JSON.parse(readFileSync(heapFile, 'utf8')) as number[];
    const [, second = Number.NaN, , last = Number.NaN] = heaps;
    return [
      { what: 'a year of forty teams took', value: performance.now() - began, unit: 'ms' },
      { what: 'a year: heap at its end', value: last, unit: 'MB' },
      { what: 'a year: heap of the last quarter to that of the second', value: last / second, unit: 'ratio', atMost: 1.05 },
    ];
  } finally {
    folder.remove();
  }
}
