import { writeSync } from 'node:fs';
import { serialize } from 'node:v8';
import { OutsideError } from '../../ports/errors.ts';
import { brought, type Enter } from '../../ports/guest.ts';

export type UnrulyOurs = { greet(name: string): Promise<string> };
export type UnrulyCalls = {
  echo(asked: unknown): Promise<unknown>;
  pid(asked: null): Promise<number>;
  variables(asked: null): Promise<Readonly<Record<string, string | undefined>>>;
  /** Says these in the name of our half. */
  blurt(messages: readonly unknown[]): Promise<void>;
  /** Writes them into the line as they are. */
  scribble(bytes: Uint8Array): Promise<void>;
  /** What code that expects to be somebody's child sends. */
  report(asked: null): Promise<boolean>;
  refuse(asked: null): Promise<void>;
  fail(asked: null): Promise<void>;
  ask(name: string): Promise<string>;
  forget(asked: null): Promise<void>;
  crash(asked: null): Promise<void>;
  exit(asked: null): Promise<void>;
  silent(asked: null): Promise<void>;
  hang(asked: null): Promise<void>;
  glut(asked: null): Promise<void>;
  /** Holds so many megabytes outside of V8's heap. */
  hoard(mb: number): Promise<void>;
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
      blurt: async (messages) => messages.forEach(blurted),
      scribble: async (bytes) => written(bytes),
      report: async () => process.send?.(null) ?? false,
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
      hoard: async (mb) => {
        const bytes = Buffer.alloc(mb * 2 ** 20, 7);
        setInterval(() => bytes.at(0), 60_000);
      },
      glut: async () => {
        const all: unknown[] = [];
        for (;;) all.push(Array.from({ length: 1_000_000 }, (_, i) => ({ i })));
      },
    },
    close: async () => {},
  };
};

function blurted(message: unknown): void {
  const body = serialize(message);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  written(Buffer.concat([head, body]));
}

/** Into the line, past our half: it may be full. */
function written(bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(3, bytes.subarray(done));
    } catch (e) {
      if ((e as { code?: string }).code !== 'EAGAIN') throw e;
    }
  }
}

function thrown(because: string): never {
  throw new Error(because);
}
