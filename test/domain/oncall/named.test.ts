import { expect, test } from 'vitest';
import { isRefusal } from '../../../domain/event/reply.ts';
import { peopleNamed, personNamed } from '../../../domain/oncall/named.ts';
import { resourcesOf, type Resource } from '../../../domain/resource/resource.ts';

const person = (name: string, displayName: string, wecom?: string): Resource =>
  ({ kind: 'person', name, spec: { displayName, chat: wecom === undefined ? {} : { wecom } } }) as unknown as Resource;

const resources = resourcesOf([
  person('ana', '安娜', 'AnNa'),
  person('person-2', 'Bo Chen', 'bo.chen'),
  person('person-3', '陈总', 'chen'),
  person('person-4', '陈伟'),
  person('person-5', '陈伟'),
  person('bo', 'Bo'),
  { kind: 'team', name: 'network', spec: { displayName: '网络组', people: [], chat: {} } } as unknown as Resource,
]);
const speaker = { resources, me: 'ana', chat: 'wecom' };
const said = (found: string | string[] | ReturnType<typeof personNamed>): unknown => (isRefusal(found) ? found.because.zh : found);

test.each([
  ['person-3', 'person-3'],
  ['陈总', 'person-3'],
  ['@陈总', 'person-3'],
  ['chen', 'person-3'],
  ['CHEN', 'person-3'],
  ['Bo Chen', 'person-2'],
  ['bo', 'bo'],
  ['我', 'ana'],
  ['陈伟', 'person：是哪一个？陈伟 (person-4)、陈伟 (person-5)'],
  ['陈大', 'person：没有“陈大”这个人。是指“陈总”吗？'],
])('“%s” is whoever is called so here, in this chat, or a question back', (text, found) => {
  expect(said(personNamed(text, { ...speaker, field: 'person' }))).toBe(found);
});

test('an id counts only where it is used, and only whole', () => {
  expect(said(personNamed('anna', { resources, me: null, field: 'person' }))).toBe('person：没有“anna”这个人。是指“ana”吗？');
  expect(said(personNamed('anna', { ...speaker, field: 'person' }))).toBe('ana');
  expect(said(personNamed('ann', { ...speaker, field: 'person' }))).toContain('没有“ann”这个人');
});

test('names that came apart at their blanks are one again, and a team may be among them', () => {
  const naming = { ...speaker, field: 'people' };
  expect(said(peopleNamed(['Bo', 'Chen', '@陈总'], naming))).toEqual(['person-2', 'person-3']);
  expect(said(peopleNamed(['bo', 'ana'], naming))).toEqual(['bo', 'ana']);
  expect(said(peopleNamed(['网络组', '陈总'], { ...naming, mayBeTeam: true }))).toEqual(['network', 'person-3']);
  expect(said(peopleNamed(['陈总', '网络组'], naming))).toBe('people：没有“网络组”这个人。');
  expect(said(peopleNamed(['陈总', '陈伟'], naming))).toBe('people：是哪一个？陈伟 (person-4)、陈伟 (person-5)');
});
