/** What keeps an alert quiet now: ids of silences and maintenance windows, and fingerprints of the alerts that inhibit it. */
export interface Quiet {
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
}

export const isQuiet = (q: Quiet): boolean => q.silencedBy.length > 0 || q.inhibitedBy.length > 0;
