import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  readonly pid: number;
  /** Both streams in order of arrival, the newest 256 KiB. */
  output(): string;
  /** Undefined while it runs. */
  exit(): Exit | undefined;
  readonly exited: Promise<Exit>;
  /** Sends the signal and waits; after `graceMs` (10 s) it is killed and the promise is refused. */
  stop(signal: NodeJS.Signals, graceMs?: number): Promise<Exit>;
}

interface Surroundings {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number | undefined;
  gid?: number | undefined;
}

/** Starts a program that dies with us: setpriv asks the kernel to kill it when our process ends, however that happens. */
export function startChild(command: string, args: readonly string[], surroundings: Surroundings = {}): Child {
  const { uid, gid, ...rest } = surroundings;
  const { file, before } = leash(uid, gid);
  const child = spawn(file ?? command, file ? [...before, command, ...args] : args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
  const seen = record(child);
  const { promise: exited, resolve } = Promise.withResolvers<Exit>();
  let exit: Exit | undefined;
  const ended = (how: Exit): void => resolve((exit ??= how));
  child.on('exit', (code, signal) => ended({ code, signal }));
  child.on('error', (error) => {
    seen.add(String(error));
    ended({ code: 127, signal: null });
  });
  return {
    pid: child.pid ?? 0,
    output: seen.text,
    exit: () => exit,
    exited,
    stop: async (signal, graceMs = 10_000) => {
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
      const how = await exited;
      clearTimeout(late);
      if (how.signal === 'SIGKILL' && signal !== 'SIGKILL')
        throw new Error(`${command} did not end within ${graceMs} ms of ${signal}\n${seen.text()}`);
      return how;
    },
  };
}

function leash(uid?: number, gid?: number): { file?: string; before: string[] } {
  if (!existsSync('/usr/bin/setpriv')) return { before: [] };
  const asUser = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return { file: '/usr/bin/setpriv', before: ['--pdeathsig', 'KILL', ...asUser, '--'] };
}

function record(child: ReturnType<typeof spawn>): { add: (text: string) => void; text: () => string } {
  let all = '';
  const add = (text: string): void => {
    all = (all + text).slice(-256 * 1024);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', add);
  return { add, text: () => all };
}
