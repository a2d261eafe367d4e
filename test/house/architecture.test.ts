import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isThere, namedPaths } from './named-paths.ts';
import { tree } from './tree.ts';

const files = tree();
const read = (file: string): string => files.get(file) ?? expect.fail(`${file} is missing`);
/** Pictures are no text, so the tree leaves them out. */
const isPicture = (path: string): boolean => path.endsWith('.png') && existsSync(path);
const missing = (file: string, text: string, inFences = false): string[] =>
  namedPaths(file, text, { inFences })
    .filter(({ path }) => !isThere(files.keys(), path) && !isPicture(path))
    .map(({ path, line }) => `${file}:${line} names ${path}`);

describe('what the texts say exists', () => {
  test.each([
    ['a file that is gone', 'see `app/gone.ts`', ['a.md:1 names app/gone.ts']],
    ['a folder that is gone', 'see `adapters/im/gone/`', ['a.md:1 names adapters/im/gone/']],
    ['a pattern without a match', 'one file: `test/gone-<x>/*.ts`', ['a.md:1 names test/gone-<x>/*.ts']],
    ['a link to nowhere', 'see [it](docs/gone.md#there)', ['a.md:1 names docs/gone.md']],
    ['a file at the root that is gone', '`gone.config.ts`', ['a.md:1 names gone.config.ts']],
    ['what is there', '`test/house/<name>.test.ts`, `package.json`, `test/{house,harness}/`, [it](package.json), `./test/house`', []],
    ['what is no path', '`/api/v2/alerts`, `application/json`, `npm run check`, `@scope/web`, `incident/declare`, <https://a.b/c.ts>', []],
    ['what stands in a fence of a recipe', '```\ntest/gone.ts\n```', []],
  ])('%s', (_case, text, expected) => {
    expect(missing('a.md', text)).toEqual(expected);
  });

  test('a map in a fence is read too', () => {
    expect(missing('a.md', '```\ntest/house/  rules of the house\napp/gone/    nothing\n```', true)).toEqual(['a.md:3 names app/gone/']);
  });

  test('ARCHITECTURE.md names only what exists', () => {
    expect(missing('ARCHITECTURE.md', read('ARCHITECTURE.md'), true)).toEqual([]);
  });

  test('ARCHITECTURE.md has at most 120 lines', () => {
    expect(read('ARCHITECTURE.md').trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  });

  test.each(['README.md', 'CONTRIBUTING.md'])('%s names only what exists', (file) => {
    expect(missing(file, read(file))).toEqual([]);
  });

  test('every link between the pages of docs/ leads somewhere', () => {
    const pages = [...files].filter(([file]) => /^docs\/.*\.md$/.test(file));
    expect(pages.flatMap(([file, text]) => missing(file, text.replaceAll(/`[^`\n]*`/g, '')))).toEqual([]);
  });
});
