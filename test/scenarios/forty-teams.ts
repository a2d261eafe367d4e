import { Roster } from '../../domain/oncall/on-call.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';

const zones = [
  'Asia/Shanghai',
  'America/Chicago',
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'America/St_Johns',
];

export interface Team {
  readonly name: string;
  readonly people: readonly string[];
  readonly lead: string;
  /** As it is written in the file. */
  readonly spec: object;
  readonly roster: Roster;
}

/** By week, at night by day, on some weekends somebody else; each hands over at an hour of its own, in a zone of its own. */
function team(n: number): Team {
  const people = ['a', 'b', 'c', 'd'].map((each) => `p${n}${each}`);
  const [first = '', second = '', third = ''] = people;
  const at = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:${n % 3 === 0 ? '30' : '00'}`;
  const evening = 18 + (n % 6);
  const spec = {
    zone: zones[n % zones.length],
    layers: [
      { rotation: { start: `2026-06-0${1 + (n % 7)}T${at(8 + (n % 4))}`, unit: 'week', people } },
      {
        priority: 1,
        rotation: { start: `2026-06-01T${at(evening)}`, unit: 'day', length: 1 + (n % 3), people: people.toReversed() },
        hours: [{ start: at(evening), end: at(evening + 9) }],
      },
      ...(n % 4 === 0 ? [{ priority: 2, people: [second], hours: [{ days: ['SA', 'SU'], start: '01:30', end: '03:00' }] }] : []),
    ],
    overrides: Array.from({ length: 12 }, (_, month) => {
      const day = new Date(Date.UTC(2026, 9 + month, 1 + ((n * 7) % 27))).toISOString().slice(0, 10);
      return { start: `${day}T00:00`, end: `${day}T${at(6 + n)}`, remove: first, add: third };
    }),
  };
  return { name: `team${n}`, people, lead: `lead${n}`, spec, roster: new Roster(Schedule.parse(spec)) };
}

export const teams: readonly Team[] = Array.from({ length: 40 }, (_, n) => team(n));

/** The firm as a file: each team is called by its schedule, then its lead. */
export function fortyTeams(): string {
  const person = (name: string, roles = ['responder']) => ({ kind: 'person', name, spec: { displayName: name, locale: 'en', roles } });
  const documents = [
    { kind: 'firm', name: 'acme', spec: { zone: 'Asia/Shanghai', locale: 'en' } },
    person('max', ['admin']),
    { kind: 'channel', name: 'ops', spec: { platform: 'web' } },
    ...teams.flatMap(({ name, people, lead, spec }) => [
      ...[...people, lead].map((each) => person(each)),
      { kind: 'schedule', name, spec },
      {
        kind: 'escalation-policy',
        name,
        spec: {
          steps: [
            { to: [{ schedule: name }], delayMinutes: 10 },
            { to: [{ person: lead }], delayMinutes: 10 },
          ],
        },
      },
    ]),
    {
      kind: 'route',
      name: 'default',
      spec: {
        groupBy: ['alertname'],
        channel: 'ops',
        declare: 'SEV2',
        policy: teams[0]?.name,
        routes: teams.map(({ name }) => ({ match: [`team="${name}"`], policy: name })),
      },
    },
  ];
  return documents.map((each) => JSON.stringify(each)).join('\n---\n');
}
