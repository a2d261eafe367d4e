import { describe, expect, test } from 'vitest';
import { isEmoji } from '../../../domain/chat/emoji.ts';
import { cleanName } from '../../../domain/chat/file-name.ts';
import { sniff } from '../../../domain/chat/picture.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const text = (said: string): Uint8Array => Uint8Array.from(Buffer.from(said));
const png = (width: string, height: string) => bytes(`89504e470d0a1a0a 0000000d 49484452 ${width} ${height} 0806000000`);
const none = { type: 'application/octet-stream', width: null, height: null };

describe('a file is what its first bytes say', () => {
  test.each<[what: string, head: Uint8Array, is: object]>([
    ['a png', png('00000140', '000000c8'), { type: 'image/png', width: 320, height: 200 }],
    ['a gif', bytes('474946383961 0a00 1400'), { type: 'image/gif', width: 10, height: 20 }],
    ['a jpeg', bytes('ffd8 ffe0 0004 0000 ffc0 0011 08 0030 0040 03 010101'), { type: 'image/jpeg', width: 64, height: 48 }],
    ['a jpeg with stuffing', bytes('ffd8 ff ffe0 0004 0000 ffc2 0011 08 0001 0002 03 010101'), { type: 'image/jpeg', width: 2, height: 1 }],
    [
      'a lossy webp',
      bytes(`52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 c800`),
      { type: 'image/webp', width: 320, height: 200 },
    ],
    [
      'a lossless webp',
      bytes('52494646 00000000 57454250 5650384c 00000000 2f 3fc13100 0000000000'),
      { type: 'image/webp', width: 320, height: 200 },
    ],
    [
      'an extended webp',
      bytes('52494646 00000000 57454250 56503858 0a000000 00000000 3f0100 c70000'),
      { type: 'image/webp', width: 320, height: 200 },
    ],
    ['a picture of nothing', png('00000000', '00000010'), none],
    ['a picture that unfolds into gigabytes', png('7fffffff', '7fffffff'), none],
    ['a png cut off', bytes('89504e470d0a1a0a 0000000d 49484452 0000'), none],
    ['a jpeg that loops in place', bytes('ffd8 ffe0 ffff'), none],
    ['an svg', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), none],
    ['a page', text('<!doctype html><script>alert(1)</script>'), none],
    ['nothing', text(''), none],
  ])('%s', (_what, head, is) => expect(sniff(head)).toEqual(is));

  test('whatever the bytes, nothing is thrown', () => {
    for (let seed = 1; seed < 2_000; seed++) {
      const head = Uint8Array.from({ length: seed % 64 }, (_, i) => (seed * 31 + i * 17 * seed) % 256);
      for (const magic of ['ffd8ff', '52494646000000005745425056503820', '474946383961', '89504e470d0a1a0a0000000d49484452'])
        expect(typeof sniff(Uint8Array.from([...bytes(magic), ...head])).type).toBe('string');
    }
  });
});

test.each<[given: string, name: string]>([
  ['截图 2026-11-23.png', '截图 2026-11-23.png'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\ana\\log.txt', 'log.txt'],
  ['photo\u202Egnp.exe', 'photognp.exe'],
  ['a\r\nset-cookie: x.txt', 'aset-cookie_ x.txt'],
  ['<img src=x onerror=alert(1)>.html', '_img src=x onerror=alert(1)_.html'],
  ['.bashrc', 'bashrc'],
  ['', 'file'],
  ['...', 'file'],
  [`${'长'.repeat(200)}.pdf`, `${'长'.repeat(116)}.pdf`],
])('%j is called %j', (given, name) => expect(cleanName(given)).toBe(name));

test.each<[text: string, is: boolean]>([
  ['👍', true],
  ['👩‍🚒', true],
  ['🇨🇳', true],
  ['👍🏽', true],
  ['❤️', true],
  ['👍👍', false],
  ['a', false],
  ['1', false],
  ['', false],
  ['<b>', false],
])('%j is one emoji: %s', (given, is) => expect(isEmoji(given)).toBe(is));
