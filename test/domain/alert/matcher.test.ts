import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMatcher, labelTest, matcherText, parseMatcher, type Matcher } from '../../../domain/alert/matcher.ts';

const hits = (text: string, labels: Record<string, string>): boolean => labelTest([parseMatcher(text)])(labels);

describe('reading', () => {
  test.each<[text: string, name: string, value: string, isEqual: boolean, isRegex: boolean]>([
    ['severity="info"', 'severity', 'info', true, false],
    ['severity!="info"', 'severity', 'info', false, false],
    ['severity=~"info|warn"', 'severity', 'info|warn', true, true],
    ['severity!~"info|warn"', 'severity', 'info|warn', false, true],
    ['severity=info', 'severity', 'info', true, false],
    ['  severity  =  "info"  ', 'severity', 'info', true, false],
    ['{severity="info"}', 'severity', 'info', true, false],
    ['severity=""', 'severity', '', true, false],
    ['severity=', 'severity', '', true, false],
    ['path="C:\\\\data"', 'path', 'C:\\data', true, false],
    ['say="a \\"quoted\\" word"', 'say', 'a "quoted" word', true, false],
    ['lines="one\\ntwo"', 'lines', 'one\ntwo', true, false],
    ['host=~"db\\d+"', 'host', 'db\\d+', true, true],
    ['expr="a=b"', 'expr', 'a=b', true, false],
    ['brace="}"', 'brace', '}', true, false],
    ['comma="a,b"', 'comma', 'a,b', true, false],
    ['机房="上海"', '机房', '上海', true, false],
    ['k8s.pod-name="x"', 'k8s.pod-name', 'x', true, false],
    ['"two words"=~"x.*"', 'two words', 'x.*', true, true],
    ['"a \\"b\\""!="c"', 'a "b"', 'c', false, false],
    ['dc="上海"', 'dc', '上海', true, false],
  ])('%s', (text, name, value, isEqual, isRegex) => {
    expect(parseMatcher(text)).toEqual({ name, value, isEqual, isRegex });
  });
});

describe('what is wrong is said, with what to write instead', () => {
  test.each([
    ['severity', '"severity" is not a matcher. Write name="value", name!="value", name=~"regex" or name!~"regex".'],
    ['', '"" is not a matcher. Write name="value", name!="value", name=~"regex" or name!~"regex".'],
    ['="info"', '"="info"" is not a matcher. Write name="value", name!="value", name=~"regex" or name!~"regex".'],
    ['9lives="cat"', '"9lives="cat"" is not a matcher. Write name="value", name!="value", name=~"regex" or name!~"regex".'],
    ['a="b', '"a="b" has an opening quote that is never closed. End the value with a double quote.'],
    ['a="', '"a="" has an opening quote that is never closed. End the value with a double quote.'],
    ['a="b\\"', '"a="b\\"" has an opening quote that is never closed. End the value with a double quote.'],
    ['a="b"c"', '"a="b"c"" has a quote inside its value. Write it as \\".'],
    ['a=b"c', '"a=b"c" has a stray quote, brace or comma in its value. Put the value in double quotes.'],
    ['a=b,c=d', '"a=b,c=d" has a stray quote, brace or comma in its value. Put the value in double quotes.'],
    ['a=~"("', '"(" of "a" is not a valid regex. Check its brackets and escapes.'],
    ['a=~"[z-a]"', '"[z-a]" of "a" is not a valid regex. Check its brackets and escapes.'],
    ['a=~"*"', '"*" of "a" is not a valid regex. Check its brackets and escapes.'],
    [
      'a=~"b(?!c)"',
      '"b(?!c)" of "a" is not a valid regex. Look-around such as (?=…) cannot be used. Write a second matcher with !~ instead.',
    ],
    ['a=~"(b)\\1"', '"(b)\\1" of "a" is not a valid regex. The back-reference \\1 cannot be used. Write the text again.'],
    ['a=~"\\p{Han}"', '"\\p{Han}" of "a" is not a valid regex. \\p is not known here. Write a class such as [a-z] or [\\u4e00-\\u9fff].'],
    [
      'a=~"[[:alpha:]]"',
      '"[[:alpha:]]" of "a" is not a valid regex. [:alpha: is not known here. Write a class such as [a-z] or [\\u4e00-\\u9fff].',
    ],
    [
      'a=~"x{17}"',
      '"x{17}" of "a" is not a valid regex. {17} counts too far: 16 is the most, groups inside groups multiplied. Write + or *, or the part twice.',
    ],
    [
      'a=~"(x{4}y){5}"',
      '"(x{4}y){5}" of "a" is not a valid regex. {5} counts too far: 16 is the most, groups inside groups multiplied. Write + or *, or the part twice.',
    ],
  ])('%s', (text, message) => {
    expect(() => parseMatcher(text)).toThrow(new Error(message));
  });

  test('a regex of more than 4,096 characters', () => {
    expect(() => parseMatcher(`a=~"${'x'.repeat(4_097)}"`)).toThrow(
      new Error('the regex of "a" is longer than 4096 characters. Shorten it.'),
    );
    expect(() => parseMatcher(`a=~"${'x'.repeat(4_096)}"`)).not.toThrow();
  });

  test('a matcher given as an object is checked the same way, and a plain one may hold anything', () => {
    expect(() => checkMatcher({ name: 'a', value: '(', isEqual: true, isRegex: true })).toThrow('is not a valid regex');
    expect(() => checkMatcher({ name: 'a', value: '(', isEqual: true, isRegex: false })).not.toThrow();
  });
});

describe('hitting', () => {
  test.each<[text: string, labels: Record<string, string>, isHit: boolean]>([
    ['a="x"', { a: 'x' }, true],
    ['a="x"', { a: 'X' }, false],
    ['a="x"', {}, false],
    ['a=""', {}, true],
    ['a=""', { a: 'x' }, false],
    ['a!="x"', { a: 'y' }, true],
    ['a!="x"', {}, true],
    ['a!=""', {}, false],
    ['a=~"x"', { a: 'xx' }, false],
    ['a=~"x+"', { a: 'xx' }, true],
    ['a=~"x|y"', { a: 'xz' }, false],
    ['a=~"x|y"', { a: 'y' }, true],
    ['a=~""', {}, true],
    ['a=~".*"', {}, true],
    ['a=~".+"', {}, false],
    ['a=~"one.two"', { a: 'one\ntwo' }, true],
    ['a!~"x.*"', { a: 'xy' }, false],
    ['a!~"x.*"', {}, true],
    ['a=~"db\\-[0-9]{1,3}\\.(sh|sz)"', { a: 'db-12.sh' }, true],
    ['a=~"(10\\.){3}[0-9]{1,3}"', { a: '10.10.10.7' }, true],
    ['a=~"[\\u4e00-\\u9fff]+"', { a: '上海' }, true],
    ['a=~"\\$\\{x\\}"', { a: '${x}' }, true],
  ])('%s against %o: %s', (text, labels, isHit) => {
    expect(hits(text, labels)).toBe(isHit);
  });

  test('several matchers must all hold; none at all hit everything', () => {
    const both = labelTest(['a="x"', 'b!="y"'].map(parseMatcher));
    expect([both({ a: 'x' }), both({ a: 'x', b: 'y' }), both({ b: 'z' })]).toEqual([true, false, false]);
    expect(labelTest([])({})).toBe(true);
  });
});

test('what is written is read back the same', () => {
  const name = fc.stringMatching(/^[a-zA-Z_:][\w:.-]{0,20}$/u);
  const plain = fc.record({ name, value: fc.string({ unit: 'binary' }), isEqual: fc.boolean(), isRegex: fc.constant(false) });
  const regex = fc.record({
    name,
    value: fc.constantFrom('a|b', '.*', '\\d+\\\\', '"', '\n', '}', '[,]'),
    isEqual: fc.boolean(),
    isRegex: fc.constant(true),
  });
  fc.assert(fc.property(fc.oneof(plain, regex), (m: Matcher) => JSON.stringify(parseMatcher(matcherText(m))) === JSON.stringify(m)));
});

test('any text is a matcher or is refused in words', () => {
  const pieces = fc.constantFrom('a', '=', '~', '!', '"', '\\', '{', '}', '(', ')', '[', ']', ',', '+', '*', '?', '1', ' ', '|', '中');
  fc.assert(
    fc.property(fc.string({ unit: pieces, maxLength: 14 }), (text) => {
      try {
        parseMatcher(`a=~"${text}"`);
      } catch (e) {
        expect((e as Error).message).toMatch(/\.$/u);
      }
    }),
    { numRuns: 2_000 },
  );
});
