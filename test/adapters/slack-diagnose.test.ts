import { WebAPIRequestError } from '@slack/web-api';
import { expect, onTestFinished, test } from 'vitest';
import { diagnoseSlack } from '../../adapters/im/slack/diagnose.ts';
import { whyNot } from '../../adapters/im/slack/looking.ts';
import { botScopes } from '../../adapters/im/slack/scopes.ts';
import type { Diagnosed, Expected } from '../../ports/chat-diagnosis.ts';
import { HttpDoor, type Reply } from '../emulators/http-door.ts';

const scopes = botScopes.map(({ scope }) => scope);
type Answer = Reply | ((args: URLSearchParams) => Reply);

const ok = (body: object = {}): Reply => ({ body: { ok: true, ...body } });
const no = (error: string): Reply => ({ body: { ok: false, error } });
const signedIn = (granted: readonly string[] = scopes, more: object = {}): Reply => ({
  ...ok({ team: 'Firm', user: 'tocsin', bot_id: 'B1', ...more }),
  headers: { 'x-oauth-scopes': granted.join(',') },
});

/** A Slack where all is well, but for what is said; every method that it has no answer for is unknown to it. */
const well: Readonly<Record<string, Answer>> = {
  'auth.test': signedIn(),
  'apps.connections.open': ok({ url: 'wss://127.0.0.1/link' }),
  'users.info': (args) => ok({ user: { id: args.get('user') } }),
  'usergroups.list': ok({ usergroups: [{ id: 'SPAY', date_delete: 0 }] }),
  'conversations.info': (args) => ok({ channel: { id: args.get('channel'), is_member: true } }),
  'canvases.edit': no('canvas_not_found'),
};

interface Seen {
  readonly found: readonly Diagnosed[];
  readonly methods: readonly string[];
}

async function look(
  said: Readonly<Record<string, Answer>> = {},
  expected: Partial<Expected> = {},
  tokens: object = { appToken: 'xapp-1-A1-x' },
): Promise<Seen> {
  const answers: Readonly<Record<string, Answer>> = { ...well, ...said };
  const door = new HttpDoor(({ path, body }) => {
    const answer = answers[path.slice(5)] ?? no('unknown_method');
    return typeof answer === 'function' ? answer(new URLSearchParams(body.toString())) : answer;
  });
  await door.listen();
  onTestFinished(() => door.stop());
  const spec = { botToken: 'xoxb-canary', ...tokens, url: `${door.origin}/api/` };
  const found = await diagnoseSlack(spec, { users: [], groups: [], convs: [], ...expected });
  expect(JSON.stringify(found)).not.toMatch(/canary|xapp/u);
  return { found, methods: door.asked.map(({ path }) => path.slice(5)) };
}

const letIn: Diagnosed = { code: 'let-in', team: 'Firm', bot: 'tocsin' };
const complete: Diagnosed = { code: 'scopes-complete', count: scopes.length };
const socket: Diagnosed = { code: 'socket-allowed' };
const allWell = [letIn, complete, socket];

test('where all is well that is all there is to say, and nothing was posted or changed', async () => {
  const { found, methods } = await look({}, { users: ['UANA'], groups: ['SPAY'], convs: ['COPS'] });
  expect(found).toEqual(allWell);
  expect(methods.toSorted()).toEqual(Object.keys(well).toSorted());
});

test('each missing scope is named, and what needs it is not asked', async () => {
  const granted = scopes.filter((scope) => !['groups:write', 'users:read', 'canvases:write'].includes(scope));
  const { found, methods } = await look({ 'auth.test': signedIn(granted) }, { users: ['UANA'] });
  expect(found).toEqual([
    letIn,
    { code: 'scope-missing', scope: 'canvases:write' },
    { code: 'scope-missing', scope: 'groups:write' },
    { code: 'scope-missing', scope: 'users:read' },
    socket,
  ]);
  expect(methods.toSorted()).toEqual(['apps.connections.open', 'auth.test']);
});

test.each([
  ['a revoked token', { 'auth.test': no('token_revoked') }, [{ code: 'token-refused', raw: 'token_revoked' }, socket]],
  [
    'an app token without its scope',
    { 'apps.connections.open': no('missing_scope') },
    [letIn, complete, { code: 'socket-refused', raw: 'missing_scope' }],
  ],
  ['tokens of two apps', { 'auth.test': signedIn(scopes, { app_id: 'A2' }) }, [letIn, { code: 'two-apps' }, complete, socket]],
  ['tokens of one app', { 'auth.test': signedIn(scopes, { app_id: 'A1' }) }, allWell],
  [
    'something that is not Slack',
    { 'auth.test': { body: '<html>xoxb</html>' } },
    [{ code: 'unreachable', raw: 'not an answer of Slack' }, socket],
  ],
  [
    'canvases that are off',
    { 'canvases.edit': no('canvas_disabled_user_team') },
    [...allWell, { code: 'canvas-off', raw: 'canvas_disabled_user_team' }],
  ],
] as const)('%s', async (_why, said, found) => {
  expect((await look(said)).found).toEqual(found);
});

test('a Slack that is not there is said once, with why', async () => {
  const gone = new HttpDoor(() => ok());
  await gone.listen();
  const url = `${gone.origin}/api/`;
  await gone.stop();
  const spec = { botToken: 'xoxb-canary', appToken: 'xapp-1', url };
  const found = await diagnoseSlack(spec, { users: ['UANA'], groups: [], convs: [] });
  expect(found).toEqual([{ code: 'unreachable', raw: 'ECONNREFUSED' }]);
  expect(JSON.stringify(found)).not.toContain('canary');
});

test('a Slack that does not answer in time is said so, and never by a number', () => {
  expect(whyNot(new WebAPIRequestError(new DOMException('The operation was aborted due to timeout', 'TimeoutError')))).toBe('timeout');
  expect(whyNot(new DOMException('not found', 'NotFoundError'))).toBe('not found');
});

test.each([
  ['user_not_found', no('user_not_found'), 'user-unknown'],
  ['deactivated', ok({ user: { deleted: true } }), 'user-deactivated'],
  ['a guest', ok({ user: { is_restricted: true } }), 'user-guest'],
  ['a guest of one channel', ok({ user: { is_ultra_restricted: true } }), 'user-guest'],
  ['of another firm', ok({ user: { is_stranger: true } }), 'user-outside'],
  ['a bot', ok({ user: { is_bot: true } }), 'user-bot'],
] as const)('a user who is %s', async (_why, answer, code) => {
  const others = (args: URLSearchParams): Reply => (args.get('user') === 'UBO' ? answer : ok({ user: {} }));
  expect((await look({ 'users.info': others }, { users: ['UANA', 'UBO', 'UCHEN'] })).found).toEqual([...allWell, { code, user: 'UBO' }]);
});

test('groups that are not there or disabled', async () => {
  const answer = ok({
    usergroups: [
      { id: 'SOLD', date_delete: 1_700_000_000 },
      { id: 'SPAY', date_delete: 0 },
    ],
  });
  const { found } = await look({ 'usergroups.list': answer }, { groups: ['SPAY', 'SOLD', 'SGONE'] });
  expect(found).toEqual([...allWell, { code: 'group-disabled', group: 'SOLD' }, { code: 'group-unknown', group: 'SGONE' }]);
});

test.each([
  [no('channel_not_found'), 'conv-unknown'],
  [ok({ channel: { is_archived: true, is_member: false } }), 'conv-archived'],
  [ok({ channel: { is_member: false } }), 'conv-without-us'],
] as const)('a channel: %j', async (answer, code) => {
  expect((await look({ 'conversations.info': answer }, { convs: ['COPS'] })).found).toEqual([...allWell, { code, conv: 'COPS' }]);
});

test('a large firm is not asked about to the last, and a limit of Slack ends it', async () => {
  const users = Array.from({ length: 100 }, (_, n) => `U${n}`);
  const { found, methods } = await look({}, { users });
  expect(found).toEqual([...allWell, { code: 'not-looked-at', what: 'users', count: 40, raw: 'limit' }]);
  expect(methods.filter((method) => method === 'users.info')).toHaveLength(60);

  const limited = await look({ 'users.info': { status: 429, headers: { 'retry-after': '30' } } }, { users });
  expect(limited.found).toEqual([...allWell, { code: 'not-looked-at', what: 'users', count: 100, raw: 'ratelimited' }]);
  expect(limited.methods.filter((method) => method === 'users.info')).toHaveLength(6);
});

test('without an app-level token no connection is asked for', async () => {
  const { found, methods } = await look({}, {}, {});
  expect(found).toEqual([letIn, complete]);
  expect(methods.toSorted()).toEqual(['auth.test', 'canvases.edit']);
});
