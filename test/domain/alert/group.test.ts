import { describe, expect, test } from 'vitest';
import { applyGroup, type Group } from '../../../domain/alert/group.ts';
import { t0 } from './some-signals.ts';

const opened = { type: 'group.opened', data: { route: 'default', labels: { alertname: 'DiskFull' } }, at: t0 } as const;
const group = applyGroup(null, opened, 'default~0');
const after = (facts: readonly Parameters<typeof applyGroup>[1][], from: Group = group): Group =>
  facts.reduce((g, f) => applyGroup(g, f, 'default~0'), from);

test('opened, nobody was told of it yet', () => {
  expect(group).toEqual({
    id: 'default~0',
    route: 'default',
    labels: { alertname: 'DiskFull' },
    openedAt: t0,
    open: true,
    notified: null,
    acked: null,
    incident: null,
    pages: false,
    isShown: false,
    storm: null,
    overs: [],
    remarks: [],
    notedAt: null,
  });
});

describe('then', () => {
  const notified = {
    type: 'group.notified',
    data: { reason: 'first-notification', firing: 2, resolved: 0, isShown: true },
    at: t0 + 1,
  } as const;
  const acked = { type: 'group.acked', data: { person: 'ana' }, at: t0 + 2 } as const;
  const linked = { type: 'group.linked', data: { incident: 'INC-20261123-001' }, at: t0 + 3 } as const;
  const unlinked = { type: 'group.unlinked', data: { incident: 'INC-20261123-001' }, at: t0 + 4 } as const;
  const closed = { type: 'group.closed', data: {}, at: t0 + 5 } as const;

  test('told of', () => expect(after([notified]).notified).toEqual({ at: t0 + 1, reason: 'first-notification', firing: 2 }));
  test('acknowledged', () => expect(after([acked]).acked).toEqual({ person: 'ana', at: t0 + 2 }));
  test('linked to an incident', () => expect(after([linked]).incident).toBe('INC-20261123-001'));
  test('no longer linked, it may be acknowledged anew', () =>
    expect(after([acked, linked, unlinked])).toMatchObject({ incident: null, acked: null }));
  test('paged', () => expect(after([{ type: 'group.paged', data: { policy: 'default', severity: 'SEV1' }, at: t0 }]).pages).toBe(true));
  test('closed', () => expect(after([notified, closed])).toMatchObject({ open: false, notified: { firing: 2 } }));
  test('opened anew it begins again, but stays with its open incident', () => {
    expect(after([notified, acked, linked, closed, { ...opened, at: t0 + 9 }])).toEqual({
      ...group,
      openedAt: t0 + 9,
      incident: 'INC-20261123-001',
      isShown: true,
    });
  });
  test('a fact before it was opened is a bug and says so', () =>
    expect(() => applyGroup(null, closed, 'x~0')).toThrow('group x~0: group.closed before group.opened'));
});
