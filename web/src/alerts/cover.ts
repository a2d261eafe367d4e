import type { Alert } from '../../api.d.ts';
import { matcherOf } from './filter.ts';

/** What an alert is usually silenced by. */
const usual = new Set(['alertname', 'instance', 'service', 'system']);
/** More values than this in one matcher nobody reads. */
const mostValues = 50;

/** The matchers to offer for a silence over these alerts, and those to begin with: labels that all share, and one that tells them apart. */
export function coverOf(alerts: readonly Alert[]): { offers: string[]; chosen: string[] } {
  const names = [...new Set(alerts.flatMap(({ labels }) => Object.keys(labels)))];
  const offers: { matcher: string; name: string; isShared: boolean }[] = [];
  for (const name of names) {
    if (!alerts.every(({ labels }) => name in labels)) continue;
    const values = [...new Set(alerts.map(({ labels }) => labels[name] ?? ''))];
    const [only = ''] = values;
    if (values.length === 1) offers.push({ matcher: matcherOf(name, only), name, isShared: true });
    else if (values.length <= mostValues) {
      const either = values.toSorted().map((value) => value.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
      offers.push({ matcher: matcherOf(name, either.join('|'), '=~'), name, isShared: false });
    }
  }
  const ofUsual = offers.filter(({ name }) => usual.has(name));
  const chosen = ofUsual.length > 0 ? ofUsual : offers.filter(({ isShared }) => isShared).slice(0, 3);
  return { offers: offers.map(({ matcher }) => matcher), chosen: chosen.map(({ matcher }) => matcher) };
}
