import { describe, expect, test } from 'vitest';
import { functionLengths } from './function-lengths.ts';
import { badNamesAndSizes } from './names-and-sizes.ts';
import { tokens } from './tokens.ts';
import { tree } from './tree.ts';
import { sentence } from './violation.ts';

const long = (lines: number): string => Array.from({ length: lines }, () => 'x();\n').join('');

const planted: [promise: string, file: string, text: string, rules: string[]][] = [
  ['a file is kebab-case', 'domain/alertGroup/a.ts', '', ['kebab-case']],
  ['capitals are for texts', 'docs/README.md', '', []],
  ['no helpers', 'app/http/reply-helpers.ts', '', ['banned file word']],
  ['no services folder', 'app/services/a.ts', '', ['banned file word']],
  ['alertmanager is a product', 'adapters/source/alertmanager/parse.ts', '', []],
  ['the duty manager is a person', 'bots/duty-manager.ts', 'export class DutyManager {}', []],
  ['a database is no base', 'test/harness/database.ts', 'class Database {}', []],
  ['no folder index', 'domain/alert/index.ts', '', ['folder index']],
  ['but a page', 'web/index.html', '', []],
  ['no manager class', 'app/a.ts', 'export class RoomManager {}', ['banned class word']],
  ['no base class', 'app/a.ts', 'abstract class BaseBot {}', ['banned class word']],
  ['no export star', 'ports/a.ts', `export * from './b.ts';`, ['export star']],
  ['no environment outside config', 'app/a.ts', `const port = process.env['PORT'];`, ['process.env']],
  ['no environment by index', 'app/a.ts', `const port = process['env'];`, ['process.env']],
  ['config reads the environment', 'config/env.ts', `export const port = process.env['PORT'];`, []],
  ['a comment about process.env is no reading', 'app/a.ts', `// not process.env\n`, []],
  ['no decorators', 'app/a.ts', '@Injectable()\nexport class Room {}', ['decorator']],
  ['a file of 401 lines is too long', 'app/a.ts', long(401), ['file length']],
  ['a test of 600 lines is not', 'test/scenarios/a.test.ts', long(600), []],
  ['a generated type is not measured', 'web/api.d.ts', long(5000), []],
  [
    'a function of 41 lines is too long',
    'app/a.ts',
    `function a(b: { c: number }): Promise<{ d: number }> {\n${long(39)}}`,
    ['function length'],
  ],
  ['a function of 40 lines is not', 'app/a.ts', `function a() {\n${long(38)}}`, []],
  ['a method is a function', 'app/a.ts', `class A {\n  get<T>(b = (1 + 2)): T | undefined {\n${long(39)}}\n}`, ['function length']],
  ['an arrow is a function', 'app/a.ts', `const a = async (b: string) => {\n${long(39)}};`, ['function length']],
  ['a long loop in a long function counts once', 'app/a.ts', `function a() {\nif (b) {\n${long(39)}}\n}`, ['function length']],
  ['wire is long on purpose', 'app/wire.ts', `export function wire() {\n${long(100)}}`, []],
  ['an object is no function', 'app/a.ts', `const a = b ? f(c) : {\n${long(100)}};`, []],
  ['no let in a module', 'app/a.ts', 'let running = 0;', ['module state']],
  [
    'no cache in a module',
    'app/a.ts',
    'const seen = new Map<string, number>();\nexport const list: string[] = [];',
    ['module state', 'module state'],
  ],
  ['a table is no state', 'app/a.ts', `const names = new Set(['a']);\nconst empty = Object.freeze({});`, []],
  [
    'a let inside is no state',
    'app/a.ts',
    'export function a() {\n  let b = 0;\n  return b++;\n}\nfor (let i = 0; i < 3; i += 1) a();',
    [],
  ],
  ['domain has no clock', 'domain/a.ts', 'const a = Date.now();\nconst b = new Date();', ['pure domain', 'pure domain']],
  ['domain has no dice', 'domain/a.ts', 'const a = Math.random();', ['pure domain']],
  ['domain never waits', 'domain/a.ts', 'const a = async () => await b;\nsetTimeout(a, 1);', ['pure domain', 'pure domain', 'pure domain']],
  ['domain has no Temporal clock', 'domain/a.ts', 'const a = Temporal.Now.instant();', ['pure domain']],
  ['an instant that is given is welcome', 'domain/a.ts', 'const a = new Date(1).getTime();\nconst b = Date.parse(c);', []],
  ['others may look at the clock', 'app/a.ts', 'const a = Date.now();', []],
];

describe('names and sizes', () => {
  test.each(planted)('%s', (_promise, file, text, rules) => {
    expect(badNamesAndSizes(new Map([[file, text]])).map((each) => each.rule)).toEqual(rules);
  });

  test('functions are measured through templates, regular expressions and type literals', () => {
    const text = [
      'const say = (n: number): string => {',
      '  const re = /[/}{]"/g; // }',
      '  return `${[1].map((x) => {',
      '    return `}${x}`;',
      "  })} it's { ${n}`;",
      '};',
      'type Bag = { a(): void; b: { c: 1 } };',
      'function after(): asserts x is { y: 1 } {',
      '}',
    ].join('\n');
    const found = functionLengths(tokens(text)).map(({ name, line, lines }) => [name, line, lines]);
    expect(found).toEqual([
      ['arrow', 1, 6],
      ['arrow', 3, 3],
      ['after', 8, 2],
    ]);
  });

  test('are held by the real tree', () => {
    expect(badNamesAndSizes(tree()).map(sentence)).toEqual([]);
  });
});
