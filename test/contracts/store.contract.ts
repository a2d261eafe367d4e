import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { accessPromises } from './store-access.contract.ts';
import { alertPromises } from './store-alerts.contract.ts';
import { t0, type Bench, type Database } from './store-bench.ts';
import { chatPromises } from './store-chat.contract.ts';
import { dutyPromises } from './store-duty.contract.ts';
import { feedPromises } from './store-feeds.contract.ts';
import { incidentPromises } from './store-incidents.contract.ts';
import { keptPromises } from './store-kept.contract.ts';
import { memoryPromises } from './store-memory.contract.ts';
import { quietPromises } from './store-quiet.contract.ts';
import { roadPromises } from './store-road.contract.ts';
import { upkeepPromises } from './store-upkeep.contract.ts';
import { workPromises } from './store-work.contract.ts';

/** Everything the road, the bots and the screens rely on; each engine runs all of it. */
export function storeContract(fresh: () => Promise<Database>): void {
  const suites = {
    road: roadPromises,
    work: workPromises,
    incidents: incidentPromises,
    alerts: alertPromises,
    quiet: quietPromises,
    chat: chatPromises,
    kept: keptPromises,
    memory: memoryPromises,
    duty: dutyPromises,
    feeds: feedPromises,
    access: accessPromises,
    upkeep: upkeepPromises,
  };
  describe.each(Object.entries(suites))('%s', (_name, promises) => promises(bench(fresh)));
}

/** A database for the suite around it. */
function bench(fresh: () => Promise<Database>): Bench {
  let database: Database | undefined;
  let store: Store | undefined;
  const clock = new HandClock(t0);
  beforeAll(async () => {
    database = await fresh();
    store = await database.open(clock);
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });
  return {
    clock,
    get store() {
      if (!store) throw new Error('the store is opened before the first test');
      return store;
    },
    async reopen() {
      await store?.close();
      store = await database?.open(clock);
    },
  };
}
