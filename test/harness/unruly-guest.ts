import { OutsideError } from '../../ports/errors.ts';
import { brought, type Enter } from '../../ports/guest.ts';

export type UnrulyOurs = { greet(name: string): Promise<string> };
export type UnrulyCalls = {
  echo(asked: unknown): Promise<unknown>;
  pid(asked: null): Promise<number>;
  variables(asked: null): Promise<Readonly<Record<string, string | undefined>>>;
  refuse(asked: null): Promise<void>;
  fail(asked: null): Promise<void>;
  ask(name: string): Promise<string>;
  forget(asked: null): Promise<void>;
  crash(asked: null): Promise<void>;
  exit(asked: null): Promise<void>;
  silent(asked: null): Promise<void>;
  hang(asked: null): Promise<void>;
  glut(asked: null): Promise<void>;
};

/** A guest that does whatever a library can do wrong. `wants` is a package that it cannot do without. */
export const guest: Enter<{ isBroken?: boolean; wants?: string }, UnrulyOurs, UnrulyCalls> = async (host, { isBroken = false, wants }) => {
  if (isBroken) throw new Error('it cannot even begin');
  if (wants !== undefined) await brought('unruly', { name: wants, install: 'npm ci --prefix here', load: () => import(wants) });
  host.is('listening');
  return {
    calls: {
      echo: async (asked) => asked,
      pid: async () => process.pid,
      variables: async () => ({ ...process.env }),
      refuse: async () => {
        throw new OutsideError('rate-limited', 'unruly: too often', 3_000);
      },
      fail: async () => {
        throw new TypeError('x is not a function');
      },
      ask: (name) => host.call('greet', name),
      forget: async () => void Promise.reject(new Error('nobody catches this')),
      crash: async () => void setImmediate(() => thrown('out of the blue')),
      exit: async () => process.exit(0),
      silent: () => new Promise(() => {}),
      hang: async () => {
        for (;;);
      },
      glut: async () => {
        const all: unknown[] = [];
        for (;;) all.push(Array.from({ length: 1_000_000 }, (_, i) => ({ i })));
      },
    },
    close: async () => {},
  };
};

function thrown(because: string): never {
  throw new Error(because);
}
