import type { Alert, ChatRoom, Incident, IncidentSummary, Message, Page, Ring, TimelineLine } from '../api.d.ts';

/** Everything that changes while the mock runs. */
export type Scene = {
  me: string | null;
  incidents: Incident[];
  alerts: Alert[];
  rooms: ChatRoom[];
  messages: Message[];
  rings: Ring[];
  seq: number;
};

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

type Declared = Pick<Incident, 'number' | 'title' | 'severity' | 'declaredAt'>;

export function newIncident(declared: Declared): Incident {
  const { severity, title, declaredAt } = declared;
  return {
    ...declared,
    progress: 'open',
    alertState: 'none',
    private: false,
    system: null,
    roles: {},
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    rooms: [{ platform: 'web', id: `room-${declared.number}`, url: null, state: 'open' }],
    alerts: [],
    timeline: [{ at: declaredAt, kind: 'incident.declared', via: 'web', text: `${severity} declared: ${title}` }],
    pages: [],
  };
}

function page(person: string, state: Page['state'], minutes: number): Page {
  const isAcked = state === 'acked';
  const first = { by: 'chat', state: 'delivered' as const, at: ago(minutes) };
  const failed = { by: 'email', state: 'failed' as const, at: ago(minutes), error: 'smtp: 550 no such mailbox' };
  return {
    id: `page-${person}`,
    person,
    state,
    acknowledgedAt: isAcked ? ago(minutes - 1) : null,
    acknowledgedVia: isAcked ? 'ring' : null,
    attempts: state === 'failed' ? [failed] : [first, { by: 'ring', state, at: ago(minutes - 0.3) }],
  };
}

type Told = { name: string; minutes: number; labels: Record<string, string>; summary: string; state?: Alert['state']; incident?: string };

function alert({ name, minutes, labels, summary, state = 'firing', incident }: Told): Alert {
  return {
    fingerprint: [name, ...Object.values(labels)].join('-').toLowerCase(),
    state,
    labels: { alertname: name, ...labels },
    annotations: { summary, runbook_url: 'https://runbooks.example.com/gateway' },
    startsAt: ago(minutes),
    endsAt: state === 'resolved' ? ago(minutes - 6) : null,
    source: 'prom-sh1',
    group: `alertname="${name}"`,
    incident: incident ?? null,
    silencedBy: state === 'suppressed' ? ['silence 3f2a'] : [],
    inhibitedBy: [],
  };
}

const gateway = 'INC-20261122-003';
const critical = (host: string) => ({ severity: 'critical', instance: `${host}:9400`, dc: 'sh1' });
const told: Told[] = [
  {
    name: 'OrderGatewayRejects',
    minutes: 15.4,
    labels: critical('ogw-sh1-01'),
    summary: '38 % of new orders rejected for 3 min',
    incident: gateway,
  },
  {
    name: 'OrderGatewayRejects',
    minutes: 15.1,
    labels: critical('ogw-sh1-02'),
    summary: '41 % of new orders rejected for 3 min',
    incident: gateway,
  },
  {
    name: 'SessionLogonFailures',
    minutes: 14.2,
    labels: { severity: 'warning', dc: 'sh1' },
    summary: 'FIX logon failures above 5 a second',
    incident: gateway,
  },
  {
    name: 'QuoteDelay',
    minutes: 64,
    labels: { severity: 'warning', feed: 'level2', dc: 'sh2' },
    summary: 'Level 2 quotes 400 ms behind',
    incident: 'INC-20261122-002',
  },
  {
    name: 'DiskAlmostFull',
    minutes: 300,
    labels: { severity: 'warning', mountpoint: '/backup' },
    summary: '/backup is 91 % full',
    state: 'suppressed',
  },
  { name: 'NodeClockSkew', minutes: 45, labels: { severity: 'info', instance: 'md-sz-04:9100' }, summary: 'Clock is 38 ms off' },
  {
    name: 'CertificateExpiry',
    minutes: 2000,
    labels: { severity: 'info', domain: 'oa.example.com' },
    summary: 'Certificate ends in 13 days',
    state: 'suppressed',
  },
  {
    name: 'ClearingBatchLate',
    minutes: 700,
    labels: { severity: 'warning', job: 'clearing-batch' },
    summary: 'Batch 4 began 7 min late',
    state: 'resolved',
  },
];

const story: [minutes: number, kind: string, text: string, person?: string | undefined, via?: string][] = [
  [15.4, 'alert.firing', 'OrderGatewayRejects began firing on ogw-sh1-01'],
  [14.6, 'incident.declared', 'SEV1 declared by route critical: Order gateway SH1 rejects new orders', undefined, 'alert'],
  [14.59, 'room.opened', 'War room opened in web and wecom with 2 people'],
  [14.5, 'page.sent', 'Called 林安娜 and 周博 (policy default, step 1)'],
  [13.4, 'page.acked', '林安娜 acknowledged', 'ana', 'ring'],
  [13.2, 'incident.assigned', 'Commander is 林安娜', 'ana', 'web'],
  [12, 'page.sent', 'Called 陈默 and 戴维 on request', 'ana', 'wecom'],
  [9.5, 'note', 'Rejects began with the 09:15 rollout of gateway 4.8.2 on SH1; SH2 is still on 4.8.1 and well.', 'bo', 'web'],
  [4, 'note', 'Rolling SH1 back to 4.8.1. Order flow moves to SH2 meanwhile: https://change.example.com/CHG-8812', 'ana', 'wecom'],
];

function worst(all: Alert[]): Incident {
  const incident = newIncident({ number: gateway, title: 'Order gateway SH1 rejects new orders', severity: 'SEV1', declaredAt: ago(14.6) });
  return {
    ...incident,
    progress: 'acknowledged',
    alertState: 'firing',
    system: 'order-gateway',
    roles: { commander: 'ana' },
    acknowledgedAt: ago(13.4),
    acknowledgedBy: 'ana',
    rooms: [...incident.rooms, { platform: 'wecom', id: 'wr123', url: null, state: 'open' }],
    alerts: all.filter((each) => each.incident === gateway),
    pages: [page('ana', 'acked', 14.5), page('bo', 'delivered', 14.5), page('chen', 'read', 12), page('dai', 'failed', 12)],
    timeline: story.map(([minutes, kind, text, person, via]): TimelineLine => ({
      at: ago(minutes),
      kind,
      text,
      ...(person && { person }),
      ...(via && { via }),
    })),
  };
}

function incidents(all: Alert[]): Incident[] {
  const quotes = newIncident({
    number: 'INC-20261122-002',
    title: 'Level 2 quotes 400 ms late from SH2',
    severity: 'SEV3',
    declaredAt: ago(64),
  });
  const login = newIncident({
    number: 'INC-20261122-001',
    title: '手机端登录短信验证码收不到（部分运营商）',
    severity: 'SEV2',
    declaredAt: ago(190),
  });
  const old = newIncident({ number: 'INC-20261121-004', title: 'Clearing batch 4 began late', severity: 'SEV4', declaredAt: ago(1500) });
  const acked = (by: string, minutes: number) => ({ acknowledgedAt: ago(minutes), acknowledgedBy: by, alertState: 'recovered' as const });
  return [
    worst(all),
    { ...quotes, system: 'market-data', alertState: 'firing', alerts: all.filter((each) => each.incident === quotes.number) },
    { ...login, ...acked('fang', 188), system: 'mobile-login', progress: 'mitigated', roles: { commander: 'fang' } },
    { ...old, ...acked('chen', 1490), system: 'clearing', progress: 'resolved', resolvedAt: ago(1440) },
  ];
}

export const summaryOf = ({ alerts: _a, timeline: _t, pages: _p, ...summary }: Incident): IncidentSummary => summary;

export function warRoomOf(incident: Incident): ChatRoom {
  const { number, title, declaredAt, progress } = incident;
  return {
    id: `room-${number}`,
    kind: 'room',
    name: `${number} ${title}`,
    topic: title,
    incident: number,
    lastAt: declaredAt,
    archived: progress === 'resolved',
  };
}

export function newScene(): Scene {
  const alerts = told.map(alert);
  const known = incidents(alerts);
  const room = (id: string, name: string, kind: ChatRoom['kind']): ChatRoom => ({
    id,
    kind,
    name,
    topic: '',
    incident: null,
    lastAt: ago(14),
    archived: false,
  });
  const rooms = [
    ...known.map(warRoomOf),
    room('ops', '运维大厅', 'room'),
    room('dm-oncall', 'on-call', 'dm'),
    room('dm-assistant', 'emergency assistant', 'dm'),
  ];
  return { me: 'ana', incidents: known, alerts, rooms, messages: [], rings: [], seq: 1 };
}
