import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { openStore } from '../../adapters/store/store.ts';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';
import { dayOf, seal } from './some-events.ts';
import type { Database } from './store-bench.ts';
import { storeContract } from './store.contract.ts';
import { twoProcesses } from './two-processes.contract.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => postgres.stop());

async function fresh(): Promise<Database> {
  const url = await freshDatabase(postgres);
  return { open: (clock) => openStore(openPostgres(url), { clock, dayOf, seal }), drop: async () => {} };
}

storeContract(fresh);
twoProcesses(fresh);
