import { describe, expect, test } from 'vitest';
import { dueRules, rulesFor, rulesNow } from '../../../domain/page/rules.ts';
import { Person } from '../../../domain/people/person.ts';
import { resourcesOf, type Resource } from '../../../domain/resource/resource.ts';
import type { Page } from '../../../domain/page/page.ts';

const minute = 60_000;
const by = (rules: Page['rules']): string => rules.map((r) => `${r.by}@${r.afterMinutes}`).join(' ');
const own = {
  default: [
    { afterMinutes: 3, by: 'phone' },
    { afterMinutes: 0, by: 'chat' },
  ],
  important: [{ afterMinutes: 0, by: 'phone' }],
};

describe('whom to try how', () => {
  test.each<[why: string, person: object | undefined, important: boolean, rules: string]>([
    ['their own rules in order of time', { rules: own }, false, 'chat@0 phone@3'],
    ['their important rules for what is important', { rules: own }, true, 'phone@0'],
    ['their usual rules where they have no important ones', { rules: { default: own.default } }, true, 'chat@0 phone@3'],
    ['without rules: chat and ring at once', {}, false, 'chat@0 ring@0'],
    ['and then all there is', { phone: '+8613800000001', email: 'a@example.com' }, false, 'chat@0 ring@0 sms@2 phone@2 email@2'],
    ['an empty list is none', { rules: { default: [], important: [] }, email: 'a@example.com' }, true, 'chat@0 ring@0 email@2'],
    ['somebody who is configured no more', undefined, true, 'chat@0 ring@0'],
  ])('%s', (_why, person, important, rules) => {
    expect(by(rulesFor(person && Person.parse(person), important))).toBe(rules);
  });
});

describe('in quiet hours', () => {
  const all = { phone: '+8613800000001' };
  const berlin = { zone: 'Europe/Berlin' };
  const night = { from: '22:00', to: '07:00' };
  test.each<[why: string, person: object, severity: 'SEV2' | 'SEV3', at: string, rules: string]>([
    ['before them as ever', { ...all, quiet: night }, 'SEV3', '2026-11-23T21:59+08:00', 'chat@0 ring@0 sms@2 phone@2'],
    [
      'from their first minute only chat, and the rest when they end',
      { ...all, quiet: night },
      'SEV3',
      '2026-11-23T22:00+08:00',
      'chat@0 ring@540 sms@540 phone@540',
    ],
    ['after midnight too', { ...all, quiet: night }, 'SEV3', '2026-11-24T06:30+08:00', 'chat@0 ring@30 sms@30 phone@30'],
    ['as ever once they end', { quiet: night }, 'SEV3', '2026-11-24T07:00+08:00', 'chat@0 ring@0'],
    ['within one day', { quiet: { from: '12:00', to: '13:00' } }, 'SEV3', '2026-11-24T12:15+08:00', 'chat@0 ring@45'],
    ['never for what is important', { ...all, quiet: night }, 'SEV2', '2026-11-24T03:00+08:00', 'chat@0 ring@0 sms@2 phone@2'],
    [
      'what was to come later still does',
      { quiet: night, rules: { default: [{ afterMinutes: 60, by: 'phone' }] } },
      'SEV3',
      '2026-11-24T06:50+08:00',
      'chat@0 phone@60',
    ],
    ['on their own clock, not the firm’s', { ...berlin, quiet: night }, 'SEV3', '2026-11-24T03:00+08:00', 'chat@0 ring@0'],
    ['an hour more in the night that has one more', { ...berlin, quiet: night }, 'SEV3', '2026-10-24T23:00+02:00', 'chat@0 ring@540'],
    ['and an hour less in the one that lacks it', { ...berlin, quiet: night }, 'SEV3', '2026-03-28T23:00+01:00', 'chat@0 ring@420'],
  ])('%s', (_why, person, severity, at, rules) => {
    const resources = resourcesOf([
      { kind: 'firm', name: 'firm', spec: { zone: 'Asia/Shanghai' } },
      { kind: 'person', name: 'ana', spec: Person.parse(person) },
    ] as Resource[]);
    expect(by(rulesNow('ana', severity, { resources, now: Date.parse(at) }))).toBe(rules);
  });
  test('times that are equal are no hours', () => {
    expect(Person.safeParse({ quiet: { from: '22:00', to: '22:00' } }).error?.issues[0]?.message).toContain('never end');
  });
});

describe('what is due', () => {
  const rules = [
    { afterMinutes: 0, by: 'chat' },
    { afterMinutes: 0, by: 'ring' },
    { afterMinutes: 3, by: 'phone' },
    { afterMinutes: 10, by: 'email' },
  ] as const;
  test.each<[why: string, tried: number, afterMinutes: number, due: string, nextAfter: number | null]>([
    ['at once', 0, 0, 'chat@0 ring@0', 3],
    ['not before its time', 2, 2.999, '', 3],
    ['at its time', 2, 3, 'phone@3', 10],
    ['what was missed while nobody was there, once and all together', 1, 500, 'ring@0 phone@3 email@10', null],
    ['nothing once all are tried', 4, 500, '', null],
  ])('%s', (_why, tried, afterMinutes, due, nextAfter) => {
    const found = dueRules({ rules, tried, startedAt: 1_000 }, 1_000 + afterMinutes * minute);
    expect([by(found.due), found.nextAt]).toEqual([due, nextAfter === null ? null : 1_000 + nextAfter * minute]);
  });
});
