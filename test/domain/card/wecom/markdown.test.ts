import { describe, expect, test } from 'vitest';
import type { SentCard } from '../../../../domain/card/card.ts';
import { bytesOf } from '../../../../domain/card/wecom/clamp.ts';
import { markdownOf } from '../../../../domain/card/wecom/markdown.ts';

const room = { lang: 'zh', maxBytes: 2_048 } as const;
const card: SentCard = {
  title: 'INC-7 支付网关超时',
  severity: 'SEV1',
  state: { word: '待认领', tone: 'alarm' },
  body: '还没有人认领。',
  fields: [{ label: '告警', value: '3 条告警中' }],
  links: [{ label: '打开作战室', url: 'https://tocsin.example/i/7' }],
  actions: [{ token: 't', label: '认领' }],
  context: '应急助手',
};

test('a card in markdown', () =>
  expect(markdownOf({ text: '', card, mentions: [{ name: '安娜', user: 'ana' }] }, { ...room, below: '回复数字' })).toEqual({
    degraded: [],
    content: [
      '**<font color="warning">SEV1 · 待认领</font>**',
      '**INC-7 支付网关超时**',
      '<@ana>',
      '还没有人认领。',
      '> 告警：3 条告警中',
      '<font color="comment">应急助手</font>',
      '[打开作战室](https://tocsin.example/i/7)',
      '<font color="comment">回复数字</font>',
    ].join('\n'),
  }));

test('a line in markdown', () =>
  expect(markdownOf({ text: '# <@all> hi', mentions: [{ name: '安娜', user: null }] }, room).content).toBe('@安娜\n＃ ＜@all＞ hi'));

describe('injection', () => {
  const evil = '<@all> [x](http://evil.example) <font color="info">ok</font> `c`\n# h';
  test('no field of a card becomes markup', () => {
    const { content } = markdownOf(
      {
        text: '',
        card: {
          title: evil,
          state: { word: evil, tone: 'good' },
          body: evil,
          context: evil,
          fields: [{ label: evil, value: evil }],
          links: [{ label: evil, url: 'https://ok.example' }],
          actions: [{ token: 't', label: evil }],
        },
        mentions: [{ name: evil, user: null }],
      },
      { ...room, above: evil, below: evil },
    );
    expect(content).not.toMatch(/<@all>|\]\(http:\/\/evil|^\s*#|`/mu);
    expect(
      [...content.matchAll(/<[^>]*>/gu)].map(([tag]) => tag).filter((tag) => !/^<(?:\/font|font color="(?:info|comment)")>$/u.test(tag)),
    ).toEqual([]);
  });
});

describe('bytes', () => {
  const long = '𠮷👨‍👩‍👧'.repeat(400);
  test.each([2_048, 4_096, 20_480])('a card within %i bytes says what is missing', (maxBytes) => {
    const fields = Array.from({ length: 10 }, () => ({ label: '告警', value: long }));
    const { content, degraded } = markdownOf({ text: '', card: { ...card, title: long, body: long, fields } }, { ...room, maxBytes });
    expect(bytesOf(content)).toBeLessThanOrEqual(maxBytes);
    expect(content).toBe(content.toWellFormed());
    expect(content).toContain('[打开作战室](https://tocsin.example/i/7)');
    expect(content.split('\n').at(-1)).toMatch(/… (?:另有 \d 项|内容已截断)，见：打开作战室/u);
    expect(degraded.length).toBeGreaterThan(0);
  });
  test.each([1_900, 1_960, 2_000, 2_030, 2_047, 2_048, 2_060])('whatever stands around it: a body of %i bytes', (bytes) => {
    const wide = {
      ...card,
      body: 'x'.repeat(bytes - 600),
      fields: [
        { label: 'k', value: 'y'.repeat(400) },
        { label: 'k', value: 'z'.repeat(300) },
      ],
    };
    const { content, degraded } = markdownOf(
      { text: '', card: wide },
      { ...room, above: '取代上面的旧卡片', below: '请在与应用的会话里点按钮' },
    );
    expect(bytesOf(content)).toBeLessThanOrEqual(2_048);
    expect(content.includes('… ')).toBe(degraded.length > 0);
  });
  test('a crowd that is called, and an address without an end', () => {
    const mentions = Array.from({ length: 500 }, (_, i) => ({ name: `n${i}`, user: `user-${i}` }));
    const links = [{ label: 'x', url: `https://a.example/${'x'.repeat(1_900)}` }];
    const { content, degraded } = markdownOf({ text: '', card: { ...card, links }, mentions }, room);
    expect([bytesOf(content) <= 2_048, /<@user-0> .* \+\d{3}$/mu.test(content), degraded]).toEqual([
      true,
      true,
      ['mentions: 500 → 47', 'link: left out'],
    ]);
    expect(bytesOf(markdownOf({ text: long, mentions }, room).content)).toBeLessThanOrEqual(2_048);
  });
  test('a line within its bytes', () => expect(bytesOf(markdownOf({ text: long }, room).content)).toBeLessThanOrEqual(2_048));
});
