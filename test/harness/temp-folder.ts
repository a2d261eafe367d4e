import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder {
  path: string;
  remove(): void;
}

const memory = '/dev/shm';

/** A new empty folder, mode 0700. Removed by `remove`, else when this process ends in an orderly way. `isForgetful`: in memory where there is
 *  a place for that, for a test in which processes die and never the machine. */
export function tempFolder(name: string, { isForgetful = false }: { isForgetful?: boolean } = {}): TempFolder {
  const path = mkdtempSync(join(isForgetful && existsSync(memory) ? memory : tmpdir(), `tocsin-${name}-`));
  const wipe = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', wipe);
  return {
    path,
    remove: () => {
      process.off('exit', wipe);
      wipe();
    },
  };
}
