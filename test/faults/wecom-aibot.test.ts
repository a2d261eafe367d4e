import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Connection } from '../../adapters/im/wecom-aibot/connection.ts';
import { aibotLimits } from '../../adapters/im/wecom-aibot/limits.ts';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { openStore } from '../../adapters/store/store.ts';
import type { Hearing } from '../../ports/chat-ears.ts';
import type { Leases } from '../../ports/chat-memory.ts';
import { ForAnotherError, StoreAway } from '../../ports/errors.ts';
import { dayOf, seal } from '../contracts/some-events.ts';
import { aibotDesk, alone, hearingInto, type AibotDesk, type Life } from '../harness/aibot-desk.ts';
import { memoryInHand } from '../harness/chat-memory.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { freshDatabase, startPostgres, type Postgres } from '../harness/postgres.ts';
import { until } from '../harness/until.ts';
import { minutes, seconds, world } from '../harness/world.ts';
import { Wecom } from '../emulators/wecom/wecom.ts';
import { botOf, firm } from '../harness/wecom-firm.ts';
import { docs } from '../scenarios/firm.ts';
import { failureOf } from '../harness/slack-desk.ts';

const as = 'emergency-assistant';
const at = { conv: 'user:ana' };

async function deskOf(): Promise<AibotDesk> {
  const desk = await aibotDesk();
  onTestFinished(() => desk.close());
  return desk;
}

/** It listens, and Ana has spoken to it. */
async function listening(): Promise<AibotDesk> {
  const desk = await deskOf();
  await desk.listens();
  await desk.wecom.someone('ana').saysToBot('你好');
  return desk;
}

const posts = ({ im }: Pick<Life, 'im'>, key: string) => im.post(at, { text: key }, { as, key });
const shown = ({ wecom }: AibotDesk) => wecom.messages('bot:ana').filter(({ from }) => from === 'bot');
const subscribed = ({ wecom }: AibotDesk): number => wecom.count('aibot_subscribe');
const is = (desk: AibotDesk, state: string, { im }: Pick<Life, 'im'> = desk) =>
  desk.wecom.until(() => im.ears.state().state === state, `the robot to be ${state}`);
/** Time passes in steps until it is so. */
const passesUntil = (desk: AibotDesk, look: () => boolean, { what, stepMs = seconds(1) }: { what: string; stepMs?: number }) =>
  until(async () => look() || (await desk.passes(stepMs), look()), {
    what,
    everyMs: 1,
    context: () => JSON.stringify(desk.im.ears.state()),
  });

describe('somebody else connects as the same robot', () => {
  test('we do not fight: it is said who took it, what is posted fails at once, and it is taken up later', async () => {
    const desk = await listening();
    desk.wecom.kicks();
    await is(desk, 'lost');
    expect(desk.im.ears.state().because).toContain('another program has connected as this robot');
    expect(await failureOf(posts(desk, 'a page'))).toMatchObject({ failure: 'auth', passing: false });
    expect(await failureOf(desk.im.check())).toMatchObject({ message: expect.stringContaining('another program') as string });
    await desk.passes(seconds(59));
    expect(subscribed(desk)).toBe(1);
    await desk.passes(seconds(2));
    await is(desk, 'listening');
    await posts(desk, 'again');
    expect(shown(desk).map(({ markdown }) => markdown)).toEqual(['again']);
  });

  test('as often as that happens the pauses grow, to half an hour, and it never gives up', async () => {
    const desk = await listening();
    const pauses: number[] = [];
    for (let kicks = 0; kicks < 6; kicks += 1) {
      const from = desk.clock.now();
      desk.wecom.kicks();
      await is(desk, 'lost');
      await passesUntil(desk, () => desk.im.ears.state().state === 'listening', { what: 'it to be back', stepMs: seconds(30) });
      pauses.push(Math.floor((desk.clock.now() - from) / minutes(1)));
    }
    expect(pauses).toEqual([1, 5, 15, 30, 30, 30]);
  });

  test('somebody who starts Tocsin anew because the other program is gone does not wait', async () => {
    const desk = await listening();
    desk.wecom.kicks();
    await is(desk, 'lost');
    await desk.im.ears.stop();
    await desk.im.ears.start(hearingInto(desk.heard));
    await is(desk, 'listening');
  });

  test('the official library is left the line that it took, and gets it back from nobody in that time', async () => {
    const desk = await listening();
    const { WSClient } = await import('@wecom/aibot-node-sdk');
    const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const other = new WSClient({ botId: desk.wecom.bot.botId, secret: desk.wecom.bot.secret, wsUrl: desk.wecom.botUrl, logger: quiet });
    onTestFinished(() => other.disconnect());
    other.connect();
    await is(desk, 'lost');
    await desk.passes(seconds(50));
    expect([other.isConnected, subscribed(desk), desk.wecom.connections]).toEqual([true, 2, 1]);
    other.disconnect();
    await desk.passes(seconds(15));
    await is(desk, 'listening');
  });
});

describe('the connection', () => {
  test('that is cut is made anew at once, and what was on its way is said to be in doubt', async () => {
    const desk = await listening();
    await desk.passes(minutes(2));
    desk.wecom.goesWrong('aibot_send_msg', 'silent');
    const onItsWay = failureOf(posts(desk, 'on its way'));
    await desk.wecom.until(() => shown(desk).length === 1, 'it to arrive');
    desk.wecom.cuts();
    expect(await onItsWay).toMatchObject({ name: 'UnansweredError', failure: 'transient' });
    await passesUntil(desk, () => desk.im.ears.state().state === 'listening', { what: 'it to be back', stepMs: 100 });
    expect(subscribed(desk)).toBe(2);
  });

  test('without answers to its pings is a dead one: two of them are waited for', async () => {
    const desk = await listening();
    desk.wecom.mutes();
    await desk.passes(seconds(89));
    expect(desk.im.ears.state()).toMatchObject({ state: 'listening' });
    await desk.passes(seconds(2));
    desk.wecom.mutes(false);
    await passesUntil(desk, () => subscribed(desk) === 2, { what: 'another connection' });
    await is(desk, 'listening');
    await desk.passes(minutes(10));
    expect(subscribed(desk), 'with answers it lasts').toBe(2);
  });

  test('that cannot be made is tried for ever, with pauses that grow', async () => {
    const desk = await deskOf();
    desk.wecom.shuts();
    await desk.im.ears.start(hearingInto(desk.heard));
    await is(desk, 'lost');
    expect(desk.im.ears.state().because).toContain('503');
    expect(await failureOf(posts(desk, 'x'))).toMatchObject({ failure: 'transient', passing: true });
    await desk.passes(minutes(30));
    expect(desk.im.ears.state()).toMatchObject({ state: 'lost' });
    desk.wecom.shuts(false);
    await desk.passes(seconds(40));
    await is(desk, 'listening');
  });

  test('that ends again and again as soon as it is made does not spin', async () => {
    const desk = await listening();
    for (let n = 0; n < 5; n += 1) {
      desk.wecom.cuts();
      await is(desk, 'lost');
      await passesUntil(desk, () => desk.im.ears.state().state === 'listening', { what: 'it to be back' });
    }
    expect(desk.clock.now()).toBeGreaterThan(Date.UTC(2026, 10, 23, 1) + seconds(15));
  });

  test('that WeCom does not know any more (846609) is made anew, and what was refused is no failed try', async () => {
    const desk = await listening();
    desk.wecom.goesWrong('aibot_send_msg', { errcode: 846609, errmsg: 'aibot websocket not subscribed' });
    expect(await failureOf(posts(desk, 'x'))).toMatchObject({ failure: 'rate-limited', retryAfterMs: 1_000 });
    await passesUntil(desk, () => desk.im.ears.state().state === 'listening', { what: 'it to be back' });
    await posts(desk, 'x');
    expect(shown(desk)).toHaveLength(1);
  });

  test('with credentials that WeCom refuses is lost, says so without them, and is tried seldom', async () => {
    const desk = await deskOf();
    desk.wecom.revokesBot();
    await desk.im.ears.start(hearingInto(desk.heard));
    await is(desk, 'lost');
    const { because } = desk.im.ears.state();
    expect(because).toContain('851014');
    const failure = await failureOf(posts(desk, 'x'));
    expect(failure).toMatchObject({ failure: 'auth' });
    expect(`${because} ${failure.message} ${failure.stack}`).not.toContain(desk.wecom.bot.secret);
    await desk.passes(minutes(30));
    expect(subscribed(desk)).toBeLessThan(10);
    desk.wecom.revokesBot(false);
    await desk.passes(minutes(6));
    await is(desk, 'listening');
  });

  test('that is not there uses up no turns of a conversation', async () => {
    const desk = await aibotDesk({ paces: aibotLimits });
    onTestFinished(() => desk.close());
    await desk.listens();
    await desk.wecom.someone('ana').saysToBot('你好');
    desk.wecom.shuts();
    desk.wecom.cuts();
    await is(desk, 'lost');
    for (let n = 0; n < 30; n += 1) expect((await failureOf(posts(desk, `${n}`))).message).toContain('not connected');
    desk.wecom.shuts(false);
    await passesUntil(desk, () => desk.im.ears.state().state === 'listening', { what: 'it to be back', stepMs: 100 });
    for (let n = 0; n < 12; n += 1) await posts(desk, `page ${n}`);
    expect(shown(desk)).toHaveLength(12);
  });

  test('that is still being made is waited for', async () => {
    const desk = await deskOf();
    const started = desk.im.ears.start(hearingInto(desk.heard));
    expect(await failureOf(posts(desk, 'x'))).toMatchObject({ failure: 'rate-limited', retryAfterMs: 500 });
    await started;
  });

  test('whose lease is not known to go on is let go at the end of it, while the store says nothing', async () => {
    const desk = await deskOf();
    const { clock, wecom } = desk;
    const hanging: (() => void)[] = [];
    let hangs = false;
    const leases: Leases = {
      hold: () => (hangs ? new Promise((resolve) => hanging.push(() => resolve(true))) : Promise.resolve(true)),
      release: async () => {},
    };
    const bot = { botId: wecom.bot.botId, secret: wecom.bot.secret };
    const noise = { memory: memoryInHand(clock), dice: () => 0.5, told: () => {}, failed: () => {} };
    const connection = new Connection({ name: 'aibot', bot, url: wecom.botUrl, clock, leases, ...noise });
    const state = () => connection.state.state;
    await connection.start();
    await wecom.until(() => state() === 'listening', 'it to listen');
    hangs = true;
    const passes = async (ms: number): Promise<void> => {
      clock.jump(ms);
      while (clock.ring()) await new Promise((resolve) => setImmediate(resolve));
    };
    for (let n = 0; n < 14; n += 1) await passes(seconds(1));
    expect([state(), hanging.length]).toEqual(['listening', 1]);
    await passes(seconds(1));
    expect(state()).toBe('standby');
    expect(await failureOf(connection.ask({ cmd: 'x' }))).toBeInstanceOf(ForAnotherError);
    await wecom.until(() => wecom.connections === 0, 'it to be let go');
    // An answer from long ago says nothing of now.
    hangs = false;
    hanging[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(state()).toBe('standby');
    await passes(seconds(5));
    await wecom.until(() => state() === 'listening', 'it to listen again');
    await connection.stop();
  });

  test.each(['wss://127.0.0.1/#x', 'ftp://127.0.0.1', 'no address'])(
    'that cannot even be begun (%s) is lost, said and tried again',
    async (url) => {
      const clock = new HandClock(0);
      const failed: string[] = [];
      const connection = new Connection({
        name: 'aibot',
        bot: { botId: 'b', secret: 's' },
        url,
        clock,
        leases: alone,
        memory: memoryInHand(clock),
        dice: () => 0.5,
        told: () => {},
        failed: (what) => failed.push(what),
      });
      await connection.start();
      expect(connection.state).toMatchObject({ state: 'lost', because: expect.any(String) as string });
      expect((await failureOf(connection.ask({ cmd: 'x' }))).passing).toBe(true);
      for (let n = 0; n < 10; n += 1) {
        clock.jump(seconds(30));
        clock.ring();
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(failed.length).toBeGreaterThan(5);
      await connection.stop();
    },
  );

  test('is not made any more once we stop', async () => {
    const desk = await listening();
    await desk.im.ears.stop();
    await desk.wecom.until(() => desk.wecom.connections === 0, 'it to end');
    await desk.passes(minutes(5));
    expect([subscribed(desk), desk.im.ears.state().state]).toEqual([1, 'off']);
    expect(await failureOf(posts(desk, 'x'))).toMatchObject({ failure: 'transient' });
  });
});

test('what WeCom tells while the store is away is brought to it again, and is taken in once', async () => {
  const desk = await deskOf();
  let away = 3;
  const into = hearingInto(desk.heard);
  const hearing: Hearing = {
    ...into,
    async heard(inbound) {
      if ((away -= 1) >= 0) throw new StoreAway(new Error('gone'));
      await into.heard(inbound);
    },
  };
  await desk.im.ears.start(hearing);
  await is(desk, 'listening');
  await desk.wecom.someone('ana').saysToBot('认领 7');
  await passesUntil(desk, () => desk.heard.length > 0, { what: 'it to be taken in' });
  await desk.passes(minutes(2));
  expect(desk.heard.map(({ did }) => did)).toMatchObject([{ is: 'said', text: '认领 7' }]);
  expect(desk.failed).toHaveLength(3);
});

describe('of two processes', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => postgres.stop());

  interface Two {
    readonly desk: AibotDesk;
    readonly one: Life;
    readonly other: Life;
    /** The store of the first does not answer. */
    cutsStore(): void;
  }

  async function two(): Promise<Two> {
    const desk = await deskOf();
    const url = await freshDatabase(postgres);
    const open = () => openStore(openPostgres(url), { clock: desk.clock, dayOf, seal });
    const stores = [await open(), await open()] as const;
    onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
    let isCut = false;
    const cut: Leases = {
      hold: (name, ms) => (isCut ? Promise.reject(new StoreAway(new Error('gone'))) : stores[0].leases.hold(name, ms)),
      release: (name) => stores[0].leases.release(name),
    };
    const [one, other] = [desk.another(cut), desk.another(stores[1].leases)];
    for (const life of [one, other]) {
      await life.im.ears.start(hearingInto(life.heard));
      await desk.wecom.until(() => ['listening', 'standby'].includes(life.im.ears.state().state), 'one to take it');
    }
    return { desk, one, other, cutsStore: () => (isCut = true) };
  }

  /** Whose time is over is seen at the next look. */
  const takesOver = ({ desk, other }: Two) =>
    passesUntil(desk, () => other.im.ears.state().state === 'listening', { what: 'the other to take over', stepMs: seconds(5) });

  test('one connects; the other stands by and gives up what it is to post', async () => {
    const { desk, one, other } = await two();
    await desk.wecom.someone('ana').saysToBot('你好');
    await desk.passes(minutes(5));
    expect([one, other].map(({ im }) => im.ears.state().state)).toEqual(['listening', 'standby']);
    expect([subscribed(desk), desk.wecom.connections]).toEqual([1, 1]);
    expect(await failureOf(posts(other, 'x'))).toBeInstanceOf(ForAnotherError);
    await other.im.check();
    await posts(one, 'x');
    expect(shown(desk)).toHaveLength(1);
  });

  test('the other takes over at once where the first stops in an orderly way', async () => {
    const both = await two();
    await both.one.im.ears.stop();
    const from = both.desk.clock.now();
    await takesOver(both);
    expect(both.desk.clock.now() - from).toBeLessThanOrEqual(seconds(10));
    expect(subscribed(both.desk)).toBe(2);
  });

  test('the other takes over where the first is cut off from the store, and nobody is kicked', async () => {
    const both = await two();
    both.cutsStore();
    await takesOver(both);
    expect(both.one.im.ears.state().state).toBe('standby');
    await both.desk.passes(minutes(5));
    expect([subscribed(both.desk), both.desk.wecom.connections]).toEqual([2, 1]);
    await both.desk.wecom.someone('ana').saysToBot('你好');
    await both.desk.wecom.until(() => both.other.heard.length === 1, 'the other to hear it');
    expect(both.one.heard).toEqual([]);
  });

  test('neither takes the line back at once from another program that had it, however often that comes back', async () => {
    const both = await two();
    const { desk } = both;
    const listens = (): Life | undefined => [both.one, both.other].find(({ im }) => im.ears.state().state === 'listening');
    const pauses: number[] = [];
    for (let kicks = 0; kicks < 5; kicks += 1) {
      const from = desk.clock.now();
      const before = listens();
      desk.wecom.kicks();
      await desk.wecom.until(() => before?.im.ears.state().state !== 'listening', 'it to be put out');
      await desk.passes(seconds(10));
      expect(
        [both.one, both.other].map(({ im }) => im.ears.state()),
        'each knows why',
      ).toEqual(Array.from({ length: 2 }, () => expect.objectContaining({ state: 'lost', ended: 'taken' }) as unknown));
      await passesUntil(desk, () => listens() !== undefined, { what: 'one to be back', stepMs: seconds(20) });
      pauses.push(Math.floor((desk.clock.now() - from) / minutes(1)));
    }
    expect(pauses).toEqual([1, 5, 15, 30, 30]);
    expect([desk.wecom.connections, subscribed(desk)]).toEqual([1, 6]);
    await desk.passes(minutes(11));
    const from = desk.clock.now();
    desk.wecom.kicks();
    await desk.wecom.until(() => listens() === undefined, 'it to be put out');
    await passesUntil(desk, () => listens() !== undefined, { what: 'one to be back', stepMs: seconds(20) });
    expect(Math.floor((desk.clock.now() - from) / minutes(1)), 'after ten steady minutes').toBe(1);
  });

  test('what the one without the connection decides is said by the other, once and without a doubt', { timeout: 90_000 }, async () => {
    const wecom = await new Wecom().listen();
    onTestFinished(() => wecom.stop());
    for (const userid of ['ana', 'bo']) wecom.user(userid);
    const conv = wecom.group('应急群', { members: ['ana', 'bo'] });
    const options = { databaseUrl: await freshDatabase(postgres), isRealTime: true };
    const yaml = docs(firm, botOf(wecom));
    const speaks = await world(yaml, options);
    await until(() => wecom.connections === 1, { what: 'the first to be connected' });
    const decides = await world(yaml, options);
    const said = (): string[] => wecom.messages(conv).map(({ card, markdown = '' }) => (card ? JSON.stringify(card) : markdown));
    const says = (text: string) =>
      until(() => said().some((each) => each.includes(text)), { what: text, timeoutMs: 30_000, context: () => said().join('\n') });
    await decides.asks('ana', 'incident/declare', { title: '委托变慢', people: ['ana', 'bo'] });
    await wecom.someone('ana').mentionsBot(conv, '绑定 1');
    await says('待认领');
    await decides.asks('bo', 'incident/ack', { incident: '1' });
    await says('处理中');
    await says('小博 已认领');
    for (let n = 1; n <= 5; n += 1)
      await decides.asks('bo', 'incident/severity', { incident: '1', severity: n % 2 === 1 ? 'SEV1' : 'SEV2' });
    await says('SEV1 · 处理中');
    expect(said().filter((each) => each.includes('小博 已认领'))).toHaveLength(1);
    expect(said().join('\n')).not.toContain('可能重复');
    expect([wecom.connections, wecom.count('aibot_subscribe')]).toEqual([1, 1]);
    expect([...speaks.failures, ...decides.failures]).toEqual([]);
    await Promise.all([speaks.settles(), decides.settles()]);
  });
});
