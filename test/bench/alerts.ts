/** Alerts as Prometheus sends them to `POST /api/v2/alerts`: 8 labels, 2 annotations, some 700 bytes each. */

const names = [
  'HighErrorRate',
  'HighLatency',
  'PodCrashLooping',
  'DiskWillFill',
  'TargetDown',
  'QueueBacklog',
  'CertExpiry',
  'NodeNotReady',
];
const digits = 12;
const slot = '0'.repeat(digits);
const groupSlot = '9'.repeat(digits);

export interface AlertRequest {
  /** The whole HTTP request. Overwritten in place by `number`, so send the next only after the answer to this one. */
  readonly bytes: Buffer;
  /** Makes its alerts the ones with numbers `first`, `first + 1`, … : other numbers, other fingerprints. */
  number(first: number): void;
}

/** `groups`: so many names that no two groups share; eight everyday ones when not given. */
export function alertRequest(
  origin: string,
  path: string,
  { alerts, name, isOver = false, groups }: { alerts: number; name: number; isOver?: boolean; groups?: number },
): AlertRequest {
  const named = (i: number): string => (groups === undefined ? names[(name + i) % names.length]! : `Broken${groupSlot}`);
  const body = JSON.stringify(Array.from({ length: alerts }, (_none, i) => alert(named(i), isOver)));
  const head = `POST ${path} HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const bytes = Buffer.from(head + body);
  const at = (text: string): number[] => [...(head + body).matchAll(new RegExp(text, 'g'))].map(({ index }) => index);
  const [slots, groupSlots] = [at(slot), at(groupSlot)];
  const write = (n: number, place: number): number => bytes.write(String(n).padStart(digits, '0'), place, digits, 'latin1');
  return {
    bytes,
    number(first) {
      slots.forEach((place, i) => write(first + i, place));
      groupSlots.forEach((place, i) => write((first + i) % (groups ?? 1), place));
    },
  };
}

function alert(name: string, isOver: boolean): unknown {
  return {
    labels: {
      alertname: name,
      cluster: 'prod-shanghai-1',
      namespace: 'payments',
      service: 'checkout',
      instance: `checkout-${slot}`,
      job: 'kubernetes-pods',
      severity: 'warning',
      team: 'payments',
    },
    annotations: {
      summary: 'checkout answers more than 5 % of its requests with an error',
      description:
        'The share of 5xx answers has been above 5 % for ten minutes. See the dashboard and the runbook before you restart anything.',
    },
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + (isOver ? 0 : 3_600_000)).toISOString(),
    generatorURL:
      'http://prometheus.example:9090/graph?g0.expr=sum%28rate%28http_requests_total%7Bcode%3D~%225..%22%7D%5B5m%5D%29%29&g0.tab=1',
  };
}
