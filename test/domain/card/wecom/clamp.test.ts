import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cuts } from '../../../../domain/card/cuts.ts';
import { bytesOf, pieces } from '../../../../domain/card/wecom/clamp.ts';

const cut = (text: string, most: number, measured = bytesOf): string => new Cuts().text(text, most, { what: 'x', measured });

describe('cutting goes between letters', () => {
  test.each([
    ['an emoji of two units', '😀😀😀', 8, '😀…'],
    ['a family of seven', '👨‍👩‍👧👨‍👩‍👧', 25, '👨‍👩‍👧…'],
    ['a family that does not fit', '👨‍👩‍👧', 10, '…'],
    ['a flag', '🇨🇳🇨🇳', 12, '🇨🇳…'],
    ['a rare character', '𠮷野家𠮷', 10, '𠮷野…'],
    ['a letter with its accent', 'e\u0301e\u0301', 5, '…'],
    ['what fits', '支付', 6, '支付'],
  ])('%s', (_, text, most, to) => expect([cut(text, most), bytesOf(cut(text, most)) <= most]).toEqual([to, true]));

  test('any text fits whatever it is made of', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 3, max: 100 }), (text, most) => {
        const kept = cut(text, most);
        expect(bytesOf(kept)).toBeLessThanOrEqual(most);
        expect(kept).toBe(kept.toWellFormed());
      }),
    ));
});

describe('a long text in pieces', () => {
  test('they fit, and are the text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 8, max: 90 }), (text, most) => {
        const all = pieces(text.toWellFormed(), most);
        expect(all.every((piece) => bytesOf(piece) <= most)).toBe(true);
        expect(all.join('').replaceAll('\n', '')).toBe(text.toWellFormed().replaceAll('\n', ''));
      }),
    ));
  test('they end where lines end', () => expect(pieces('one two\nthree\nfour', 14)).toEqual(['one two\nthree', 'four']));
  test('a letter longer than a piece does not hang it', () => expect(pieces('👨‍👩‍👧', 5).join('')).toBe('👨‍👩‍👧'));
});
