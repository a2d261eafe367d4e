import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { slackLimits } from '../../adapters/im/slack/limits.ts';
import { UnansweredError } from '../../ports/errors.ts';
import type { Ref } from '../../ports/im.ts';
import type { Trouble } from '../emulators/slack/troubles.ts';
import { failureOf, slackDesk, type SlackDesk } from '../harness/slack-desk.ts';

let n = 0;
const fresh = (): string => `INC-20261123-${String((n += 1)).padStart(3, '0')}`;

/** A room with a card in it, and what each method is used for there. */
interface Stage {
  readonly desk: SlackDesk;
  readonly room: Ref;
  readonly card: Ref;
}

async function staged(desk: SlackDesk): Promise<Stage> {
  const key = fresh();
  const { ref: room } = await desk.im.rooms.ensure({ key, name: key, private: false, members: [] });
  return { desk, room, card: await desk.im.post(room, { text: 'card' }, { as: 'pager', key }) };
}

async function* said(): AsyncGenerator<string> {
  yield 'x'.repeat(300);
  yield 'the end';
}

const document = { title: 'INC', markdown: '# INC', known: null };
const user = async ({ slack }: SlackDesk): Promise<string> => slack.user(`u${(n += 1)}`);

/** How each method that we use is called. Doing it again after it was refused must do it. */
const uses: Readonly<Record<string, (stage: Stage) => Promise<() => Promise<unknown>>>> = {
  'assistant.threads.setSuggestedPrompts': async ({ desk }) => {
    const dm = await desk.im.dm(await user(desk));
    const { msg } = await desk.im.post(dm, { text: 'hello' }, { as: 'pager', key: fresh() });
    return () => desk.im.messages.suggest!({ ...dm, thread: msg! }, [{ title: 'Who is on call?', text: 'who is on call?' }]);
  },
  'views.publish': async ({ desk }) => {
    const who = await user(desk);
    return () => desk.im.home.show(who, [{ title: 'Hello' }], 'en');
  },
  'auth.test':
    async ({ desk }) =>
    () =>
      desk.im.check(),
  'bookmarks.add':
    async ({ desk, room }) =>
    () =>
      desk.im.rooms.bookmark!(room, [{ label: 'x', url: 'https://a.example/' }]),
  'bookmarks.list': async ({ desk, room }) => {
    await desk.im.rooms.bookmark!(room, []);
    return () => desk.im.rooms.bookmark!(room, []);
  },
  'canvases.edit': async ({ desk, room }) => {
    const known = await desk.im.rooms.document!(room, document);
    return () => desk.im.rooms.document!(room, { ...document, known });
  },
  'chat.appendStream':
    async ({ desk, card }) =>
    () =>
      desk.im.messages.stream!({ ...card, thread: card.msg! }, said(), { as: 'pager', key: 'answer', user: 'U0ANA' }),
  'chat.postEphemeral': async ({ desk, room }) => {
    const whom = await user(desk);
    await desk.im.rooms.invite(room, [whom]);
    return () => desk.im.messages.whisper!(room, { text: 'x' }, { as: 'pager', user: whom });
  },
  'chat.postMessage':
    async ({ desk, room }, key = fresh()) =>
    () =>
      desk.im.post(room, { text: 'x' }, { as: 'pager', key }),
  'chat.startStream':
    async ({ desk, card }) =>
    () =>
      desk.im.messages.stream!({ ...card, thread: card.msg! }, said(), { as: 'pager', key: 'answer', user: 'U0ANA' }),
  'chat.stopStream':
    async ({ desk, card }) =>
    () =>
      desk.im.messages.stream!({ ...card, thread: card.msg! }, said(), { as: 'pager', key: 'answer', user: 'U0ANA' }),
  'chat.update':
    async ({ desk, card }) =>
    () =>
      desk.im.messages.update(card, { text: 'y' }),
  'conversations.archive':
    async ({ desk, room }) =>
    () =>
      desk.im.rooms.archive!(room),
  'conversations.canvases.create':
    async ({ desk, room }) =>
    () =>
      desk.im.rooms.document!(room, document),
  'conversations.create':
    async ({ desk }, key = fresh()) =>
    () =>
      desk.im.rooms.ensure({ key, name: key, private: false, members: [] }),
  'conversations.history':
    async ({ desk, room }, key = fresh()) =>
    () =>
      desk.im.post(room, { text: 'x' }, { as: 'pager', key, isRepeat: true }),
  'conversations.info': async ({ desk, room }) => {
    await desk.im.rooms.document!(room, document);
    return () => desk.im.rooms.document!(room, document);
  },
  'conversations.invite': async ({ desk, room }) => {
    const whom = await user(desk);
    return () => desk.im.rooms.invite(room, [whom]);
  },
  'conversations.kick': async ({ desk, room }) => {
    const whom = await user(desk);
    await desk.im.rooms.invite(room, [whom]);
    return () => desk.im.rooms.remove!(room, [whom]);
  },
  'conversations.list': async ({ desk }) => {
    const name = `far${(n += 1)}`;
    desk.slack.channel(name, { bot: false });
    return () => desk.im.rooms.named!(name);
  },
  'conversations.open': async ({ desk }) => {
    const whom = await user(desk);
    return () => desk.im.dm(whom);
  },
  'conversations.replies':
    async ({ desk, card }) =>
    () =>
      desk.im.messages.read!({ ...card, thread: card.msg! }),
  'conversations.setTopic':
    async ({ desk, room }) =>
    () =>
      desk.im.rooms.topic!(room, 'x'),
  'conversations.unarchive': async ({ desk, room }) => {
    await desk.im.rooms.archive!(room);
    return () => desk.im.rooms.unarchive!(room);
  },
  'pins.add':
    async ({ desk, card }) =>
    () =>
      desk.im.messages.pin(card),
  'users.conversations': async ({ desk }) => {
    const name = `near${(n += 1)}`;
    desk.slack.channel(name);
    return () => desk.im.rooms.named!(name);
  },
  'conversations.setPurpose':
    async ({ desk, room }) =>
    () =>
      desk.im.rooms.purpose!(room, 'x'),
  'users.info': async ({ desk }) => {
    const whom = await user(desk);
    return () => desk.im.directory.user(whom);
  },
  'users.list': async ({ desk }) => {
    await user(desk);
    // What was asked a moment ago is kept.
    desk.clock.jump(120_000);
    return () => desk.im.directory.all!();
  },
};
/** What only adorns never fails anything; a form cannot be opened later. */
const apart = ['assistant.threads.setStatus', 'views.open'];

describe('429', () => {
  let desk: SlackDesk;
  beforeAll(async () => {
    desk = await slackDesk();
  });
  afterAll(() => desk.close());

  test('is shown for every method that is used', () =>
    expect([...Object.keys(uses), ...apart].toSorted()).toEqual(Object.keys(slackLimits).toSorted()));

  test.each(Object.keys(uses))('on %s: left alone for as long as Slack says, the others go on, and then it is done', async (method) => {
    const elsewhere = await staged(desk);
    const act = await uses[method]!(await staged(desk));
    desk.slack.goesWrong(method, { status: 429, retryAfter: 7 });
    expect(await failureOf(act())).toMatchObject({ failure: 'rate-limited', retryAfterMs: 7_000 });
    const asked = desk.slack.count(method);
    expect(await failureOf(act()), 'again at once').toMatchObject({ failure: 'rate-limited', retryAfterMs: 7_000 });
    expect(desk.slack.count(method), 'Slack is not asked before').toBe(asked);
    const others = ['users.info', 'pins.add', 'chat.update'].filter((each) => each !== method);
    for (const other of others) await (await uses[other]!(elsewhere))();
    desk.clock.jump(7_000);
    desk.clock.ring();
    await act();
    expect(desk.slack.count(method)).toBeGreaterThan(asked);
  });

  test('on views.open the form is not opened, and that is said', async () => {
    desk.slack.goesWrong('views.open', { status: 429, retryAfter: 7 });
    const form = { token: 't', title: 't', submit: 's', cancel: 'c', fields: [] };
    expect(await failureOf(desk.im.forms.open('trigger', form))).toMatchObject({ failure: 'rate-limited' });
  });

  test('on what only adorns fails nothing', async () => {
    const { room, card } = await staged(desk);
    desk.slack.goesWrong('assistant.threads.setStatus', { status: 429, retryAfter: 7 });
    await desk.im.messages.busy!({ ...room, thread: card.msg! }, 'looking…');
  });
});

const lost: [what: string, trouble: Trouble][] = [
  ['the connection breaks', 'late'],
  ['Slack answers 500', { status: 500, after: true }],
  ['no answer comes', 'silent'],
];

describe.each(lost)('where it took effect and %s', (_what, trouble) => {
  let desk: SlackDesk;
  beforeAll(async () => {
    desk = await slackDesk({ patienceMs: 1_000 });
  });
  afterAll(() => desk.close());

  test('a message is there once after the repeat', async () => {
    const { room } = await staged(desk);
    const how = { as: 'pager', key: fresh() };
    desk.slack.goesWrong('chat.postMessage', trouble);
    expect(await failureOf(desk.im.post(room, { text: 'once' }, how))).toBeInstanceOf(UnansweredError);
    const ref = await desk.im.post(room, { text: 'once' }, how);
    expect(desk.slack.messages(room.conv).filter(({ text }) => text === 'once')).toMatchObject([{ ts: ref.msg }]);
  });

  test('a message is there once after a crash, though others talked meanwhile', async () => {
    const { room } = await staged(desk);
    const how = { as: 'pager', key: fresh() };
    desk.slack.goesWrong('chat.postMessage', trouble);
    await failureOf(desk.im.post(room, { text: 'once' }, how));
    for (let i = 0; i < 250; i += 1) await desk.im.post(room, { text: `talk ${i}` }, { as: 'pager', key: fresh() });
    const ref = await (await desk.again()).post(room, { text: 'once' }, { ...how, isRepeat: true });
    expect(desk.slack.messages(room.conv).filter(({ text }) => text === 'once')).toMatchObject([{ ts: ref.msg }]);
  });

  test('a message in a thread, too', async () => {
    const { card } = await staged(desk);
    const to = { conv: card.conv, thread: card.msg! };
    const how = { as: 'pager', key: fresh() };
    desk.slack.goesWrong('chat.postMessage', trouble);
    await failureOf(desk.im.post(to, { text: 'reply' }, how));
    await desk.im.post(to, { text: 'reply' }, how);
    expect(desk.slack.messages(card.conv).filter(({ text }) => text === 'reply')).toMatchObject([{ thread_ts: card.msg }]);
  });

  test.each([
    ['in the same life', false],
    ['after a crash', true],
  ])('a room is there once %s', async (_when, isCrash) => {
    const key = fresh();
    const spec = { key, name: `${key} Orders`, private: true, members: [] };
    desk.slack.goesWrong('conversations.create', trouble);
    expect(await failureOf(desk.im.rooms.ensure(spec))).toBeInstanceOf(UnansweredError);
    const next = isCrash ? await desk.again() : desk.im;
    const { ref } = await next.rooms.ensure({ ...spec, ...(isCrash ? { isRepeat: true } : {}) });
    expect(desk.slack.channels.filter(({ name }) => name.startsWith(key.toLowerCase()))).toMatchObject([{ id: ref.conv }]);
  });
});

describe('what fails says what and what to do', () => {
  let desk: SlackDesk;
  beforeAll(async () => {
    desk = await slackDesk({ patienceMs: 1_000 });
  });
  afterAll(() => desk.close());

  test.each([
    ['is_archived', 'forbidden', /take it out of the archive/u],
    ['not_in_channel', 'forbidden', /\/invite/u],
    ['channel_not_found', 'not-found', /invite the bot/u],
    ['invalid_auth', 'auth', /Install the app anew/u],
    ['restricted_action_read_only_channel', 'forbidden', /admin/u],
    ['msg_blocks_too_long', 'invalid', /docs\.slack\.dev/u],
    ['service_unavailable', 'transient', /tried again/u],
    ['fatal_error', 'transient', /tried again/u],
    ['<html><body>Proxy error</body></html>', 'transient', /not Slack/u],
  ])('%s', async (error, failure, fix) => {
    const { room } = await staged(desk);
    desk.slack.goesWrong('chat.postMessage', { error });
    const failed = await failureOf(desk.im.post(room, { text: 'x' }, { as: 'pager', key: fresh() }));
    expect(failed).toMatchObject({ failure, name: expect.stringMatching(/Error$/u) });
    expect(failed.message).toMatch(fix);
    expect(failed.message).toMatch(/^slack: chat\.postMessage /u);
  });

  test('a missing scope by its name', async () => {
    const { room } = await staged(desk);
    desk.slack.withdraws('pins:write');
    const failed = await failureOf(desk.im.messages.pin({ ...room, msg: '1.0' }));
    expect(failed).toMatchObject({ failure: 'forbidden', message: expect.stringContaining('pins:write') });
  });

  test('an app that may not speak under other names speaks under its own, and is not refused again', async () => {
    const { room } = await staged(desk);
    const refused = { error: 'missing_scope', more: { needed: 'chat:write.customize', provided: 'chat:write' } };
    desk.slack.goesWrong('chat.postMessage', refused);
    await desk.im.post(room, { text: 'one' }, { as: 'pager', key: fresh() });
    const before = desk.slack.count('chat.postMessage');
    await desk.im.post(room, { text: 'two' }, { as: 'pager', key: fresh() });
    expect(desk.slack.count('chat.postMessage')).toBe(before + 1);
    expect(desk.slack.messages(room.conv).map(({ text, username }) => [text, username])).toEqual([
      ['card', 'Pager'],
      ['one', undefined],
      ['two', undefined],
    ]);
  });

  test('Slack that cannot be reached at all has done nothing', async () => {
    const gone = await slackDesk();
    const { room } = await staged(gone);
    await gone.close();
    // What was sent on a connection that has just been shut may have arrived.
    expect(await failureOf(gone.im.dm('U0ANA'))).toBeInstanceOf(UnansweredError);
    const failed = await failureOf(gone.im.post(room, { text: 'x' }, { as: 'pager', key: fresh() }));
    expect(failed.message).toContain('ECONNREFUSED');
    expect([failed.failure, failed instanceof UnansweredError]).toEqual(['transient', false]);
  });

  test('a token that was revoked is told as such, and stands in no error', async () => {
    const acts = await Promise.all(Object.values(uses).map(async (use) => use(await staged(desk))));
    desk.slack.revokesToken();
    for (const act of acts) {
      const failed = await failureOf(act());
      expect(failed).toMatchObject({ failure: 'auth', message: expect.stringContaining('token_revoked') });
      for (const secret of [desk.slack.botToken, desk.slack.signingSecret])
        expect(`${failed.message}${failed.stack}${JSON.stringify(failed)}`).not.toContain(secret);
    }
  });
});
