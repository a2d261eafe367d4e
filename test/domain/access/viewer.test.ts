import { describe, expect, test } from 'vitest';
import { permits, seesAll } from '../../../domain/access/viewer.ts';
import { Role } from '../../../domain/people/person.ts';

const all = Role.options;
const may: Readonly<Record<'viewer' | 'responder' | 'operator' | 'admin', readonly Role[]>> = {
  viewer: all,
  responder: ['responder', 'operator', 'duty-manager', 'change-manager', 'admin'],
  operator: ['operator', 'duty-manager', 'change-manager', 'admin'],
  admin: ['admin'],
};

describe.each(Object.keys(may) as (keyof typeof may)[])('what needs %s', (needed) => {
  test.each(all)('%s', (role) => expect(permits([role], needed)).toBe(may[needed].includes(role)));
  test('is refused to who has no role', () => expect(permits([], needed)).toBe(false));
  test('is given by the highest of several', () => expect(permits(['viewer', 'admin'], needed)).toBe(true));
  test('is refused to a role that nobody knows', () => expect(permits(['root' as Role], needed)).toBe(false));
});

test('admins, auditors and Tocsin itself see what is private; nobody else does', () => {
  expect(all.filter((role) => seesAll({ person: 'ana', roles: [role] }))).toEqual(['auditor', 'admin']);
  expect([seesAll({ person: null, roles: [], tocsin: true }), seesAll({ person: null, roles: [] })]).toEqual([true, false]);
});
