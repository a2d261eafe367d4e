import type { Alert, ChatRoom, Incident, IncidentSummary, Message, Page, Ring, Severity } from '../api.d.ts';

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

export function newIncident(number: string, title: string, severity: Severity, declaredAt: string): Incident {
  return {
    number,
    title,
    severity,
    progress: 'open',
    alertState: 'none',
    private: false,
    system: null,
    roles: {},
    declaredAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    rooms: [{ platform: 'web', id: `room-${number}`, url: null, state: 'open' }],
    alerts: [],
    timeline: [{ at: declaredAt, kind: 'incident.declared', via: 'web', text: `${severity} declared: ${title}` }],
    pages: [],
  };
}

const page = (id: string, person: string, state: Page['state'], minutes: number, way = 'chat'): Page => ({
  id,
  person,
  state,
  acknowledgedAt: state === 'acked' ? ago(minutes - 1) : null,
  acknowledgedVia: state === 'acked' ? 'ring' : null,
  attempts: [
    {
      by: way,
      state: state === 'failed' ? 'failed' : 'delivered',
      at: ago(minutes),
      ...(state === 'failed' ? { error: 'smtp: 550 no such mailbox' } : {}),
    },
    ...(state === 'failed' ? [] : [{ by: 'ring', state, at: ago(minutes - 0.3) }]),
  ],
});

function alert(
  name: string,
  minutes: number,
  state: Alert['state'],
  labels: Record<string, string>,
  summary: string,
  incident: string | null = null,
): Alert {
  return {
    fingerprint: `${name}-${Object.values(labels).join('-')}`.toLowerCase(),
    state,
    labels: { alertname: name, ...labels },
    annotations: { summary, runbook_url: 'https://runbooks.example.com/gateway' },
    startsAt: ago(minutes),
    endsAt: state === 'resolved' ? ago(minutes - 6) : null,
    source: 'prom-sh1',
    group: `alertname="${name}"`,
    incident,
    silencedBy: state === 'suppressed' ? ['silence 3f2a'] : [],
    inhibitedBy: [],
  };
}

function alerts(): Alert[] {
  const sh1 = 'INC-20261122-003';
  return [
    alert(
      'OrderGatewayRejects',
      15.4,
      'firing',
      { severity: 'critical', instance: 'ogw-sh1-01:9400', dc: 'sh1' },
      '38 % of new orders rejected for 3 min',
      sh1,
    ),
    alert(
      'OrderGatewayRejects',
      15.1,
      'firing',
      { severity: 'critical', instance: 'ogw-sh1-02:9400', dc: 'sh1' },
      '41 % of new orders rejected for 3 min',
      sh1,
    ),
    alert(
      'SessionLogonFailures',
      14.2,
      'firing',
      { severity: 'warning', instance: 'ogw-sh1-01:9400', dc: 'sh1' },
      'FIX logon failures above 5 a second',
      sh1,
    ),
    alert(
      'QuoteDelay',
      64,
      'firing',
      { severity: 'warning', feed: 'level2', dc: 'sh2' },
      'Level 2 quotes 400 ms behind',
      'INC-20261122-002',
    ),
    alert(
      'DiskAlmostFull',
      300,
      'suppressed',
      { severity: 'warning', instance: 'bk-sh2-11:9100', mountpoint: '/backup' },
      '/backup is 91 % full',
    ),
    alert('NodeClockSkew', 45, 'firing', { severity: 'info', instance: 'md-sz-04:9100' }, 'Clock is 38 ms off'),
    alert('CertificateExpiry', 2000, 'suppressed', { severity: 'info', domain: 'oa.example.com' }, 'Certificate ends in 13 days'),
    alert('ClearingBatchLate', 700, 'resolved', { severity: 'warning', job: 'clearing-batch' }, 'Batch 4 began 7 min late'),
  ];
}

function worst(all: Alert[]): Incident {
  const incident = newIncident('INC-20261122-003', 'Order gateway SH1 rejects new orders', 'SEV1', ago(14.6));
  const line = (minutes: number, kind: string, text: string, person?: string, via?: string) => ({
    at: ago(minutes),
    kind,
    text,
    ...(person ? { person } : {}),
    ...(via ? { via } : {}),
  });
  return {
    ...incident,
    progress: 'acknowledged',
    alertState: 'firing',
    system: 'order-gateway',
    roles: { commander: 'ana' },
    acknowledgedAt: ago(13.4),
    acknowledgedBy: 'ana',
    rooms: [...incident.rooms, { platform: 'wecom', id: 'wr123', url: null, state: 'open' }],
    alerts: all.filter((each) => each.incident === incident.number),
    pages: [
      page('p1', 'ana', 'acked', 14.5),
      page('p2', 'bo', 'delivered', 14.5),
      page('p3', 'chen', 'read', 12),
      page('p4', 'dai', 'failed', 12, 'email'),
    ],
    timeline: [
      line(15.4, 'alert.firing', 'OrderGatewayRejects began firing on ogw-sh1-01'),
      line(14.6, 'incident.declared', 'SEV1 declared by route critical: Order gateway SH1 rejects new orders', undefined, 'alert'),
      line(14.59, 'room.opened', 'War room opened in web and wecom with 2 people'),
      line(14.5, 'page.sent', 'Called 林安娜 and 周博 (policy default, step 1)'),
      line(13.4, 'page.acked', '林安娜 acknowledged', 'ana', 'ring'),
      line(13.2, 'incident.assigned', 'Commander is 林安娜', 'ana', 'web'),
      line(12, 'page.sent', 'Called 陈默 and 戴维 on request', 'ana', 'wecom'),
      line(9.5, 'note', 'Rejects began with the 09:15 rollout of gateway 4.8.2 on SH1; SH2 is still on 4.8.1 and well.', 'bo', 'web'),
      line(4, 'note', 'Rolling SH1 back to 4.8.1. Order flow moves to SH2 meanwhile: https://change.example.com/CHG-8812', 'ana', 'wecom'),
    ],
  };
}

function incidents(all: Alert[]): Incident[] {
  const quotes = newIncident('INC-20261122-002', 'Level 2 quotes 400 ms late from SH2', 'SEV3', ago(64));
  const login = newIncident('INC-20261122-001', '手机端登录短信验证码收不到（部分运营商）', 'SEV2', ago(190));
  const old = newIncident('INC-20261121-004', 'Clearing batch 4 began late', 'SEV4', ago(1500));
  return [
    worst(all),
    { ...quotes, system: 'market-data', alertState: 'firing', alerts: all.filter((each) => each.incident === quotes.number) },
    {
      ...login,
      system: 'mobile-login',
      progress: 'mitigated',
      roles: { commander: 'fang' },
      acknowledgedAt: ago(188),
      acknowledgedBy: 'fang',
      alertState: 'recovered',
    },
    {
      ...old,
      system: 'clearing',
      progress: 'resolved',
      acknowledgedAt: ago(1490),
      acknowledgedBy: 'chen',
      resolvedAt: ago(1440),
      alertState: 'recovered',
    },
  ];
}

export const summaryOf = ({ alerts: _a, timeline: _t, pages: _p, ...summary }: Incident): IncidentSummary => summary;

export function newScene(): Scene {
  const all = alerts();
  const known = incidents(all);
  const rooms: ChatRoom[] = [
    ...known.map((each): ChatRoom => ({
      id: `room-${each.number}`,
      kind: 'room',
      name: `${each.number} ${each.title}`,
      topic: each.title,
      incident: each.number,
      lastAt: each.declaredAt,
      archived: each.progress === 'resolved',
    })),
    {
      id: 'ops',
      kind: 'room',
      name: '运维大厅',
      topic: 'Everything that is no incident yet',
      incident: null,
      lastAt: ago(30),
      archived: false,
    },
    { id: 'dm-oncall', kind: 'dm', name: 'on-call', topic: '', incident: null, lastAt: ago(14), archived: false },
    { id: 'dm-assistant', kind: 'dm', name: 'emergency assistant', topic: '', incident: null, lastAt: ago(200), archived: false },
  ];
  return { me: 'ana', incidents: known, alerts: all, rooms, messages: [], rings: [], seq: 1 };
}
