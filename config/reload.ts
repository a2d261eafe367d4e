import { watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resources } from '../domain/resource/resource.ts';
import { configErrorText, type ConfigError } from './config-error.ts';
import { fromFiles, massRemoval } from './mass-removal.ts';
import type { Loaded } from './load.ts';

export interface ReloadOptions {
  readonly directory: string;
  /** What was read at start. */
  readonly loaded: Loaded;
  readonly load: () => Promise<Loaded>;
  /** Called when all is right and either what the files say has changed or it was wrong before. */
  readonly onGood: (resources: Resources) => void;
  /** Called when something is wrong, once for the same errors; what was in force stays in force. */
  readonly onBad: (errors: readonly ConfigError[]) => void;
  /** How long the files must have been quiet. */
  readonly settleMs?: number;
  /** How often to look without being told: file events get lost on network and container mounts. */
  readonly pollMs?: number;
}

export interface Reload {
  /** Looks now instead of at the next event; done when what was found is in force or refused. `isConfirmed`: also when most of it goes. */
  check(isConfirmed?: boolean): Promise<void>;
  close(): void;
}

/** Watches the directory and every file that was read, and loads again when one has changed. Loads never overlap; holds no process open. */
export function watchConfig(options: ReloadOptions): Reload {
  const { directory, settleMs = 200, pollMs = 2000 } = options;
  const state: State = { ...options.loaded, seen: null, isClosed: false };
  let settling: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  const check = (isConfirmed = false): Promise<void> => (turn = turn.then(() => look(options, state, isConfirmed)));
  const unwatch = watchEvents(directory, () => {
    clearTimeout(settling);
    settling = setTimeout(() => void check(), settleMs).unref();
  });
  const polling = setInterval(() => void check(), pollMs).unref();
  return {
    check,
    close() {
      state.isClosed = true;
      clearTimeout(settling);
      clearInterval(polling);
      unwatch();
    },
  };
}

/** `resources` are in force; `errors` are those told last. */
type State = { -readonly [K in keyof Loaded]: Loaded[K] } & { seen: string | null; isClosed: boolean };

async function look({ directory, load, onGood, onBad }: ReloadOptions, state: State, isConfirmed: boolean): Promise<void> {
  const now = await signature(directory, state.files);
  if (state.isClosed || (now === state.seen && !isConfirmed)) return;
  // Taken before loading: a write in between shows as one more change.
  state.seen = now;
  const read = await load().catch((error: unknown) => unreadable(directory, error, state));
  const loaded = isConfirmed ? read : withoutMassRemoval(read, state, directory);
  if (state.isClosed) return;
  const before = state.errors.map(configErrorText).join('\n');
  const isChanged = loaded.resources.version !== state.resources.version;
  state.files = loaded.files;
  state.errors = loaded.errors;
  if (loaded.errors.length > 0) {
    if (loaded.errors.map(configErrorText).join('\n') !== before) onBad(loaded.errors);
  } else if (isChanged || before !== '') {
    state.resources = loaded.resources;
    onGood(loaded.resources);
  }
}

function withoutMassRemoval(loaded: Loaded, { resources }: State, directory: string): Loaded {
  const held = loaded.errors.length > 0 ? null : massRemoval(fromFiles(resources.list), loaded.resources.list, directory);
  return held ? { ...loaded, errors: [held] } : loaded;
}

function unreadable(directory: string, error: unknown, { resources, files }: State): Loaded {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const message = `cannot be read (${code})`;
  return {
    resources,
    files,
    errors: [{ file: directory, line: 1, col: 1, path: '', message, hint: 'check that it is there and that Tocsin may read it' }],
  };
}

/** Names, sizes and times of all files below the directory and of the files read from elsewhere. */
async function signature(directory: string, files: readonly string[]): Promise<string> {
  const inside = await readdir(directory, { recursive: true }).catch(() => []);
  const paths = new Set([...inside.map((name) => join(directory, name)), ...files]);
  const stamps = [...paths].toSorted().map(async (path) => {
    const s = await stat(path).catch(() => null);
    return s?.isDirectory() ? path : `${path} ${s?.ino} ${s?.size} ${s?.mtimeMs}`;
  });
  return (await Promise.all(stamps)).join('\n');
}

/** Where the system cannot watch, polling alone finds the changes. */
function watchEvents(directory: string, onEvent: () => void): () => void {
  try {
    const watcher = watch(directory, { recursive: true, persistent: false }, onEvent);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
