import type { Means, Person } from '../people/person.ts';
import type { Page } from './page.ts';

/** Minutes after which somebody without rules of their own is tried by everything there is. */
const thenAllAfterMinutes = 2;

/** The attempts for one page in order of time. Without rules: chat and ring at once, then all that the person has an address for. */
export function rulesFor(person: Person | undefined, important: boolean): Page['rules'] {
  const own = important ? (person?.rules?.important ?? person?.rules?.default) : person?.rules?.default;
  const rules = own && own.length > 0 ? own : everything(person);
  return rules.toSorted((a, b) => a.afterMinutes - b.afterMinutes);
}

function everything(person: Person | undefined): Page['rules'] {
  const later: Means[] = [];
  if (person?.phone) later.push('sms', 'phone');
  if (person?.email) later.push('email');
  return [
    { afterMinutes: 0, by: 'chat' },
    { afterMinutes: 0, by: 'ring' },
    ...later.map((by) => ({ afterMinutes: thenAllAfterMinutes, by })),
  ];
}

/** The rules that are due by now and not yet tried, and when the next one is (UTC ms), if any. What was missed is due once.
 *  `upTo` is later than `now` where a timer rang by which the clock was set back. */
export function dueRules(
  page: Pick<Page, 'rules' | 'tried' | 'startedAt'>,
  now: number,
  upTo = now,
): { due: Page['rules']; nextAt: number | null } {
  const open = page.rules.slice(page.tried);
  const due = open.filter((r) => page.startedAt + r.afterMinutes * 60_000 <= upTo);
  const next = open[due.length];
  const last = due.at(-1)?.afterMinutes ?? 0;
  // No later than the pause between the two, even where the clock was set back meanwhile.
  return { due, nextAt: next ? Math.min(page.startedAt + next.afterMinutes * 60_000, now + (next.afterMinutes - last) * 60_000) : null };
}
