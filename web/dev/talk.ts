import type { Card, Incident, Message } from '../api.d.ts';
import { people } from './people.ts';

const bots: Record<string, string> = {
  'emergency-assistant': 'Emergency assistant',
  'alert-response': 'Alert response',
  'on-call': 'On-call',
};

export type Words = { seq: number; room: string; who: string; text: string; at?: string };

export function say({ seq, room, who, text, at = new Date().toISOString() }: Words): Message {
  const person = people.find((each) => each.name === who);
  return {
    id: `m${seq}`,
    seq,
    room,
    author: { kind: person ? 'person' : 'bot', name: who, displayName: person?.displayName ?? bots[who] ?? who },
    at,
    text,
    editedAt: null,
    pinned: false,
  };
}

export function incidentCard(incident: Incident): Card {
  const isOver = incident.resolvedAt !== null;
  return {
    title: `${incident.number} ${incident.title}`,
    severity: incident.severity,
    state: { word: incident.progress, tone: isOver ? 'good' : incident.progress === 'open' ? 'alarm' : 'warn' },
    fields: [
      { label: 'Commander', value: incident.roles.commander ?? 'nobody yet' },
      { label: 'Called', value: incident.pages.map((page) => page.person).join(', ') || 'nobody' },
      { label: 'Alerts', value: `${incident.alerts.length} firing` },
    ],
    links: [{ label: 'War room', url: `/i/${incident.number}` }],
    actions: isOver
      ? [{ token: `reopen ${incident.number}`, label: '1 Reopen' }]
      : [
          { token: `ack ${incident.number}`, label: '1 Acknowledge', style: 'primary' },
          { token: `who ${incident.number}`, label: '2 Who is on call' },
          {
            token: `resolve ${incident.number}`,
            label: '3 Resolve',
            style: 'danger',
            confirm: `Resolve ${incident.number}? Two alerts are still firing.`,
          },
        ],
    context: 'I edit this card as things change.',
  };
}

/** What was said before the mock was started. */
export function earlier(incident: Incident): Message[] {
  const at = (minutes: number) => new Date(Date.parse(incident.declaredAt) + minutes * 60_000).toISOString();
  const room = `room-${incident.number}`;
  const lines: [minutes: number, who: string, text: string][] = [
    [0.02, 'emergency-assistant', ''],
    [
      0.05,
      'emergency-assistant',
      'I opened this room because OrderGatewayRejects has been firing for 3 minutes. 林安娜 and 周博 are being called.',
    ],
    [1.4, 'ana', '我来指挥。SH2 正常吗？'],
    [2.1, 'bo', 'SH2 正常，拒单率 0.02%。SH1 从 09:15 发布 4.8.2 之后开始。'],
    [2.2, 'bo', 'Release note: https://change.example.com/CHG-8812'],
    [3.5, 'ana', '先把 SH1 流量切到 SH2，同时回退 4.8.1。'],
    [5, 'chen', 'Switching order flow to SH2 now, two minutes.'],
    [6, 'alert-response', ''],
    [8, 'ana', '收到。09:45 对外通报一次。'],
  ];
  const messages = lines.map(([minutes, who, text], index) => say({ seq: index + 1, room, who, text, at: at(minutes) }));
  Object.assign(messages[0] ?? {}, { card: incidentCard(incident), pinned: true, editedAt: at(1.2) });
  Object.assign(messages[5] ?? {}, { editedAt: at(3.7) });
  Object.assign(messages[7] ?? {}, { card: joinedCard });
  return messages;
}

const joinedCard: Card = {
  title: 'SessionLogonFailures',
  state: { word: 'firing', tone: 'alarm' },
  body: 'FIX logon failures above 5 a second on ogw-sh1-01.\nJoined this incident: same data centre, same minute.',
  actions: [{ token: 'silence', label: 'Silence 1 h' }],
  context: 'Grouped by alertname; first notification.',
};
