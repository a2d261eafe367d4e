import { describe, expect, test } from 'vitest';
import { inert, inertLabel, linkable, mention, calledText, plain } from '../../../../domain/card/wecom/escape.ts';

describe('what came from outside is text in markdown', () => {
  test.each([
    ['a mention of everybody', 'hi <@all>', 'hi ＜@all＞'],
    ['a mention', '<@ana> look', '＜@ana＞ look'],
    ['a colour', '<font color="info">fine</font>', '＜font color="info"＞fine＜/font＞'],
    ['a link', '[login](http://evil.example)', '［login］(http://evil.example)'],
    ['a link by reference', '[login][1]\n[1]: http://evil.example', '［login］[1]\n［1］: http://evil.example'],
    ['a link with brackets in it', '[a [b] c](http://evil.example)', '［a [b] c］(http://evil.example)'],
    ['a link in a link', '[a [b](http://x.example)](http://evil.example)', '［a ［b］(http://x.example)］(http://evil.example)'],
    ['an image', '![x](http://evil.example/a.png)', '！［x］(http://evil.example/a.png)'],
    ['code', '`rm -rf`', 'ˋrm -rfˋ'],
    ['bold', '**P1** all *fine*', '＊＊P1＊＊ all ＊fine＊'],
    ['a heading', '# P1\n  ## over', '＃ P1\n  ＃# over'],
    ['a quote', '> said', '＞ said'],
    ['a table', '| a | b |', '｜ a | b |'],
    ['a heading by underlining', 'over\n=====', 'over\n＝===='],
    ['a rule', 'over\n- - -', 'over\n－ - -'],
    ['italics', '_over_ ~~old~~', '＿over＿ ～～old～～'],
    ['the direction of text', 'a\u202Eb\u200B', 'ab'],
  ])('%s', (_, from, to) => expect(inert(from)).toBe(to));

  test.each(['[FIRING:2] api-gw latency > 500ms', 'issue #12 of order_queue_depth!', 'a - b | c (d)', '支付网关：p99 = 3s'])(
    'what is no markup stays as it is: %s',
    (text) => expect(inert(text)).toBe(text),
  );

  test('a label cannot end its link', () => expect(inertLabel('a](http://evil.example) [b]\nc')).toBe('a］(http://evil.example) ［b］ c'));
  test('a plain message has no link and no mention', () =>
    expect(plain('<a href="x">y</a> <@all>')).toBe('＜a href="x"＞y＜/a＞ ＜@all＞'));
});

describe('addresses', () => {
  test.each([
    ['https://tocsin.example/i/7', 'https://tocsin.example/i/7'],
    ['https://a.example/x)(y', 'https://a.example/x%29%28y'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['javascript:alert(1)', null],
    ['no address', null],
    [`https://a.example/${'x'.repeat(2_000)}`, null],
  ])('%s', (url, to) => expect(linkable(url)).toBe(to));
});

describe('mentions', () => {
  test.each([
    ['ana', '<@ana>'],
    ['ana.b-c@d', '<@ana.b-c@d>'],
    ['all', null],
    ['@all', null],
    ['a>b', null],
    ['', null],
  ])('%s', (user, to) => expect(mention(user)).toBe(to));
  test('whoever has no user is called by name', () =>
    expect(
      calledText(
        [
          { name: '安娜', user: 'ana' },
          { name: '<@all>', user: null },
          { name: 'All', user: 'all' },
        ],
        100,
      ),
    ).toEqual({ text: '<@ana> @＜@all＞ @All', left: 0 }));
  test('as many as there is room for, each whole, and how many more', () =>
    expect(
      calledText(
        [1, 2, 3, 4].map((i) => ({ name: '', user: `u${i}` })),
        14,
      ),
    ).toEqual({ text: '<@u1> <@u2> +2', left: 2 }));
});
