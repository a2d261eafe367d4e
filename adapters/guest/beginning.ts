import { Socket } from 'node:net';
import { NotInstalledError, type Calls, type Enter, type Host } from '../../ports/guest.ts';
import { Channel } from './channel.ts';
import { answerBy, Line } from './line.ts';
import type { Said, Speech, Welcome } from './message.ts';

/** The process of a guest begins here; the first message says who comes in. */
const pipe = new Socket({ fd: 3 });
const opened = Promise.withResolvers<Calls>();
const channel = new Channel(pipe, { heard, broken: leave });
// Whoever is still at the door lives, too, and says how large it is.
const line = new Line(channel, async (name, asked) =>
  name === 'alive' ? process.memoryUsage.rss() : answerBy(await opened.promise, name, asked),
);
const says = (said: Said): void => channel.postMessage(said);
const host: Host<Calls> = {
  call: async (name, asked) => (await line.call(name, asked)) as never,
  is: (state, because) => says({ is: 'state', state, because: because ?? null }),
};
const said = (e: unknown): string => (e instanceof Error ? e.message : String(e));

// A promise that a library forgets to catch is no reason to let go of its connection; what it throws outside of any promise is.
process.on('unhandledRejection', (e) => says({ is: 'stray', because: said(e) }));
process.on('uncaughtException', leave);
// Who took us in has gone.
pipe.on('close', () => process.exit(0));

function heard(raw: unknown): void {
  const message = raw as Welcome | Speech;
  if ('module' in message) enter(message).catch(leave);
  else line.take(message);
}

async function enter({ module, told }: Welcome): Promise<void> {
  const { guest } = (await import(module)) as { guest: Enter<object, Calls, Calls> };
  const inside = await guest(host, told);
  says({ is: 'inside' });
  opened.resolve({ ...inside.calls, close: () => inside.close() });
}

function leave(e: unknown): void {
  const missing = e instanceof NotInstalledError ? e.missing : null;
  channel.postMessage({ is: 'last', because: said(e), missing } satisfies Said, () => process.exit(1));
}
