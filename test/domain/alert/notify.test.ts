import { describe, expect, test } from 'vitest';
import { firstDue, notifyReason, type NotifyReason } from '../../../domain/alert/notify.ts';
import vectors from '../../fixtures/oncall-vectors.json' with { type: 'json' };

type Cell = boolean | null;
type Row = [
  previous: 'none' | 'had-firing' | 'had-none-firing',
  firingSubset: Cell,
  anyFiring: Cell,
  sendResolved: Cell,
  resolvedSubset: Cell,
  repeatElapsed: Cell,
  decision: NotifyReason,
];

const rows = vectors.extras.groupNotifyDecision.rows as Row[];
/** An empty cell holds for either. */
const both = (cell: Cell): boolean[] => (cell === null ? [true, false] : [cell]);

/** What the row says, as our counts: a subset is nothing newly turned. */
function decisions([previous, firingSubset, anyFiring, sendResolved, resolvedSubset, repeatElapsed]: Row): NotifyReason[] {
  const told = previous === 'had-firing' ? 2 : 0;
  return both(resolvedSubset).flatMap((isSubset) =>
    both(sendResolved).flatMap((sends) =>
      both(repeatElapsed).map((elapsed) => {
        const fresh = previous === 'none' || firingSubset ? 0 : 1;
        const firing = anyFiring ? (previous === 'had-firing' ? 2 : 1) : 0;
        const now = { firing, newlyFiring: fresh, resolved: 1, newlyResolved: isSubset ? 0 : 1 };
        return notifyReason(now, previous === 'none' ? null : { firing: told, repeatElapsed: elapsed, sendResolved: sends });
      }),
    ),
  );
}

test.each(rows)(
  'told before: %s; nothing newly firing: %s; any firing: %s; tells of resolved: %s; none newly resolved: %s; repeat is over: %s → %s',
  (...row) => {
    expect([...new Set(decisions(row))]).toEqual([row[6]]);
  },
);

describe('beyond the table', () => {
  const last = { firing: 1, repeatElapsed: false, sendResolved: true };
  test.each<[why: string, now: Parameters<typeof notifyReason>[0], told: Parameters<typeof notifyReason>[1], reason: NotifyReason]>([
    [
      'fired and resolved inside the wait: nobody is told',
      { firing: 0, resolved: 1, newlyFiring: 0, newlyResolved: 1 },
      null,
      'do-not-notify',
    ],
    [
      'all newly resolved, though it was told of none firing',
      { firing: 0, resolved: 2, newlyFiring: 0, newlyResolved: 2 },
      { ...last, firing: 0 },
      'do-not-notify',
    ],
    ['a silence began: fewer fire', { firing: 1, resolved: 0, newlyFiring: 0, newlyResolved: 0 }, { ...last, firing: 3 }, 'do-not-notify'],
    ['one went and one came', { firing: 1, resolved: 1, newlyFiring: 1, newlyResolved: 1 }, last, 'new-alerts-in-group'],
    [
      'news comes before the repeat',
      { firing: 2, resolved: 0, newlyFiring: 1, newlyResolved: 0 },
      { ...last, repeatElapsed: true },
      'new-alerts-in-group',
    ],
  ])('%s', (_why, now, told, reason) => expect(notifyReason(now, told)).toBe(reason));
});

describe('a new group is told of', () => {
  test.each([
    ['after the wait', 1_000, 1_000, 30_000, 31_000],
    ['at once when there is no wait', 1_000, 1_000, 0, 1_000],
    ['at once when its first alert has fired for longer than that', 1_000, 31_000, 30_000, 31_000],
    ['after the whole wait when its first alert has fired for less', 1_000, 30_999, 30_000, 60_999],
  ])('%s', (_why, startsAt, now, wait, due) => expect(firstDue(startsAt, now, wait)).toBe(due));
});
