import { sourceKeys, type InhibitRule } from '../../domain/alert/inhibit.ts';
import type { Inhibiting } from '../../domain/alert/settle.ts';
import type { Db } from './engine.ts';
import type { Gather } from './gather.ts';
import { signalReads } from './signal-reads.ts';

/** Rows in one statement, and signals looked at in one commit, at most. */
const most = 500;

/** Replaces what these signals inhibit. */
export async function putInhibitors(tx: Db, all: readonly Inhibiting[]): Promise<void> {
  for (let from = 0; from < all.length; from += most) {
    const some = all.slice(from, from + most);
    await tx
      .deleteFrom('inhibitor')
      .where(
        'fingerprint',
        'in',
        some.map((s) => s.fingerprint),
      )
      .execute();
    const rows = some.flatMap(({ fingerprint, keys }) =>
      keys.map(({ key, isTwoSided }) => ({ fingerprint, key, two_sided: isTwoSided ? 1 : 0 })),
    );
    for (let first = 0; first < rows.length; first += most)
      await tx
        .insertInto('inhibitor')
        .values(rows.slice(first, first + most))
        .onConflict((c) => c.doNothing())
        .execute();
  }
}

/** Goes through all that fires with the rules as they are now, a piece at a time. Answers whether there was anything to go through. */
export async function rekeyInhibitors(gather: Gather, rules: readonly InhibitRule[]): Promise<boolean> {
  if (rules.length === 0) return false;
  for (let after = ''; ;) {
    const looked = await gather.add(async (tx) => {
      const signals = await signalReads(tx).signals({ state: 'firing', limit: most, after });
      await putInhibitors(
        tx,
        signals.map((s) => ({ fingerprint: s.fingerprint, keys: sourceKeys(rules, s.labels) })),
      );
      return signals;
    }, 'last');
    after = looked.at(-1)?.fingerprint ?? after;
    if (looked.length < most) return true;
  }
}
