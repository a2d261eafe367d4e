import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cuts } from '../../domain/card/cuts.ts';
import { formToView, valuesOf } from '../../adapters/im/slack/forms.ts';
import { readText } from '../../adapters/im/slack/read-text.ts';
import { render } from '../../adapters/im/slack/render.ts';
import { roomName } from '../../adapters/im/slack/room-name.ts';
import type { SentCard } from '../../domain/card/card.ts';
import type { Form } from '../../domain/card/form.ts';
import type { Outgoing } from '../../ports/im.ts';
import { blockProblems, textLength } from '../emulators/slack/blocks.ts';
import { mentionsIn } from '../emulators/slack/mentions.ts';
import type { Json, Message } from '../emulators/slack/records.ts';

const bombs = [
  '<!channel>',
  '<!here|all>',
  '<@U1>',
  '<!subteam^S1>',
  '<http://evil.example|fix>',
  '@channel',
  '*_~`',
  '&lt;!channel&gt;',
  ':fire:',
];
const bomb = bombs.join(' ');
const silent = { broadcasts: [], users: [], usergroups: [] };

const asMessage = ({ text, blocks }: { text: string; blocks: object[] }): Message => ({
  ts: '1.0',
  channel: 'C1',
  text,
  blocks: blocks as Json[],
  reactions: [],
  files: [],
});
const shown = (card: SentCard, more: Partial<Outgoing> = {}) => render({ text: 'fallback', card, ...more }, 'en');
const plainCard = (more: Partial<SentCard>): SentCard => ({ title: 'Orders are rejected', ...more });
/** Everything that Slack shows as a text, in its order. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  const { text, ...rest } = value as { text?: unknown };
  return [...(typeof text === 'string' ? [text] : texts(text)), ...texts(Object.values(rest))];
}

describe('nothing that comes from outside mentions anybody, makes a link or is read as markup', () => {
  const fields: [where: string, message: Outgoing][] = [
    ['a line', { text: bomb }],
    ['the text for notifications', { text: bomb, card: plainCard({}) }],
    ['the title', { text: '', card: plainCard({ title: bomb }) }],
    ['the state', { text: '', card: plainCard({ state: { word: bomb, tone: 'alarm' } }) }],
    ['the body', { text: '', card: plainCard({ body: bomb }) }],
    ['the name of a field', { text: '', card: plainCard({ fields: [{ label: bomb, value: 'x' }] }) }],
    ['the value of a field', { text: '', card: plainCard({ fields: [{ label: 'x', value: bomb }] }) }],
    ['a long value', { text: '', card: plainCard({ fields: [{ label: 'x', value: `${bomb}\n`.repeat(5) }] }) }],
    ['a short value', { text: '', card: plainCard({ fields: bombs.map((value) => ({ label: value, value })) }) }],
    ['a link', { text: '', card: plainCard({ links: [{ label: bomb, url: 'https://a.example/' }] }) }],
    ['the address of a link', { text: '', card: plainCard({ links: [{ label: 'x', url: `https://a.example/${bomb}` }] }) }],
    ['a button', { text: '', card: plainCard({ actions: [{ token: 't', label: bomb, confirm: bomb }] }) }],
    ['a choice', { text: '', card: plainCard({ selects: [{ label: bomb, options: [{ token: 't', label: bomb, confirm: bomb }] }] }) }],
    ['the context', { text: '', card: plainCard({ context: bomb }) }],
    ['the name of somebody who is mentioned', { text: 'x', mentions: [{ name: bomb, user: null }] }],
    ['the id of somebody who is mentioned', { text: 'x', mentions: [{ name: 'x', user: '!channel' }] }],
  ];
  test.each(fields)('in %s', (_where, message) => {
    const { text, blocks } = render(message, 'en');
    expect(mentionsIn(asMessage({ text, blocks }))).toEqual(silent);
    expect(`${text}${JSON.stringify(blocks.filter((block) => JSON.stringify(block).includes('mrkdwn')))}`).not.toMatch(/<[!@h]/u);
  });
  test('and stands there letter by letter', () => {
    const { blocks } = shown(plainCard({ body: bomb, fields: [{ label: 'Note', value: bomb }], context: bomb }));
    const all = texts(blocks).join('|');
    expect(all.split(bomb.slice(0, 40)).length - 1).toBe(3);
  });
  test('a value with stars, or a list, is not read as such', () => {
    for (const value of ['*bold*', '_it_', '~gone~', '`x`', '> quote', '- item', '1. item', ':fire:', 'a\nb']) {
      const { blocks } = shown(plainCard({ fields: [{ label: 'x', value }] }));
      expect(
        blocks.map(({ type }) => type),
        value,
      ).toEqual(['header', 'rich_text']);
    }
  });
  test('what cannot be seen, or turns the direction, is left out', () => {
    expect(render({ text: 'a\u202Eb\u200Bc\u0007d\u{E0041}e\uD800' }, 'en').text).toBe('abcde\uFFFD');
  });
  test('& < > are escaped once', () => {
    expect(render({ text: 'a & b < c > d &amp;' }, 'en').text).toBe('a &amp; b &lt; c &gt; d &amp;amp;');
  });
  test('only http and https may be followed, and an address ends where it ends', () => {
    const links = ['javascript:alert(1)', 'file:///etc/passwd', 'https://a.example/?q=a|b>c', 'no address'].map((url) => ({
      label: 'x',
      url,
    }));
    const { blocks } = shown(plainCard({ links }));
    expect(JSON.stringify(blocks)).toContain('https://a.example/?q=a%7Cb%3Ec');
    expect(JSON.stringify(blocks)).not.toMatch(/javascript|file:/u);
  });
});

describe('a card', () => {
  test('says severity and state in words beside the colour', () => {
    const { blocks } = shown(plainCard({ severity: 'SEV1', state: { word: 'open', tone: 'alarm' } }));
    expect(texts(blocks[0])).toEqual(['🔴 SEV1 · open · Orders are rejected']);
  });
  test('short fields stand in two columns, long ones and addresses below each other', () => {
    const { blocks } = shown(
      plainCard({
        fields: [
          { label: 'Since', value: '09:30' },
          { label: 'Runbook', value: 'see https://wiki.example/run(book).' },
          { label: 'Host', value: 'order_gateway-01' },
          { label: 'Impact', value: 'x'.repeat(61) },
        ],
      }),
    );
    expect(blocks.slice(1)).toEqual([
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Since*\n09:30', verbatim: true },
          { type: 'mrkdwn', text: '*Host*\norder_gateway-01', verbatim: true },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Runbook\n', style: { bold: true } },
              { type: 'text', text: 'see ' },
              { type: 'link', url: 'https://wiki.example/run(book' },
              { type: 'text', text: ').' },
            ],
          },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Impact\n', style: { bold: true } },
              { type: 'text', text: 'x'.repeat(61) },
            ],
          },
        ],
      },
    ]);
  });
  test('a risky button asks first, in the language of the place; a choice shows what holds now', () => {
    const card = plainCard({
      actions: [{ token: 't1', label: '解决', style: 'danger', confirm: '确认？' }],
      selects: [
        {
          label: '级别',
          options: [
            { token: 'o1', label: 'SEV1', confirm: '?' },
            { token: 'o2', label: 'SEV2', isChosen: true },
          ],
        },
      ],
    });
    expect(render({ text: 'x', card }, 'zh').blocks[1]).toMatchObject({
      type: 'actions',
      elements: [
        {
          action_id: 'a:0',
          value: 't1',
          style: 'danger',
          confirm: { title: { text: '解决' }, text: { text: '确认？' }, deny: { text: '取消' }, style: 'danger' },
        },
        {
          action_id: 's:0',
          placeholder: { text: '级别' },
          initial_option: { value: 'o2' },
          confirm: { text: { text: '确定要更改“级别”吗？' } },
        },
      ],
    });
  });
  test('whom it mentions stands in the text and in the blocks, where Slack tells them', () => {
    const { text, blocks } = shown(plainCard({}), {
      mentions: [
        { name: 'Ana', user: 'U0ANA' },
        { name: 'Bo', user: null },
      ],
    });
    expect(text).toBe('<@U0ANA> @Bo fallback');
    expect(mentionsIn(asMessage({ text: '', blocks })).users).toEqual(['U0ANA']);
    expect(texts(blocks)).toContain('@Bo');
  });
  test('of a line, whom it mentions stands before what it says', () => {
    const { text, blocks } = render({ text: 'take over', mentions: [{ name: 'Ana', user: 'U0ANA' }] }, 'en');
    expect(text).toBe('<@U0ANA> take over');
    expect(blocks).toMatchObject([
      { type: 'rich_text', elements: [{ elements: [{ user_id: 'U0ANA' }, { text: ' ' }, { text: 'take over' }] }] },
    ]);
  });
  test('without a title it can still be shown', () =>
    expect(blockProblems(shown({ title: '' }).blocks as unknown as Json[], 'message')).toEqual([]));
});

describe('what is too long is cut, and says so', () => {
  test('an alert of 10,000 characters, with the way to all of it', () => {
    const { blocks, cut } = shown(
      plainCard({ body: 'x'.repeat(10_000), links: [{ label: 'Open the war room', url: 'https://a.example/i/1' }] }),
    );
    expect(cut).toEqual(['body: 10000 → 1499']);
    expect(texts(blocks.at(-1))).toEqual(['… Shortened to fit', ' · ', 'Open the war room']);
  });
  test.each([
    ['fields', { fields: Array.from({ length: 13 }, (_, i) => ({ label: `l${i}`, value: 'v' })) }, '… 3 more'],
    [
      'options',
      { selects: [{ label: 's', options: Array.from({ length: 120 }, (_, i) => ({ token: `t${i}`, label: `${i}` })) }] },
      '… 20 more',
    ],
  ])('%s that are too many are counted', (_what, card, said) => {
    expect(texts(shown(plainCard(card)).blocks.at(-1))[0]).toBe(said);
  });
  test('a line of 10,000 characters, so that it can still be edited', () => {
    const { text, cut } = render({ text: '&'.repeat(10_000) }, 'en');
    expect([text.length <= 3_900, text.endsWith('&amp;…'), cut.length]).toEqual([true, true, 1]);
  });
  test('no cut goes through a character', () => expect(new Cuts().text('😀😀😀', 4, { what: 'x' })).toBe('😀…'));
});

const word = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.string({ minLength: 3_000, maxLength: 4_000, unit: 'grapheme' }),
  fc.constantFrom(...bombs),
);
const action = fc.record({ token: fc.uuid(), label: word, confirm: word });
const anyCard: fc.Arbitrary<SentCard> = fc.record({
  title: word,
  severity: fc.constant('SEV1' as const),
  state: fc.record({ word, tone: fc.constant('alarm' as const) }),
  body: word,
  fields: fc.array(fc.record({ label: word, value: word }), { maxLength: 12 }),
  links: fc.array(fc.record({ label: word, url: fc.webUrl({ withQueryParameters: true }) }), { maxLength: 12 }),
  actions: fc.array(action, { maxLength: 60 }),
  selects: fc.array(
    fc.record({ label: word, options: fc.array(fc.record({ token: fc.uuid(), label: word, confirm: word }), { maxLength: 120 }) }),
    { maxLength: 4 },
  ),
  context: word,
});

test('whatever a card holds, Slack takes it, and nobody is mentioned', () => {
  fc.assert(
    fc.property(anyCard, fc.constantFrom('zh' as const, 'en' as const), (card, lang) => {
      const { text, blocks } = render({ text: card.title, card }, lang);
      expect(blockProblems(blocks as unknown as Json[], 'message')).toEqual([]);
      expect(textLength(blocks)).toBeLessThan(13_200);
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
      expect(text.length).toBeLessThanOrEqual(4_000);
      expect(mentionsIn(asMessage({ text, blocks }))).toEqual(silent);
    }),
    { numRuns: 60 },
  );
});

describe('what somebody wrote is read as it was meant', () => {
  test.each([
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['<@U1> look at <#C1|ops>', '<@U1> look at #ops'],
    ['<!subteam^S1|@payments> and <!here>', '<@team:S1> and @here'],
    ['<https://a.example/?a=1&amp;b=2>', 'https://a.example/?a=1&b=2'],
    ['<https://a.example|a.example>', 'a.example'],
    ['<https://a.example|the runbook>', 'the runbook (https://a.example)'],
    ['<mailto:ana@a.example|ana@a.example>', 'ana@a.example'],
    ['&lt;@U1&gt; typed', '<@U1> typed'],
    ['&amp;lt;', '&lt;'],
  ])('%s', (said, read) => expect(readText(said)).toBe(read));
});

describe('the name of a room', () => {
  test.each([
    ['INC-20261123-001 订单被拒 🚨', 'latin', 'inc-20261123-001-ding-dan-bei-ju'],
    ['INC-20261123-001 订单被拒 🚨', 'kept', 'inc-20261123-001-订单被拒'],
    ['Größe & Æther’s — naïve_name!', 'latin', 'grosse-aether-s-naive_name'],
    ['Größe!', 'kept', 'größe'],
    ['Заявки отклонены', 'kept', 'заявки-отклонены'],
    ['🚨🚨', 'latin', 'war-room'],
    ['---', 'kept', 'war-room'],
    ['INC-1 checkout5xx女', 'latin', 'inc-1-checkout5xx-nv'],
    [`INC-1 ${'word '.repeat(40)}`, 'latin', `inc-1${'-word'.repeat(15)}`],
    ['x'.repeat(200), 'latin', 'x'.repeat(80)],
  ] as const)('%s (%s) is %s', async (title, letters, name) => expect(await roomName(title, letters)).toBe(name));
});

describe('a form', () => {
  const form: Form = {
    token: 'tok',
    title: 'A title that is longer than a modal shows',
    intro: bomb,
    submit: 'Declare',
    cancel: 'Cancel',
    fields: [
      { name: 'title', label: bomb, hint: 'What is wrong', isOptional: false, is: 'text', isLong: false, most: 200, value: 'x' },
      { name: 'n', label: 'n', isOptional: true, is: 'number', isWhole: true, least: 1, most: 9, value: 3 },
      { name: 'private', label: 'Private', isOptional: false, is: 'yes-no', value: true },
      {
        name: 'severity',
        label: 's',
        isOptional: false,
        is: 'one-of',
        options: [{ value: 'SEV1', label: 'One' }],
        isOpen: false,
        value: 'SEV1',
      },
      { name: 'person', label: 'p', isOptional: true, is: 'one-of', options: [], isOpen: true, value: 'ana' },
      { name: 'people', label: 'ps', isOptional: true, is: 'some-of', options: [], isOpen: true, value: ['ana', 'bo'] },
    ],
  };
  const view = formToView(form, 'zh', new Cuts());
  test('is a modal that Slack takes', () => {
    expect(blockProblems(view.blocks as unknown as Json[], 'modal')).toEqual([]);
    expect(view).toMatchObject({ callback_id: 'tocsin-form', private_metadata: 'tok', title: { text: 'A title that is longer …' } });
    expect(view.blocks.slice(1).map((block) => block.block_id)).toEqual(form.fields.map(({ name }) => name));
    expect(mentionsIn(asMessage({ text: '', blocks: view.blocks }))).toEqual(silent);
  });
  test('comes back by the names of its fields, empty ones left out', () => {
    const values = {
      title: { value: { type: 'plain_text_input', value: 'orders' } },
      n: { value: { type: 'number_input', value: null } },
      private: { value: { type: 'checkboxes', selected_options: [] } },
      severity: { value: { type: 'static_select', selected_option: { value: 'SEV1' } } },
      person: { value: { type: 'external_select', selected_option: null } },
      people: { value: { type: 'multi_external_select', selected_options: [{ value: 'ana' }, { value: 'bo' }] } },
    };
    expect(valuesOf({ state: { values } })).toEqual({ title: 'orders', private: false, severity: 'SEV1', people: ['ana', 'bo'] });
  });
});
