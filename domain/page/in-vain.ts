import type { Attempt, Page, PageFacts } from './page.ts';
import type { ReachCode } from './report.ts';

/** Codes after which this number will not be reached a moment later either: there is nothing to wait for. */
const inVain: ReadonlySet<string> = new Set<ReachCode>([
  'number-refused',
  'opted-out',
  'over-budget',
  'busy',
  'no-answer',
  'undelivered',
  'call-failed',
  'carrier-down',
  'carrier-refused',
  'outcome-unknown',
]);
const isInVain = ({ by, state, code }: Attempt): boolean =>
  (by === 'phone' || by === 'sms') && state === 'failed' && code !== undefined && inVain.has(code);

/** Nobody waits for a number that may not be called: the next person is called. */
const isOverBudget = ({ attempts }: Page): boolean => attempts.findLast((a) => a.by === 'phone')?.code === 'over-budget';

/** Whether a chat would drop it and no other chat of theirs has it: nobody waits there for an answer. The console's own does not count, for
 *  they may not look at it. */
export function isDropped({ attempts }: Page, { by, chat, code }: PageFacts['page.missed']): boolean {
  const hasReached = (a: Attempt): boolean =>
    a.by === 'chat' && (a.chat ?? 'web') !== 'web' && a.chat !== chat && a.state !== 'queued' && a.state !== 'failed';
  return by === 'chat' && code === 'over-limit' && !attempts.some(hasReached);
}

/** Whether nothing is left that could wake them: all has failed; or the last of their rules was a call (or without one a text) that came to
 *  nothing; or the number itself is refused, and nothing but calls and texts is to come. */
export function isInVainToWait(page: Page): boolean {
  const left = page.rules.slice(page.tried);
  if (isOverBudget(page) && !left.some(({ by }) => by === 'phone')) return true;
  const isNumberBad = page.attempts.some((a) => a.code === 'number-refused');
  if (left.length > 0) return isNumberBad && left.every(({ by }) => by === 'phone' || by === 'sms');
  if (page.state === 'failed') return true;
  const lastAt = page.rules.at(-1)?.afterMinutes;
  const last = new Set(page.rules.filter((rule) => rule.afterMinutes === lastAt).map(({ by }) => by));
  const strongest = (['phone', 'sms'] as const).find((by) => last.has(by));
  const tried = page.attempts.findLast((a) => a.by === strongest);
  return tried !== undefined && isInVain(tried);
}
