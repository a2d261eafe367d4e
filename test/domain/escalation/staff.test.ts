import { expect, test } from 'vitest';
import { peopleOf } from '../../../domain/escalation/staff.ts';
import type { Target } from '../../../domain/escalation/policy.ts';
import { kinds, type Kind } from '../../../domain/resource/kinds.ts';
import { resourcesOf, type Resource } from '../../../domain/resource/resource.ts';

const resource = (kind: Kind, name: string, spec: object = {}): Resource => ({ kind, name, spec: kinds[kind].parse(spec) }) as Resource;
const firm = resourcesOf([
  ...['ana', 'bo', 'chen'].map((p) => resource('person', p)),
  resource('schedule', 'week', { zone: 'UTC', layers: [{ rotation: { start: '2026-11-23T00:00', unit: 'week', people: ['ana', 'bo'] } }] }),
  resource('schedule', 'empty', { zone: 'UTC' }),
  resource('team', 'payments', { people: ['ana', 'bo'], schedule: 'week' }),
  resource('team', 'trading', { people: ['bo', 'chen'] }),
]);
const monday = Date.parse('2026-11-23T12:00:00Z');

test.each<[why: string, targets: Target[], at: number, people: string[]]>([
  ['a person', [{ person: 'ana' }], monday, ['ana']],
  ['who is on call now', [{ schedule: 'week' }], monday, ['ana']],
  ['and a week later', [{ schedule: 'week' }], monday + 7 * 86_400_000, ['bo']],
  ['a team with a schedule: who is on call for it', [{ team: 'payments' }], monday, ['ana']],
  ['a team without one: everybody', [{ team: 'trading' }], monday, ['bo', 'chen']],
  ['somebody named twice, once', [{ team: 'trading' }, { person: 'bo' }], monday, ['bo', 'chen']],
  ['an empty schedule: nobody', [{ schedule: 'empty' }], monday, []],
  ['a schedule that is gone: nobody', [{ schedule: 'gone' }], monday, []],
  ['a team that is gone: nobody', [{ team: 'gone' }], monday, []],
  ['a person who is gone: nobody', [{ person: 'gone' }], monday, []],
  ['a channel is nobody', [{ channel: 'ops' }], monday, []],
])('%s', (_why, targets, at, people) => expect(peopleOf(targets, firm, at)).toEqual(people));
