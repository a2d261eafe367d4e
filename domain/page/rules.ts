import type { Means, Person } from '../people/person.ts';
import type { Page } from './page.ts';
import { quietUntil } from '../people/quiet-hours.ts';
import type { Resources } from '../resource/resource.ts';
import { firmZone } from '../firm/of-firm.ts';
import { isImportant, type Severity } from '../incident/severity.ts';

/** Minutes after which somebody without rules of their own is tried by everything there is. */
const thenAllAfterMinutes = 2;

/** The attempts for one page in order of time. Without rules: chat, ring and push at once, then all that the person has an address for.
 *  `hasBrowser`: a browser of theirs is registered for push. */
export function rulesFor(person: Person | undefined, important: boolean, hasBrowser = false): Page['rules'] {
  const own = important ? (person?.rules?.important ?? person?.rules?.default) : person?.rules?.default;
  const rules = own && own.length > 0 ? own : everything(person, hasBrowser);
  return rules.toSorted((a, b) => a.afterMinutes - b.afterMinutes);
}

/** The attempts for a page that begins now. In a person's quiet hours what is not important is at once only written; all else is tried when
 *  they end, or later where the rules say later. */
export function rulesNow(
  person: string,
  severity: Severity,
  { resources, now, hasBrowser = false }: { resources: Resources; now: number; hasBrowser?: boolean },
): Page['rules'] {
  const spec = resources.get('person', person)?.spec;
  const rules = rulesFor(spec, isImportant(severity), hasBrowser);
  if (!spec?.quiet || isImportant(severity)) return rules;
  const until = quietUntil(spec.quiet, spec.zone ?? firmZone(resources, 'UTC'), now);
  return until === null ? rules : hushed(rules, Math.ceil((until - now) / 60_000));
}

/** By chat alone for so many minutes: at least once, at once. */
export function hushed(rules: Page['rules'], minutes: number): Page['rules'] {
  const written = rules.some((r) => r.by === 'chat' && r.afterMinutes < minutes) ? [] : [{ afterMinutes: 0, by: 'chat' as const }];
  const later = rules.map((r) => (r.by === 'chat' ? r : { ...r, afterMinutes: Math.max(r.afterMinutes, minutes) }));
  return [...written, ...later].toSorted((a, b) => a.afterMinutes - b.afterMinutes);
}

function everything(person: Person | undefined, hasBrowser: boolean): Page['rules'] {
  const later: Means[] = [];
  if (person?.phone) later.push('sms', 'phone');
  if (person?.email) later.push('email');
  return [
    { afterMinutes: 0, by: 'chat' },
    { afterMinutes: 0, by: 'ring' },
    ...(hasBrowser || person?.ntfy !== undefined ? [{ afterMinutes: 0, by: 'push' as const }] : []),
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

/** When the next untried rule is due (UTC ms); null when all have been tried. */
export function nextRuleAt(page: Pick<Page, 'rules' | 'tried' | 'startedAt'>): number | null {
  const next = page.rules[page.tried];
  return next ? page.startedAt + next.afterMinutes * 60_000 : null;
}
