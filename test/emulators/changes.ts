import type { ServerResponse } from 'node:http';
import type { Watch } from './watch.ts';

/** Sends a line for every change, several at once as one, for as long as somebody listens. */
export function sendChanges(watch: Watch['add'], response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('data: hello\n\n');
  let isDue = false;
  const leave = watch(() => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      response.write('data: changed\n\n');
    });
  });
  response.on('close', leave);
}
