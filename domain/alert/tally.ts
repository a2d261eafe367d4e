import type { Severity } from '../incident/severity.ts';
import type { Labels } from './fingerprint.ts';
import { labelTest, type LabelTest, type Matcher } from './matcher.ts';
import { isQuiet, type Quiet } from './quiet.ts';
import { severityOf } from './severity.ts';
import type { StoredSignal } from './signal.ts';

/** What somebody wants to see of the alerts. */
export interface Asked {
  readonly state?: 'firing' | 'suppressed' | 'resolved' | undefined;
  readonly matchers: readonly Matcher[];
  /** Words, all of which must occur in the labels or annotations. */
  readonly text?: string | undefined;
  readonly source?: string | undefined;
  readonly group?: string | undefined;
}

export type ShownState = 'firing' | 'suppressed' | 'resolved';

export const shownState = (s: StoredSignal, quiet: Quiet | undefined): ShownState =>
  s.state === 'resolved' ? 'resolved' : quiet && isQuiet(quiet) ? 'suppressed' : 'firing';

/** Whether all words occur in what the alert says. */
export function mentions(words: readonly string[], s: Pick<StoredSignal, 'labels' | 'annotations'>): boolean {
  if (words.length === 0) return true;
  let text = '';
  for (const name in s.labels) text += `${name}=${s.labels[name]}\n`;
  for (const name in s.annotations) text += `${s.annotations[name]}\n`;
  text = text.toLowerCase();
  return words.every((word) => text.includes(word));
}

export const wordsIn = (text: string | undefined): string[] => (text ?? '').toLowerCase().split(/\s+/u).filter(Boolean);

/** What is asked of everything but the state, which is not known from the row alone. */
export function askedTest(asked: Asked): (s: StoredSignal) => boolean {
  const byLabels = labelTest(asked.matchers);
  const words = wordsIn(asked.text);
  return (s) =>
    (asked.source === undefined || s.source === asked.source) &&
    (asked.group === undefined || s.group === asked.group || s.also.includes(asked.group)) &&
    byLabels(s.labels) &&
    mentions(words, s);
}

export interface GroupTally {
  firing: number;
  quiet: number;
  worst: Severity;
  firstAt: number;
  lastAt: number;
  /** What its newest alert is called and says. */
  readonly name: string;
  readonly summary: string;
}

/** More different values than this are a measurement, not something to choose by. */
const mostValues = 2_000;

/** Counts alerts as they are shown one by one: what there is to choose by, and how the groups stand.
 *  What somebody chose from a list of values is no reason to hide the others of that list: each is counted as if it alone were not chosen. */
export class Tally {
  readonly groups = new Map<string, GroupTally>();
  readonly states = new Map<string, number>();
  readonly sources = new Map<string, number>();
  readonly labels = new Map<string, Map<string, number>>();
  /** How many of the alerts that were looked at each label is on. */
  readonly carried = new Map<string, number>();
  /** Firing alerts that each silence hits. */
  readonly hits = new Map<string, number>();
  total = 0;
  readonly #asked: Asked;
  readonly #words: readonly string[];
  readonly #tests: readonly { name: string; test: LabelTest }[];
  readonly #silences: readonly { id: string; test: LabelTest }[];

  constructor(asked: Asked, silences: readonly { readonly id: string; readonly matchers: readonly Matcher[] }[] = []) {
    this.#asked = asked;
    this.#words = wordsIn(asked.text);
    this.#tests = [...Map.groupBy(asked.matchers, (m) => m.name)].map(([name, all]) => ({ name, test: labelTest(all) }));
    this.#silences = silences.map((s) => ({ id: s.id, test: labelTest(s.matchers) }));
  }

  add(s: StoredSignal, quiet: Quiet | undefined): void {
    const { group, source, state: wanted } = this.#asked;
    for (const { id, test } of this.#silences) if (test(s.labels)) count(this.hits, id);
    if (group !== undefined && s.group !== group && !s.also.includes(group)) return;
    if (!mentions(this.#words, s)) return;
    const state = shownState(s, quiet);
    const failed = this.#tests.filter(({ test }) => !test(s.labels));
    const isOtherState = wanted !== undefined && wanted !== state;
    const isOtherSource = source !== undefined && source !== s.source;
    const misses = failed.length + Number(isOtherState) + Number(isOtherSource);
    if (misses > 1) return;
    if (misses === 0 || isOtherState) count(this.states, state);
    if (misses === 0 || isOtherSource) count(this.sources, s.source);
    const [only] = failed;
    if (only) return this.#countLabel(only.name, s.labels[only.name] ?? '');
    if (misses === 0) this.#matched(s, state);
  }

  #matched(s: StoredSignal, state: ShownState): void {
    this.total += 1;
    for (const name in s.labels) {
      this.#countLabel(name, s.labels[name] ?? '');
      count(this.carried, name);
    }
    if (s.labels['severity'] === undefined) this.#countLabel('severity', '');
    const severity = severityOf(s.labels);
    for (const id of [s.group, ...s.also]) this.#inGroup(id, s, { state, severity });
  }

  #inGroup(id: string, s: StoredSignal, { state, severity }: { state: ShownState; severity: Severity }): void {
    let g = this.groups.get(id);
    if (!g) this.groups.set(id, (g = { firing: 0, quiet: 0, worst: 'SEV4', firstAt: s.startsAt, lastAt: s.turnedAt, ...called(s) }));
    g[state === 'suppressed' ? 'quiet' : 'firing'] += 1;
    // The more the figure, the less it matters.
    if (severity < g.worst) g.worst = severity;
    g.firstAt = Math.min(g.firstAt, s.startsAt);
    g.lastAt = Math.max(g.lastAt, s.turnedAt);
  }

  #countLabel(name: string, value: string): void {
    let values = this.labels.get(name);
    if (!values) this.labels.set(name, (values = new Map<string, number>()));
    if (values.size < mostValues || values.has(value)) count(values, value);
  }

  /** Whether a label has too many values to be chosen from a list. */
  isEndless(name: string): boolean {
    return (this.labels.get(name)?.size ?? 0) >= mostValues;
  }
}

const called = ({ labels, annotations }: { labels: Labels; annotations: Labels }) => ({
  name: labels['alertname'] ?? Object.values(labels)[0] ?? '',
  summary: annotations['summary'] ?? annotations['description'] ?? '',
});

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
