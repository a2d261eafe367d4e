import { expect } from 'vitest';
import type { Fate } from '../harness/life.ts';
import { minutes, world, type World, type WorldOptions } from '../harness/world.ts';
import { anaThenBoDeclaring } from '../scenarios/firm.ts';
import { insists, until } from './story.ts';

const groups = 8;
const broken = Array.from({ length: groups }, (_, i) => ({ alertname: `Broken${i}`, system: 'payments' }));

/** Eight groups of one system: two, then the others, then all of them are over. What a life that was lost had its hands on waits for its lease: a
 *  group that is over by then is none that anybody needs to be called for, so they are over only after that. */
async function storm(w: World): Promise<void> {
  const begin = w.now;
  await insists(w, () => w.signals(broken.slice(0, 2)));
  await insists(w, () => w.signals(broken));
  await until(w, w.now + minutes(2));
  await insists(w, () => w.signals(broken, { resolved: true }));
  await until(w, begin + minutes(20));
}

/** A storm under the given fates; answers how many lasting effects the last life had. */
export async function storms(fates: readonly Fate[], options: Pick<WorldOptions, 'databaseUrl'> = {}): Promise<number> {
  const w = await world(anaThenBoDeclaring, { ...options, fates, mayFail: true });
  try {
    await storm(w);
    const numbers = await w.incidents();
    const all = await Promise.all(numbers.map((n) => w.incident(n)));
    expect(all.map((i) => i.alertState)).toEqual(all.map(() => 'recovered'));
    const took = all.reduce((n, i) => n + 1 + (i.storm?.groups ?? 0), 0);
    expect(took, 'each group called once, or is counted once in a storm').toBe(groups);
    // What comes half a minute apart, because a life was lost in between and on PostgreSQL its lanes with it, is let through one by one until
    // five come within a minute; that is never two storms.
    expect(numbers.length).toBeLessThan(groups);
    expect(all.filter((i) => i.storm !== null).length).toBeLessThanOrEqual(1);
    return w.life.effects.length;
  } catch (error) {
    throw new Error(`${JSON.stringify(fates)}: ${(error as Error).message}`, { cause: error });
  } finally {
    await w.close();
  }
}
