import { describe, expect, test } from 'vitest';
import { dueRules, rulesFor } from '../../../domain/page/rules.ts';
import { Person } from '../../../domain/people/person.ts';
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
