import { describe, expect, test } from 'vitest';
import { meant, mentionsIn } from '../../../domain/chat/mention.ts';
import { Person } from '../../../domain/people/person.ts';
import { Team } from '../../../domain/people/team.ts';
import { resourcesOf } from '../../../domain/resource/resource.ts';

const person = (name: string, displayName?: string) =>
  ({ kind: 'person', name, spec: Person.parse(displayName ? { displayName } : {}) }) as const;
const firm = resourcesOf([
  person('ana', '安娜'),
  person('ana-maria', 'Ana Maria'),
  person('bo'),
  person('chen', '陈'),
  person('chen2', '陈晨'),
  person('li1', 'Li'),
  person('li2', 'Li'),
  { kind: 'team', name: 'payments', spec: Team.parse({ displayName: '支付', people: ['ana', 'bo'] }) },
]);
const found = (text: string): string[] => mentionsIn(text, firm).map((m) => `${m.said} ${m.kind} ${m.name}`);

describe('who is spoken to', () => {
  test.each<[why: string, text: string, mentions: string[]]>([
    ['a name', 'hey @ana', ['@ana person ana']],
    ['whatever the case', '@ANA!', ['@ANA person ana']],
    ['a display name in Chinese', '请@安娜看一下', ['@安娜 person ana']],
    ['the longer of two names', '@陈晨和@陈', ['@陈晨 person chen2', '@陈 person chen']],
    ['a display name with a blank', 'ask @Ana Maria, please', ['@Ana Maria person ana-maria']],
    ['the longer name with a dash', '@ana-maria', ['@ana-maria person ana-maria']],
    ['a team by both names', '@payments @支付', ['@payments team payments', '@支付 team payments']],
    ['everybody in the room', '@room @所有人', ['@room room room', '@所有人 room room']],
    ['each once', '@bo @bo', ['@bo person bo']],
    ['a name that two share speaks to neither', '@Li', []],
    ['the address of a mail', 'mail bo@ana.example or x@bo', []],
    ['a longer word', '@anabel @bonobo', []],
    ['in code', '`@ana` and ```\n@bo\n``` @chen', ['@chen person chen']],
    ['in code that never ends', '```\n@bo', []],
    ['somebody unknown', '@zoe', []],
    ['an at sign alone', '@ @@', []],
  ])('%s: %s', (_why, text, mentions) => expect(found(text)).toEqual(mentions));

  test('teams are their people, the room is who is in it, each person once', () => {
    expect(meant(mentionsIn('@payments @ana', firm), firm, ['chen'])).toEqual(['ana', 'bo']);
    expect(meant(mentionsIn('@room @chen', firm), firm, ['chen', 'bo'])).toEqual(['chen', 'bo']);
  });

  test('a long text of at signs is read at once', () => {
    expect(found(`${'@'.repeat(10_000)} ${'@ana '.repeat(2_000)}`)).toEqual(['@ana person ana']);
  });
});
