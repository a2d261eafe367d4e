import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { doorIn } from '../../adapters/im/wecom-aibot/doors.ts';
import { frameIn, isKick, type Frame } from '../../adapters/im/wecom-aibot/frames.ts';
import { received } from '../../adapters/im/wecom-aibot/receive.ts';

const now = Date.UTC(2026, 10, 23, 1);
const frame = (cmd: string, body: object): Frame => ({ cmd, headers: { req_id: 'req-1' }, body, errcode: 0, errmsg: '' });
const group = { chatid: 'wrGroup', chattype: 'group' };
const said = (more: object, place: object = group): Frame =>
  frame('aibot_msg_callback', { msgid: 'm1', aibotid: 'b', from: { userid: 'ana' }, create_time: 1_763_859_600, ...place, ...more });
const text = (content: string, place?: object): Frame => said({ msgtype: 'text', text: { content } }, place);
const happened = (event: object, more: object = {}): Frame =>
  frame('aibot_event_callback', { msgid: 'e1', aibotid: 'b', from: { userid: 'ana' }, msgtype: 'event', ...more, event });
const deed = (it: Frame) => received(it, now).inbound[0]?.did;

describe('what is said', () => {
  test.each([
    ['in front', '@值班机器人 谁在值班', '谁在值班'],
    ['with the space that clients write', '@值班机器人\u2005谁在值班', '谁在值班'],
    ['before others, who stay', '@值班机器人 @安娜 接手', '@安娜 接手'],
    ['behind, as the only one', '谁在值班 @值班机器人', '谁在值班'],
    ['in the middle, as the only one', '请 @值班机器人 记一下', '请 记一下'],
    ['behind somebody else: nobody knows which is ours', '问 @安娜 和 @值班机器人', '问 @安娜 和 @值班机器人'],
    ['alone', '@值班机器人', ''],
    ['not; an address is no mention', 'mail ana@example.com', 'mail ana@example.com'],
    ['over several lines', '@值班机器人 记一下\n第一行', '记一下\n第一行'],
  ])('in a group the mention is taken off, %s', (_where, content, expected) => {
    expect(deed(text(content))).toEqual({ is: 'said', msg: 'm1', text: expected, isToUs: true, isDirect: false });
  });

  test('alone with us it is direct, and nothing is taken off', () => {
    expect(received(text('@安娜 你好', { chattype: 'single' }), now).inbound).toEqual([
      {
        key: 'said/m1',
        at: 1_763_859_600_000,
        user: 'ana',
        conv: 'user:ana',
        answer: `reply/${now}/req-1`,
        did: { is: 'said', msg: 'm1', text: '@安娜 你好', isToUs: false, isDirect: true },
      },
    ]);
  });

  test('in a group it has the group as its conversation', () =>
    expect(received(text('@b x'), now).inbound[0]).toMatchObject({ conv: 'group:wrGroup', user: 'ana' }));

  test.each([
    ['a voice, as WeCom heard it', { msgtype: 'voice', voice: { content: '谁在值班' } }, '谁在值班'],
    [
      'what stands beside pictures',
      {
        msgtype: 'mixed',
        mixed: {
          msg_item: [{ msgtype: 'text', text: { content: '@b 看' } }, { msgtype: 'image' }, { msgtype: 'text', text: { content: '这里' } }],
        },
      },
      '看\n这里',
    ],
    [
      'the message pointed at, where nothing else is said',
      { msgtype: 'text', text: { content: '@b' }, quote: { msgtype: 'text', text: { content: ' 数据库满了 ' } } },
      '数据库满了',
    ],
    [
      'what is said, where a message is pointed at as well',
      { msgtype: 'text', text: { content: '@b 认领' }, quote: { msgtype: 'text', text: { content: '数据库满了' } } },
      '认领',
    ],
  ])('is %s', (_what, body, expected) => expect(deed(said(body))).toMatchObject({ text: expected }));

  test.each(['image', 'file', 'video'])('a %s alone is no words', (msgtype) =>
    expect(received(said({ msgtype, [msgtype]: { url: 'https://x', aeskey: 'k' } }, { chattype: 'single' }), now).inbound).toMatchObject([
      { key: 'said/m1', conv: 'user:ana', did: { is: 'showed', msg: 'm1' } },
    ]),
  );

  test('somebody of another corp is never taken for one of ours', () =>
    expect(
      received(said({ msgtype: 'text', text: { content: 'x' }, from: { userid: 'ana', corpid: 'wwOther' } }), now).inbound[0],
    ).toMatchObject({
      user: 'wwOther/ana',
    }));
});

describe('what is pressed', () => {
  const click = { card_type: 'button_interaction', event_key: 'token-1', task_id: 'slot@key' };

  test.each([
    ['in a field of its own, as the documentation says', { eventtype: 'template_card_event', template_card_event: click }],
    ['beside the type, as the official SDK says', { eventtype: 'template_card_event', ...click }],
  ])('is read %s', (_where, event) => {
    const { inbound, click: fresh } = received(happened(event, group), now);
    expect(inbound).toEqual([
      { key: 'press/e1', at: now, user: 'ana', conv: 'group:wrGroup', did: { is: 'pressed', token: 'token-1', msg: 'slot@key' } },
    ]);
    expect(fresh).toEqual({ conv: 'group:wrGroup', taskId: 'slot@key', reqId: 'req-1' });
  });

  test.each<[string, string, string[][], string[]]>([
    ['what was chosen', 'choice-0', [['sev1']], ['sev1']],
    ['each of several choices', 'choice-0', [['sev1'], ['bo']], ['sev1', 'bo']],
    ['nothing, where all that is chosen holds already', 'choice-0', [['=sev2'], ['=bo']], []],
    ['the button, whatever is chosen beside it', 'token-1', [['sev1']], ['token-1']],
  ])('does %s', (_what, event_key, options, tokens) => {
    const selected_items = { selected_item: options.map((option_id, n) => ({ question_key: `choice-${n}`, option_ids: { option_id } })) };
    const { inbound } = received(
      happened({ eventtype: 'template_card_event', template_card_event: { ...click, event_key, selected_items } }),
      now,
    );
    expect(inbound.map(({ did }) => did.is === 'pressed' && did.token)).toEqual(tokens);
    expect(new Set(inbound.map(({ key }) => key)).size).toBe(tokens.length);
  });

  test('has no door: an answer to it goes out as a message', () =>
    expect(received(happened({ eventtype: 'template_card_event', template_card_event: click }), now).inbound[0]).not.toHaveProperty(
      'answer',
    ));
});

test('who comes in is greeted through a door that shuts after some seconds', () => {
  const [inbound] = received(happened({ eventtype: 'enter_chat' }, { chattype: 'single' }), now).inbound;
  expect(inbound).toMatchObject({ key: 'entered/e1', conv: 'user:ana', did: { is: 'opened-assistant' } });
  expect(doorIn(inbound?.answer, now + 4_500)).toMatchObject({ is: 'welcome', reqId: 'req-1' });
  expect(doorIn(inbound?.answer, now + 4_501)).toBeNull();
});

test.each(['https://hooks.slack.com/x', 'reply/x/req', 'welcome/', ''])('%j is no door of ours', (door) =>
  expect(doorIn(door, now)).toBeNull(),
);

test.each([
  ['feedback', happened({ eventtype: 'feedback_event', feedback_event: { id: 'f', type: 1 } })],
  ['an event that is new to us', happened({ eventtype: 'something_new' })],
  ['a command that is new to us', frame('aibot_new_callback', { msgid: 'x' })],
  ['a message without a sender', frame('aibot_msg_callback', { msgid: 'x', msgtype: 'text', text: { content: 'x' } })],
])('%s is nothing', (_what, it) => expect(received(it, now)).toEqual({ inbound: [], click: null }));

describe('a frame', () => {
  test('with signs that JSON does not allow is read', () =>
    expect(frameIn('{"headers":{"req_id":"r"},"body":{"t":"a\u0007b"}}')).toMatchObject({ body: { t: 'ab' } }));
  test.each(['', 'x', '[]', '{}', '{"headers":{}}', 'null'])('%j is none', (raw) => expect(frameIn(raw)).toBeNull());
  test('says that somebody else has come', () => {
    expect(isKick(happened({ eventtype: 'disconnected_event' }))).toBe(true);
    expect(isKick(happened({ eventtype: 'enter_chat' }))).toBe(false);
  });
  test('of whatever content is read or left, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom('aibot_msg_callback', 'aibot_event_callback', ''), fc.jsonValue({ maxDepth: 6 }), (cmd, body) => {
        const it = frameIn(JSON.stringify({ cmd, headers: { req_id: 'r' }, body }));
        if (it) expect(received(it, now).inbound).toBeInstanceOf(Array);
      }),
      { numRuns: 500 },
    );
  });
});
