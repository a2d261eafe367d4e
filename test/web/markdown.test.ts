import { describe, expect, test } from 'vitest';
import { blocksOf, type Inline } from '../../web/src/chat/markdown.ts';

const plain = (parts: Inline[]): string =>
  parts
    .map((part) => {
      if (part.is === 'text' || part.is === 'code') return part.is === 'code' ? `{${part.text}}` : part.text;
      if (part.is === 'link') return `<${part.label}→${part.url}>`;
      if (part.is === 'incident') return `#${part.number}`;
      return part.is === 'mention' ? `(${part.said})` : `${part.is}[${plain(part.of)}]`;
    })
    .join('');
const inline = (text: string, said: string[] = []): string =>
  blocksOf(text, said)
    .map((block) => ('of' in block ? plain(block.of) : block.is))
    .join('\n');

describe('what is marked', () => {
  test.each([
    ['**bold** and *light* and ~~gone~~', 'strong[bold] and em[light] and del[gone]'],
    ['**bold with `code`**', 'strong[bold with {code}]'],
    ['see https://a.example/x, then', 'see <https://a.example/x→https://a.example/x>, then'],
    ['[graphs](https://a.example/d/1)', '<graphs→https://a.example/d/1>'],
    ['![pixel](https://evil.example/p.png)', '<pixel→https://evil.example/p.png>'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['[x](data:text/html,hi)', '[x](data:text/html,hi)'],
    ['[x](//evil.example)', '[x](//evil.example)'],
    ['INC-20261123-001 again', '#INC-20261123-001 again'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['** not bold ** and *', '** not bold ** and *'],
    ['<b>no</b> &amp;', '<b>no</b> &amp;'],
  ])('%j', (text, shown) => expect(inline(text)).toBe(shown));

  test('mentions, the longer one first, and not inside an address', () => {
    expect(inline('@ana-maria @ana x@ana', ['@ana', '@ana-maria'])).toBe('(@ana-maria) (@ana) x@ana');
  });

  test('blocks', () => {
    expect(blocksOf('one\ntwo\n- a\n- b\n3. c\n> q\n```js\nx = *1*\n```\nend').map((block) => block.is)).toEqual([
      'words',
      'list',
      'list',
      'quote',
      'code',
      'words',
    ]);
    expect(blocksOf('```\nnever closed')).toEqual([{ is: 'code', text: 'never closed' }]);
  });

  test.each(['*', '**', '`', '[', '[a](', '_', '~~a', '@', '> ', '- ', '!['])('ten thousand times %j is read at once', (mark) => {
    const text = mark.repeat(10_000);
    const began = performance.now();
    blocksOf(text, ['@ana']);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
