import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder {
  path: string;
  remove(): void;
}

/** A new empty folder, mode 0700. Removed by `remove`, else when this process ends in an orderly way. */
export function tempFolder(name: string): TempFolder {
  const path = mkdtempSync(join(tmpdir(), `tocsin-${name}-`));
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
