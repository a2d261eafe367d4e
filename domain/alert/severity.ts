import type { Severity } from '../incident/severity.ts';
import type { Labels } from './fingerprint.ts';

const words: Readonly<Record<string, Severity>> = {
  critical: 'SEV1',
  page: 'SEV1',
  emergency: 'SEV1',
  fatal: 'SEV1',
  sev1: 'SEV1',
  p1: 'SEV1',
  error: 'SEV2',
  high: 'SEV2',
  major: 'SEV2',
  sev2: 'SEV2',
  p2: 'SEV2',
  warning: 'SEV3',
  warn: 'SEV3',
  medium: 'SEV3',
  sev3: 'SEV3',
  p3: 'SEV3',
  info: 'SEV4',
  low: 'SEV4',
  minor: 'SEV4',
  sev4: 'SEV4',
  p4: 'SEV4',
};

/** What a source's `severity` label means to us; SEV3 when it has none that we know. */
export function severityOf(labels: Labels): Severity {
  const word = (labels['severity'] ?? '').toLowerCase();
  return (Object.hasOwn(words, word) && words[word]) || 'SEV3';
}
