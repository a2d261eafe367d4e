import { signalTitle, type StoredSignal } from './signal.ts';

/** Labels that are said of an alert at most. */
const most = 3;

/** What each alert says; those of the same words are told apart by the labels in which they differ. */
export function toldApart(signals: readonly StoredSignal[]): string[] {
  const alike = Map.groupBy(signals, signalTitle);
  return signals.map((signal) => {
    const title = signalTitle(signal);
    const apart = differing(signal, alike.get(title) ?? []);
    return apart.length === 0 ? title : `${title} (${apart.join(', ')})`;
  });
}

function differing({ labels }: StoredSignal, alike: readonly StoredSignal[]): string[] {
  const differs = Object.entries(labels).filter(([name, value]) => alike.some((other) => other.labels[name] !== value));
  return differs.slice(0, most).map(([name, value]) => `${name}: ${value}`);
}
