import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { signatureOf } from '../emulators/slack/events-api.ts';
import { answerOf, boltOn, webClientOf } from '../emulators/slack/real-clients.ts';
import { Slack, type SlackOptions } from '../emulators/slack/slack.ts';

/** Than any machine takes to answer: only what the test says is late, is. */
const longer = 60_000;

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function slackWith(options: SlackOptions = {}): Promise<Slack> {
  const slack = await new Slack(options).listen();
  open.push(() => slack.stop());
  slack.user('ana', { id: 'UANA' });
  slack.channel('ops', { id: 'C0OPS', members: ['UANA'] });
  return slack;
}

/** A client that comes back after a second instead of five. */
async function bolt(slack: Slack): Promise<App> {
  const app = await boltOn(slack, { pingMs: 1_000 });
  open.push(async () => app.stop());
  return app;
}

/** A socket by hand; answers what it was told. */
async function socketOn(
  slack: Slack,
): Promise<{ socket: WebSocket; told: { type: string; envelope_id?: string; [key: string]: unknown }[] }> {
  const { url } = await answerOf(webClientOf(slack, slack.appToken), 'apps.connections.open');
  const socket = new WebSocket(url as string);
  const told: { type: string }[] = [];
  socket.on('message', (data: Buffer) => void told.push(JSON.parse(data.toString()) as { type: string }));
  await slack.until(() => told.length > 0, 'hello');
  return { socket, told };
}

describe('Socket Mode', () => {
  test('hello, one envelope, one acknowledgement; a ticket is good for one socket', async () => {
    const slack = await slackWith();
    const { socket, told } = await socketOn(slack);
    expect(told[0]).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: slack.bot.app_id } });
    const saying = slack.someone('ana').says('ops', 'hello');
    const envelope = await slack.until(() => told[1], 'the envelope');
    expect(envelope).toMatchObject({
      type: 'events_api',
      accepts_response_payload: false,
      payload: { type: 'event_callback', team_id: slack.team.id, api_app_id: slack.bot.app_id, event: { text: 'hello' } },
    });
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
    expect(await saying).toMatchObject({ acked: true, payload: {} });
    const used = new WebSocket(socket.url);
    const refused = await new Promise<string>((resolve) => used.on('error', ({ message }) => resolve(message)));
    expect(refused).toContain('401');
  });

  test('what is not acknowledged in time is delivered again, three times at most, and then no more', async () => {
    const slack = await slackWith({ ackMs: longer });
    const { told } = await socketOn(slack);
    const tooLate = async <T>(delivered: Promise<T>, times: number): Promise<T> => {
      await slack.until(() => told.length === times + 1, `delivery ${times}`);
      slack.losesPatience();
      return delivered;
    };
    expect(await tooLate(slack.someone('ana').says('ops', 'hello'), 1)).toMatchObject({ acked: false });
    for (const count of [1, 2, 3]) {
      expect(await tooLate(slack.retries('now'), count + 1)).toMatchObject([{ acked: false, reason: 'http_timeout' }]);
      expect(told.at(-1)).toMatchObject({ retry_attempt: count });
    }
    expect(await slack.retries('now')).toEqual([]);
    expect(new Set(told.slice(1).map(({ payload }) => (payload as { event_id: string }).event_id)).size).toBe(1);
  });

  test('without a socket a command fails at once, and the person is told', async () => {
    const slack = await slackWith();
    expect(await slack.someone('ana').runs('/incident', 'list', { in: 'ops' })).toMatchObject({ acked: false });
    expect(slack.warnings).toEqual([{ user: 'UANA', code: 'dispatch_failed', about: '/incident' }]);
  });

  test('the very same delivery comes again when it is wanted', async () => {
    const slack = await slackWith();
    const app = await bolt(slack);
    const heard: string[] = [];
    app.command('/incident', async ({ ack, command }) => {
      heard.push(command.trigger_id);
      await ack();
    });
    const ran = await slack.someone('ana').runs('/incident', 'list', { in: 'ops' });
    expect(await ran.again()).toMatchObject({ acked: true, key: ran.key });
    expect(heard).toEqual([heard[0], heard[0]]);
  });

  test.each(['warning', 'refresh_requested', 'link_disabled'] as const)('a client that is told %s comes back', async (reason) => {
    const slack = await slackWith();
    const app = await bolt(slack);
    app.event('message', async () => {});
    slack.disconnects(reason);
    await slack.until(() => slack.count('apps.connections.open') === 2 && slack.sockets === 1, 'the client to come back');
    expect(await slack.someone('ana').says('ops', 'still there?')).toMatchObject({ acked: true });
  });

  test('a client whose socket breaks without a word comes back', async () => {
    const slack = await slackWith();
    await bolt(slack);
    slack.cuts();
    await slack.until(() => slack.count('apps.connections.open') === 2 && slack.sockets === 1, 'the client to come back');
    expect(await slack.someone('ana').says('ops', 'still there?')).toMatchObject({ acked: true });
  });

  test('ten sockets, each payload to one of them; the eleventh is told that it is too many', async () => {
    const slack = await slackWith();
    const sockets = [];
    for (let i = 0; i < 10; i += 1) sockets.push(await socketOn(slack));
    for (const { socket, told } of sockets)
      socket.on('message', () => socket.send(JSON.stringify({ envelope_id: told.at(-1)!.envelope_id })));
    for (let i = 0; i < 20; i += 1) expect(await slack.someone('ana').says('ops', `${i}`)).toMatchObject({ acked: true });
    expect(sockets.map(({ told }) => told.length)).toEqual(Array.from({ length: 10 }, () => 3));
    expect((await socketOn(slack)).told).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    expect(slack.sockets).toBe(10);
  });
});

describe('posts to a public address', () => {
  interface Posted {
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }

  /** An app that answers what it is told to. */
  async function appAt(
    answer: (posted: Posted) => { status?: number; body?: string; headers?: Record<string, string> } | null,
  ): Promise<{ url: string; posted: Posted[] }> {
    const posted: Posted[] = [];
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => void parts.push(part));
      request.on('end', () => {
        const one = { headers: request.headers, body: Buffer.concat(parts).toString() };
        posted.push(one);
        const answered = answer(one);
        if (answered) response.writeHead(answered.status ?? 200, answered.headers).end(answered.body ?? '');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/im/slack/events`, posted };
  }

  const challengeOf = ({ body }: Posted): string =>
    body.startsWith('{') ? ((JSON.parse(body) as { challenge?: string }).challenge ?? '') : '';

  test("Slack's own example of a signature", () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(signatureOf('8f742231b10e8888abcd99yyyzzz85a5', body, 1_531_420_618)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  test('the address is challenged, and everything that is posted is signed', async () => {
    const slack = await slackWith();
    const { url, posted } = await appAt((one) => ({ body: challengeOf(one) || 'heard' }));
    expect(await slack.postsTo(url)).toBe(true);
    await slack.someone('ana').says('ops', 'hello');
    expect(await slack.someone('ana').runs('/incident', 'list', { in: 'ops' })).toMatchObject({ acked: true, payload: { text: 'heard' } });
    expect(await slack.someone('ana').global('declare')).toMatchObject({ acked: true });
    for (const { headers, body } of posted)
      expect(headers['x-slack-signature']).toBe(signatureOf(slack.signingSecret, body, String(headers['x-slack-request-timestamp'])));
    expect(posted.map(({ headers }) => headers['content-type'])).toEqual([
      'application/json',
      'application/json',
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
    ]);
    expect(JSON.parse(new URLSearchParams(posted[3]!.body).get('payload')!)).toMatchObject({ type: 'shortcut', callback_id: 'declare' });
    expect(slack.ephemerals('ops', 'UANA').map(({ text }) => text)).toEqual(['heard']);
  });

  test('an address that does not meet the challenge is not verified', async () => {
    const slack = await slackWith();
    expect(await slack.postsTo((await appAt(() => ({ body: 'hi' }))).url)).toBe(false);
  });

  test('events that fail come again with number and reason, unless the app minds', async () => {
    const slack = await slackWith({ ackMs: longer });
    const answers: ({ status?: number; headers?: Record<string, string> } | null)[] = [
      { status: 500 },
      null,
      { status: 200 },
      { status: 500, headers: { 'x-slack-no-retry': '1' } },
    ];
    const { url, posted } = await appAt((one) => {
      const answer = challengeOf(one) ? { body: challengeOf(one) } : answers.shift()!;
      if (answer === null) slack.losesPatience();
      return answer;
    });
    await slack.postsTo(url);
    expect(await slack.someone('ana').says('ops', 'hello')).toMatchObject({ acked: false });
    expect(await slack.retries('now')).toMatchObject([{ acked: false, reason: 'http_timeout' }]);
    expect(await slack.retries('now')).toMatchObject([{ acked: true }]);
    expect(posted.slice(1).map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_timeout'],
    ]);
    await slack.someone('ana').says('ops', 'no retry');
    expect(await slack.retries('now')).toEqual([]);
  });
});
