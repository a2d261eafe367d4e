import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What SQLite's own look through the file finds, 20 things at most. In a thread of its own: a large file takes seconds, in which a page must go out. */
export async function faultsIn(file: string): Promise<readonly string[]> {
  const worker = new Worker(new URL('./integrity-thread.ts', import.meta.url), { workerData: { file } });
  const [faults] = (await once(worker, 'message')) as [readonly string[]];
  return faults;
}
