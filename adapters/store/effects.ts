import { sql } from 'kysely';
import type { Effect } from '../../domain/event/effect.ts';
import type { Key } from '../../domain/event/event.ts';
import type { EffectOutcome, StoreWriter, StoredEffect } from '../../ports/store.ts';
import { run } from './compiled.ts';
import type { StoreContext } from './context.ts';
import type { Db } from './engine.ts';
import { acceptIn } from './events.ts';
import { effectStatus, nobody } from './lane-commit.ts';
import type { Tables } from './tables.ts';

export function effectOf(r: Tables['effect'], unsure: boolean): StoredEffect {
  return { id: r.id, key: r.key as Key, effect: JSON.parse(r.body) as Effect, attempts: r.attempts, unsure, nextAt: r.next_at };
}

/** Ends an effect, or puts it off; its echo is accepted in the same commit. */
export function effectWrites({ gather, dayOf, owner, clock, leaseMs }: StoreContext): Pick<StoreWriter, 'settleEffect' | 'claimEffects'> {
  return {
    settleEffect: (id, outcome) =>
      gather.add(async (tx) => {
        await setStatus(tx, id, outcome, leaseMs);
        if (outcome.state === 'again') return [];
        const accepted = await acceptIn(tx, outcome.echo, dayOf);
        return accepted.flatMap((a) => (a.event ? [a.event] : []));
      }),
    claimEffects: () =>
      gather.add(async (tx) => {
        const now = clock.now();
        const free = tx
          .updateTable('effect')
          .set({ owner, lease: now + leaseMs })
          .where('status', '=', sql.lit(effectStatus.open))
          .where('lease', '<', now);
        const givenUp = await free.where('owner', '=', nobody).returningAll().execute();
        const left = await free.returningAll().execute();
        return [...givenUp.map((r) => effectOf(r, false)), ...left.map((r) => effectOf(r, true))];
      }),
  };
}

async function setStatus(tx: Db, id: string, outcome: EffectOutcome, leaseMs: number): Promise<void> {
  if (outcome.state === 'again') {
    const row = tx.updateTable('effect').where('id', '=', id);
    const attempts = outcome.isRefused ? sql<number>`attempts` : sql<number>`attempts + 1`;
    const { at, error, isGivenUp } = outcome;
    const lease = isGivenUp ? 0 : at + leaseMs;
    await row.set({ attempts, next_at: at, error, lease, ...(isGivenUp?.isUnsure === false ? { owner: nobody } : {}) }).execute();
    return;
  }
  const error = outcome.state === 'done' ? null : outcome.error;
  await run(tx, effectOver, { id, status: effectStatus[outcome.state], error });
}

const effectOver = (db: Db, { id, ...row }: Pick<Tables['effect'], 'id' | 'status' | 'error'>) =>
  db.updateTable('effect').where('id', '=', id).set(row);
