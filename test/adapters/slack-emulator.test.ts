import { App, SocketModeReceiver, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach, expect, test } from 'vitest';
import { Slack, type SlackOptions } from '../emulators/slack/slack.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function slackWith(options: SlackOptions = {}): Promise<{ slack: Slack; web: WebClient }> {
  const slack = await new Slack(options).listen();
  open.push(() => slack.stop());
  for (const name of ['ana', 'bo']) slack.user(name, { id: `U${name.toUpperCase()}` });
  slack.channel('ops', { id: 'C0OPS', members: ['UANA', 'UBO'] });
  const web = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  return { slack, web };
}

async function boltOn(slack: Slack): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new SocketModeReceiver({ appToken: slack.appToken, logLevel: LogLevel.ERROR, installerOptions: { clientOptions } });
  const app = new App({ token: slack.botToken, receiver, clientOptions, ignoreSelf: false, logLevel: LogLevel.ERROR });
  await app.start();
  open.push(async () => app.stop());
  return app;
}

test('the real Bolt connects, and a command, a press and a modal go round', async () => {
  const { slack } = await slackWith();
  const app = await boltOn(slack);
  app.command('/incident', async ({ ack, command, client }) => {
    await ack(`heard ${command.text}`);
    await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'declare',
        title: { type: 'plain_text', text: 'Declare' },
        submit: { type: 'plain_text', text: 'Go' },
        blocks: [{ type: 'input', block_id: 'title', label: { type: 'plain_text', text: 'Title' }, element: { type: 'plain_text_input' } }],
      },
    });
  });
  app.view('declare', async ({ ack, view }) => {
    const [typed] = Object.values(view.state.values['title']!);
    if (typed?.value === 'x') await ack({ response_action: 'errors', errors: { title: 'too short' } });
    else await ack();
  });
  expect(slack.sockets).toBe(1);
  const ran = await slack.someone('ana').runs('/incident', 'declare a < b', { in: 'ops' });
  expect(ran).toMatchObject({ acked: true, payload: { text: 'heard declare a &lt; b' } });
  expect(slack.ephemerals('ops', 'UANA').map(({ text }) => text)).toEqual(['heard declare a &lt; b']);
  const view = await slack.until(() => slack.views('UANA')[0], 'the form');
  expect(await slack.someone('ana').submits(view, {})).toMatchObject({
    errors: { title: 'Please complete this required field.' },
    acked: false,
  });
  expect(await slack.someone('ana').submits(view, { Title: 'x' })).toMatchObject({ errors: { title: 'too short' }, acked: true });
  expect(await slack.someone('ana').submits(view, { title: 'Payments down' })).toMatchObject({ closed: true });
  expect(slack.views('UANA')).toEqual([]);
});

test('what is said comes to the app, and its own messages too', async () => {
  const { slack, web } = await slackWith();
  const app = await boltOn(slack);
  const heard: unknown[] = [];
  app.event('message', async ({ event }) => void heard.push(event));
  const said = await slack.someone('ana').mentions('ops', 'who is on call?');
  expect(said).toMatchObject({ acked: true, deliveries: [{}, {}] });
  await web.chat.postMessage({ channel: 'C0OPS', text: 'bo is' });
  await slack.until(() => heard.length === 2, 'both messages');
  expect(heard).toEqual([
    expect.objectContaining({ user: 'UANA', channel: 'C0OPS', channel_type: 'channel', text: `<@${slack.bot.user}> who is on call?` }),
    expect.objectContaining({ bot_id: slack.bot.bot_id, text: 'bo is' }),
  ]);
  expect(slack.messages('ops').map(({ text }) => text)).toEqual([`<@${slack.bot.user}> who is on call?`, 'bo is']);
});
