import type { Card, Incident, Message } from '../api.d.ts';
import { people } from './people.ts';

const bots: Record<string, string> = {
  'emergency-assistant': 'Emergency assistant',
  'alert-response': 'Alert response',
  'on-call': 'On-call',
};

export function say(seq: number, room: string, who: string, text: string, at = new Date().toISOString()): Message {
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
  const room = `room-${incident.number}`;
  const at = (minutes: number) => new Date(Date.parse(incident.declaredAt) + minutes * 60_000).toISOString();
  const first: Message = {
    ...say(1, room, 'emergency-assistant', '', at(0.02)),
    card: incidentCard(incident),
    pinned: true,
    editedAt: at(1.2),
  };
  return [
    first,
    say(
      2,
      room,
      'emergency-assistant',
      'I opened this room because OrderGatewayRejects has been firing for 3 minutes. 林安娜 and 周博 are being called.',
      at(0.05),
    ),
    say(3, room, 'ana', '我来指挥。SH2 正常吗？', at(1.4)),
    say(4, room, 'bo', 'SH2 正常，拒单率 0.02%。SH1 从 09:15 发布 4.8.2 之后开始。', at(2.1)),
    say(5, room, 'bo', 'Release note: https://change.example.com/CHG-8812', at(2.2)),
    { ...say(6, room, 'ana', '先把 SH1 流量切到 SH2，同时回退 4.8.1。', at(3.5)), editedAt: at(3.7) },
    say(7, room, 'chen', 'Switching order flow to SH2 now, two minutes.', at(5)),
    {
      ...say(8, room, 'alert-response', '', at(6)),
      card: {
        title: 'SessionLogonFailures',
        state: { word: 'firing', tone: 'alarm' },
        body: 'FIX logon failures above 5 a second on ogw-sh1-01.\nJoined this incident: same data centre, same minute.',
        actions: [{ token: 'silence', label: 'Silence 1 h' }],
        context: 'Grouped by alertname; first notification.',
      },
    },
    say(9, room, 'ana', '收到。09:45 对外通报一次。', at(8)),
  ];
}
