import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, readXml, textAt } from '../../adapters/im/wecom/xml.ts';
import { xmlOf } from '../emulators/wecom/xml.ts';

describe('reads what WeCom sends', () => {
  test('texts, numbers and lists', () => {
    const read = readXml(xmlOf({ Content: 'a <b> ]]> &lt; c', CreateTime: 12, Items: { Item: [{ Id: 'x' }, { Id: 'y' }] } }));
    expect([textAt(read, 'Content'), textAt(read, 'CreateTime')]).toEqual(['a <b> ]]> &lt; c', '12']);
    expect(
      at(read, 'Items')
        ?.inside.get('Item')
        ?.map((item) => textAt(item, 'Id')),
    ).toEqual(['x', 'y']);
  });
  test('any text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(at(readXml(xmlOf({ A: text })), 'A')?.text).toBe(text);
      }),
    ));
  test('bare text with the entities that XML itself has, and none else', () =>
    expect(textAt(readXml('<xml><A>&lt;&amp;&quot;&apos;&gt;&nbsp;&#65;</A></xml>'), 'A')).toBe(`<&"'>&nbsp;&#65;`));
  test('nothing that is not there', () => expect([textAt(readXml('<xml></xml>'), 'A', 'B'), textAt(null, 'A')]).toEqual(['', '']));
});

const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

describe('refuses everything else', () => {
  test.each([
    ['a document type', '<!DOCTYPE xml><xml></xml>'],
    ['a billion laughs', `<!DOCTYPE lolz [<!ENTITY l0 "lol">${lol}]><xml><A>&l9;</A></xml>`],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><A>&x;</A></xml>'],
    ['an entity within', '<xml><!ENTITY l. "x"><A>&l.;</A></xml>'],
    ['a comment', '<xml><!-- x --></xml>'],
    ['an instruction', '<?xml version="1.0"?><xml></xml>'],
    ['an attribute', '<xml a="b"></xml>'],
    ['an element that closes itself', '<xml><A/></xml>'],
    ['what is not closed', '<xml><A></xml>'],
    ['what is closed twice', '<xml></xml></xml>'],
    ['an open CDATA', '<xml><A><![CDATA[x</A></xml>'],
    ['two roots', '<xml></xml><xml></xml>'],
    ['text beside the root', 'x'],
    ['nothing', ''],
    ['too deep', `${'<A>'.repeat(50)}${'</A>'.repeat(50)}`],
    ['too long', `<xml><A>${'x'.repeat(200_000)}</A></xml>`],
    ['too many elements', `<xml>${'<A></A>'.repeat(5_000)}</xml>`],
    ['a million references', `<xml><A>${'&#65;'.repeat(1_000_000)}</A></xml>`],
    ['a million openings of CDATA', `<xml>${'<![CDATA['.repeat(100_000)}`],
    ['names of the prototype', '<xml><__proto__>x</__proto__></xml>'],
  ])('%s, at once', (_, xml) => {
    const began = performance.now();
    expect(readXml(xml)).toBeNull();
    // Milliseconds; the bound is for a machine that does much else.
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('whatever it is, it is read or refused, and nothing is thrown', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<xml>', '</xml>', '<A>', '</A>', '<![CDATA[', ']]>', '<!DOCTYPE', '&lt;', 'x', '\n'), { maxLength: 40 }),
        (parts) => {
          expect([null, 'object']).toContain(readXml(parts.join('')) === null ? null : 'object');
        },
      ),
    ));
});
