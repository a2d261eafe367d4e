import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { afterEach, expect, test } from 'vitest';
import { answerOf, boltOn, webClientOf } from '../emulators/slack/real-clients.ts';
import type { Json } from '../emulators/slack/records.ts';
import { Slack, type SlackOptions } from '../emulators/slack/slack.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface Setting {
  readonly slack: Slack;
  readonly web: WebClient;
  readonly app: App;
  /** Every event that the app was told of, oldest first. */
  readonly heard: Json[];
}

async function setting(options: SlackOptions = {}): Promise<Setting> {
  const slack = await new Slack(options).listen();
  open.push(() => slack.stop());
  for (const name of ['ana', 'bo']) slack.user(name, { id: `U${name.toUpperCase()}` });
  slack.channel('ops', { id: 'C0OPS', members: ['UANA', 'UBO'] });
  slack.channel('elsewhere', { id: 'C0ELSE', members: ['UANA'], bot: false });
  slack.channel('vault', { id: 'C0VAULT', members: ['UANA'], private: true });
  const app = await boltOn(slack);
  open.push(async () => app.stop());
  const heard: Json[] = [];
  app.use(async ({ body, next }) => {
    if ('event' in body) heard.push(body.event);
    await next();
  });
  return { slack, web: webClientOf(slack), app, heard };
}

const plain = (text: string): Json => ({ type: 'plain_text', text });
const input = (id: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: id,
  label: plain(`Label ${id}`),
  element,
  ...more,
});
const option = (text: string): Json => ({ text: plain(text), value: text.toLowerCase() });
const modal = (blocks: readonly Json[], more: Json = {}): Json => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Go'),
  blocks,
  ...more,
});

test('the app hears what happens where it is, and only there', async () => {
  const { slack, heard } = await setting();
  const ana = slack.someone('ana');
  const said = await ana.says('ops', 'see https://x.example & <b>');
  await ana.edits('ops', said.ts, 'new');
  await slack.someone('bo').reacts('ops', said.ts, 'pushpin');
  await slack.someone('bo').unreacts('ops', said.ts, 'pushpin');
  await ana.deletes('ops', said.ts);
  await slack.someone('bo').leaves('ops');
  await slack.someone('bo').joins('ops');
  expect(await ana.says('elsewhere', 'not for bots')).toMatchObject({ acked: false, deliveries: [], key: '' });
  await ana.says('vault', 'secret');
  await ana.says(slack.bot.user, 'to you alone');
  expect(heard.map(({ type, subtype, channel_type }) => [type, subtype ?? channel_type].join(' ').trim())).toEqual([
    'message channel',
    'message message_changed',
    'reaction_added',
    'reaction_removed',
    'message message_deleted',
    'message channel_leave',
    'member_left_channel C',
    'message channel_join',
    'member_joined_channel C',
    'message group',
    'message im',
  ]);
  const typed = [{ text: 'see ' }, { type: 'link', url: 'https://x.example' }, { text: ' & <b>' }];
  expect(heard[0]).toMatchObject({ user: 'UANA', text: 'see <https://x.example> &amp; &lt;b&gt;', ts: said.ts, event_ts: said.ts });
  expect(heard[0]).toMatchObject({ blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: typed }] }] });
  expect(heard[1]).toMatchObject({
    message: { text: 'new', edited: { user: 'UANA' } },
    previous_message: { text: expect.stringContaining('see') },
  });
  expect(heard[2]).toMatchObject({
    user: 'UBO',
    reaction: 'pushpin',
    item: { type: 'message', channel: 'C0OPS', ts: said.ts },
    item_user: 'UANA',
  });
  expect(heard[4]).toMatchObject({ deleted_ts: said.ts });
});

test('people keep channels too, and the app hears of it from the moment when it is brought in', async () => {
  const { slack, heard } = await setting();
  const ana = slack.someone('ana');
  await ana.setsTopic('elsewhere', 'unheard');
  await ana.invites('elsewhere', slack.bot.user);
  await ana.renames('elsewhere', 'here');
  await ana.archives('here');
  await ana.unarchives('here');
  await ana.removes('here', slack.bot.user);
  await ana.says('here', 'unheard');
  const kinds = ['channel_join', 'member_joined_channel', 'channel_name', 'channel_rename', 'channel_archive', 'channel_archive'];
  const rest = ['channel_unarchive', 'channel_unarchive', 'channel_leave', 'member_left_channel', 'channel_left'];
  expect(heard.map(({ type, subtype }) => subtype ?? type)).toEqual([...kinds, ...rest]);
  expect(heard[1]).toMatchObject({ user: slack.bot.user, inviter: 'UANA', channel: 'C0ELSE' });
});

test('without the scope for it the app hears nothing', async () => {
  const { slack, heard } = await setting();
  slack.withdraws('channels:history', 'reactions:read');
  const said = await slack.someone('ana').says('ops', 'hello');
  await slack.someone('ana').reacts('ops', said.ts, 'wave');
  expect(heard).toEqual([]);
  await slack.someone('ana').mentions('ops', 'hello');
  expect(heard.map(({ type }) => type)).toEqual(['app_mention']);
});

test('files, newcomers, homes and the assistant are told of', async () => {
  const { slack, web, heard } = await setting();
  await slack.someone('ana').says('ops', 'look', { files: [{ name: 'graph.png', bytes: 'png!' }] });
  slack.user('cai', { id: 'UCAI' });
  slack.user('cai', { email: 'cai@new.example' });
  await slack.someone('cai').opensHome();
  await web.views.publish({ user_id: 'UCAI', view: { type: 'home', blocks: [] } });
  const pane = await slack.someone('ana').opensAssistant({ channel: 'ops' });
  await answerOf(web, 'assistant.threads.setStatus', { channel_id: pane.channel, thread_ts: pane.thread_ts, status: 'is looking' });
  await answerOf(web, 'assistant.threads.setSuggestedPrompts', {
    channel_id: pane.channel,
    thread_ts: pane.thread_ts,
    prompts: [{ title: 'a', message: 'b' }],
  });
  const reply = await slack.someone('ana').says(pane.channel, 'what changed?', { thread_ts: pane.thread_ts });
  await slack.until(() => heard.at(-1)?.['ts'] === reply.ts);
  expect(heard.map(({ type, subtype }) => subtype ?? type)).toEqual([
    'file_share',
    'file_shared',
    'team_join',
    'user_change',
    'app_home_opened',
    'assistant_thread_started',
    'message',
  ]);
  expect(heard[5]).toMatchObject({ assistant_thread: { user_id: 'UANA', context: { channel_id: 'C0OPS' }, thread_ts: pane.thread_ts } });
  expect(slack.home('UCAI')).toMatchObject({ type: 'home' });
  expect(slack.workspace.assistantThreads).toMatchObject([{ status: 'is looking', prompts: [{ title: 'a' }] }]);
});

test('buttons and selects of a message come with where they stand; unheard ones warn the person', async () => {
  const { slack, web, app } = await setting({ ackMs: 60_000 });
  const blocks = [
    {
      type: 'actions',
      block_id: 'do',
      elements: [
        { type: 'button', action_id: 'ack', text: plain('Acknowledge'), value: 'alert-1' },
        { type: 'static_select', action_id: 'severity', options: [option('SEV1'), option('SEV2')] },
        { type: 'button', action_id: 'dead', text: plain('Dead') },
      ],
    },
  ];
  const { ts = '' } = await web.chat.postMessage({ channel: 'C0OPS', text: 'card', blocks });
  const bodies: Json[] = [];
  for (const id of ['ack', 'severity'])
    app.action(id, async ({ ack, body }) => {
      bodies.push(body as unknown as Json);
      await ack();
    });
  expect(await slack.someone('ana').presses('ops', ts, 'Acknowledge')).toMatchObject({ acked: true });
  expect(await slack.someone('ana').picks('ops', ts, 'severity', 'SEV2')).toMatchObject({ acked: true });
  expect(bodies).toMatchObject([
    {
      type: 'block_actions',
      user: { id: 'UANA' },
      channel: { id: 'C0OPS', name: 'ops' },
      message: { ts },
      container: { message_ts: ts, is_ephemeral: false },
      actions: [{ action_id: 'ack', block_id: 'do', value: 'alert-1' }],
    },
    {
      actions: [{ action_id: 'severity', selected_option: { value: 'sev2' } }],
      state: { values: { do: { severity: { selected_option: { value: 'sev2' } } } } },
    },
  ]);
  const dead = slack.someone('bo').presses('ops', ts, 'dead');
  await slack.until(() => slack.losesPatience(), 'Slack to wait for the app');
  expect(await dead).toMatchObject({ acked: false });
  expect(slack.warnings).toEqual([{ user: 'UBO', code: 'operation_timeout', about: 'block_actions' }]);
  await expect(slack.someone('bo').presses('ops', ts, 'Delete all')).rejects.toThrow('there is no "Delete all" to press; there are: ack');
});

test('a response_url speaks five times within half an hour', async () => {
  let now = 1_790_000_000_000;
  const { slack, web, app } = await setting({ now: () => now });
  const urls: string[] = [];
  app.action('go', async ({ ack, body }) => {
    urls.push((body as unknown as { response_url: string }).response_url);
    await ack();
  });
  const card = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] }];
  const { message_ts: ts = '' } = await web.chat.postEphemeral({ channel: 'C0OPS', user: 'UANA', text: 'x', blocks: card });
  await expect(slack.someone('bo').presses('ops', ts, 'Go')).rejects.toThrow('no message');
  const pressed = await slack.someone('ana').presses('ops', ts, 'Go');
  expect(pressed.deliveries[0]!.body).toMatchObject({ container: { is_ephemeral: true } });
  expect(pressed.deliveries[0]!.body['message']).toBeUndefined();
  const speak = async (body: Json): Promise<number> => (await fetch(urls.at(-1)!, { method: 'POST', body: JSON.stringify(body) })).status;
  const said = [
    await speak({ text: 'done', replace_original: true }),
    await speak({ text: 'for you' }),
    await speak({ text: 'for all', response_type: 'in_channel' }),
  ];
  expect(slack.ephemerals('ops', 'UANA').map(({ text }) => text)).toEqual(['done', 'for you']);
  expect(slack.messages('ops').map(({ text }) => text)).toEqual(['for all']);
  expect([...said, await speak({}), await speak({ delete_original: true }), await speak({ text: 'sixth' })]).toEqual([
    200, 200, 200, 400, 200, 404,
  ]);
  expect(slack.ephemerals('ops', 'UANA').map(({ text }) => text)).toEqual(['for you']);
  const again = await web.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: card });
  await slack.someone('ana').presses('ops', again.ts!, 'Go');
  now += 30 * 60_000 + 1;
  expect(await speak({ text: 'late' })).toBe(404);
});

test('a trigger opens one view within three seconds', async () => {
  let now = 1_790_000_000_000;
  const { slack, web, app } = await setting({ now: () => now });
  const triggers: string[] = [];
  app.shortcut(/.*/u, async ({ ack, shortcut }) => {
    triggers.push(shortcut.trigger_id);
    await ack();
  });
  await slack.someone('ana').global('declare');
  const said = await slack.someone('bo').says('ops', 'slow today');
  expect((await slack.someone('ana').shortcut('declare_from', 'ops', said.ts)).deliveries[0]!.body).toMatchObject({
    type: 'message_action',
    callback_id: 'declare_from',
    message: { text: 'slow today', user: 'UBO' },
    message_ts: said.ts,
  });
  const view = modal([input('a', { type: 'plain_text_input' })]);
  const opens = (trigger_id: string): Promise<Json> => answerOf(web, 'views.open', { trigger_id, view });
  expect(await opens(triggers[0]!)).toMatchObject({ ok: true });
  expect(await opens(triggers[0]!)).toMatchObject({ error: 'exchanged_trigger_id' });
  now += 3_001;
  expect(await opens(triggers[1]!)).toMatchObject({ error: 'expired_trigger_id' });
});

test('a form is filled with everything there is, and comes as Slack sends it', async () => {
  const { slack, web, app } = await setting();
  const blocks = [
    input('text', { type: 'plain_text_input', action_id: 'v', max_length: 5 }),
    input('number', { type: 'number_input', action_id: 'v', is_decimal_allowed: false, max_value: '9' }, { optional: true }),
    input('mail', { type: 'email_text_input', action_id: 'v' }, { optional: true }),
    input('one', { type: 'static_select', action_id: 'v', options: [option('SEV1'), option('SEV2')], initial_option: option('SEV1') }),
    input('some', { type: 'multi_static_select', action_id: 'v', options: [option('A'), option('B')] }),
    input('who', { type: 'users_select', action_id: 'v' }),
    input('where', { type: 'conversations_select', action_id: 'v' }),
    input('day', { type: 'datepicker', action_id: 'v' }),
    input('far', { type: 'external_select', action_id: 'v' }),
    input('left', { type: 'checkboxes', action_id: 'v', options: [option('X')] }, { optional: true }),
  ];
  const sent: Json[] = [];
  app.shortcut('open', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: modal(blocks) as never });
  });
  app.options('v', async ({ ack, payload }) => ack({ options: [option(`${(payload as { value: string }).value}-api`)] as never }));
  app.view('form', async ({ ack, view }) => {
    sent.push(view.state.values);
    await ack();
  });
  const ana = slack.someone('ana');
  await ana.global('open');
  const view = await slack.until(() => slack.views('UANA')[0]);
  expect((await ana.suggestions(view, 'far', 'pay')).options).toEqual([option('pay-api')]);
  const filled = { text: 'hello', some: ['A', 'b'], who: 'bo', where: 'ops', day: '2026-11-23', far: 'pay-api' };
  expect(await ana.submits(view, { ...filled, text: 'too long', number: 10, mail: 'x' })).toMatchObject({
    errors: { text: 'Must be 5 characters or fewer.', number: 'Must be at most 9.', mail: expect.any(String) },
    deliveries: [],
  });
  expect(await ana.submits(view, { ...filled, number: null, mail: null })).toMatchObject({ closed: true });
  expect(sent).toMatchObject([
    {
      text: { v: { type: 'plain_text_input', value: 'hello' } },
      number: { v: { value: null } },
      one: { v: { selected_option: { value: 'sev1' } } },
      some: { v: { selected_options: [{ value: 'a' }, { value: 'b' }] } },
      who: { v: { selected_user: 'UBO' } },
      where: { v: { selected_conversation: 'C0OPS' } },
      day: { v: { selected_date: '2026-11-23' } },
      far: { v: { selected_option: { value: 'pay-api' } } },
      left: { v: { selected_options: [] } },
    },
  ]);
  expect(web).toBeDefined();
});

test('modals are pushed, changed, cleared and closed', async () => {
  const { slack, web, app } = await setting();
  const closed: unknown[] = [];
  app.shortcut('open', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: modal([input('a', { type: 'plain_text_input' })], { notify_on_close: true }) as never,
    });
  });
  const steps: (() => object)[] = [
    () => ({ response_action: 'push', view: modal([input('b', { type: 'plain_text_input' })]) }),
    () => ({ response_action: 'update', view: modal([input('c', { type: 'plain_text_input' })]) }),
    () => ({ response_action: 'errors', errors: { nowhere: 'x' } }),
    () => ({ response_action: 'clear' }),
  ];
  app.view('form', async ({ ack }) => ack(steps.shift()!() as never));
  app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, view }) => {
    closed.push(view.id);
    await ack();
  });
  const ana = slack.someone('ana');
  await ana.global('open');
  const first = await slack.until(() => slack.views('UANA')[0]);
  expect(await answerOf(web, 'views.update', { view_id: first.id, hash: 'old', view: modal([]) })).toMatchObject({
    error: 'hash_conflict',
  });
  const { view: second } = await ana.submits(first, { a: 'x' });
  expect(slack.views('UANA')).toEqual([first, second]);
  expect(second).toMatchObject({ root_view_id: first.id, previous_view_id: first.id });
  expect((await ana.submits(second!, { b: 'x' })).view?.blocks).toMatchObject([{ block_id: 'c' }]);
  await ana.submits(second!, { c: 'x' });
  expect(slack.warnings).toMatchObject([{ user: 'UANA', code: 'invalid_answer', about: 'no input nowhere' }]);
  expect(await ana.submits(second!, { c: 'x' })).toMatchObject({ closed: true });
  expect(slack.views('UANA')).toEqual([]);
  await ana.global('open');
  const third = await slack.until(() => slack.views('UANA')[0]);
  expect(await ana.closes(third)).toMatchObject({ acked: true });
  expect(closed).toEqual([third.id]);
});
