import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ref } from '../../ports/im.ts';
import { failureOf, slackDesk, type SlackDesk } from '../harness/slack-desk.ts';

let desk: SlackDesk;
let room: Ref;
let ana: string;
let n = 0;
const key = (): string => `key-${(n += 1)}`;
beforeAll(async () => {
  desk = await slackDesk();
  ana = desk.slack.user('ana', { realName: 'Ana Li', email: 'Ana.Li@firm.example' });
  room = { conv: desk.slack.channel('ops', { members: [ana] }) };
});
afterAll(() => desk.close());

const card = { title: 'Orders', actions: [{ token: 't', label: 'Acknowledge' }] };
const last = () => desk.slack.messages('ops').at(-1)!;

describe('a message', () => {
  test('is said by the bot that says it, in the language it is written in, and unfurls nothing', async () => {
    await desk.im.post(room, { text: 'https://a.example', lang: 'zh' }, { as: 'emergency-assistant', key: key() });
    expect(last()).toMatchObject({ username: '应急助手', icon: ':rotating_light:' });
    expect(desk.slack.calls.at(-1)?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });
  test('in a thread stays there when it is edited', async () => {
    const { msg } = await desk.im.post(room, { text: 'root' }, { as: 'pager', key: key() });
    const reply = await desk.im.post({ ...room, thread: msg! }, { text: 'reply' }, { as: 'pager', key: key() });
    expect([last().thread_ts, reply.thread]).toEqual([msg, msg]);
    expect(await desk.im.messages.update(reply, { text: 'other' })).toBe('edited');
  });
  test('mentions only whom it is told to', async () => {
    const { msg } = await desk.im.post(
      room,
      { text: '<!channel> <@U9>', card: { ...card, body: '<!here>' }, mentions: [{ name: 'Ana', user: ana }] },
      { as: 'pager', key: key() },
    );
    const { broadcasts, users } = desk.slack.mentioned(msg!);
    expect([broadcasts, [...new Set(users)]]).toEqual([[], [ana]]);
  });
  test('that is a line is not read as markup when it is edited', async () => {
    const ref = await desk.im.post(room, { text: 'x' }, { as: 'pager', key: key() });
    await desk.im.messages.update(ref, { text: '*stars* <!channel>' });
    expect(last().blocks).toMatchObject([{ type: 'rich_text', elements: [{ elements: [{ type: 'text', text: '*stars* <!channel>' }] }] }]);
    expect(desk.slack.mentioned(ref.msg!).broadcasts).toEqual([]);
  });
  test('that can be edited no more counts as gone, so that a new one takes its place', async () => {
    const ref = await desk.im.post(room, { text: 'x' }, { as: 'pager', key: key() });
    for (const error of ['edit_window_closed', 'cant_update_message', 'message_not_found']) {
      desk.slack.goesWrong('chat.update', { error });
      expect(await desk.im.messages.update(ref, { text: 'y' })).toBe('gone');
    }
  });
  test('of 10,000 characters arrives, cut, and that is noted', async () => {
    const ref = await desk.im.post(
      room,
      { text: 'x'.repeat(10_000), card: { ...card, body: 'y'.repeat(10_000) } },
      { as: 'pager', key: key() },
    );
    expect(JSON.stringify(last().blocks)).toContain('Shortened to fit');
    expect(await desk.im.messages.update(ref, { text: 'z'.repeat(10_000), card: { ...card, body: 'z'.repeat(10_000) } })).toBe('edited');
    expect(desk.noted.at(-1)).toEqual({ what: 'cut to what Slack takes', data: { cut: ['text: 10000 → 3898', 'body: 10000 → 1499'] } });
  });
});

describe('a whisper', () => {
  const how = (): { as: string; user: string } => ({ as: 'pager', user: ana });
  test('is seen by one, where they are', async () => {
    await desk.im.messages.whisper!(room, { text: 'psst <!channel>' }, how());
    expect(desk.slack.ephemerals('ops', ana).at(-1)).toMatchObject({ username: 'Pager', text: 'psst &lt;!channel&gt;' });
  });
  test('goes directly to whoever is not there', async () => {
    const bo = desk.slack.user('bo');
    await desk.im.messages.whisper!(room, { text: 'psst' }, { as: 'pager', user: bo });
    expect(desk.slack.messages(bo).at(-1)?.text).toBe('psst');
  });
  test('goes through the door that was come in by, while it is open', async () => {
    const { urls, w } = desk.slack.desk;
    const door = urls.make({ channel: w.channelNamed('ops')!, user: ana });
    const before = desk.slack.count('chat.postEphemeral');
    for (let i = 0; i < 5; i += 1) await desk.im.messages.whisper!(room, { text: `by door ${i}` }, { ...how(), door });
    expect([desk.slack.ephemerals('ops', ana).at(-1)?.text, desk.slack.count('chat.postEphemeral') - before]).toEqual(['by door 4', 0]);
    await desk.im.messages.whisper!(room, { text: 'by the sixth' }, { ...how(), door });
    expect([desk.slack.ephemerals('ops', ana).at(-1)?.text, desk.slack.count('chat.postEphemeral') - before]).toEqual(['by the sixth', 1]);
  });
  test('goes through no door that is not Slack’s', async () => {
    const before = desk.slack.count('chat.postEphemeral');
    await desk.im.messages.whisper!(room, { text: 'x' }, { ...how(), door: 'https://evil.example/slack.com' });
    expect(desk.slack.count('chat.postEphemeral') - before).toBe(1);
  });
});

describe('what somebody wrote', () => {
  test('is read with its author, time, files and address; the bytes come with our own token', async () => {
    const files = [{ name: 'curve.png', bytes: Buffer.from('png!'), mimetype: 'image/png' }];
    const { ts } = await desk.slack.someone('ana').says('ops', `see <@${ana}> a < b`, { files });
    const read = await desk.im.messages.read!({ ...room, msg: ts });
    expect(read).toMatchObject({
      user: ana,
      text: `see <@${ana}> a < b`,
      url: `https://${desk.slack.team.domain}.slack.com/archives/${room.conv}/p${ts.replace('.', '')}`,
      files: [{ name: 'curve.png', type: 'image/png', size: 4 }],
    });
    expect(read?.isOurs).toBeUndefined();
    expect(read?.at).toBe(Math.floor(Number(ts) * 1_000));
    expect((await read!.files[0]!.fetch()).toString()).toBe('png!');
    expect(desk.slack.count('files.sharedPublicURL')).toBe(0);
  });
  test('in a thread, too', async () => {
    const { msg } = await desk.im.post(room, { text: 'root' }, { as: 'pager', key: key() });
    expect(await desk.im.messages.read!({ ...room, msg: msg! })).toMatchObject({ text: 'root', isOurs: true });
    const { ts } = await desk.slack.someone('ana').says('ops', 'reply', { thread_ts: msg! });
    expect(await desk.im.messages.read!({ ...room, msg: ts, thread: msg! })).toMatchObject({ text: 'reply', user: ana });
  });
  test('is null once it is gone', async () => expect(await desk.im.messages.read!({ ...room, msg: '1.000100' })).toBeNull());
});

describe('an answer that comes bit by bit', () => {
  async function* words(...all: string[]): AsyncGenerator<string> {
    for (const each of all) {
      yield each;
      desk.clock.jump(1_000);
    }
  }
  const thread = async (): Promise<Ref> => {
    const { msg } = await desk.im.post(room, { text: 'ask' }, { as: 'pager', key: key() });
    return { ...room, thread: msg! };
  };
  test('is streamed, and mentions nobody', async () => {
    const ref = await desk.im.messages.stream!(await thread(), words('All ', '**is** ', 'well <!channel>'), {
      as: 'pager',
      key: 'answer',
      user: ana,
    });
    expect(desk.slack.mentioned(ref.msg!).broadcasts).toEqual([]);
    expect(JSON.stringify(last())).toContain('**is** ');
    expect(last()).toMatchObject({ streaming: null });
  });
  test('is one message that grows, where the workspace has no streams', async () => {
    desk.slack.goesWrong('chat.startStream', { error: 'channel_type_not_supported' });
    const to = await thread();
    const ref = await desk.im.messages.stream!(to, words('All ', 'is ', 'well'), { as: 'pager', key: 'answer', user: ana });
    expect(desk.slack.messages('ops').filter((m) => m.thread_ts === to.thread)).toMatchObject([{ ts: ref.msg, text: 'All is well' }]);
  });
  test('goes on as a message of its own where Slack has sealed it', async () => {
    const to = await thread();
    async function* slowly(): AsyncGenerator<string> {
      yield 'x'.repeat(300);
      desk.clock.jump(301_000);
      yield 'the rest';
    }
    await desk.im.messages.stream!(to, slowly(), { as: 'pager', key: 'answer', user: ana });
    expect(desk.slack.messages('ops').findLast((m) => m.thread_ts === to.thread)?.text).toBe('the rest');
  });
});

describe('people', () => {
  test.each([
    ['a full member', {}, true],
    ['a guest', { isRestricted: true }, false],
    ['a bot', { isBot: true }, false],
    ['somebody of another firm', { teamId: 'T0OTHER' }, false],
    ['a deactivated account', { deleted: true }, false],
  ])('%s', async (_who, given, isMember) => {
    const user = desk.slack.user(`p${(n += 1)}`, given);
    expect(await desk.im.directory.user(user)).toMatchObject({ user, isMember });
  });
  test('an e-mail address counts once it is confirmed, in small letters', async () => {
    const claimed = desk.slack.user('claimed', { email: 'boss@firm.example', isEmailConfirmed: false });
    expect(await desk.im.directory.user(ana)).toMatchObject({ name: 'ana', email: 'ana.li@firm.example' });
    expect(await desk.im.directory.user(claimed)).toMatchObject({ email: null });
  });
  test('nobody is null', async () => expect(await desk.im.directory.user('U0NOBODY')).toBeNull());
  test('are asked for once an hour', async () => {
    const before = desk.slack.count('users.info');
    await Promise.all([desk.im.directory.user(ana), desk.im.directory.user(ana)]);
    expect(desk.slack.count('users.info')).toBe(before);
    desk.clock.jump(3_600_000);
    await desk.im.directory.user(ana);
    expect(desk.slack.count('users.info')).toBe(before + 1);
  });
  test('asked for ahead of time cost nothing when it counts, and those who are not there fail nothing', async () => {
    const cy = desk.slack.user('cy');
    await desk.im.directory.warm!([cy, 'U0NOBODY']);
    const before = desk.slack.calls.length;
    await Promise.all([desk.im.dm(cy), desk.im.directory.user(cy)]);
    expect(desk.slack.calls.length).toBe(before);
  });
  test('ten direct messages at once open one conversation', async () => {
    const dee = desk.slack.user('dee');
    const before = desk.slack.count('conversations.open');
    await Promise.all(Array.from({ length: 10 }, () => desk.im.dm(dee)));
    expect(desk.slack.count('conversations.open') - before).toBe(1);
  });
});

test('a form that comes too late is not found', async () =>
  expect(await failureOf(desk.im.forms.open('gone', { token: 't', title: 't', submit: 's', cancel: 'c', fields: [] }))).toMatchObject({
    failure: 'not-found',
  }));
