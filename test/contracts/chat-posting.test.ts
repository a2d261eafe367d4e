import { describe } from 'vitest';
import { robotChat } from '../../adapters/im/robot/robot-chat.ts';
import { webhookChat } from '../../adapters/im/webhook/webhook-chat.ts';
import { outwardHttp } from '../../adapters/outward/http.ts';
import { makes, type Channel, type Make } from '../../domain/chat/channel.ts';
import { HttpDoor } from '../emulators/http-door.ts';
import { Robots } from '../emulators/robots.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { chatContract, type ChatUnderTest, type Shown } from './chat.contract.ts';
import { t0 } from './store-bench.ts';

const lacks = {
  authors: 'everything is said in the name of the robot or of Tocsin',
  cards: 'there are no buttons: a card becomes lines and links, see test/adapters/robots.test.ts',
  'direct messages': 'it posts to one place',
  'unknown users': 'it posts to one place',
  editing: 'what is posted stays',
  pinning: 'what is posted stays as it is',
  rooms: 'it opens none',
  deleting: 'nothing is ever looked at again',
  buttons: 'nothing comes back',
  signatures: 'nothing comes in from outside',
} as const;

const secret = 'SEC-secret-canary';
const line = (text: string): Shown => ({ by: 'Tocsin', text, card: null, isEdited: false, isPinned: false });
const nobody = { users: ['ana', 'bo'], stranger: 'zoe', members: async () => [] } as const;
const outward = outwardHttp();

/** A channel that is there has the address, and all that was said since it was named is what it shows. */
function placed(address: Omit<Channel, 'platform'>, platform: Channel['platform'], count: () => number) {
  const since = new Map<string, number>();
  const place = (): { conv: string } => {
    const conv = `ops-${since.size}`;
    since.set(conv, count());
    return { conv };
  };
  return {
    place,
    since: (conv: string) => since.get(conv) ?? 0,
    channel: (name: string) => (since.has(name) ? { ...address, platform } : undefined),
  };
}

async function robot(make: Make): Promise<ChatUnderTest> {
  const clock = new HandClock(t0);
  const it = await new Robots({ now: () => clock.now(), secret }).listen();
  const { place, since, channel } = placed({ url: it.url(make), robot: make, secret }, 'robot', () => it.said.length);
  // Each has seen a minute go by, so that none is the one too many.
  const anew = () => (clock.jump(60_000), place());
  return {
    ...nobody,
    im: robotChat({ channel, outward, clock, lang: () => 'en', home: () => 'https://tocsin.example.com' }),
    place: anew,
    shown: async ({ conv }) => it.said.slice(since(conv)).map(({ text }) => line(text)),
    calls: () => it.calls.length,
    limit: (ms) => it.goesWrong({ status: 429, headers: { 'retry-after': String(ms / 1_000) } }),
    secrets: [secret, 'key-canary'],
    close: () => it.stop(),
  };
}

/** Whoever takes webhooks does nothing the second time an id comes. */
async function webhook(): Promise<ChatUnderTest> {
  const clock = new HandClock(t0);
  const taken = new Map<string, string>();
  const it = new HttpDoor(({ headers, body }) => {
    const id = String(headers['webhook-id']);
    if (!taken.has(id)) taken.set(id, (JSON.parse(body.toString()) as { data: { text: string } }).data.text);
    return { status: 204 };
  });
  await it.listen();
  const { place, since, channel } = placed({ url: `${it.origin}/key-canary`, secret }, 'webhook', () => taken.size);
  return {
    ...nobody,
    im: webhookChat({ channel, outward, clock }),
    place,
    shown: async ({ conv }) => [...taken.values()].slice(since(conv)).map(line),
    calls: () => it.asked.length,
    limit: (ms) => it.goesWrong({ status: 429, headers: { 'retry-after': String(ms / 1_000) } }),
    secrets: [secret, 'key-canary'],
    close: () => it.stop(),
  };
}

describe.each(makes)('a robot of %s', (make) => chatContract(() => robot(make), lacks));
describe('a webhook', () => chatContract(webhook, { ...lacks, 'long cards': 'it has no limits' }));
