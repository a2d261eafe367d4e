import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

const { file } = workerData as { file: string };

function faults(): string[] {
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    const rows = db.prepare('pragma quick_check(20)').all() as { quick_check: string }[];
    db.close();
    return rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
  } catch (e) {
    return [(e as Error).message];
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads there is none
parentPort?.postMessage(faults());
