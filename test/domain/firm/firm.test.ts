import { describe, expect, test } from 'vitest';
import { firmZone, langFor, nameOf, sharedLang } from '../../../domain/firm/of-firm.ts';
import { kinds, type Kind } from '../../../domain/resource/kinds.ts';
import { resourcesOf, type Resource, type Resources } from '../../../domain/resource/resource.ts';

const resource = (kind: Kind, name: string, spec: object = {}): Resource => ({ kind, name, spec: kinds[kind].parse(spec) }) as Resource;
const people = (...locales: ('zh-CN' | 'en')[]): Resource[] =>
  locales.map((locale, i) => resource('person', `p${i}`, { locale, displayName: `名${i}` }));
const firm = (spec: object): Resource => resource('firm', 'firm', spec);

describe('the language of shared places', () => {
  test.each<[why: string, all: Resources, lang: string]>([
    ['what the firm says', resourcesOf([firm({ locale: 'en' }), ...people('zh-CN', 'zh-CN')]), 'en'],
    ['what most people read', resourcesOf(people('zh-CN', 'zh-CN', 'en')), 'zh'],
    ['Chinese where it is half and half', resourcesOf(people('zh-CN', 'en')), 'zh'],
    ['English where most read it', resourcesOf(people('zh-CN', 'en', 'en')), 'en'],
    ['English where nobody is configured', resourcesOf([]), 'en'],
  ])('%s', (_why, all, lang) => expect(sharedLang(all)).toBe(lang));
});

describe('a reader', () => {
  const all = resourcesOf([firm({ locale: 'zh-CN', zone: 'Asia/Shanghai' }), ...people('en')]);
  test('reads their own language', () => expect(langFor(all, 'p0')).toBe('en'));
  test('who is not known reads the shared one', () => expect([langFor(all, null), langFor(all, 'zoe')]).toEqual(['zh', 'zh']));
  test('is called by the name people use, else by their own', () =>
    expect([nameOf(all, 'p0'), nameOf(all, 'zoe')]).toEqual(['名0', 'zoe']));
});

test('the zone of the firm, else that of the machine', () => {
  expect([
    firmZone(resourcesOf([firm({ zone: 'Asia/Shanghai' })]), 'UTC'),
    firmZone(resourcesOf([firm({})]), 'UTC'),
    firmZone(resourcesOf([]), 'UTC'),
  ]).toEqual(['Asia/Shanghai', 'UTC', 'UTC']);
});
