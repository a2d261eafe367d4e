import { startChild, type Child } from './child.ts';
import { onFreePort } from './free-port.ts';
import { until } from './until.ts';

/** A real program that serves HTTP on a port of 127.0.0.1 and can be killed and started again on that same port. */
export interface Server {
  /** `http://127.0.0.1:<port>`; the same after a restart. */
  readonly origin: string;
  readonly pid: number;
  output(): string;
  /** SIGTERM, or SIGKILL after 10 s, which is an error. Then `cleanUp`. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export interface Program {
  name: string;
  command: string;
  args: (port: number) => readonly string[];
  /** Answers 2xx once the program is ready. */
  readyPath: string;
  cwd?: string;
  cleanUp?: () => void;
}

export async function startServer(program: Program): Promise<Server> {
  const begin = async (port: number): Promise<{ child: Child; port: number }> => {
    const child = startChild(program.command, program.args(port), program.cwd === undefined ? {} : { cwd: program.cwd });
    await ready(program, child, `http://127.0.0.1:${port}${program.readyPath}`);
    return { child, port };
  };
  let running = await onFreePort(begin);
  const kill = async (): Promise<void> => {
    if (!running.child.exit()) await running.child.stop('SIGKILL');
  };
  return {
    origin: `http://127.0.0.1:${running.port}`,
    get pid() {
      return running.child.pid;
    },
    output: () => running.child.output(),
    kill,
    restart: async () => {
      await kill();
      running = await begin(running.port);
    },
    stop: async () => {
      if (!running.child.exit()) await running.child.stop('SIGTERM');
      program.cleanUp?.();
    },
  };
}

async function ready(program: Program, child: Child, url: string): Promise<void> {
  const what = `${program.name} to answer ${url}`;
  const answers = until(async () => (await fetch(url)).ok, { what, everyMs: 10, context: () => child.output() });
  const ended = child.exited.then(() => Promise.reject(new Error(`${program.name} ended before it was ready\n${child.output()}`)));
  await Promise.race([answers, ended]);
}
