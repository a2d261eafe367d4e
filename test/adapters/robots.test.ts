import { describe, expect, onTestFinished, test } from 'vitest';
import { robotChat } from '../../adapters/im/robot/robot-chat.ts';
import { outwardHttp } from '../../adapters/outward/http.ts';
import type { SentCard } from '../../domain/card/card.ts';
import { makes, type Channel, type Make } from '../../domain/chat/channel.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Outgoing } from '../../ports/im.ts';
import { Robots } from '../emulators/robots.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { until } from '../harness/until.ts';

const t0 = Date.parse('2026-11-23T01:30:00Z');
const secret = 'SEC-secret-canary';

async function group(make: Make, more: Partial<Channel> = {}) {
  const clock = new HandClock(t0);
  const robots = await new Robots({ now: () => clock.now(), secret }).listen();
  onTestFinished(() => robots.stop());
  const spec = { platform: 'robot', url: robots.url(make), robot: make, secret, ...more } as Channel;
  const channel = (name: string): Channel | undefined => (name === 'ops' ? spec : undefined);
  const outward = outwardHttp({ patienceMs: 500, maxBytes: 10_000 });
  const im = robotChat({ channel, outward, clock, lang: () => 'en', home: () => 'https://tocsin.example.com/alerts' });
  let n = 0;
  const post = (message: Outgoing, key = `key-${(n += 1)}`) => im.post({ conv: 'ops' }, message, { as: 'alert-response', key });
  return { clock, robots, im, post };
}

const card = (more: Partial<SentCard> = {}): SentCard => ({
  title: 'Orders are rejected',
  severity: 'SEV1',
  state: { word: 'firing', tone: 'alarm' },
  body: 'The gateway answers 503',
  fields: [{ label: 'Since', value: '09:30' }],
  links: [{ label: 'Open the war room', url: 'https://tocsin.example.com/i/INC-20261123-001' }],
  actions: [{ token: 't', label: 'Acknowledge' }],
  ...more,
});
const told = (more: Partial<SentCard> = {}): Outgoing => ({ text: 'Orders are rejected', card: card(more) });
const failure = (work: Promise<unknown>): Promise<OutsideError> =>
  work.then(
    () => expect.fail('it did not fail'),
    (e: unknown) => e as OutsideError,
  );

describe.each(makes)('a robot of %s', (make) => {
  test('says a card: how bad, how far, what, and where to go on', async () => {
    const { robots, post } = await group(make);
    await post(told());
    expect(robots.said).toMatchObject([{ links: ['https://tocsin.example.com/i/INC-20261123-001'], mentioned: [] }]);
    for (const part of ['SEV1 · firing · Orders are rejected', 'The gateway answers 503', 'Since: 09:30'])
      expect(robots.said[0]?.text).toContain(part);
    expect(robots.said[0]?.text, 'a button that is none').not.toContain('Acknowledge');
  });

  test('leads to Tocsin where a card has buttons and no link', async () => {
    const { robots, post } = await group(make);
    await post(told({ links: [] }));
    expect(robots.said[0]?.links).toEqual(['https://tocsin.example.com/alerts']);
  });

  test('says a line as it is', async () => {
    const { robots, post } = await group(make);
    await post({ text: '安娜 acknowledged\nsecond line' });
    expect(robots.said[0]?.text.split(/ {0,2}\n/u)).toEqual(['安娜 acknowledged', 'second line']);
  });

  test('mentions whom policy names: by the user on the platform, else by name', async () => {
    const { robots, post } = await group(make);
    await post({
      ...told(),
      mentions: [
        { name: '安娜', user: 'ana_1' },
        { name: 'Bo', user: null },
        { name: 'Eve', user: 'x></at><at id=all' },
      ],
    });
    expect(robots.said[0]?.mentioned).toEqual(['ana_1']);
    expect(robots.said[0]?.text).toContain('@Bo @Eve');
  });

  test('mentions nobody and links nowhere that an alert names', async () => {
    const { robots, post } = await group(make);
    const evil =
      '<@all> <@ana_1> <at id=all></at> @all [fix](https://evil.example) ![x](https://evil.example/x.png) <font color="info">ok</font>';
    await post(told({ title: evil, body: `${evil}\n# ${evil}`, fields: [{ label: evil, value: evil }], context: evil }));
    await post({ text: evil });
    for (const { mentioned, links } of robots.said) expect([mentioned, links.filter((l) => l.includes('evil'))]).toEqual([[], []]);
    expect(robots.said).toHaveLength(2);
  });

  test('links nowhere but to the web', async () => {
    const { robots, post } = await group(make);
    await post(
      told({
        links: [
          { label: 'x', url: 'javascript:alert(1)' },
          { label: 'y', url: 'https://a.example/x)(y z' },
        ],
      }),
    );
    expect(robots.said[0]?.links.map((l) => new URL(l).protocol)).toEqual(['https:']);
  });

  test('cuts what is too long and says so', async () => {
    const { robots, post } = await group(make);
    const body = Array.from({ length: 400 }, (_, i) => `第 ${i} 行 ${'很长'.repeat(40)}`).join('\n');
    await post(told({ title: 'x'.repeat(10_000), body }));
    expect(robots.said[0]?.text).toMatch(/… and \d+ more lines/u);
    expect(robots.said[0]?.links, 'the way on is never cut').toHaveLength(1);
  });

  test('says once what is posted again under its key, ten at once or later', async () => {
    const { robots, post } = await group(make);
    await Promise.all(Array.from({ length: 10 }, () => post(told(), 'one')));
    await post(told(), 'one');
    expect(robots.said).toHaveLength(1);
  });

  test('joins what comes together, and says how many', async () => {
    const { robots, post } = await group(make);
    await Promise.all(['a', 'b', 'c'].map((title) => post(told({ title }))));
    expect(robots.said.map((s) => s.text)).toMatchObject([expect.stringContaining('3 messages in one')]);
    for (const title of ['a', 'b', 'c']) expect(robots.said[0]?.text).toContain(`firing · ${title}`);
  });

  test('never sends more than it may, and loses nothing', async () => {
    const { robots, post, clock } = await group(make);
    /** As the road does: what must wait comes again when it was told to. */
    const insist = async (message: Outgoing, key: string): Promise<void> => {
      const refused = await post(message, key).then(
        () => null,
        (e: unknown) => e as OutsideError,
      );
      if (refused === null) return;
      expect(refused).toMatchObject({ failure: 'rate-limited' });
      await new Promise<void>((resolve) => clock.alarm(clock.now() + (refused.retryAfterMs ?? 0), resolve));
      await insist(message, key);
    };
    const all: Promise<void>[] = [];
    let isOver = false;
    for (let i = 0; i < 300; i += 1) {
      all.push(insist(told({ title: `card-${i}.` }), `card ${i}`));
      // Every now and then they have gone out before more comes.
      if (i % 10 === 0) await Promise.race([Promise.all(all), new Promise<void>((resolve) => setImmediate(resolve))]);
    }
    void Promise.all(all).then(() => (isOver = true));
    const passes = (): boolean => {
      clock.jump(250);
      clock.ring();
      return isOver;
    };
    await until(passes, { what: 'every card in the group' });
    const texts = robots.said.map((s) => s.text);
    for (let i = 0; i < 300; i += 1)
      expect(
        texts.filter((t) => t.includes(`card-${i}.`)),
        `card ${i}`,
      ).toHaveLength(1);
    expect(robots.calls, 'the platform refused nothing').toHaveLength(robots.said.length);
  });
});

test('what a robot may send is not used up by cards: a call still goes at once, and cards wait in the store', async () => {
  const { robots, post } = await group('wecom');
  for (let i = 0; i < 15; i += 1) await post(told());
  expect(await failure(post(told()))).toMatchObject({ failure: 'rate-limited', retryAfterMs: 60_000 });
  await post({ ...told({ title: 'a call' }), about: { kind: 'call', phase: 'running', data: {} } });
  expect(robots.said.at(-1)?.text).toContain('a call');
});

describe('what goes wrong', () => {
  test.each([
    ['wecom', { url: 'https://x.example/?key=other' }, 93000, 'auth'],
    ['dingtalk', { secret: 'SEC-another' }, 310000, 'auth'],
    ['feishu', { secret: 'SEC-another' }, 19021, 'auth'],
  ] as const)('%s: a wrong key or secret is said in the words of the platform, with what to do', async (make, wrong, code, as) => {
    const first = await group(make);
    const url = 'url' in wrong ? first.robots.url(make).replace('key-canary', 'other') : first.robots.url(make);
    const channel = { platform: 'robot', robot: make, url, secret: 'secret' in wrong ? wrong.secret : secret } as Channel;
    const parts = {
      channel: () => channel,
      outward: outwardHttp(),
      clock: first.clock,
      lang: () => 'en' as const,
      home: () => 'https://t.example',
    };
    const error = await failure(robotChat(parts).post({ conv: 'ops' }, told(), { as: 'x', key: 'k' }));
    expect(error.failure).toBe(as);
    expect(error.message).toMatch(new RegExp(`^robot: 127\\.0\\.0\\.1:\\d+ answered (err)?code ${code} .+\\. .{20,}`, 'u'));
    expect(`${error.message}${error.stack}`).not.toMatch(/canary|SEC-/u);
  });

  test.each([
    [{ status: 500, body: 'oops' }, 'transient', null],
    [{ status: 502, body: { message: 'bad gateway' } }, 'transient', null],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'rate-limited', 7_000],
    [{ status: 404 }, 'not-found', null],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'invalid', null],
    [{ body: '<html>a portal' }, 'invalid', null],
    [{ body: 'x'.repeat(20_000) }, 'invalid', null],
    ['hangs', 'transient', null],
    ['breaks', 'transient', null],
  ] as const)('%j is %s', async (trouble, as, retryAfterMs) => {
    const { robots, post } = await group('wecom');
    robots.goesWrong(trouble);
    const error = await failure(post(told()));
    expect(error).toMatchObject({ failure: as, retryAfterMs });
    expect(error.message).toMatch(/^robot: 127\.0\.0\.1:\d+ .+/u);
    expect(error.message).not.toContain('canary');
    if (error.passing) return;
    await post(told());
    expect(robots.said).toHaveLength(1);
  });

  test('once the platform shuts it out, it is not called again before its time', async () => {
    const { robots, post, clock } = await group('dingtalk');
    robots.goesWrong({ body: { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' } });
    expect(await failure(post(told()))).toMatchObject({ failure: 'rate-limited', retryAfterMs: 600_000 });
    clock.jump(300_000);
    expect(await failure(post(told()))).toMatchObject({ failure: 'rate-limited', retryAfterMs: 300_000 });
    expect(robots.calls).toHaveLength(1);
    clock.jump(300_001);
    await post(told());
    expect(robots.said).toHaveLength(1);
  });

  test('one card that the platform will not have takes none of the others with it', async () => {
    const { robots, post } = await group('dingtalk');
    const refused = { body: { errcode: 430104, errmsg: 'contains inappropriate content' } };
    robots.goesWrong(refused, refused);
    const [bad, good] = await Promise.allSettled([post(told({ title: 'bad' })), post(told({ title: 'good' }))]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
    expect(robots.said).toMatchObject([{ text: expect.stringContaining('good') }]);
  });

  test('a channel that is gone, and somebody alone, are clear answers', async () => {
    const { im } = await group('wecom');
    expect(await failure(im.post({ conv: 'gone' }, told(), { as: 'x', key: 'k' }))).toMatchObject({ failure: 'not-found' });
    expect(await failure(im.dm('ana'))).toMatchObject({ failure: 'unsupported' });
  });
});
