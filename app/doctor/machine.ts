import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The machine as the checks see it; tests bring their own. */
export interface Machine {
  readonly node: string;
  /** The version of its time zones, such as `2026b`. */
  readonly zones: string;
  /** A font that has Chinese characters; null: there is none; undefined: nobody can be asked here. */
  chineseFont(): Promise<string | null | undefined>;
  disk(folder: string): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
  /** The permission bits of a file or folder; null: it is not there; undefined: the system has none. */
  mode(path: string): number | null | undefined;
}

const run = promisify(execFile);

/** The folder, or the nearest above it that is there. */
const standing = (folder: string): string => (existsSync(folder) || dirname(folder) === folder ? folder : standing(dirname(folder)));

export const thisMachine: Machine = {
  node: process.versions.node,
  zones: process.versions.tz ?? '',
  async chineseFont() {
    // Windows and macOS come with one.
    if (process.platform === 'win32' || process.platform === 'darwin') return process.platform;
    const fonts = '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc';
    if (existsSync(fonts)) return fonts;
    if (!existsSync('/usr/bin/fc-list')) return undefined;
    const { stdout } = await run('/usr/bin/fc-list', [':lang=zh-cn', 'family'], { timeout: 5_000 });
    return stdout.split('\n').find((line) => line.trim() !== '') ?? null;
  },
  async disk(folder) {
    const { bavail, blocks, bsize } = await statfs(standing(resolve(folder)));
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  },
  mode(path) {
    if (process.platform === 'win32') return undefined;
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? found.mode & 0o777 : null;
  },
};
