import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Page } from '../../../domain/page/page.ts';
import { numberOf, speakable, spokenMenu, spokenPage, templateParts, textOf } from '../../../domain/page/speech.ts';

const page = (about: Partial<Page['about']> = {}): Page => ({
  id: 'INC-20261123-012.0.0.ana',
  person: 'ana',
  about: { incident: 'INC-20261123-012', group: null, title: 'Orders are rejected', severity: 'SEV1', ...about },
  escalation: '',
  state: 'queued',
  startedAt: 0,
  acknowledgedAt: null,
  acknowledgedVia: null,
  rules: [],
  tried: 0,
  attempts: [],
});

describe('what a voice reads', () => {
  test.each([
    ['OrderRejects', 'Order Rejects'],
    ['disk_full on sh1-db-03', 'disk full on sh1 db 03'],
    ['see https://evil.example/x?y=z now', 'see now'],
    ['javascript://alert(1) x', 'x'],
    ['<Say voice="man">hello</Say><Hangup/>', 'hello'],
    ['a &amp; b', 'a b'],
    ['p99 > 3.5s!!! ((((', 'p99 3.5s'],
    ['委托被拒，请立即处理', '委托被拒,请立即处理'],
    ['a\u0000b\u202Ec\u200Bd\r\ne', 'a b c d e'],
    ['🔥🔥 fire', 'fire'],
    ['---', ''],
    ['-5 degrees', '5 degrees'],
  ])('“%s” is read “%s”', (text, read) => expect(speakable(text)).toBe(read));

  test('is short, cut at a word', () => {
    const read = speakable('a long word '.repeat(100));
    expect(read.length).toBeLessThanOrEqual(160);
    expect(read).toMatch(/word$|long$|a$/u);
  });

  test('whatever an alert says, no markup, address, control or invisible character is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const read = speakable(text);
        expect(read).not.toMatch(/[<>&"{}[\]\\|`^~]|:\/\/|\p{Cc}|\p{Cf}|\s{2}/u);
        expect(Array.from(read).length).toBeLessThanOrEqual(160);
      }),
    );
  });
});

test.each([
  ['en', ['Hello, this is Tocsin with a call for the person on duty.', 'Incident 1 2, severity one.', 'Orders are rejected.']],
  ['zh', ['你好，这里是 Tocsin 值班呼叫。', '一级事件，编号 1 2。', 'Orders are rejected。']],
] as const)('a page is read in %s with its number digit by digit', (lang, said) => expect(spokenPage(page(), lang)).toEqual(said));

test('a test says that it is one, and has one key', () => {
  expect(spokenPage(page({ test: true }), 'en').join(' ')).toContain('This is a test call');
  expect(spokenMenu(page({ test: true }), 'en')).toBe('Press 4 to acknowledge, star to hear this again.');
});

test('what has no incident has a number that no incident has, always the same', () => {
  const alert = page({ incident: null, group: 'g' });
  expect(Number(numberOf(alert))).toBeGreaterThanOrEqual(100_000);
  expect(numberOf(alert)).toBe(numberOf(alert));
});

describe('a text', () => {
  const url = 'https://tocsin.example.com/i/INC-20261123-012';
  test('says what, how to answer, and where to look', () => {
    expect(textOf(page(), 'en', { url, again: false })).toBe(
      `[SEV1] INC-20261123-012 Orders are rejected. Reply a12 to acknowledge, e12 to escalate, r12 to resolve ${url}`,
    );
    expect(textOf(page({ title: '委托被拒' }), 'zh', { url, again: true })).toBe(
      `[SEV1] INC-20261123-012 委托被拒。回复 a12 认领，e12 升级，r12 解决（可能重复） ${url}`,
    );
  });

  test.each(['en', 'zh'] as const)('is cut to two parts in %s, and the way to answer stays', (lang) => {
    const text = textOf(page({ title: (lang === 'zh' ? '委托' : 'orders ').repeat(200) }), lang, { url, again: false });
    expect(text.length).toBeLessThanOrEqual(lang === 'zh' ? 134 : 306);
    expect(text).toContain('a12');
    expect(text).toContain('…');
    expect(text.endsWith(url)).toBe(true);
  });

  test('has no address and no line that an alert put in', () => {
    const text = textOf(page({ title: 'x\r\nhttp://evil.example/ www.evil.example y' }), 'en', { url: null, again: false });
    expect(text).not.toMatch(/evil|[\r\n]/u);
  });
});

test('the variables of a template are short', () => {
  const parts = templateParts(page({ title: 'long '.repeat(50) }), 'zh');
  expect(parts).toMatchObject({ severity: '一级', number: '12', code: 'a12' });
  expect(parts.title.length).toBeLessThanOrEqual(35);
});
