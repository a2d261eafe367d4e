import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoomSpec } from '../../ports/im.ts';
import { failureOf, slackDesk, type SlackDesk } from '../harness/slack-desk.ts';

let desk: SlackDesk;
let n = 0;
const spec = (more: Partial<RoomSpec> = {}): RoomSpec => {
  const key = `INC-20261123-${String((n += 1)).padStart(3, '0')}`;
  return { key, name: `${key} 订单被拒`, private: false, members: [], ...more };
};
beforeAll(async () => {
  desk = await slackDesk({ patienceMs: 1_000 });
});
afterAll(() => desk.close());

const channel = (conv: string) => desk.slack.find(conv);
const bomb = '<!channel> <@U1> <!subteam^S1> <http://evil.example|fix> & `x`';

describe('a war room', () => {
  test('is a channel with a name that Slack takes, its own words in the purpose, and an address', async () => {
    const one = spec();
    const { ref, url, outcome } = await desk.im.rooms.ensure(one);
    expect(channel(ref.conv)).toMatchObject({ name: `${one.key.toLowerCase()}-ding-dan-bei-ju`, is_private: false });
    expect([url, outcome]).toEqual([`https://${desk.slack.team.domain}.slack.com/archives/${ref.conv}`, []]);
    await desk.im.rooms.purpose!(ref, one.name);
    expect(channel(ref.conv).purpose).toBe(one.name);
  });

  test('whose name somebody else has gets a number', async () => {
    const one = spec();
    desk.slack.channel(`${one.key.toLowerCase()}-ding-dan-bei-ju`, { members: [desk.slack.user('ana')], bot: false });
    const { ref } = await desk.im.rooms.ensure(one);
    expect(channel(ref.conv).name).toBe(`${one.key.toLowerCase()}-ding-dan-bei-ju-2`);
  });

  test('whose name is taken by a channel that was put away gets a number too', async () => {
    const name = 'put-away';
    channel(desk.slack.channel(name, { members: [desk.slack.user('ana')] })).is_archived = true;
    const { ref } = await desk.im.rooms.ensure(spec({ name }));
    expect(channel(ref.conv).name).toBe('put-away-2');
  });

  test('with every name taken is refused, and says what to do', async () => {
    for (const end of ['', ...[2, 3, 4, 5, 6, 7, 8, 9].map((i) => `-${i}`)])
      desk.slack.channel(`full${end}`, { members: [desk.slack.user('ana')] });
    expect(await failureOf(desk.im.rooms.ensure(spec({ name: 'full' })))).toMatchObject({
      failure: 'invalid',
      message: expect.stringContaining('roomName'),
    });
  });

  test('that another life has made is found by its key, whatever it is called now, among hundreds', async () => {
    const one = spec();
    const { ref } = await desk.im.rooms.ensure(one);
    for (let i = 0; i < 1_100; i += 1) desk.slack.channel(`other-${n}-${i}`);
    const later = await desk.again();
    expect((await later.rooms.ensure({ ...one, name: `${one.key} another title`, isRepeat: true })).ref).toEqual(ref);
  });

  test('that another life has made is found though nobody says that it may be there', async () => {
    const one = spec();
    const { ref } = await desk.im.rooms.ensure(one);
    expect((await (await desk.again()).rooms.ensure(one)).ref).toEqual(ref);
  });

  test('is never one of another incident that only speaks of this one', async () => {
    const one = spec();
    const other = spec({ name: `INC-20261123-900 follow-up of ${one.key}` });
    const { ref } = await desk.im.rooms.ensure({ ...other, key: 'INC-20261123-900' });
    expect((await (await desk.again()).rooms.ensure({ ...one, isRepeat: true })).ref).not.toEqual(ref);
  });

  test('whose name does not hold its key is found by that name while it is young', async () => {
    const one = spec({ name: 'war 001 orders' });
    desk.slack.goesWrong('conversations.create', 'late');
    await failureOf(desk.im.rooms.ensure(one));
    const { ref } = await (await desk.again()).rooms.ensure({ ...one, isRepeat: true });
    expect(desk.slack.channels.filter(({ name }) => name.startsWith('war-001-orders'))).toMatchObject([{ id: ref.conv }]);
    desk.clock.jump(2 * 3_600_000);
    const tomorrow = spec({ name: 'war 001 orders' });
    const { ref: other } = await (await desk.again()).rooms.ensure({ ...tomorrow, isRepeat: true });
    expect(channel(other.conv).name).toBe('war-001-orders-2');
  });

  test('two incidents at once with one name have a room each', async () => {
    const [a, b] = await Promise.all([desk.im.rooms.ensure(spec({ name: 'twins' })), desk.im.rooms.ensure(spec({ name: 'twins' }))]);
    expect(a.ref.conv).not.toBe(b.ref.conv);
  });

  test('costs one call, though it is asked for ten times at once', async () => {
    const one = spec();
    const before = desk.slack.calls.length;
    await Promise.all(Array.from({ length: 10 }, () => desk.im.rooms.ensure(one)));
    expect(desk.slack.calls.slice(before).map(({ method }) => method)).toEqual(['conversations.create']);
  });
});

describe('a private room is never public', () => {
  test('it is private from the first moment', async () => {
    const { ref } = await desk.im.rooms.ensure(spec({ private: true }));
    expect(channel(ref.conv).is_private).toBe(true);
  });
  test('where Slack does not allow it there is none, and that is said', async () => {
    const one = spec({ private: true });
    desk.slack.goesWrong('conversations.create', { error: 'restricted_action' });
    const failed = await failureOf(desk.im.rooms.ensure(one));
    expect(failed).toMatchObject({ failure: 'forbidden', message: expect.stringMatching(/private, and no public one is opened/u) });
    expect(desk.slack.channels.filter(({ name }) => name.startsWith(one.key.toLowerCase()))).toEqual([]);
  });
  test('without the scope there is none', async () => {
    const small = await slackDesk({ scopes: ['channels:manage', 'channels:read', 'groups:read'] });
    const failed = await failureOf(small.im.rooms.ensure(spec({ private: true })));
    expect([failed.failure, failed.message.includes('groups:write'), small.slack.channels]).toEqual(['forbidden', true, []]);
    await small.close();
  });
  test('a public one of the same incident is not taken for it', async () => {
    const one = spec();
    const open = await desk.im.rooms.ensure(one);
    const hidden = await (await desk.again()).rooms.ensure({ ...one, private: true, isRepeat: true });
    expect([hidden.ref.conv === open.ref.conv, channel(hidden.ref.conv).is_private]).toEqual([false, true]);
  });
});

describe('invitations', () => {
  test('one bad invitee does not lose the others, and each has a reason in plain words', async () => {
    const { slack, im } = desk;
    const [ana, gone, guest] = [slack.user('ana'), slack.user('gone', { deleted: true }), slack.user('other', { teamId: 'T0OTHER' })];
    const { ref } = await im.rooms.ensure(spec());
    expect(await im.rooms.invite(ref, [ana, 'U0NOBODY', gone, guest, slack.bot.user])).toEqual([
      { user: ana, because: null },
      { user: 'U0NOBODY', because: 'slack-user_not_found' },
      { user: gone, because: 'slack-cant_invite' },
      { user: guest, because: 'slack-org_user_not_in_team' },
      { user: slack.bot.user, because: null },
    ]);
    expect(channel(ref.conv).members.has(ana)).toBe(true);
  });
  test('all of them may be bad', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    const outcome = await desk.im.rooms.invite(ref, ['U0NOBODY', 'U0NOONE']);
    expect(outcome.map(({ because }) => because === null)).toEqual([false, false]);
  });
  test('go out by the hundred', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    const users = Array.from({ length: 250 }, (_, i) => desk.slack.user(`crowd${i}`));
    const before = desk.slack.count('conversations.invite');
    expect((await desk.im.rooms.invite(ref, users)).filter(({ because }) => because !== null)).toEqual([]);
    expect([desk.slack.count('conversations.invite') - before, channel(ref.conv).members.size]).toEqual([3, 251]);
  });
});

describe('once it is open', () => {
  test('the topic is cut and mentions nobody', async () => {
    const { ref } = await desk.im.rooms.ensure(spec({ name: bomb }));
    await desk.im.rooms.topic!(ref, `${bomb} ${'x'.repeat(300)}`);
    const { topic } = channel(ref.conv);
    expect([topic.length <= 250, topic.endsWith('…'), /<[!@h]/u.test(topic)]).toEqual([true, true, false]);
  });
  test('bookmarks are added once, in their order, and none that leads astray', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    const links = [
      { label: 'War room', url: 'https://a.example/i/1' },
      { label: 'bad', url: 'javascript:alert(1)' },
      { label: 'Runbook', url: 'https://a.example/r' },
    ];
    await desk.im.rooms.bookmark!(ref, links);
    await desk.im.rooms.bookmark!(ref, links);
    await (
      await desk.again()
    ).rooms.bookmark!(ref, links);
    expect(channel(ref.conv).bookmarks.map(({ title }) => title)).toEqual(['War room', 'Runbook']);
  });
  test('it is put away and taken out, twice too', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    await desk.im.rooms.archive!(ref);
    await desk.im.rooms.archive!(ref);
    expect(channel(ref.conv).is_archived).toBe(true);
    await desk.im.rooms.unarchive!(ref);
    await desk.im.rooms.unarchive!(ref);
    expect(channel(ref.conv).is_archived).toBe(false);
  });
  test('where Slack does not let us take it out, that is forbidden', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    desk.slack.goesWrong('conversations.unarchive', { error: 'not_in_channel' });
    expect(await failureOf(desk.im.rooms.unarchive!(ref))).toMatchObject({ failure: 'forbidden' });
  });
  test('what is posted to one that was put away is forbidden, and an edit too', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    const card = await desk.im.post(ref, { text: 'x' }, { as: 'pager', key: `${n}` });
    await desk.im.rooms.archive!(ref);
    expect(await failureOf(desk.im.post(ref, { text: 'y' }, { as: 'pager', key: `${n}b` }))).toMatchObject({ failure: 'forbidden' });
    expect(await failureOf(desk.im.messages.update(card, { text: 'y' }))).toMatchObject({ failure: 'forbidden' });
  });
  test('its canvas is written, and written anew, by whoever knows of it or not', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    const write = (markdown: string, known: string | null, im = desk.im) => im.rooms.document!(ref, { title: 'Status', markdown, known });
    const id = await write('# one', null);
    expect(await write('# two', id)).toBe(id);
    expect(await write('# three', null, await desk.again())).toBe(id);
    expect(channel(ref.conv).canvas?.markdown).toContain('# three');
    desk.slack.goesWrong('canvases.edit', { error: 'canvas_not_found' });
    channel(ref.conv).canvas = null;
    expect(await write('# four', id)).not.toBe(id);
  });
  test('a plan without canvases is told as such', async () => {
    const { ref } = await desk.im.rooms.ensure(spec());
    desk.slack.goesWrong('conversations.canvases.create', { error: 'team_tier_cannot_create_channel_canvases' });
    expect(await failureOf(desk.im.rooms.document!(ref, { title: 't', markdown: 'x', known: null }))).toMatchObject({
      failure: 'unsupported',
    });
  });
});

describe('a channel that is configured', () => {
  test('is found by its name or taken by its id, and looked for once', async () => {
    const conv = desk.slack.channel('ops');
    const far = desk.slack.channel('far-away', { bot: false });
    await Promise.all([desk.im.rooms.named!('ops'), desk.im.rooms.named!('ops')]);
    const before = desk.slack.calls.length;
    expect(await Promise.all(['ops', '#ops', 'OPS', conv].map((name) => desk.im.rooms.named!(name)))).toEqual(
      Array.from({ length: 4 }, () => ({ conv })),
    );
    expect(desk.slack.calls.length - before).toBe(0);
    expect(await desk.im.rooms.named!('#far-away')).toEqual({ conv: far });
  });
  test('that is not there is not found, and says what to do', async () =>
    expect(await failureOf(desk.im.rooms.named!('#nowhere'))).toMatchObject({
      failure: 'not-found',
      message: expect.stringMatching(/#nowhere .*\/invite/u),
    }));
});
