import { expect, test } from 'vitest';
import { tree } from './tree.ts';

/** Put together here, so that this file does not contain what it looks for. */
const folders = ['work', 'root', 'home'].join('|');
const machinePath = new RegExp(String.raw`(?:(?<=file://)|(?<![\w.)}\]>$/-]))/(${folders})/[\w.]`);

/** `file:line` of every text that names a place on somebody's machine. */
function machinePaths(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([file, text]) => text.split('\n').flatMap((line, i) => (machinePath.test(line) ? [`${file}:${i + 1}`] : [])));
}

test.each(['see /X/main/a.ts', `open('/X/.cache')`, '"/X/ana"', 'file:///X/ana/x.log', 'PATH=/X/bin'])(
  '%s is a place on a machine',
  (text) => {
    for (const folder of folders.split('|')) expect(machinePaths(new Map([['a', `\n${text.replace('X', folder)}`]]))).toEqual(['a:2']);
  },
);

test.each(['https://example.com/X/page', './X/a', '${base}/X/a', 'sha512-abc/X/def', 'a/X/b'])('%s is not', (text) => {
  for (const folder of folders.split('|')) expect(machinePaths(new Map([['a', text.replace('X', folder)]]))).toEqual([]);
});

test('no file names a place on somebody’s machine', () => {
  expect(machinePaths(tree())).toEqual([]);
});
