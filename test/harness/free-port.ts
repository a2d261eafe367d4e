import { createServer, type AddressInfo } from 'node:net';

/** A port on 127.0.0.1 that nobody listened on a moment ago. Another process may take it before you do: start again on a new one then. */
async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
  return promise;
}

/** Calls `start` with a free port, and with another one when it fails, three times in all. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  let last: unknown;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
