import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { received } from '../../adapters/im/slack/receive.ts';
import { isSigned } from '../../adapters/im/slack/signing.ts';

const self = { user: 'UBOT', team: 'T1' };
const read = (body: unknown) => received(body, self, 1_700_000_000_000);

describe('a signature', () => {
  // The example of Slack's own page: https://docs.slack.dev/authentication/verifying-requests-from-slack
  const secret = '8f742231b10e8888abcd99yyyzzz85a5';
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const at = 1_531_420_618;
  const right = {
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  };
  const signedAt = (seconds: number) => ({
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`,
  });
  test.each<[string, boolean, Record<string, string>]>([
    ['of Slack’s own example holds', true, right],
    ['300 s old holds', true, signedAt(at - 300)],
    ['301 s old is refused', false, signedAt(at - 301)],
    ['301 s ahead is refused', false, signedAt(at + 301)],
    ['with one digit changed is refused', false, { ...right, 'x-slack-signature': right['x-slack-signature'].replace('a211', 'a212') }],
    ['of another version is refused', false, { ...right, 'x-slack-signature': right['x-slack-signature'].replace('v0=', 'v1=') }],
    ['cut short is refused', false, { ...right, 'x-slack-signature': 'v0=' }],
    ['without a time is refused', false, { ...right, 'x-slack-request-timestamp': '' }],
    ['with a time that is none is refused', false, { ...right, 'x-slack-request-timestamp': 'NaN' }],
    ['that is missing is refused', false, {}],
  ])('%s', (_name, holds, headers) => expect(isSigned({ headers, body, secret, now: at * 1_000 })).toBe(holds));
  test('of another secret or another body is refused', () => {
    expect(isSigned({ headers: right, body, secret: 'other', now: at * 1_000 })).toBe(false);
    expect(isSigned({ headers: right, body: `${body} `, secret, now: at * 1_000 })).toBe(false);
  });
});

const event = (it: object) => ({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event_time: 1_700_000_000, event: it });
const message = (more: object) => event({ type: 'message', channel: 'C1', user: 'U1', text: 'hello', ts: '1.1', ...more });
const said = { is: 'said', msg: '1.1', text: 'hello', isToUs: false, isDirect: false };

describe('what Slack tells', () => {
  test('a message, with its thread', () => {
    expect(read(message({ thread_ts: '1.0' }))).toEqual({
      is: 'heard',
      inbound: { key: 'said/C1/1.1', at: 1_700_000_000_000, user: 'U1', conv: 'C1', thread: '1.0', did: said },
    });
  });
  test('a message that mentions us is one, though it comes as two', () => {
    const [one, two] = [
      read(message({ text: '<@UBOT> hello' })),
      read(event({ type: 'app_mention', channel: 'C1', user: 'U1', text: '<@UBOT> hello', ts: '1.1' })),
    ];
    expect(one).toEqual(two);
    expect(one).toMatchObject({ inbound: { did: { ...said, isToUs: true } } });
  });
  test.each<[string, object, object | 'nothing']>([
    ['a direct message', message({ channel_type: 'im' }), { ...said, isDirect: true }],
    ['a picture with words', message({ subtype: 'file_share' }), said],
    ['what we say ourselves is nothing', message({ user: 'UBOT' }), 'nothing'],
    ['what bots say is nothing', message({ bot_id: 'B1' }), 'nothing'],
    ['somebody who came is no message', message({ subtype: 'channel_join' }), 'nothing'],
    [
      'an edit',
      message({ subtype: 'message_changed', message: { ts: '0.9', text: 'a &amp; b', user: 'U1' }, previous_message: { text: 'a' } }),
      { is: 'rewrote', msg: '0.9', text: 'a & b' },
    ],
    [
      'a link that unfolds is no edit',
      message({ subtype: 'message_changed', message: { ts: '0.9', text: 'a', user: 'U1' }, previous_message: { text: 'a' } }),
      'nothing',
    ],
    [
      'our own edit is nothing',
      message({ subtype: 'message_changed', message: { ts: '0.9', text: 'b', bot_id: 'B1' }, previous_message: { text: 'a' } }),
      'nothing',
    ],
    [
      'a deletion',
      message({ subtype: 'message_deleted', deleted_ts: '0.9', previous_message: { text: 'a', user: 'U1' } }),
      { is: 'deleted', msg: '0.9' },
    ],
    [
      'a reaction',
      event({ type: 'reaction_added', user: 'U1', reaction: 'pushpin::skin-tone-2', item: { type: 'message', channel: 'C1', ts: '0.9' } }),
      { is: 'reacted', emoji: 'pushpin', msg: '0.9', isOn: true },
    ],
    ['a reaction on a file is nothing', event({ type: 'reaction_added', user: 'U1', reaction: 'x', item: { type: 'file' } }), 'nothing'],
    ['somebody who joins', event({ type: 'member_joined_channel', user: 'U1', channel: 'C1' }), { is: 'joined' }],
    ['we are in a room again', event({ type: 'member_joined_channel', user: 'UBOT', channel: 'C1' }), { is: 'room', now: 'open' }],
    ['a room put away by hand', event({ type: 'channel_archive', user: 'U1', channel: 'C1' }), { is: 'room', now: 'archived' }],
    ['a private one, by nobody knows whom', event({ type: 'group_archive', channel: 'C1' }), { is: 'room', now: 'archived' }],
    ['a room put away by us is nothing', event({ type: 'channel_archive', user: 'UBOT', channel: 'C1' }), 'nothing'],
    ['a room taken out again', event({ type: 'group_unarchive', channel: 'C1' }), { is: 'room', now: 'open' }],
    ['we are out of a room', event({ type: 'channel_left', channel: 'C1' }), { is: 'room', now: 'without-us' }],
    ['what we have never heard of is nothing', event({ type: 'team_renamed' }), 'nothing'],
    ['garbage is nothing', { what: 1 }, 'nothing'],
  ])('%s', (_name, body, did) => {
    const it = read(body);
    expect(it.is === 'heard' ? it.inbound.did : it.is).toEqual(did);
  });
  test('somebody of another firm is never one of ours', () =>
    expect(read(message({ user: 'U1', user_team: 'T2' }))).toMatchObject({ inbound: { user: 'T2/U1' } }));
});

describe('commands and buttons', () => {
  const command = {
    command: '/incident',
    text: 'declare SEV1 a &amp; b',
    trigger_id: 't.1',
    response_url: 'https://h.test/1',
    user_id: 'U1',
    team_id: 'T1',
    channel_id: 'C1',
  };
  test('a command, with the ways back', () =>
    expect(read(command)).toMatchObject({
      inbound: {
        key: 'command/t.1',
        user: 'U1',
        conv: 'C1',
        form: 't.1',
        answer: 'https://h.test/1',
        did: { is: 'commanded', text: '/incident declare SEV1 a & b' },
      },
    }));
  const press = {
    type: 'block_actions',
    user: { id: 'U1', team_id: 'T1' },
    trigger_id: 't.2',
    response_url: 'https://h.test/2',
    container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
    channel: { id: 'C1' },
    actions: [{ type: 'button', action_id: 'a:0', value: 'token', action_ts: '9.9' }],
  };
  test('a button has the same key each time it is delivered, and another when it is pressed again', () => {
    expect([read(press), read(press)].map((it) => it.is === 'heard' && it.inbound.key)).toEqual([
      'press/9.9/U1/token',
      'press/9.9/U1/token',
    ]);
    expect(read(press)).toMatchObject({ inbound: { conv: 'C1', did: { is: 'pressed', token: 'token', msg: '1.1' } } });
  });
  test('an option', () =>
    expect(read({ ...press, actions: [{ action_id: 's:0', selected_option: { value: 'chosen' }, action_ts: '9.9' }] })).toMatchObject({
      inbound: { did: { is: 'pressed', token: 'chosen' } },
    }));
  test('a button that only leads elsewhere is nothing', () =>
    expect(read({ ...press, actions: [{ action_id: 'link', action_ts: '9.9' }] })).toEqual({ is: 'nothing' }));
  test('a shortcut on a message', () =>
    expect(
      read({
        type: 'message_action',
        callback_id: 'declare',
        trigger_id: 't.3',
        user: { id: 'U1', team_id: 'T1' },
        channel: { id: 'C1' },
        message: { ts: '1.1', text: 'orders &lt;fail&gt;' },
      }),
    ).toMatchObject({
      inbound: { key: 'shortcut/t.3', form: 't.3', did: { is: 'shortcut', name: 'declare', msg: '1.1', text: 'orders <fail>' } },
    }));
});
