import { expect, test } from 'vitest';
import { roomKey, roomName } from '../../../domain/incident/room-name.ts';

const incident = { number: 'INC-20261122-003', title: '订单被拒 {n}', severity: 'SEV2', system: 'matching' } as const;

test.each([
  ['{number}-{title}', 0, 'INC-20261122-003-订单被拒 {n}'],
  ['{number}-{title}', 1, 'INC-20261122-003-r2-订单被拒 {n}'],
  ['inc-{date}-{n}', 0, 'inc-20261122-003'],
  ['inc-{date}-{n}', 2, 'inc-20261122-003-r3'],
  ['{severity}-{system}-{n}', 0, 'SEV2-matching-003'],
  ['{n}_{nobody}', 0, '003_{nobody}'],
  [null, 0, 'INC-20261122-003 订单被拒 {n}'],
] as const)('roomName(%j), in the place of %i others, is %j', (template, former, name) => {
  expect(roomName(template, incident, former)).toBe(name);
});

test.each([
  ['{n}-{system}-{title}', '003-订单被拒 {n}'],
  ['{system}-{n}', '003'],
  ['{n} - {system}', '003'],
])('without a system %j is %j', (template, name) => {
  expect(roomName(template, { ...incident, system: null })).toBe(name);
});

test('without a template it is cut at 80 characters, and through none of them', () => {
  expect(Array.from(roomName(null, { ...incident, title: '🚨'.repeat(100) }))).toHaveLength(80);
  expect(roomName(null, { ...incident, title: '🚨'.repeat(100) }).isWellFormed()).toBe(true);
});

test('the key of a room says which one it is', () => {
  const former = [{ ref: 'C1', url: null, because: 'x' }];
  expect([roomKey('INC-20261122-003', undefined), roomKey('INC-20261122-003', {}), roomKey('INC-20261122-003', { former })]).toEqual([
    'INC-20261122-003',
    'INC-20261122-003',
    'INC-20261122-003-r2',
  ]);
});
