import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { WecomBotChat } from '../../domain/chat/wecom-chat.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { alone, hearingInto, lifeOf, type Life } from '../harness/aibot-desk.ts';
import { until } from '../harness/until.ts';

/** Whatever goes up, as the other end sees it: official library and ours are to look the same. */
interface Up {
  readonly cmd: string;
  readonly headers: { readonly req_id: string };
  readonly body?: Record<string, unknown>;
}

/** The least that a server has to do for WeCom's own library: it says ok to everything. */
class PlainServer {
  readonly ups: Up[] = [];
  readonly #server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  #socket: WebSocket | null = null;

  constructor() {
    this.#server.on('connection', (socket) => {
      this.#socket = socket;
      socket.on('message', (data: Buffer) => {
        const up = JSON.parse(data.toString('utf8')) as Up;
        this.ups.push(up);
        const bodies: Record<string, object> = {
          aibot_upload_media_init: { upload_id: 'upload-1' },
          aibot_upload_media_finish: { media_id: 'media-1', type: 'file', created_at: '1' },
        };
        const body = bodies[up.cmd];
        socket.send(JSON.stringify({ headers: up.headers, errcode: 0, errmsg: 'ok', ...(body ? { body } : {}) }));
      });
    });
    onTestFinished(() => {
      for (const client of this.#server.clients) client.terminate();
      this.#server.close();
    });
  }

  async listens(): Promise<this> {
    if (this.#server.address() === null) await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  brings(cmd: string, req_id: string, body: object): void {
    this.#socket?.send(JSON.stringify({ cmd, headers: { req_id }, body }));
  }
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const bot = { botId: 'bot-1', secret: 'secret-1' };

interface Official {
  readonly client: WSClient;
  readonly frames: WsFrame[];
}

async function official(server: PlainServer): Promise<Official> {
  const client = new WSClient({ ...bot, wsUrl: server.url, logger: quiet, heartbeatInterval: 20 });
  onTestFinished(() => client.disconnect());
  const frames: WsFrame[] = [];
  client.on('message', (frame) => void frames.push(frame));
  client.on('event', (frame) => void frames.push(frame));
  const isIn = new Promise((resolve) => client.once('authenticated', () => resolve(true)));
  client.connect();
  await isIn;
  return { client, frames };
}

async function ours(server: PlainServer): Promise<Life & { clock: HandClock }> {
  const clock = new HandClock(Date.UTC(2026, 10, 23, 1));
  const spec = WecomBotChat.parse({ type: 'wecom-aibot', ...bot, url: server.url });
  const life = lifeOf(spec, { clock, leases: alone, paces: {} });
  onTestFinished(() => life.im.ears.stop());
  await life.im.ears.start(hearingInto(life.heard));
  await until(() => life.im.ears.state().state === 'listening', { what: 'us to listen' });
  return { ...life, clock };
}

/** Everything of a frame that is not a name drawn at random. */
const plain = ({ cmd, headers: { req_id }, body }: Up): object => {
  const own = req_id.startsWith(`${cmd}_`) ? `${cmd}_…` : req_id;
  const { stream, ...rest } = body ?? {};
  return {
    cmd,
    req_id: own,
    ...(body ? { body: { ...rest, ...(stream ? { stream: { ...stream, id: 'stream' } } : {}) } } : {}),
  };
};
const upsOf = ({ ups }: PlainServer, ...cmds: string[]): object[] => ups.filter(({ cmd }) => cmds.includes(cmd)).map(plain);

const place = { msgid: 'm1', aibotid: 'b', from: { userid: 'ana' }, chattype: 'single' };
const asked = { ...place, msgtype: 'text', text: { content: '谁在值班' } };
const as = 'emergency-assistant';

/** Somebody asks both; answers the frame that the library got, and through which door we answer. */
async function asking() {
  const [theirs, own] = [await new PlainServer().listens(), await new PlainServer().listens()];
  const [sdk, us] = [await official(theirs), await ours(own)];
  for (const server of [theirs, own]) server.brings('aibot_msg_callback', 'req-1', asked);
  const frame = await until(() => sdk.frames[0], { what: 'the library to hear it' });
  const inbound = await until(() => us.heard[0], { what: 'us to hear it' });
  return { theirs, own, sdk, us, frame, door: inbound.answer ?? '' };
}

test('we come in, and say that we are there, as the official library does', async () => {
  const { theirs, own, us } = await asking();
  // In steps: what was not looked at for as long as its lease is let go.
  for (let n = 0; n < 6; n += 1) {
    us.clock.jump(5_000);
    while (us.clock.ring()) await new Promise((resolve) => setImmediate(resolve));
  }
  const pings = async (server: PlainServer) => {
    await until(() => upsOf(server, 'ping').length > 0, { what: 'a ping' });
    return upsOf(server, 'ping')[0];
  };
  expect(upsOf(own, 'aibot_subscribe')).toEqual(upsOf(theirs, 'aibot_subscribe'));
  expect(await pings(own)).toEqual(await pings(theirs));
});

test('our answers are the frames of the official library: text that grows, a card', async () => {
  const { theirs, own, sdk, us, frame, door } = await asking();
  await sdk.client.replyStream(frame, 'stream', '安娜', false);
  await sdk.client.replyStream(frame, 'stream', '安娜在值班', true);
  async function* parts(): AsyncGenerator<string> {
    us.clock.jump(1_000);
    yield '安娜';
    yield '在值班';
  }
  await us.im.messages.stream?.({ conv: 'user:ana' }, parts(), { as, key: 'answer', user: 'ana', door });
  expect(upsOf(own, 'aibot_respond_msg')).toEqual(upsOf(theirs, 'aibot_respond_msg'));
  await us.im.post(
    { conv: 'user:ana' },
    { text: 'x', card: { title: '认领？', actions: [{ token: 'y', label: '认领' }] } },
    { as, key: 'k', door },
  );
  const ourCard = own.ups.at(-1)?.body?.['template_card'] as never;
  await sdk.client.replyTemplateCard(frame, ourCard);
  expect(upsOf(own, 'aibot_respond_msg')).toEqual(upsOf(theirs, 'aibot_respond_msg'));
});

test('so are a greeting, a message of our own, and a card that is changed', async () => {
  const { theirs, own, sdk, us } = await asking();
  const click = { card_type: 'button_interaction', event_key: 'y', task_id: '' };
  const card = { title: '事件 7', actions: [{ token: 'y', label: '认领' }] };
  const { msg = '' } = await us.im.post({ conv: 'user:ana' }, { text: 'x', card, slot: 's' }, { as, key: 'k' });
  const ourCard = own.ups.at(-1)?.body?.['template_card'] as never;
  await sdk.client.sendMessage('ana', { chat_type: 1, msgtype: 'template_card', template_card: ourCard } as never);
  for (const server of [theirs, own]) {
    server.brings('aibot_event_callback', 'req-2', { ...place, msgid: 'e1', msgtype: 'event', event: { eventtype: 'enter_chat' } });
    const event = { eventtype: 'template_card_event', template_card_event: { ...click, task_id: msg } };
    server.brings('aibot_event_callback', 'req-3', { ...place, msgid: 'e2', msgtype: 'event', event });
  }
  const [, entered, clicked] = await until(() => sdk.frames.length === 3 && sdk.frames, { what: 'the library to hear all' });
  await until(() => us.heard.length === 3, { what: 'us to hear all' });
  await us.im.post({ conv: 'user:ana' }, { text: '你好' }, { as, key: 'hello', door: us.heard[1]?.answer ?? '' });
  await us.im.messages.refresh?.({ conv: 'user:ana' }, { text: 'x', card, slot: 's' }, as);
  await sdk.client.replyWelcome(entered!, { msgtype: 'text', text: { content: '你好' } });
  await sdk.client.updateTemplateCard(clicked!, ourCard);
  const cmds = ['aibot_send_msg', 'aibot_respond_welcome_msg', 'aibot_respond_update_msg'];
  expect(upsOf(own, ...cmds)).toEqual(upsOf(theirs, ...cmds));
  expect(upsOf(own, ...cmds)).toHaveLength(3);
});

test('and a file, piece by piece', async () => {
  const { theirs, own, sdk, us } = await asking();
  const bytes = Buffer.from(Array.from({ length: 1_100_000 }, (_, n) => n % 251));
  const { media_id } = await sdk.client.uploadMedia(bytes, { type: 'file', filename: '现场.log' });
  await sdk.client.sendMediaMessage('ana', 'file', media_id);
  const file = { name: '现场.log', type: 'text/plain', size: bytes.length, fetch: async () => bytes };
  await us.im.post({ conv: 'user:ana' }, { text: 'x', files: [file] }, { as, key: 'k' });
  const cmds = ['aibot_upload_media_init', 'aibot_upload_media_chunk', 'aibot_upload_media_finish'];
  const sorted = (server: PlainServer) =>
    upsOf(server, ...cmds)
      .map((up) => JSON.stringify(up))
      .toSorted();
  expect(sorted(own)).toEqual(sorted(theirs));
  expect(sorted(own)).toHaveLength(5);
  expect(upsOf(own, 'aibot_send_msg').at(-1)).toMatchObject({ body: { chatid: 'ana', ...theirs.ups.at(-1)?.body } });
});

test.each([
  ['text', { msgtype: 'text', text: { content: 'a' } }, 'message'],
  ['voice', { msgtype: 'voice', voice: { content: 'a' } }, 'message'],
  ['mixed', { msgtype: 'mixed', mixed: { msg_item: [{ msgtype: 'text', text: { content: 'a' } }] } }, 'message'],
  ['enter_chat', { msgtype: 'event', event: { eventtype: 'enter_chat' } }, 'event'],
  ['a click, as its types say', { msgtype: 'event', event: { eventtype: 'template_card_event', event_key: 'k', task_id: 't' } }, 'event'],
])('what the official library tells its users of, we hear: %s', async (_what, body, kind) => {
  const [theirs, own] = [await new PlainServer().listens(), await new PlainServer().listens()];
  const [sdk, us] = [await official(theirs), await ours(own)];
  const cmd = kind === 'message' ? 'aibot_msg_callback' : 'aibot_event_callback';
  for (const server of [theirs, own]) server.brings(cmd, 'req-1', { ...place, ...body });
  await until(() => sdk.frames.length === 1 && us.heard.length === 1, { what: 'both to hear it', timeoutMs: 10_000 });
});
