import { describe, expect, test } from 'vitest';
import { applyIncident } from '../../../domain/incident/apply.ts';
import { isOpen, type Incident, type IncidentFact } from '../../../domain/incident/incident.ts';
import { declared, fact, incident, number, t0 } from './an-incident.ts';

const acked = (person: string, at = t0 + 1) => fact('incident.acked', { person }, at);
const mitigated = fact('incident.mitigated', {}, t0 + 5);
const resolved = fact('incident.resolved', { person: 'ana' }, t0 + 9);
const reopened = fact('incident.reopened', { reason: 'Errors are back' }, t0 + 10);
const grouped = (group: string, firing: number) => fact('incident.grouped', { group, firing });
const fired = (group: string, firing: number) => fact('alerts.fired', { group, firing });
const recovered = (group: string, at = t0) => fact('alerts.recovered', { group }, at);

describe('declared', () => {
  test('it is open, with those called and who declared it among its people', () => {
    expect(incident()).toMatchObject({
      number,
      progress: 'open',
      alertState: 'none',
      people: ['ana', 'bo', 'chen'],
      declaredBy: 'person:chen',
      declaredAt: t0,
      acknowledgedAt: null,
    });
  });
  test('whoever declares it and is called is there once', () =>
    expect(applyIncident(null, declared({}, 'person:bo'), number).people).toEqual(['ana', 'bo']));
  test('a bot that declares it is nobody to invite', () =>
    expect(applyIncident(null, declared({ called: [] }, 'bot:alert-response'), number).people).toEqual([]));
  test('any other fact before is a bug and says so', () =>
    expect(() => applyIncident(null, resolved, number)).toThrow(`incident ${number}: incident.resolved before incident.declared`));
});

describe('handling goes on', () => {
  const rows: [why: string, facts: IncidentFact[], after: Partial<Incident>][] = [
    [
      'the first acknowledgement counts',
      [acked('ana'), acked('dora', t0 + 2)],
      { progress: 'acknowledged', acknowledgedBy: 'ana', acknowledgedAt: t0 + 1 },
    ],
    ['who acknowledges belongs to it', [acked('dora')], { people: ['ana', 'bo', 'chen', 'dora'] }],
    [
      'roles are held one by one',
      [fact('incident.assigned', { role: 'commander', person: 'ana' }), fact('incident.assigned', { role: 'scribe', person: 'eli' })],
      { roles: { commander: 'ana', scribe: 'eli' }, people: ['ana', 'bo', 'chen', 'eli'] },
    ],
    [
      'a role is handed over',
      [fact('incident.assigned', { role: 'commander', person: 'ana' }), fact('incident.assigned', { role: 'commander', person: 'bo' })],
      { roles: { commander: 'bo' } },
    ],
    ['it is worse than thought', [fact('incident.reclassified', { severity: 'SEV1', from: 'SEV2' })], { severity: 'SEV1' }],
    [
      'a note is kept, without its words',
      [fact('incident.noted', { note: 1, text: 'x' })],
      { progress: 'open', notes: [{ people: ['ana'], message: null, marks: [], files: [], withdrawn: null }] },
    ],
    ['a note of before they had numbers leaves nothing', [fact('incident.noted', { text: 'x' })], { notes: [] }],
    ['mitigated, it is not over', [acked('ana'), mitigated], { progress: 'mitigated', resolvedAt: null }],
    ['an acknowledgement after that leaves it mitigated', [mitigated, acked('ana')], { progress: 'mitigated', acknowledgedBy: 'ana' }],
    ['mitigated, resolved and reopened, the harm may be back', [acked('ana'), mitigated, resolved, reopened], { progress: 'acknowledged' }],
    ['resolved', [acked('ana'), resolved], { progress: 'resolved', resolvedAt: t0 + 9 }],
    [
      'reopened, it is acknowledged as before',
      [acked('ana'), resolved, reopened],
      { progress: 'acknowledged', resolvedAt: null, acknowledgedBy: 'ana' },
    ],
    ['reopened, it is open if nobody ever acknowledged', [resolved, reopened], { progress: 'open', resolvedAt: null }],
    ['an acknowledgement after the end does not open it', [resolved, acked('ana')], { progress: 'resolved' }],
    [
      'a further step calls more people',
      [fact('people.called', { people: ['bo', 'fang'], step: 1, cycle: 0, skipped: [] })],
      { people: ['ana', 'bo', 'chen', 'fang'] },
    ],
  ];
  test.each(rows)('%s', (_why, facts, after) => expect(incident(...facts)).toMatchObject(after));

  test('resolved and closed are over, the rest is open', () => {
    const open = (['open', 'acknowledged', 'mitigated', 'resolved', 'closed'] as const).map((progress) => isOpen({ progress }));
    expect(open).toEqual([true, true, true, false, false]);
  });
});

describe('whether its alerts fire is a story of its own', () => {
  const rows: [why: string, facts: IncidentFact[], after: Partial<Incident>][] = [
    ['without alerts there is nothing to recover', [resolved], { alertState: 'none', recoveredAt: null }],
    ['a firing group joins', [grouped('g1', 2)], { alertState: 'firing', groups: { g1: 2 } }],
    ['a recovered group joins', [grouped('g1', 0)], { alertState: 'recovered' }],
    [
      'one of two has recovered',
      [grouped('g1', 2), grouped('g2', 1), recovered('g1', t0 + 3)],
      { alertState: 'firing', recoveredAt: null, groups: { g1: 0, g2: 1 } },
    ],
    [
      'both have',
      [grouped('g1', 2), grouped('g2', 1), recovered('g1', t0 + 3), recovered('g2', t0 + 4)],
      { alertState: 'recovered', recoveredAt: t0 + 4 },
    ],
    ['said twice, the first time counts', [grouped('g1', 1), recovered('g1', t0 + 3), recovered('g1', t0 + 5)], { recoveredAt: t0 + 3 }],
    [
      'it fires again',
      [grouped('g1', 1), recovered('g1', t0 + 3), fired('g1', 4)],
      { alertState: 'firing', recoveredAt: null, groups: { g1: 4 } },
    ],
    ['recovered alerts do not resolve it', [grouped('g1', 1), recovered('g1')], { progress: 'open' }],
    ['resolving does not recover its alerts', [grouped('g1', 1), resolved], { alertState: 'firing' }],
  ];
  test.each(rows)('%s', (_why, facts, after) => expect(incident(...facts)).toMatchObject(after));
});

describe('its rooms', () => {
  const opening = fact('room.opening', { adapter: 'web' });
  const open = fact('room.opened', { adapter: 'web', ref: 'inc-1', url: 'http://x/i/1' });
  const failed = fact('room.failed', { adapter: 'slack', because: 'slack is down' });
  test('one on each platform, in the order in which they were first wanted', () => {
    expect(incident(opening, failed, open).rooms).toMatchObject([
      { adapter: 'web', state: 'open', ref: 'inc-1', url: 'http://x/i/1', because: null },
      { adapter: 'slack', state: 'failed', ref: null, url: null, because: 'slack is down' },
    ]);
  });
  test('one that failed is opened at last, and no longer says why not', () => {
    const opened = fact('room.opened', { adapter: 'slack', ref: 'C1', url: null });
    expect(incident(failed, opened).rooms).toMatchObject([{ adapter: 'slack', state: 'open', ref: 'C1', url: null, because: null }]);
  });
});
