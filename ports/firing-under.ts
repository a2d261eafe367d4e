import type { Group } from '../domain/alert/group.ts';
import { labelTest, mayHit } from '../domain/alert/matcher.ts';
import type { Silence } from '../domain/alert/silence.ts';
import type { StoredSignal } from '../domain/alert/signal.ts';
import type { StoreReader } from './store.ts';

/** Rows looked at in one go; between two, others have their turn. */
const chunk = 1_000;
/** Of a group with more, this many tell enough. */
const mostPages = 20;

/** Open groups of which some firing alerts are hit by the silence, and how many those are; very large groups are looked through in part. */
export async function firingUnder(
  silence: Pick<Silence, 'matchers'>,
  store: StoreReader,
): Promise<{ readonly groups: readonly Group[]; readonly firing: number }> {
  const touched = (await store.groups({ open: true })).filter((g) => mayHit(silence.matchers, g.labels));
  const hits = labelTest(silence.matchers);
  const groups: Group[] = [];
  let firing = 0;
  for (const group of touched) {
    const count = await countIn(group.id, (s) => hits(s.labels), store);
    if (count > 0) groups.push(group);
    firing += count;
  }
  return { groups, firing };
}

async function countIn(group: string, hits: (s: StoredSignal) => boolean, store: StoreReader): Promise<number> {
  let count = 0;
  let before: StoredSignal | undefined;
  for (let page = 0; page < mostPages; page++) {
    const rows = await store.signals({ group, state: 'firing', order: 'newest', limit: chunk, ...(before ? { before } : {}) });
    count += rows.filter(hits).length;
    before = rows.at(-1);
    if (rows.length < chunk) break;
    await new Promise((r) => setImmediate(r));
  }
  return count;
}
