import { NotInstalledError, type Calls, type Enter, type Host } from '../../ports/guest.ts';
import { answerBy, Line } from './line.ts';
import type { Said, Welcome } from './welcome.ts';

/** The process of a guest begins here; the first message says who comes in. */
const opened = Promise.withResolvers<Calls>();
const port = { postMessage: (message: unknown): void => void process.send?.(message) };
// Whoever is still at the door lives, too.
const line = new Line(port, async (name, asked) => name === 'alive' || answerBy(await opened.promise, name, asked));
const host: Host<Calls> = {
  call: async (name, asked) => (await line.call(name, asked)) as never,
  is: (state, because) => port.postMessage({ is: 'state', state, because: because ?? null }),
};
const said = (e: unknown): string => (e instanceof Error ? e.message : String(e));

// A promise that a library forgets to catch is no reason to let go of its connection; what it throws outside of any promise is.
process.on('unhandledRejection', (e) => port.postMessage({ is: 'stray', because: said(e) }));
process.on('uncaughtException', leave);
// Who took us in has gone.
process.on('disconnect', () => process.exit(0));
process.once('message', (welcome: Welcome) => {
  process.on('message', (message) => void line.take(message));
  enter(welcome).catch(leave);
});

async function enter({ module, told }: Welcome): Promise<void> {
  const { guest } = (await import(module)) as { guest: Enter<object, Calls, Calls> };
  const inside = await guest(host, told);
  opened.resolve({ ...inside.calls, close: () => inside.close() });
}

function leave(e: unknown): void {
  const last: Said = { is: 'last', because: said(e), missing: e instanceof NotInstalledError ? e.missing : null };
  process.send?.(last, () => process.exit(1));
}
