import { beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { inputFrom, optionsOf } from '../../app/cli/skill-options.ts';
import { loadSkills } from '../../app/skills.ts';
import type { Skill } from '../../ports/skill.ts';

let skills: ReadonlyMap<string, Skill>;
beforeAll(async () => {
  skills = await loadSkills(join(import.meta.dirname, '..', '..', 'skills'));
});
const skill = (name: string): Skill => skills.get(name) ?? expect.fail(`there is no skill ${name}`);
const flags = (name: string): string[] => optionsOf(skill(name)).map((o) => o.flags);

describe('options of the command line', () => {
  test('a number takes a value, a yes or no does not', () => {
    expect(flags('alert/silence')).toContain('--minutes <value>');
    expect(flags('alert/list')).toContain('--limit <value>');
    expect(flags('incident/declare')).toContain('--private');
  });
  test('a list says so', () => expect(flags('alert/silence')).toContain('--match <value…>'));
});

describe('words and options become input', () => {
  test('an option is not taken from the words', () => {
    expect(inputFrom(skill('alert/silence'), ['disk', 'is', 'replaced'], { match: 'alertname="Down"', minutes: '2h' })).toEqual({
      match: ['alertname="Down"'],
      minutes: 120,
      comment: 'disk is replaced',
    });
  });
  test('several words are several of a list', () => {
    expect(inputFrom(skill('route/test'), ['alertname=X', 'severity=critical'], {})).toEqual({
      labels: ['alertname=X', 'severity=critical'],
    });
  });
});
