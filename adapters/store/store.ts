import { randomUUID } from 'node:crypto';
import type { Rota } from '../../domain/oncall/rota.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { accountsOn } from './accounts.ts';
import { chatReader, chatWriter } from './chat.ts';
import { chatMemoryOn, leasesOn } from './chat-memory.ts';
import type { StoreContext } from './context.ts';
import { doorNotes } from './doors.ts';
import { Duty } from './duty.ts';
import { effectWrites } from './effects.ts';
import type { StoreEngine } from './engine.ts';
import { acceptIn, type DayOf } from './events.ts';
import { feedStore } from './feeds.ts';
import { files } from './files.ts';
import { Gather } from './gather.ts';
import { Intake } from './intake.ts';
import { writeLane } from './lane-commit.ts';
import { liveWrites } from './live.ts';
import { rekeyInhibitors } from './inhibitors.ts';
import { migrate } from './migrate.ts';
import { keepingTimes, prune } from './prune.ts';
import { pushDevices } from './push-devices.ts';
import { readerOn } from './reader.ts';
import { resourceWrites } from './resources.ts';
import { sealOldRows, type Sealer } from './sealed-secrets.ts';
import { lookups } from './lookups.ts';
import { scheduleHistory } from './schedule-history.ts';
import { timerWrites, unfinishedReads } from './unfinished.ts';
import { upkeepOn } from './upkeep.ts';

/** How long a lane or an effect is held before another process may take it. */
const leaseMs = 30_000;

export interface StoreParts {
  readonly clock: Clock;
  /** Names the firm's day for incident numbers. */
  readonly dayOf: DayOf;
  /** Keeps the secrets of what is configured. */
  readonly seal: Sealer;
}

/** The store over either engine. */
export async function openStore(engine: StoreEngine, { clock, dayOf, seal }: StoreParts): Promise<Store> {
  await engine.commit(async (tx) => {
    await migrate(tx, engine.kind);
    await sealOldRows(tx, seal);
  });
  const gather = new Gather(engine);
  const ctx: StoreContext = { engine, gather, clock, dayOf, owner: randomUUID(), leaseMs };
  const intake = new Intake(gather, engine, dayOf);
  const duty = await Duty.over(engine.read, seal);
  return {
    ...readerOn(engine.read, () => clock.now()),
    ...lookups(engine.read),
    ...scheduleHistory(engine.read),
    ...unfinishedReads(ctx),
    ...effectWrites(ctx),
    ...timerWrites(ctx),
    ...liveWrites(ctx),
    ...doorNotes(gather),
    ...laneWrites(ctx, duty),
    ...ledgers(ctx, duty),
    chat: { ...chatReader(engine.read), ...chatWriter(gather) },
    memoryOf: chatMemoryOn(ctx),
    leases: leasesOn(ctx),
    resources: () => duty.resources,
    duty: () => duty.duty,
    rotas: () => duty.rotas,
    // One process alone has written all there is.
    look: async () => engine.kind === 'postgres' && (await duty.look()),
    ...resourceWrites({ gather, now: () => clock.now(), sealer: seal }, (now) => duty.configured(now)),
    accept: (drafts) => gather.add((tx) => acceptIn(tx, drafts, dayOf)),
    intake: (delivery, settle) => intake.take(delivery, settle),
    rekeyInhibitors: (rules) => rekeyInhibitors(gather, rules),
    prune: (now) => gather.add((tx) => prune(tx, now, keepingTimes)),
    async close() {
      await gather.idle();
      await engine.close();
    },
  };
}

/** What is kept beside the road. */
const ledgers = ({ engine, gather }: StoreContext, duty: Duty) => ({
  access: accountsOn(engine.read, gather, (links) => duty.linked(links)),
  feeds: feedStore(engine.read, gather),
  files: files(engine.read, gather),
  push: pushDevices(engine.read, gather),
  upkeep: upkeepOn(engine, gather),
});

function laneWrites({ engine, gather, clock, dayOf, owner }: StoreContext, duty: Duty): Pick<Store, 'claimLane' | 'commitLane'> {
  return {
    claimLane: (key) => engine.claimLane(key, owner, leaseMs),
    async commitLane(commit) {
      const made = await gather.add(
        async (tx) => {
          if (!(await engine.releaseLane(tx, commit.key, commit.fence))) throw new LaneLost(commit.key);
          return writeLane(tx, commit, { owner, now: clock.now(), lease: clock.now() + leaseMs, dayOf });
        },
        'first',
        commit.key.startsWith('group:'),
      );
      if (commit.state?.kind === 'rota') duty.turned(commit.state.state as Rota);
      return made;
    },
  };
}

/** Another process took the lane while this one was thinking; nothing was written. */
export class LaneLost extends Error {
  constructor(key: string) {
    super(`store: lane ${key} was taken over by another process; its events are decided there`);
    this.name = 'LaneLost';
  }
}
