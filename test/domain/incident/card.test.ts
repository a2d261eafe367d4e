import { describe, expect, test } from 'vitest';
import { incidentCard } from '../../../domain/incident/card.ts';
import { summaryOf } from '../../../domain/incident/outward.ts';
import { progresses, type Incident } from '../../../domain/incident/incident.ts';
import { fact, incident, t0 } from './an-incident.ts';

const reader = { lang: 'en', name: (p: string) => p.toUpperCase(), zone: 'Asia/Shanghai', url: 'http://x/i/INC-20261123-001' } as const;
const card = (i: Incident, lang: 'zh' | 'en' = 'en') => incidentCard(summaryOf(i), { ...reader, lang });
const field = (i: Incident, label: string): string | undefined => card(i).fields?.find((f) => f.label === label)?.value;
const lead = fact('incident.assigned', { role: 'commander', person: 'bo' });

describe('what can be done next', () => {
  test.each<[why: string, i: Incident, skills: string[]]>([
    ['open: take it, lead it, end it', incident(), ['incident/ack', 'incident/assign', 'incident/resolve']],
    [
      'acknowledged: lead it, stop the harm, end it',
      { ...incident(), progress: 'acknowledged' },
      ['incident/assign', 'incident/mitigate', 'incident/resolve'],
    ],
    [
      'acknowledged and led: stop the harm, end it',
      { ...incident(lead), progress: 'acknowledged' },
      ['incident/mitigate', 'incident/resolve'],
    ],
    ['mitigated: lead it, end it', { ...incident(), progress: 'mitigated' }, ['incident/assign', 'incident/resolve']],
    ['mitigated and led: end it', { ...incident(lead), progress: 'mitigated' }, ['incident/resolve']],
    ['resolved: nothing', { ...incident(), progress: 'resolved' }, []],
    ['closed: nothing', { ...incident(), progress: 'closed' }, []],
  ])('%s', (_why, i, skills) => expect(card(i).actions?.map((a) => a.skill)).toEqual(skills));

  test('each action names the incident, and the end asks once more', () => {
    expect(card(incident()).actions?.map((a) => [a.input['incident'], a.confirm])).toEqual([
      ['INC-20261123-001', undefined],
      ['INC-20261123-001', undefined],
      ['INC-20261123-001', 'Is the incident really over?'],
    ]);
  });
});

test('number first, severity, state in words, and a link', () => {
  expect(card(incident())).toMatchObject({
    title: 'INC-20261123-001 Orders are rejected',
    severity: 'SEV2',
    state: { word: 'open', tone: 'alarm' },
    links: [{ url: 'http://x/i/INC-20261123-001' }],
  });
});

test('who is there, who took it and who leads it, by the names people know', () => {
  const i = incident(fact('incident.acked', { person: 'ana' }), lead);
  expect([field(i, 'People'), field(i, 'Acknowledged by'), field(i, 'Incident Commander')]).toEqual(['ANA, BO, CHEN', 'ANA', 'BO']);
  expect([field(incident(), 'Acknowledged by'), field(i, 'Declared')]).toEqual(['—', '09:30']);
});

test('a room that is missing is said, with the reason', () => {
  expect(field(incident(fact('room.failed', { adapter: 'slack', because: 'slack is down' })), 'Missing')).toBe('slack: slack is down');
  expect(field(incident(fact('room.lost', { adapter: 'slack', because: 'archived' })), 'Missing')).toBe('slack: archived by hand');
  expect(field(incident(), 'Missing')).toBeUndefined();
  const missing = incident(
    fact('room.opening', { adapter: 'wecom' }),
    fact('people.joined', { adapter: 'wecom', joined: [], failed: [{ person: 'bo', because: 'wecom-60111' }] }),
  );
  const value = card(missing, 'zh').fields?.find((f) => f.label === '缺少')?.value;
  expect(value).toBe('wecom: BO (请把此人加入应用的可见范围，或改正人员中填写的 userid（60111）)');
});

test('at most ten fields, however many roles there are', () => {
  const roles = (['commander', 'communications', 'operations', 'scribe'] as const).map((role) =>
    fact('incident.assigned', { role, person: 'bo' }, t0),
  );
  expect(card(incident(...roles, fact('room.failed', { adapter: 'slack', because: 'x' }))).fields?.length).toBeLessThanOrEqual(10);
});

test.each(progresses)('every state has a word in both languages: %s', (progress) => {
  const i = { ...incident(), progress };
  expect(card(i, 'zh').state?.word).toMatch(/^\p{Script=Han}+$/u);
  expect(card(i).state?.word).toMatch(/^[a-z]+$/u);
});
