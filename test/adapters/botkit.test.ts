import { describe, expect, test } from 'vitest';
import { teamsActivity, webActivity } from '../../adapters/im/botkit/activity.ts';
import { adaptiveCard } from '../../adapters/im/botkit/adaptive-card.ts';
import { botkitChat } from '../../adapters/im/botkit/botkit-chat.ts';
import { outsideError, Refused, Silent } from '../../adapters/im/botkit/classify.ts';
import { plainFact } from '../../adapters/im/botkit/escape.ts';
import { isOursAlone, received } from '../../adapters/im/botkit/receive.ts';
import { References } from '../../adapters/im/botkit/references.ts';
import type { SentCard } from '../../domain/card/card.ts';
import { BotkitChat } from '../../domain/chat/guest-chats.ts';
import { UnansweredError } from '../../ports/errors.ts';
import { memoryInHand } from '../harness/chat-memory.ts';
import { HandClock } from '../harness/hand-clock.ts';

const card: SentCard = {
  title: '订单被拒',
  severity: 'SEV1',
  state: { word: '处理中', tone: 'alarm' },
  body: 'The gateway answers 503\nsince 09:30',
  fields: [{ label: 'Leads', value: '安娜' }],
  links: [
    { label: 'War room', url: 'https://tocsin.example/i/1' },
    { label: 'Trick', url: 'javascript:alert(1)' },
  ],
  actions: [
    { token: 'a', label: 'Acknowledge', style: 'primary' },
    { token: 'b', label: 'Resolve', style: 'danger' },
  ],
  selects: [
    {
      label: 'Severity',
      options: [
        { token: 's1', label: 'SEV1', isChosen: true },
        { token: 's2', label: 'SEV2' },
      ],
    },
  ],
  context: 'INC-20261123-001',
};
const drawing = { lang: 'en', mentions: [] } as const;

interface Part {
  readonly type: string;
  readonly style?: string;
  readonly items?: readonly Part[];
  readonly inlines?: readonly { readonly text: string }[];
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly value?: string;
  readonly actions?: readonly { readonly type: string; readonly title: string; readonly data?: object; readonly url?: string }[];
  readonly text?: string;
}
const parts = (drawn: SentCard, how: Parameters<typeof adaptiveCard>[1] = drawing) =>
  adaptiveCard(drawn, how).card as {
    readonly body: readonly Part[];
    readonly actions: NonNullable<Part['actions']>;
    readonly msteams: object;
  };
const texts = (all: readonly Part[]): string[] =>
  all.flatMap(({ items = [], inlines = [] }) => [...inlines.map(({ text }) => text), ...texts(items)]);

describe('a card in Teams', () => {
  test('has how bad it is as its colour, its text in runs, its facts, and what can be done', () => {
    const { body, actions } = parts(card);
    expect(body[0]).toMatchObject({ type: 'Container', style: 'attention' });
    expect(texts(body)).toEqual(['SEV1 · 处理中 · 订单被拒', 'The gateway answers 503', 'since 09:30', 'INC-20261123-001']);
    expect(body.find(({ type }) => type === 'FactSet')?.facts).toEqual([{ title: 'Leads', value: '安娜' }]);
    expect(actions).toEqual([
      { type: 'Action.Submit', title: 'Acknowledge', data: { tocsin: 'a' }, style: 'positive' },
      { type: 'Action.Submit', title: 'Resolve', data: { tocsin: 'b' }, style: 'destructive' },
      { type: 'Action.OpenUrl', title: 'War room', url: 'https://tocsin.example/i/1' },
    ]);
  });

  test('has a button beside a choice, for a choice alone does nothing', () => {
    const { body } = parts(card);
    const at = body.findIndex(({ type }) => type === 'Input.ChoiceSet');
    expect(body[at]).toMatchObject({
      id: 'choice0',
      value: 's1',
      choices: [
        { title: 'SEV1', value: 's1' },
        { title: 'SEV2', value: 's2' },
      ],
    });
    expect(body[at + 1]?.actions).toEqual([{ type: 'Action.Submit', title: 'Choose', data: { tocsinChoice: 'choice0' } }]);
  });

  test('that is over is calm, however bad it was', () =>
    expect(parts({ ...card, state: { word: 'closed', tone: 'quiet' } }).body[0]?.style).toBe('emphasis'));

  test('mentions whom Teams knows', () => {
    const { body, msteams } = parts(card, {
      lang: 'zh',
      mentions: [
        { name: '<安娜>', user: 'aad-ana' },
        { name: 'guest', user: 'msteams:8:orgid:guest' },
        { name: 'bo', user: null },
      ],
    });
    expect(body.find(({ type }) => type === 'TextBlock')?.text).toBe('<at>&lt;安娜&gt;</at> <at>guest</at>');
    expect(msteams).toMatchObject({
      entities: [{ type: 'mention', mentioned: { id: 'aad-ana' } }, { mentioned: { id: '8:orgid:guest' } }],
    });
  });

  test('is never larger than Teams takes, and says what was cut', () => {
    const flood = {
      ...card,
      body: '长'.repeat(60_000),
      fields: Array.from({ length: 30 }, (_, i) => ({ label: `Field ${i}`, value: '值'.repeat(3_000) })),
      actions: Array.from({ length: 20 }, (_, i) => ({ token: `t${i}`, label: `Button ${i}` })),
    };
    const { card: drawn, cut } = adaptiveCard(flood, drawing);
    expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThan(28_000);
    expect(JSON.stringify(drawn)).toContain('35 more not shown');
    expect(cut.map((each) => each.split(':')[0])).toEqual(expect.arrayContaining(['body', 'fields', 'actions']));
  });

  test.each([
    ['*bold* _and_ [a link](http://x)', String.raw`\*bold\* \_and\_ \[a link\]\(http://x\)`],
    ['- a list\n1. another', String.raw`\- a list` + '\n' + String.raw`\1. another`],
    ['{{DATE(2026-11-23T01:00:00Z)}}', String.raw`{` + '\u200B' + String.raw`{DATE\(2026-11-23T01:00:00Z\)}}`],
    ['a\u202Eb', 'ab'],
  ])('shows what came from outside as it was written: %s', (text, shown) => expect(plainFact(text)).toBe(shown));

  test('a line is text in which nothing is markup; one that calls somebody is a card', () => {
    expect(teamsActivity({ text: '*not bold*' }, 'en').activity).toEqual({ type: 'message', textFormat: 'plain', text: '*not bold*' });
    expect(teamsActivity({ text: 'look', mentions: [{ name: 'ana', user: 'aad-ana' }] }, 'en').activity).toHaveProperty('attachments');
  });

  test('in the web chat is lines, and its buttons type a number', () =>
    expect(webActivity({ text: 'x', card }, { lang: 'zh', id: '7' }).activity).toMatchObject({
      text: expect.stringMatching(/1\. Acknowledge\n2\. Resolve\n.*\n回复数字/su) as string,
      channelData: {
        id: '7',
        quick_replies: [
          { title: 'Acknowledge', payload: '1' },
          { title: 'Resolve', payload: '2' },
        ],
      },
    }));
});

const now = Date.parse('2026-11-23T01:30:00Z');
const base = {
  channelId: 'msteams',
  id: 'm1',
  timestamp: '2026-11-23T01:30:00Z',
  from: { id: '29:ana', aadObjectId: 'aad-ana' },
  recipient: { id: '28:us', name: 'Tocsin' },
  conversation: { id: 'a:1', conversationType: 'personal' },
};
const heard = (of: object) =>
  received({ ...base, ...of }, now)?.inbounds.map(({ key, at, user, conv, did }) => ({ key, at, user, conv, did }));

describe('what Teams tells', () => {
  test('a message to us alone', () =>
    expect(heard({ type: 'message', text: ' 1 ' })).toEqual([
      {
        key: 'message/a:1/m1//0',
        at: now,
        user: 'aad-ana',
        conv: 'a:1',
        did: { is: 'said', msg: 'm1', text: '1', isToUs: true, isDirect: true },
      },
    ]));

  test('in a group only a mention is to us; others are named, and signs are what they were', () => {
    const text = '<at>Tocsin</at>&nbsp;tell <at id="1">Bo</at> that a &lt; b &amp; c';
    const entities = [
      { type: 'mention', text: '<at>Tocsin</at>', mentioned: base.recipient },
      { type: 'mention', text: '<at id="1">Bo</at>', mentioned: { id: '29:bo' } },
      { type: 'clientInfo', country: 'CN' },
    ];
    const conversation = { id: '19:g', conversationType: 'groupChat', isGroup: true };
    expect(heard({ type: 'message', text, entities, conversation })?.[0]?.did).toEqual({
      is: 'said',
      msg: 'm1',
      text: 'tell @Bo that a < b & c',
      isToUs: true,
      isDirect: false,
    });
    expect(heard({ type: 'message', text: 'among us', conversation })?.[0]?.did).toMatchObject({ isToUs: false });
  });

  test.each([
    ['a button', { value: { tocsin: 'token' } }, 'token'],
    ['a choice', { value: { tocsinChoice: 'choice0', choice0: 's2' } }, 's2'],
  ])('%s that was pressed', (_name, of, token) =>
    expect(heard({ type: 'message', replyToId: 'card', ...of })?.[0]?.did).toEqual({ is: 'pressed', token, msg: 'card' }),
  );

  test.each([
    ['a choice without anything chosen', { type: 'message', value: { tocsinChoice: 'choice0' } }],
    ['the form of another bot', { type: 'message', value: { name: 'x' } }],
    ['what we said ourselves', { type: 'message', text: 'x', from: base.recipient }],
    ['that somebody types', { type: 'typing' }],
    ['a call of a kind that we do not know', { type: 'invoke', name: 'task/fetch' }],
  ])('%s is nothing', (_name, of) => expect(heard(of)).toEqual([]));

  test.each([null, 7, 'x', {}, { type: 'message' }, { ...base, type: 'message', from: 'ana' }])('%j cannot be read', (of) =>
    expect(received(of, now)).toBeNull(),
  );

  test('edits and deletions, each time another', () => {
    const edited = { type: 'messageUpdate', text: 'better', channelData: { eventType: 'editMessage' } };
    const [first] = heard(edited) ?? [];
    const [second] = heard({ ...edited, timestamp: '2026-11-23T01:31:00Z' }) ?? [];
    expect(first?.did).toEqual({ is: 'rewrote', msg: 'm1', text: 'better' });
    expect(second?.key).not.toBe(first?.key);
    expect(heard({ type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } })?.[0]?.did).toEqual({
      is: 'deleted',
      msg: 'm1',
    });
  });

  test('who comes, that we came, and that we were put out', () => {
    const dids = heard({ type: 'conversationUpdate', membersAdded: [{ id: '29:bo' }, { id: '28:us' }] });
    expect(dids?.map(({ user, did }) => [user, did])).toEqual([
      ['msteams:29:bo', { is: 'joined' }],
      ['msteams:28:us', { is: 'room', now: 'open' }],
    ]);
    expect(heard({ type: 'conversationUpdate', membersRemoved: [{ id: '29:bo' }, { id: '28:us' }] })?.map(({ did }) => did)).toEqual([
      { is: 'room', now: 'without-us' },
    ]);
  });

  const from = { id: 'aad-ana', aadObjectId: 'aad-ana' };
  const conversation = { id: 'a:1' };
  test.each([
    ['msteams', { id: '29:ana', aadObjectId: 'aad-ana' }, 'aad-ana', 'a:1'],
    ['msteams', { id: '8:orgid:guest' }, 'msteams:8:orgid:guest', 'a:1'],
    ['directline', from, 'directline:aad-ana', 'directline:a:1'],
    ['webchat', { id: 'aad-ana' }, 'webchat:aad-ana', 'webchat:a:1'],
    ['emulator', { id: 'msteams:8:orgid:guest' }, 'emulator:msteams:8:orgid:guest', 'emulator:a:1'],
    [undefined, from, 'unknown:aad-ana', 'unknown:a:1'],
  ])('in the channel %s, %j is %s', (channelId, who, user, conv) => {
    const scene = received({ ...base, channelId, from: who, conversation, type: 'message', text: '1' }, now);
    expect(scene).toMatchObject({ user, conv, there: 'a:1', inbounds: [{ user, conv }] });
  });

  test('who it is behind a web chat is said by its front', () => {
    const scene = received({ ...base, channelId: 'websocket', from: { id: 'ana' }, conversation, type: 'message', text: '1' }, now, 'web');
    expect(scene).toMatchObject({ user: 'ana', conv: 'a:1' });
  });

  test.each([
    ['1', true],
    ['/help', true],
    ['what about lunch?', false],
    ['12 noon', false],
  ])('“%s” is for us alone: %s', (text, isOurs) => {
    const scene = received({ ...base, type: 'message', text }, now);
    expect(scene && isOursAlone(scene)).toBe(isOurs);
  });
});

describe('what Teams refuses', () => {
  const of = (status: number, retryAfterMs: number | null = null) =>
    outsideError('teams', new Refused({ status, code: 'Code', retryAfterMs }));
  test.each([
    [401, 'auth'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [412, 'transient'],
    [413, 'invalid'],
    [500, 'transient'],
    [502, 'transient'],
  ])('%i is %s', (status, failure) =>
    expect(of(status)).toMatchObject({ failure, message: expect.stringMatching(/^teams: the platform answered/u) as string }),
  );
  test('429 says how long', () => expect([of(429, 9_000).retryAfterMs, of(429).retryAfterMs]).toEqual([9_000, 2_000]));
  test('no answer may have been one', () => {
    expect(of(504)).toBeInstanceOf(UnansweredError);
    expect(outsideError('teams', new Silent('no answer within 10 s'))).toBeInstanceOf(UnansweredError);
  });
});

describe('whose turn it is', () => {
  test('is that of whoever is alone with us before that of a group, unless it is said how urgent it is', async () => {
    const clock = new HandClock(now);
    const turns: unknown[] = [];
    const noted: string[] = [];
    const memory = memoryInHand(clock);
    const known = new References({ memory, clock });
    for (const [conv, isDirect] of [
      ['a:ana', true],
      ['19:ops', false],
    ] as const)
      await known.keep({
        conv,
        user: 'ana',
        isDirect,
        reference: { channelId: 'msteams', conversation: { id: conv, conversationType: isDirect ? 'personal' : 'groupChat' } },
      });
    const im = botkitChat({
      name: 'teams',
      spec: BotkitChat.parse({ type: 'botkit', appId: 'x', appPassword: 'y' }),
      clock,
      pace: { turn: async ({ conv, urgency }) => void turns.push([conv, urgency]), refused: () => {} },
      memory: { ...memory, keep: async () => Promise.reject(new Error('the store is away')) },
      invite: () => ({ call: async () => ({ msg: 'm1' }) }) as never,
      lang: () => 'en',
      noted: (what) => noted.push(what),
    });
    const says = (conv: string, key: string, how: object = {}) => im.post({ conv }, { text: 'x' }, { as: 'pager', key, ...how });
    await says('a:ana', '1');
    await says('19:ops', '2');
    await says('19:ops', '3', { urgency: 'page' });
    expect(turns).toEqual([
      ['a:ana', 'page'],
      ['19:ops', 'card'],
      ['19:ops', 'page'],
    ]);
    // What was posted stays posted where that cannot be kept.
    expect(noted).toEqual(Array.from({ length: 3 }, () => 'what was posted could not be kept'));
  });
});

describe('how people are reached again', () => {
  const reference = { channelId: 'msteams', conversation: { id: 'x' }, user: { id: '29:ana' }, bot: { id: '28:us' } };
  const known = () => {
    const clock = new HandClock(now);
    return { clock, references: new References({ memory: memoryInHand(clock), clock }) };
  };

  test('is kept for a year after their last word', async () => {
    const { clock, references } = known();
    await references.keep({ conv: 'a:1', user: 'ana', isDirect: true, reference });
    clock.jump(364 * 86_400_000);
    expect([await references.withUser('ana'), await references.of('a:1')]).toEqual(['a:1', reference]);
    await references.keep({ conv: 'a:1', user: 'ana', isDirect: true, reference });
    clock.jump(2 * 86_400_000);
    expect(await references.of('a:1')).toEqual(reference);
    clock.jump(364 * 86_400_000);
    expect([await references.withUser('ana'), await references.of('a:1')]).toEqual([null, null]);
  });

  test('a group is nobody’s own, and who speaks there has been met', async () => {
    const { references } = known();
    await references.keep({ conv: '19:g', user: 'ana', isDirect: false, reference });
    expect(await references.of('19:g')).not.toHaveProperty('user');
    expect(await references.withUser('ana')).toBeNull();
    expect(await references.met('ana')).toEqual(reference);
  });
});
