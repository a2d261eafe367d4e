import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startChild, type Child } from './child.ts';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';

const root = resolve(import.meta.dirname, '../..');

export interface TocsinSetup {
  /** On top of PATH, HOME and the like; nothing else of our own environment reaches it. */
  env?: Record<string, string>;
  /** Stays when given; else a temporary one that `stop` removes. */
  dataDir?: string;
  /** Folder of YAML; an empty one when not given. */
  configDir?: string;
  /** Behind `npm start --`. */
  args?: readonly string[];
}

export interface Tocsin {
  /** From the ready line. The same after a restart. */
  readonly origin: string;
  readonly pid: number;
  output(): string;
  /** SIGKILL. */
  kill9(): Promise<void>;
  /** SIGTERM, and an error if it takes longer than 10 s. */
  stop(): Promise<void>;
  /** Starts again on the same port, data and configuration; kills first what still runs. Variables given here are kept from then on. */
  restart(env?: Record<string, string>): Promise<void>;
}

/** Starts Tocsin as `npm start` does, in a process of its own on a free port, and waits for its ready line. */
export async function startTocsin(setup: TocsinSetup = {}): Promise<Tocsin> {
  const folders = [tempFolder('data'), tempFolder('config')] as const;
  let env: Record<string, string> = {
    TOCSIN_DATA: setup.dataDir ?? folders[0].path,
    TOCSIN_CONFIG: setup.configDir ?? folders[1].path,
    ...setup.env,
  };
  const { args = [] } = setup;
  let running = await begin({ PORT: '0', ...env }, args);
  const { origin } = running;
  const kill9 = async (): Promise<void> => {
    if (!running.child.exit()) await running.child.stop('SIGKILL');
  };
  return {
    origin,
    get pid() {
      return running.child.pid;
    },
    output: () => running.child.output(),
    kill9,
    restart: async (more = {}) => {
      await kill9();
      env = { ...env, ...more };
      running = await begin({ ...env, PORT: new URL(origin).port }, args);
    },
    stop: async () => {
      if (!running.child.exit()) await running.child.stop('SIGTERM');
      for (const folder of folders) folder.remove();
    },
  };
}

async function begin(env: Record<string, string>, args: readonly string[]): Promise<{ child: Child; origin: string }> {
  const child = startChild(process.execPath, [...startArguments(), ...args], { cwd: root, env: { ...surroundings(), ...env } });
  const line = until(() => readyOrigin(child.output()), { what: 'Tocsin’s ready line', everyMs: 5, context: () => child.output() });
  const ended = child.exited.then(({ code }) =>
    Promise.reject(new Error(`Tocsin ended with ${code} before it was ready\n${child.output()}`)),
  );
  return { child, origin: await Promise.race([line, ended]) };
}

export function readyOrigin(output: string): string | undefined {
  return /^Tocsin is ready: (\S+)$/m.exec(output)?.[1];
}

/** What `npm start` gives to Node, read from package.json so that the tests run what users run. */
function startArguments(): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [node, ...args] = manifest.scripts.start.split(' ');
  if (node !== 'node') throw new Error(`the start script no longer begins with node: ${manifest.scripts.start}`);
  return args;
}

function surroundings(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'NODE_COMPILE_CACHE'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
