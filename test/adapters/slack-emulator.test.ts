import type { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, test } from 'vitest';
import { answerOf, webClientOf } from '../emulators/slack/real-clients.ts';
import { plain as plainText, type Json } from '../emulators/slack/records.ts';
import { Slack, type SlackOptions } from '../emulators/slack/slack.ts';

const open: Slack[] = [];
afterEach(async () => {
  for (const slack of open.splice(0)) await slack.stop();
});

interface Setting {
  readonly slack: Slack;
  readonly web: WebClient;
}

async function setting(options: SlackOptions = {}): Promise<Setting> {
  const slack = await new Slack(options).listen();
  open.push(slack);
  for (const name of ['ana', 'bo', 'cai']) slack.user(name, { id: `U${name.toUpperCase()}` });
  slack.user('gone', { id: 'UGONE', deleted: true });
  slack.user('stranger', { id: 'USTRANGER', teamId: 'TOTHER' });
  slack.channel('ops', { id: 'C0OPS', members: ['UANA', 'UBO'] });
  slack.channel('elsewhere', { id: 'C0ELSE', members: ['UANA'], bot: false });
  slack.channel('hidden', { id: 'C0HIDDEN', members: ['UANA'], bot: false, private: true });
  slack.channel('old', { id: 'C0OLD' });
  Object.assign(slack.find('old'), { is_archived: true });
  return { slack, web: webClientOf(slack) };
}

const plain = (text: string): Json => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
const section = (text: string): Json => ({ type: 'section', text: mrkdwn(text) });
const button = (more: Json = {}): Json => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more });
const modal = (more: Json = {}): Json => ({ type: 'modal', title: plain('Form'), blocks: [], ...more });

describe('refusals are those that Slack documents', () => {
  const post = 'chat.postMessage';
  const create = 'conversations.create';
  const invite = 'conversations.invite';
  test.each<[why: string, method: string, args: Json, error: string]>([
    ['no such method', 'chat.shout', {}, 'unknown_method'],
    ['an argument is missing', 'chat.postEphemeral', { channel: 'C0OPS', text: 'x' }, 'invalid_arguments'],
    ['nothing to say', post, { channel: 'C0OPS' }, 'no_text'],
    ['no such channel', post, { channel: 'C0NONE', text: 'x' }, 'channel_not_found'],
    ['a private channel without the bot does not exist for it', post, { channel: 'C0HIDDEN', text: 'x' }, 'channel_not_found'],
    ['archived', post, { channel: 'C0OLD', text: 'x' }, 'is_archived'],
    ['no such thread', post, { channel: 'C0OPS', text: 'x', thread_ts: '1700000000.000001' }, 'thread_not_found'],
    ['blocks are no list', post, { channel: 'C0OPS', blocks: '{' }, 'invalid_blocks_format'],
    ['text and markdown at once', post, { channel: 'C0OPS', text: 'x', markdown_text: 'y' }, 'markdown_text_conflict'],
    ['metadata without a type', post, { channel: 'C0OPS', text: 'x', metadata: {} }, 'invalid_metadata_format'],
    ['a deactivated user', post, { channel: 'UGONE', text: 'x' }, 'user_disabled'],
    ['a message that is not there', 'chat.update', { channel: 'C0OPS', ts: '1.2', text: 'x' }, 'message_not_found'],
    [
      'an ephemeral message to who is not in it',
      'chat.postEphemeral',
      { channel: 'C0OPS', user: 'UCAI', text: 'x' },
      'user_not_in_channel',
    ],
    ['a channel without a name', create, {}, 'invalid_name_required'],
    ['a name of 81 characters', create, { name: 'a'.repeat(81) }, 'invalid_name_maxlength'],
    ['a name with capitals', create, { name: 'Ops' }, 'invalid_name_specials'],
    ['a name with a space', create, { name: 'o ps' }, 'invalid_name_specials'],
    ['a name of dashes', create, { name: '---' }, 'invalid_name_punctuation'],
    ['a taken name', create, { name: 'ops' }, 'name_taken'],
    ['a name taken by an archived channel', create, { name: 'old' }, 'name_taken'],
    ['to invite nobody', invite, { channel: 'C0OPS', users: '' }, 'no_user'],
    ['to invite who is there', invite, { channel: 'C0OPS', users: 'UANA' }, 'already_in_channel'],
    ['to invite itself', invite, { channel: 'C0OPS', users: 'U0TOCSINBOT' }, 'cant_invite_self'],
    ['to invite who is not', invite, { channel: 'C0OPS', users: 'UNOBODY' }, 'user_not_found'],
    ['to invite the deactivated', invite, { channel: 'C0OPS', users: 'UGONE' }, 'cant_invite'],
    ['to invite somebody of another workspace', invite, { channel: 'C0OPS', users: 'USTRANGER' }, 'org_user_not_in_team'],
    ['to invite where the bot is not', invite, { channel: 'C0ELSE', users: 'UBO' }, 'not_in_channel'],
    ['to archive twice', 'conversations.archive', { channel: 'C0OLD' }, 'already_archived'],
    ['to unarchive what is not', 'conversations.unarchive', { channel: 'C0OPS' }, 'not_archived'],
    ['a topic where it is archived', 'conversations.setTopic', { channel: 'C0OLD', topic: 'x' }, 'is_archived'],
    ['a topic of 251 characters', 'conversations.setTopic', { channel: 'C0OPS', topic: 'x'.repeat(251) }, 'too_long'],
    ['to join a private channel', 'conversations.join', { channel: 'C0HIDDEN' }, 'channel_not_found'],
    ['to open a conversation with nobody', 'conversations.open', {}, 'users_list_not_supplied'],
    ['replies to nothing', 'conversations.replies', { channel: 'C0OPS', ts: '1.2' }, 'thread_not_found'],
    ['to read where the bot is not', 'conversations.history', { channel: 'C0ELSE' }, 'not_in_channel'],
    ['a pin without a message', 'pins.add', { channel: 'C0OPS' }, 'no_item_specified'],
    ['a pin of a strange time', 'pins.add', { channel: 'C0OPS', timestamp: 'now' }, 'bad_timestamp'],
    [
      'a bookmark that is no link',
      'bookmarks.add',
      { channel_id: 'C0OPS', title: 't', type: 'link', link: 'javascript:x' },
      'invalid_link',
    ],
    ['a bookmark of another type', 'bookmarks.add', { channel_id: 'C0OPS', title: 't', type: 'file' }, 'invalid_bookmark_type'],
    ['no such user', 'users.info', { user: 'UNOBODY' }, 'user_not_found'],
    ['no such e-mail', 'users.lookupByEmail', { email: 'nobody@harbour.example' }, 'users_not_found'],
    ['no such group', 'usergroups.users.list', { usergroup: 'S0NONE' }, 'no_such_subteam'],
    ['a trigger that never was', 'views.open', { trigger_id: 'x', view: modal() }, 'invalid_trigger_id'],
    ['no such view', 'views.update', { view_id: 'V0NONE', view: modal() }, 'not_found'],
    ['no such canvas', 'canvases.edit', { canvas_id: 'F0NONE', changes: [] }, 'canvas_not_found'],
    ['no such file', 'files.info', { file: 'F0NONE' }, 'file_not_found'],
    ['a reaction with a strange name', 'reactions.add', { channel: 'C0OPS', timestamp: '1700000000.000001', name: 'A B' }, 'invalid_name'],
    ['a stream in a channel for nobody', 'chat.startStream', { channel: 'C0OPS', thread_ts: '1.2' }, 'thread_not_found'],
  ])('%s: %s', async (_why, method, args, error) => {
    const { web } = await setting();
    expect(await answerOf(web, method, args)).toMatchObject({ ok: false, error });
  });
});

describe('blocks are measured as Slack measures them', () => {
  const many = (n: number, block: Json): Json[] => Array.from({ length: n }, () => block);
  test.each<[why: string, blocks: Json[], error: string, message: string | null]>([
    ['51 blocks', many(51, { type: 'divider' }), 'invalid_blocks', 'no more than 50 items'],
    ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }], 'invalid_blocks', 'less than 151 characters'],
    ['a header in markdown', [{ type: 'header', text: mrkdwn('x') }], 'invalid_blocks', 'plain_text'],
    ['a section of 3001', [section('x'.repeat(3_001))], 'invalid_blocks', '/blocks/0/text/text'],
    ['an empty text', [section('')], 'invalid_blocks', 'non-empty'],
    ['eleven fields', [{ type: 'section', fields: many(11, mrkdwn('x')) }], 'invalid_blocks', 'no more than 10'],
    [
      '26 buttons',
      [{ type: 'actions', elements: Array.from({ length: 26 }, (_, i) => button({ action_id: `${i}` })) }],
      'invalid_blocks',
      '25',
    ],
    ['a button that says 76', [{ type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] }], 'invalid_blocks', 'less than 76'],
    ['a value of 2001', [{ type: 'actions', elements: [button({ value: 'x'.repeat(2_001) })] }], 'invalid_blocks', 'less than 2001'],
    ['a style of its own', [{ type: 'actions', elements: [button({ style: 'loud' })] }], 'invalid_blocks', 'primary or danger'],
    ['one action twice', [{ type: 'actions', elements: [button(), button()] }], 'invalid_blocks', 'action_id'],
    ['one block twice', many(2, { ...section('x'), block_id: 'b' }), 'invalid_blocks', 'block_id'],
    ['eleven in a context', [{ type: 'context', elements: many(11, mrkdwn('x')) }], 'invalid_blocks', 'no more than 10'],
    [
      'a select of 101',
      [
        {
          type: 'actions',
          elements: [{ type: 'static_select', options: Array.from({ length: 101 }, (_, i) => ({ text: plain('x'), value: `${i}` })) }],
        },
      ],
      'invalid_blocks',
      '100',
    ],
    [
      'a confirm of 301',
      [
        {
          type: 'actions',
          elements: [button({ confirm: { title: plain('t'), text: plain('x'.repeat(301)), confirm: plain('y'), deny: plain('n') } })],
        },
      ],
      'invalid_blocks',
      '301',
    ],
    ['an input type that is none', [{ type: 'input', label: plain('x'), element: { type: 'telepathy' } }], 'invalid_blocks', 'telepathy'],
    ['five long sections', many(5, section('x'.repeat(3_000))), 'msg_blocks_too_long', null],
  ])('%s: %#', async (_why, blocks, error, message) => {
    const { web } = await setting();
    const answer = await answerOf(web, 'chat.postMessage', { channel: 'C0OPS', text: 'x', blocks });
    expect(answer).toMatchObject({ ok: false, error });
    if (message) expect(JSON.stringify(answer['response_metadata'])).toContain(message);
  });

  test('as much as fits is taken, and every block gets an id', async () => {
    const { slack, web } = await setting();
    await web.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: many(50, { type: 'divider' }) as never });
    expect(slack.messages('ops')[0]!.blocks).toHaveLength(50);
    expect(new Set(slack.messages('ops')[0]!.blocks!.map((block) => block['block_id'])).size).toBe(50);
  });
});

test('who calls, and with which rights, is looked at', async () => {
  const { slack, web } = await setting({ scopes: ['chat:write', 'channels:read', 'channels:manage'] });
  expect(await answerOf(webClientOf(slack, ''), 'auth.test')).toMatchObject({ error: 'not_authed' });
  expect(await answerOf(webClientOf(slack, 'xoxb-wrong'), 'auth.test')).toMatchObject({ error: 'invalid_auth' });
  expect(await answerOf(webClientOf(slack, slack.appToken), 'auth.test')).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await answerOf(web, 'apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await answerOf(web, 'pins.add', {})).toMatchObject({
    error: 'missing_scope',
    needed: 'pins:write',
    provided: 'chat:write,channels:read,channels:manage',
  });
  expect(await answerOf(web, 'conversations.create', { name: 'x', is_private: true })).toMatchObject({ needed: 'groups:write' });
  expect(await web.auth.test()).toMatchObject({ team_id: slack.team.id, user_id: slack.bot.user, bot_id: slack.bot.bot_id });
  expect((await web.auth.test()).response_metadata?.scopes).toEqual(['chat:write', 'channels:read', 'channels:manage']);
  slack.withdraws('channels:manage');
  expect(await answerOf(web, 'conversations.create', { name: 'x' })).toMatchObject({ error: 'missing_scope', needed: 'channels:manage' });
  slack.revokesToken();
  expect(await answerOf(web, 'auth.test')).toMatchObject({ error: 'token_revoked' });
  expect(await answerOf(webClientOf(slack, ''), 'api.test', { error: 'my_error' })).toMatchObject({ error: 'my_error' });
});

test('JSON bodies do as well as forms, and calls are kept with what was answered', async () => {
  const { slack } = await setting();
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${slack.botToken}` };
  const body = JSON.stringify({ channel: 'C0OPS', text: 'x', blocks: [section('y')] });
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
  expect(await response.json()).toMatchObject({ ok: true, channel: 'C0OPS' });
  expect(slack.calls).toMatchObject([{ method: 'chat.postMessage', args: { blocks: [section('y')] }, answer: { ok: true } }]);
  expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
  expect(slack.count('chat.postMessage')).toBe(1);
  const broken = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body: '{' });
  expect(await broken.json()).toEqual({ ok: false, error: 'invalid_json' });
});

test('a room is made, filled, described, pinned and closed', async () => {
  const { slack, web } = await setting();
  const { channel } = await web.conversations.create({ name: 'inc-7-支付失败', is_private: true });
  const id = channel!.id!;
  expect(slack.find('inc-7-支付失败')).toMatchObject({ id, is_private: true, creator: slack.bot.user });
  const mixed = await answerOf(web, 'conversations.invite', { channel: id, users: 'UANA,UGONE,UBO' });
  expect(mixed).toMatchObject({ ok: false, error: 'cant_invite', errors: [{ user: 'UGONE', ok: false, error: 'cant_invite' }] });
  expect([...slack.find(id).members]).toEqual([slack.bot.user]);
  const forced = await answerOf(web, 'conversations.invite', { channel: id, users: 'UANA,UGONE,UBO', force: true });
  expect(forced).toMatchObject({ ok: true, errors: [{ user: 'UGONE' }] });
  expect([...slack.find(id).members]).toEqual([slack.bot.user, 'UANA', 'UBO']);
  await web.conversations.setTopic({ channel: id, topic: 'SEV1' });
  await web.conversations.setPurpose({ channel: id, purpose: 'for the fix' });
  const { ts = '' } = await web.chat.postMessage({ channel: id, text: 'card' });
  await web.pins.add({ channel: id, timestamp: ts });
  expect(await answerOf(web, 'pins.add', { channel: id, timestamp: ts })).toMatchObject({ error: 'already_pinned' });
  expect((await web.pins.list({ channel: id })).items).toMatchObject([{ message: { text: 'card' } }]);
  const { bookmark } = await web.bookmarks.add({
    channel_id: id,
    title: 'Console',
    type: 'link',
    link: 'https://tocsin.example',
    emoji: ':bell:',
  });
  await web.bookmarks.edit({ channel_id: id, bookmark_id: bookmark!.id!, title: 'Tocsin' });
  expect((await web.bookmarks.list({ channel_id: id })).bookmarks).toMatchObject([{ title: 'Tocsin' }]);
  await web.bookmarks.remove({ channel_id: id, bookmark_id: bookmark!.id! });
  await web.conversations.rename({ channel: id, name: 'inc-7-done' });
  await web.conversations.kick({ channel: id, user: 'UBO' });
  await web.conversations.archive({ channel: id });
  expect(slack.find(id)).toMatchObject({
    name: 'inc-7-done',
    topic: 'SEV1',
    purpose: 'for the fix',
    is_archived: true,
    pins: [ts],
    bookmarks: [],
  });
  expect(await answerOf(web, 'chat.update', { channel: id, ts, text: 'x' })).toMatchObject({ error: 'is_archived' });
  await web.conversations.unarchive({ channel: id });
  expect((await web.conversations.members({ channel: id })).members).toEqual([slack.bot.user, 'UANA']);
});

test('two creates of one name at once: one is refused, or both succeed where that is wanted', async () => {
  const twice = (web: WebClient): Promise<Json[]> =>
    Promise.all([1, 2].map(() => answerOf(web, 'conversations.create', { name: 'inc-1' })));
  const errors = (answers: Json[]): unknown[] =>
    answers.map(({ error }) => plainText(error) || 'ok').toSorted((a, b) => a.localeCompare(b));
  expect(errors(await twice((await setting({ delayMs: 20 })).web))).toEqual(['name_taken', 'ok']);
  const { slack, web } = await setting({ delayMs: 20, twinNames: true });
  expect(errors(await twice(web))).toEqual(['ok', 'ok']);
  expect(slack.channels.filter(({ name }) => name === 'inc-1')).toHaveLength(2);
  expect(await answerOf(web, 'conversations.create', { name: 'inc-1' })).toMatchObject({ error: 'name_taken' });
});

test('a bot that archiving put out of its channel cannot unarchive it', async () => {
  const { web } = await setting({ archiveEmpties: true });
  await web.conversations.archive({ channel: 'C0OPS' });
  expect(await answerOf(web, 'conversations.unarchive', { channel: 'C0OPS' })).toMatchObject({ error: 'not_in_channel' });
});

test('messages are changed, taken back, linked, threaded and read page by page', async () => {
  const { slack, web } = await setting();
  const { ts = '' } = await web.chat.postMessage({ channel: 'C0OPS', text: 'x'.repeat(40_001), blocks: [section('kept')] as never });
  expect(slack.messages('ops')[0]!.text).toHaveLength(40_000);
  await web.chat.update({ channel: 'C0OPS', ts, text: 'fallback', blocks: [section('changed')] as never });
  expect(slack.messages('ops')[0]).toMatchObject({ blocks: [section('changed')] });
  await web.chat.update({ channel: 'C0OPS', ts, text: 'new' });
  expect(slack.messages('ops')[0]).toMatchObject({ text: 'new', edited: { user: slack.bot.user } });
  expect(slack.messages('ops')[0]!.blocks).toBeUndefined();
  expect(await answerOf(web, 'chat.update', { channel: 'C0OPS', ts, text: 'x'.repeat(4_001) })).toMatchObject({ error: 'msg_too_long' });
  const hers = await slack.someone('ana').says('ops', 'mine', { thread_ts: ts });
  expect(await answerOf(web, 'chat.update', { channel: 'C0OPS', ts: hers.ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
  expect(await answerOf(web, 'chat.delete', { channel: 'C0OPS', ts: hers.ts })).toMatchObject({ error: 'cant_delete_message' });
  const { permalink } = await web.chat.getPermalink({ channel: 'C0OPS', message_ts: hers.ts });
  expect(permalink).toBe(`https://harbour.slack.com/archives/C0OPS/p${hers.ts.replace('.', '')}?thread_ts=${ts}&cid=C0OPS`);
  expect((await web.conversations.replies({ channel: 'C0OPS', ts })).messages).toMatchObject([
    { text: 'new', reply_count: 1 },
    { text: 'mine' },
  ]);
  await web.chat.postEphemeral({ channel: 'C0OPS', user: 'UANA', text: 'psst' });
  expect(slack.ephemerals('ops', 'UANA')).toMatchObject([{ text: 'psst', ephemeralTo: 'UANA' }]);
  expect(slack.ephemerals('ops', 'UBO')).toEqual([]);
  for (const text of ['1', '2', '3']) await web.chat.postMessage({ channel: 'C0OPS', text });
  const first = await web.conversations.history({ channel: 'C0OPS', limit: 2 });
  expect(first).toMatchObject({ has_more: true, messages: [{ text: '3' }, { text: '2' }] });
  const rest = await web.conversations.history({ channel: 'C0OPS', limit: 2, cursor: first.response_metadata!.next_cursor! });
  expect(rest).toMatchObject({ has_more: false, messages: [{ text: '1' }, { text: 'new' }] });
  await web.chat.delete({ channel: 'C0OPS', ts });
  expect(slack.messages('ops').map(({ text }) => text)).toEqual(['mine', '1', '2', '3']);
});

test('a mention is counted wherever it makes a noise, and nowhere else', async () => {
  const { slack, web } = await setting();
  const post = async (more: Json): Promise<unknown> =>
    slack.mentioned((await answerOf(web, 'chat.postMessage', { channel: 'C0OPS', ...more }))['ts'] as string);
  const none = { broadcasts: [], users: [], usergroups: [] };
  expect(await post({ text: '&lt;!channel&gt; @here &lt;@UANA&gt;' })).toEqual(none);
  expect(
    await post({
      text: 'x',
      blocks: [
        { type: 'header', text: plain('<!channel>') },
        { type: 'actions', elements: [button({ value: '<!here>' })] },
      ],
    }),
  ).toEqual(none);
  expect(await post({ text: '<!channel> <!here|here> <@UANA> <!subteam^S0PAY|@pay>' })).toEqual({
    broadcasts: ['channel', 'here'],
    users: ['UANA'],
    usergroups: ['S0PAY'],
  });
  expect(await post({ text: 'x', blocks: [section('<!everyone> <@UBO>')] })).toMatchObject({ broadcasts: ['everyone'], users: ['UBO'] });
  expect(await post({ text: 'x', attachments: [{ text: '<!channel>' }] })).toMatchObject({ broadcasts: ['channel'] });
  expect(await post({ text: '@channel', parse: 'full' })).toMatchObject({ broadcasts: ['channel'] });
});

test('people and groups are found', async () => {
  const { slack, web } = await setting();
  slack.usergroup('payments', { id: 'S0PAY', users: ['UANA'] });
  slack.usergroup('past', { id: 'S0PAST', disabled: true });
  expect((await web.users.info({ user: 'UANA' })).user).toMatchObject({
    team_id: slack.team.id,
    is_email_confirmed: true,
    profile: { email: 'ana@harbour.example' },
  });
  expect((await web.users.lookupByEmail({ email: 'BO@harbour.example' })).user?.id).toBe('UBO');
  expect((await web.users.list({})).members).toHaveLength(6);
  expect((await web.usergroups.list({ include_users: true })).usergroups).toMatchObject([
    { id: 'S0PAY', handle: 'payments', users: ['UANA'] },
  ]);
  expect((await web.usergroups.users.list({ usergroup: 'S0PAY' })).users).toEqual(['UANA']);
  const { channel } = await web.conversations.open({ users: 'UANA' });
  expect(await web.conversations.open({ users: 'UANA' })).toMatchObject({ already_open: true, channel: { id: channel!.id } });
  expect((await web.conversations.list({ types: 'public_channel,private_channel', exclude_archived: true })).channels).toMatchObject([
    { name: 'ops' },
    { name: 'elsewhere' },
  ]);
  expect((await web.users.conversations({ user: 'UANA' })).channels).toMatchObject([{ name: 'ops' }, { name: 'elsewhere' }]);
  expect((await web.conversations.info({ channel: 'C0OPS', include_num_members: true })).channel).toMatchObject({
    num_members: 3,
    is_member: true,
  });
  slack.withdraws('users:read.email');
  expect((await web.users.info({ user: 'UANA' })).user?.profile?.email).toBeUndefined();
});

test('a canvas is written, looked through and changed one piece at a time', async () => {
  const { slack, web } = await setting();
  const write = (markdown: string): Json => ({ type: 'markdown', markdown });
  const made = await answerOf(web, 'conversations.canvases.create', {
    channel_id: 'C0OPS',
    document_content: write('# State\n\nbroken\n\n# Next\n\nlook'),
  });
  expect(await answerOf(web, 'conversations.canvases.create', { channel_id: 'C0OPS' })).toMatchObject({
    error: 'channel_canvas_already_exists',
  });
  const canvas_id = made['canvas_id'] as string;
  const edit = (change: Json): Promise<Json> => answerOf(web, 'canvases.edit', { canvas_id, changes: [change] });
  const found = await answerOf(web, 'canvases.sections.lookup', { canvas_id, criteria: { section_types: ['h1'], contains_text: 'Next' } });
  const [{ id: section_id }] = found['sections'] as [{ id: string }];
  await edit({ operation: 'insert_before', section_id, document_content: write('since 03:12') });
  await edit({ operation: 'insert_at_end', document_content: write('- call bo') });
  expect(slack.find('ops').canvas?.markdown).toBe('# State\n\nbroken\n\nsince 03:12\n\n# Next\n\nlook\n\n- call bo');
  expect(await edit({ operation: 'delete', section_id: 'temp:C:none' })).toMatchObject({ error: 'canvas_editing_failed' });
  expect(await answerOf(web, 'canvases.edit', { canvas_id, changes: [{}, {}] })).toMatchObject({ error: 'invalid_arguments' });
  await edit({ operation: 'replace', document_content: write('over') });
  expect(slack.find('ops').canvas?.markdown).toBe('over');
});

test('a streamed answer grows, and is sealed after five minutes', async () => {
  let now = 1_790_000_000_000;
  const { slack, web } = await setting({ now: () => now });
  const asked = await slack.someone('ana').says('ops', 'what changed?');
  const start = { channel: 'C0OPS', thread_ts: asked.ts };
  expect(await answerOf(web, 'chat.startStream', start)).toMatchObject({ error: 'missing_recipient_team_id' });
  expect(await answerOf(web, 'chat.startStream', { ...start, recipient_team_id: slack.team.id })).toMatchObject({
    error: 'missing_recipient_user_id',
  });
  const whole = { ...start, recipient_team_id: slack.team.id, recipient_user_id: 'UANA' };
  const { ts } = await answerOf(web, 'chat.startStream', { ...whole, markdown_text: 'A de' });
  await answerOf(web, 'chat.appendStream', {
    channel: 'C0OPS',
    ts,
    chunks: [
      { type: 'markdown_text', text: 'ploy' },
      { type: 'task_update', id: 't', title: 'Look', status: 'complete' },
    ],
  });
  expect(await answerOf(web, 'chat.update', { channel: 'C0OPS', ts, text: 'x' })).toMatchObject({ error: 'streaming_state_conflict' });
  expect(await answerOf(web, 'chat.appendStream', { channel: 'C0OPS', ts, chunks: [{ type: 'song' }] })).toMatchObject({
    error: 'invalid_chunks',
  });
  await answerOf(web, 'chat.stopStream', { channel: 'C0OPS', ts, blocks: [section('end')] });
  expect(slack.messages('ops').at(-1)).toMatchObject({
    text: 'A deploy',
    streaming: null,
    blocks: [{ type: 'task_card', task_id: 't' }, section('end')],
  });
  expect(await answerOf(web, 'chat.appendStream', { channel: 'C0OPS', ts, markdown_text: 'x' })).toMatchObject({
    error: 'message_not_in_streaming_state',
  });
  const late = await answerOf(web, 'chat.startStream', whole);
  now += 300_001;
  expect(await answerOf(web, 'chat.stopStream', { channel: 'C0OPS', ts: late['ts'] })).toMatchObject({
    error: 'message_not_in_streaming_state',
  });
});

test('files are uploaded by the client, shown to who has the token, and never made public unseen', async () => {
  const { slack, web } = await setting();
  await web.filesUploadV2({ channel_id: 'C0OPS', filename: 'graph.png', file: Buffer.from('png!'), initial_comment: 'look' });
  const [message] = slack.messages('ops');
  expect(message).toMatchObject({ text: 'look', files: [{ name: 'graph.png', mimetype: 'image/png', isPublic: false }] });
  const { file } = await web.files.info({ file: message!.files[0]!.id });
  const login = await fetch(file!.url_private!);
  expect([login.status, login.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const download = await fetch(file!.url_private!, { headers: { authorization: `Bearer ${slack.botToken}` } });
  expect(await download.text()).toBe('png!');
  expect(slack.count('files.sharedPublicURL')).toBe(0);
  await answerOf(web, 'files.sharedPublicURL', { file: file!.id });
  expect([slack.count('files.sharedPublicURL'), message!.files[0]!.isPublic]).toEqual([1, true]);
});

describe('what goes wrong, goes wrong so', () => {
  const post = { channel: 'C0OPS', text: 'x' };
  test.each<[trouble: Parameters<Slack['goesWrong']>[1], what: Json, effects: number]>([
    [{ error: 'is_archived' }, { ok: false, error: 'is_archived' }, 0],
    [{ status: 500 }, { code: 'slack_webapi_http_error', statusCode: 500 }, 0],
    [{ status: 503, after: true }, { code: 'slack_webapi_http_error', statusCode: 503 }, 1],
    [{ status: 429, retryAfter: 7 }, { code: 'slack_webapi_rate_limited_error', retryAfter: 7 }, 0],
    ['late', { code: 'slack_webapi_request_error' }, 1],
    ['breaks', { code: 'slack_webapi_request_error' }, 0],
  ])('%j', async (trouble, what, effects) => {
    const { slack, web } = await setting();
    slack.goesWrong('chat.postMessage', trouble);
    expect(await answerOf(web, 'chat.postMessage', post).catch((error: unknown) => error)).toMatchObject(what);
    expect(slack.messages('ops')).toHaveLength(effects);
    expect(await answerOf(web, 'chat.postMessage', post)).toMatchObject({ ok: true });
  });

  test.each(['hangs', 'silent'] as const)('%s: no answer ever comes', async (trouble) => {
    const { slack } = await setting();
    slack.goesWrong('*', trouble);
    const left = new AbortController();
    const headers = { authorization: `Bearer ${slack.botToken}` };
    const body = new URLSearchParams(post);
    const asked = fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body, signal: left.signal });
    await slack.until(() => slack.calls[0] && slack.messages('ops').length === (trouble === 'silent' ? 1 : 0), 'the call to come');
    left.abort();
    await expect(asked).rejects.toThrow('abort');
    expect(slack.calls[0]!.answer).toBeNull();
  });
});

test('limits: a message a second in a channel with a short burst, others by tier, each method for itself', async () => {
  let now = 1_790_000_000_000;
  const { slack, web } = await setting({ limits: true, now: () => now });
  const post = (channel: string): Promise<unknown> =>
    answerOf(web, 'chat.postMessage', { channel, text: 'x' }).then(
      () => 'ok',
      ({ retryAfter }: { retryAfter: number }) => retryAfter,
    );
  slack.channel('two', { id: 'C0TWO' });
  const burst = [await post('C0OPS'), await post('C0OPS'), await post('C0OPS'), await post('C0OPS'), await post('C0OPS')];
  expect([...burst, await post('C0TWO')]).toEqual(['ok', 'ok', 'ok', 'ok', 1, 'ok']);
  now += 1_000;
  expect([await post('C0OPS'), await post('C0OPS')]).toEqual(['ok', 1]);
  const create = (i: number): Promise<unknown> =>
    answerOf(web, 'conversations.create', { name: `r-${i}` }).then(
      () => 'ok',
      ({ retryAfter }: { retryAfter: number }) => retryAfter,
    );
  const made = [];
  for (let i = 0; i < 21; i += 1) made.push(await create(i));
  expect(made).toEqual([...Array.from({ length: 20 }, () => 'ok'), 3]);
  now += 3_000;
  expect(await create(30)).toBe('ok');
});

test('every call takes as long as is wanted', async () => {
  const { slack, web } = await setting({ delayMs: 40 });
  await web.auth.test();
  expect(slack.calls[0]!.tookMs).toBeGreaterThanOrEqual(38);
});
