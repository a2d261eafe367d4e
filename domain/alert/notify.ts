/** What a group's signals look like when a notification is due. Silenced signals count as neither. */
export interface GroupCounts {
  readonly firing: number;
  readonly resolved: number;
  /** Turned firing since the last notification. */
  readonly newlyFiring: number;
  /** Turned resolved since the last notification. */
  readonly newlyResolved: number;
}

export type NotifyReason =
  | 'first-notification'
  | 'new-alerts-in-group'
  | 'all-alerts-resolved'
  | 'new-resolved-alerts'
  | 'repeat-interval-elapsed'
  | 'do-not-notify';

export interface LastNotified {
  readonly firing: number;
  readonly repeatElapsed: boolean;
  /** Whether resolved alerts are told of at all. */
  readonly sendResolved: boolean;
}

/** Why a group is, or is not, to be told of again. `last` is null when it never was.
 *  Source: the decision table of Alertmanager's notify/dedup_stage, as rows in test/domain/alert/notify.test.ts. */
export function notifyReason(now: GroupCounts, last: LastNotified | null): NotifyReason {
  if (!last) return now.firing > 0 ? 'first-notification' : 'do-not-notify';
  if (now.newlyFiring > 0) return last.firing > 0 ? 'new-alerts-in-group' : 'first-notification';
  if (now.firing === 0) return last.firing > 0 ? 'all-alerts-resolved' : 'do-not-notify';
  if (last.sendResolved && now.newlyResolved > 0) return 'new-resolved-alerts';
  return last.repeatElapsed ? 'repeat-interval-elapsed' : 'do-not-notify';
}

/** When a new group is first told of: after the wait, or at once when its first alert has been firing longer than that. */
export function firstDue(firstStartsAt: number, now: number, groupWaitMs: number): number {
  return startedLongAgo(firstStartsAt, now, groupWaitMs) ? now : now + groupWaitMs;
}

const startedLongAgo = (startsAt: number, now: number, waitMs: number): boolean => startsAt + waitMs <= now;
