import type { Severity } from '../../api.d.ts';

// A shape for each, so that severity survives greyscale and red-green blindness: the more corners, the worse.
const shapes: Record<Severity, string> = {
  SEV1: 'M5 1h6l4 4v6l-4 4H5l-4-4V5Z',
  SEV2: 'M8 1.5 15.5 14.5H.5Z',
  SEV3: 'M8 1l7 7-7 7-7-7Z',
  SEV4: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
};

export function SeverityShape({ severity }: { severity: Severity }) {
  return (
    <svg class={`severity-shape ${severity.toLowerCase()}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[severity]} />
    </svg>
  );
}

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span class={`severity ${severity.toLowerCase()}`}>
      <SeverityShape severity={severity} />
      {severity}
    </span>
  );
}
