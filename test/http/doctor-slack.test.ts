import { describe, expect, test } from 'vitest';
import { reach } from '../../app/doctor/checks/reach.ts';
import { slackListening } from '../../app/doctor/checks/slack-listening.ts';
import { slack } from '../../app/doctor/checks/slack.ts';
import type { ChatSeen, Finding, Here, Running, Verdict } from '../../app/doctor/check.ts';
import { Chat } from '../../domain/chat/chat.ts';
import { kinds, type Kind } from '../../domain/resource/kinds.ts';
import { resourcesOf, type Resource } from '../../domain/resource/resource.ts';
import type { EarsState } from '../../ports/chat-ears.ts';
import type { Expected, FoundOnSlack } from '../../ports/chat-diagnosis.ts';
import { OutsideError } from '../../ports/errors.ts';

/** 2026-11-23 09:30 in Shanghai. */
const now = Date.parse('2026-11-23T01:30:00Z');
const doc = (kind: Kind, name: string, spec: object): Resource => ({ kind, name, spec: kinds[kind].parse(spec) }) as Resource;

const firm = [
  doc('person', 'ana', { chat: { slack: 'UANA' } }),
  doc('person', 'bo', { chat: { slack: 'UBO' } }),
  doc('person', 'chen', {}),
  doc('team', 'payments', { chat: { slack: 'SPAY' } }),
  doc('channel', 'ops', { platform: 'slack', to: 'COPS' }),
  doc('channel', 'desk', { platform: 'slack', to: '#desk' }),
  doc('schedule', 'desk', { layers: [{ people: ['bo', 'chen'] }] }),
];

interface Told {
  readonly diagnosed?: readonly FoundOnSlack[];
  readonly spec?: object;
  readonly asked?: (expected: Expected) => void;
}

const chatOf = ({ diagnosed = [], spec = { appToken: 'xapp-1' }, asked }: Told): ChatSeen => ({
  name: 'slack',
  spec: Chat.parse({ type: 'slack', botToken: 'xoxb-1', ...spec }),
  diagnose: async (expected) => (asked?.(expected), diagnosed),
});
const findingsOf = async (told: Told): Promise<readonly Finding[]> =>
  slack.look({ now, chats: [chatOf(told)], config: { resources: resourcesOf(firm) } } as unknown as Here);

const said: readonly [FoundOnSlack, Verdict, found: string, fix: string | null][] = [
  [{ code: 'token-refused', raw: 'invalid_auth' }, 'wrong', 'refuses the bot token (invalid_auth)', 'Copy the Bot User OAuth Token'],
  [{ code: 'token-refused', raw: 'account_inactive' }, 'wrong', '(account_inactive)', 'removed from the workspace'],
  [{ code: 'unreachable', raw: 'getaddrinfo ENOTFOUND slack.com' }, 'wrong', 'cannot be reached: getaddrinfo', 'network and proxy'],
  [{ code: 'unreachable', raw: 'ECONNREFUSED' }, 'wrong', 'cannot be reached: ECONNREFUSED', 'network and proxy'],
  [{ code: 'unreachable', raw: 'timeout' }, 'wrong', 'cannot be reached: no answer within 6 s', 'network and proxy'],
  [
    { code: 'scope-missing', scope: 'groups:write' },
    'wrong',
    'groups:write is missing: opening private war rooms',
    'Add groups:write at api.slack.com',
  ],
  [{ code: 'scope-missing', scope: 'canvases:write' }, 'warn', 'the canvas of a war room', 'Add canvases:write'],
  [{ code: 'scopes-complete', count: 22 }, 'well', 'All 22 scopes', null],
  [{ code: 'socket-allowed' }, 'well', 'Socket Mode', null],
  [{ code: 'socket-refused', raw: 'missing_scope' }, 'wrong', '(missing_scope)', 'connections:write'],
  [{ code: 'socket-refused', raw: 'invalid_auth' }, 'wrong', '(invalid_auth)', 'turn Socket Mode on'],
  [{ code: 'two-apps' }, 'wrong', 'of two apps', 'Copy both from one app'],
  [{ code: 'user-unknown', user: 'UANA' }, 'wrong', 'ana (UANA): not known', 'chat.slack'],
  [{ code: 'user-deactivated', user: 'UBO' }, 'wrong', 'bo (UBO): deactivated', 'chat.slack'],
  [{ code: 'user-guest', user: 'UBO' }, 'warn', 'a guest', 'chat.slack'],
  [{ code: 'user-outside', user: 'UBO' }, 'wrong', 'of another firm', 'chat.slack'],
  [{ code: 'user-bot', user: 'UBO' }, 'wrong', 'a bot and no person', 'chat.slack'],
  [{ code: 'group-unknown', group: 'SPAY' }, 'wrong', 'payments (SPAY): there is no such user group', 'beginning with S'],
  [{ code: 'group-disabled', group: 'SPAY' }, 'wrong', 'is disabled', 'beginning with S'],
  [{ code: 'conv-unknown', conv: 'COPS' }, 'wrong', 'Channel ops (COPS): not there', '/invite @Tocsin'],
  [{ code: 'conv-archived', conv: 'COPS' }, 'wrong', 'archived', '/invite @Tocsin'],
  [{ code: 'conv-without-us', conv: 'COPS' }, 'wrong', 'the bot is not in it', '/invite @Tocsin'],
  [{ code: 'canvas-off', raw: 'canvas_disabled_user_team' }, 'well', 'no canvases', null],
  [
    { code: 'not-looked-at', what: 'users', count: 140, raw: 'ratelimited' },
    'unknown',
    '140 people were not looked at (ratelimited)',
    'Look again',
  ],
];
describe('what was found on Slack is said', () => {
  test.each(said)('$code', async (diagnosed, verdict, found, fix) => {
    const [finding] = await findingsOf({ diagnosed: [diagnosed] });
    expect(finding).toMatchObject({ verdict, code: `slack.${diagnosed.code}`, found: { en: expect.stringContaining(found) } });
    expect(finding && 'fix' in finding ? finding.fix.en : null).toEqual(fix === null ? null : expect.stringContaining(fix));
    expect(finding?.found.zh).toMatch(/\p{Script=Han}/u);
  });

  test('several of a kind are one finding with their names', async () => {
    const found = await findingsOf({ diagnosed: ['UANA', 'UBO'].map((user) => ({ code: 'user-deactivated', user }) as const) });
    expect(found.map((f) => f.found.en)).toEqual(['ana (UANA), bo (UBO): deactivated in Slack']);
  });
});

test('those on call soon are asked about first, and only ids are', async () => {
  let expected: Expected | null = null;
  await findingsOf({ asked: (given) => void (expected = given) });
  expect(expected).toEqual({ users: ['UBO', 'UANA'], groups: ['SPAY'], convs: ['COPS'] });
});

test('who is on call soon without a Slack id is named, once Slack lets us in', async () => {
  const diagnosed = [{ code: 'let-in', team: 'Firm', bot: 'tocsin' }] as const;
  const found = await findingsOf({ diagnosed });
  expect(found.map((f) => [f.code, f.found.en])).toEqual([
    ['slack.let-in', 'Let into Firm as @tocsin'],
    ['slack.on-call-without-id', 'chen is on call within 7 days and not linked to a Slack user'],
  ]);
  expect(await findingsOf({ diagnosed: [{ code: 'unreachable', raw: 'x' }] })).toHaveLength(1);
});

test('who is in Slack is not reached on a screen only', async () => {
  const seen = { means: new Set(['chat', 'ring']), chats: [chatOf({})], config: { resources: resourcesOf(firm) } } as unknown as Here;
  expect((await reach.look(seen)).map((f) => f.found.en)).toEqual(['Only an open console reaches chen; at night nothing wakes them']);
});

describe('listening', () => {
  const look = async (told: Told, more: { ears?: EarsState; publicUrl?: string; status?: number }): Promise<Finding | undefined> => {
    const { ears, publicUrl = 'https://tocsin.example.com', status } = more;
    const outward = async () => {
      if (status === undefined) throw new OutsideError('transient', 'slack: tocsin.example.com cannot be reached');
      return { status, headers: {}, text: '' };
    };
    const ims = ears ? [{ id: 'slack', ears: { state: () => ears } }] : [];
    return (await slackListening.look({ now, chats: [chatOf(told)], ims, outward, publicUrl } as unknown as Running))[0];
  };
  const called = { spec: { signingSecret: 's' } };

  test.each([
    ['listening', null, 'well', 'slack: connected (5 min ago)'],
    ['connecting', null, 'warn', 'slack: connecting'],
    ['lost', 'too_many_websockets', 'wrong', 'slack: not connected since 5 min ago: too_many_websockets'],
    ['off', null, 'wrong', 'slack: not connected'],
  ] as const)('%s (%s)', async (state, because, verdict, found) => {
    const finding = await look({}, { ears: { state, because, since: now - 300_000 } });
    expect(finding).toMatchObject({ verdict, found: { en: expect.stringContaining(found) } });
  });

  test.each([
    ['http://127.0.0.1:8080', undefined, 'wrong', 'slack.no-public-address'],
    ['https://tocsin.example.com', 200, 'well', 'slack.address-answers'],
    ['https://tocsin.example.com', 502, 'warn', 'slack.address-silent'],
    ['https://tocsin.example.com', undefined, 'warn', 'slack.address-silent'],
  ] as const)('where Slack calls %s, which answers %s', async (publicUrl, status, verdict, code) => {
    expect(await look(called, { publicUrl, ...(status === undefined ? {} : { status }) })).toMatchObject({ verdict, code });
  });

  test('one that could not be made is named', async () => {
    expect(await look({}, {})).toMatchObject({ verdict: 'wrong', code: 'slack.not-started' });
  });
});
