import type { Incident, IncidentRole, Severity } from '../api.d.ts';
import type { Answered } from './answers.ts';
import type { World } from './mock.ts';
import { newIncident, summaryOf, warRoomOf, type Scene } from './scene.ts';
import { incidentCard, say } from './talk.ts';

type Input = Record<string, unknown>;

const done = (output: unknown): Answered => ({ status: 200, body: { ok: true, output } });
const refused = (status: number, because: string, path?: string): Answered => ({
  status,
  body: { ok: false, because, issues: path === undefined ? [] : [{ path, message: because }] },
});

export function callSkill({ scene, tell }: World, name: string, input: Input): Answered {
  if (name === 'incident/declare') return declare({ scene, tell }, input);
  if (name === 'incident/list') return done({ incidents: listed(scene, input).map(summaryOf), next: null });
  if (name === 'alert/list')
    return done({
      alerts: scene.alerts.filter((each) => (input['state'] ? each.state === input['state'] : each.state !== 'resolved')),
      next: null,
    });
  if (name === 'alert/why') {
    const steps = [
      { text: 'Route / → critical (severity="critical")', outcome: 'policy default' },
      { text: 'Group alertname="OrderGatewayRejects"', outcome: 'first notification' },
      { text: 'Declared as SEV1', outcome: 'INC-20261122-003' },
    ];
    return done({ steps });
  }
  if (name === 'alert/silence') return done({ silence: '3f2a' });
  if (name === 'page/ack') {
    scene.rings = scene.rings.filter((each) => each.page !== input['page']);
    tell('ring.stopped', { page: String(input['page']), because: 'acked', person: scene.me });
    return done({ incident: scene.incidents[0]?.number, existed: false });
  }
  return onIncident({ scene, tell }, name, input);
}

function listed(scene: Scene, input: Input): Incident[] {
  return scene.incidents.filter((each) => (input['progress'] ? each.progress === input['progress'] : each.progress !== 'closed'));
}

function declare({ scene, tell }: World, input: Input): Answered {
  const title = input['title'] as string;
  if (title.includes('!')) return refused(400, 'title must not shout', 'title');
  const number = `INC-20261122-${String(scene.incidents.length + 1).padStart(3, '0')}`;
  const incident = newIncident({
    number,
    title,
    severity: (input['severity'] as Severity | undefined) ?? 'SEV3',
    declaredAt: new Date().toISOString(),
  });
  const called = (input['people'] as string[] | undefined) ?? ['ana'];
  incident.pages = called.map((person, at) => ({
    id: `${number}-${at}`,
    person,
    state: 'queued',
    acknowledgedAt: null,
    acknowledgedVia: null,
    attempts: [],
  }));
  scene.incidents.unshift(incident);
  scene.rooms.unshift(warRoomOf(incident));
  scene.messages.push({
    ...say({ seq: scene.seq++, room: `room-${number}`, who: 'emergency-assistant', text: '' }),
    card: incidentCard(incident),
    pinned: true,
  });
  tell('incident', { number });
  tell('rooms', {});
  return done({ incident: number, existed: false });
}

const verbs: Record<string, (incident: Incident, input: Input, by: { now: string; me: string }) => string> = {
  'incident/ack': (incident, _, { now, me }) => {
    Object.assign(incident, { progress: 'acknowledged', acknowledgedAt: now, acknowledgedBy: me });
    return `${me} acknowledged`;
  },
  'incident/resolve': (incident, _, { now }) => {
    Object.assign(incident, { progress: 'resolved', resolvedAt: now });
    return 'Resolved';
  },
  'incident/reopen': (incident, input) => {
    Object.assign(incident, { progress: 'open', resolvedAt: null });
    return `Reopened: ${String(input['reason'])}`;
  },
  'incident/severity': (incident, input) => {
    incident.severity = input['severity'] as Severity;
    return `Severity is ${incident.severity}`;
  },
  'incident/assign': (incident, input) => {
    incident.roles[input['role'] as IncidentRole] = String(input['person']);
    return `${String(input['role'])} is ${String(input['person'])}`;
  },
  'incident/note': (_, input) => String(input['text']),
};

function onIncident({ scene, tell }: World, name: string, input: Input): Answered {
  const wanted = input['incident'] as string;
  const incident = scene.incidents.find((each) => each.number === wanted || Number(each.number.split('-')[2]) === Number(wanted));
  if (!incident) return refused(404, `There is no incident ${wanted}`);
  if (name === 'incident/show') return done(incident);
  const act = verbs[name];
  if (!act) return refused(404, `There is no skill ${name}`);
  const now = new Date().toISOString();
  const text = act(incident, input, { now, me: scene.me ?? 'ana' });
  incident.timeline.push({ at: now, kind: name.replace('incident/', ''), person: scene.me ?? 'ana', via: 'web', text });
  const card = scene.messages.find((each) => each.room === `room-${incident.number}` && each.pinned);
  if (card) {
    Object.assign(card, { card: incidentCard(incident), editedAt: now });
    tell('message', { message: card });
  }
  tell('incident', { number: incident.number });
  return done({ incident: incident.number, existed: false });
}
