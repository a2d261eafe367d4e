import { describe, expect, test } from 'vitest';
import type { Slack } from '../emulators/slack/slack.ts';
import type { Trouble } from '../emulators/slack/troubles.ts';
import { slackStory } from '../faults/slack-story.ts';
import { beside, slackOf } from '../harness/slack-firm.ts';
import { minutes, seconds } from '../harness/world.ts';

/** So many go beside each other: those that hang wait for real seconds. */
const lanes = 5;

const troubles: [what: string, trouble: Trouble, times: number][] = [
  ['429 with two seconds to wait, twice', { status: 429, retryAfter: 2 }, 2],
  ['500, twice', { status: 500 }, 2],
  ['500 although it took effect', { status: 500, after: true }, 1],
  ['a broken connection although it took effect', 'late', 1],
  ['a broken connection before anything, twice', 'breaks', 2],
  ['no answer although it took effect', 'silent', 1],
  ['no answer at all', 'hangs', 1],
];

describe('a whole incident in Slack, with each method it uses in turn', () => {
  test.each(troubles)(
    'answered with %s: nothing is lost, nothing is there twice',
    async (_what, trouble, times) => {
      const { expected, methods } = await slackStory([], null, {});
      const left = methods.filter((method) => method !== 'auth.test' && !method.startsWith('apps.'));
      expect(left.length).toBeGreaterThan(12);
      const errors: string[] = [];
      const lane = async (): Promise<void> => {
        for (let method = left.shift(); method !== undefined; method = left.shift()) {
          const name = method;
          const wrong = (slack: Slack): void => slack.goesWrong(name, trouble, times);
          await slackStory([], expected, { wrong }).catch((e: Error) => errors.push(`${name}: ${e.message}`));
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      expect(errors).toEqual([]);
    },
    seconds(180),
  );
});

test(
  'a token that is revoked in the middle: here all goes on, it is said, and once it is mended Slack catches up',
  async () => {
    const slack = await slackOf();
    const w = await beside(slack, { mayFail: true });
    await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', severity: 'SEV2', people: ['ana', 'bo'] });
    await w.settles();
    const room = slack.channels.find(({ name }) => name.startsWith('inc-')) ?? expect.fail('there is no room');
    slack.revokesToken();
    await w.takes('bo', '1');
    await w.asks('ana', 'incident/declare', { title: 'Another meanwhile', severity: 'SEV2', people: ['ana'] });
    await w.passes(minutes(10));
    expect((await w.room('1', 'ana')).cards[0]?.state?.word).toBe('acknowledged');
    expect((await w.incident('2')).rooms).toMatchObject([
      { platform: 'web', state: 'open' },
      { platform: 'slack', state: 'failed', because: expect.stringContaining('token_revoked') },
    ]);
    expect(JSON.stringify((await w.room('2', 'ana')).cards)).toContain('token_revoked');
    const { body } = await w.request('GET', '/api/v1/doctor', { as: 'max' });
    expect(JSON.stringify(body)).toContain('Slack refuses the bot token (token_revoked)');
    slack.revokesToken(false);
    await w.passes(minutes(45));
    expect(room.topic).toContain('acknowledged');
    expect(
      slack
        .messages(room.id)
        .map((m) => m.text)
        .filter((text) => text === 'Bo acknowledged'),
    ).toHaveLength(1);
    expect(slack.messages(room.id).find((m) => room.pins.includes(m.ts))?.text).toContain('Acknowledged by: Bo');
    expect(slack.channels.filter(({ name }) => name.startsWith('inc-'))).toHaveLength(2);
  },
  seconds(60),
);

test(
  'thirty incidents within Slack’s limits: thirty rooms, each once and complete, and nobody waits to be paged',
  async () => {
    let now = (): number => Date.parse('2026-11-23T10:00:00+08:00');
    const slack = await slackOf({ limits: true, now: () => now() });
    const w = await beside(slack);
    now = () => w.now;
    const begin = w.now;
    const declare = (n: number) =>
      w.request('POST', '/api/v1/skills/incident/declare', { as: 'ana', body: { title: `no ${n}`, people: ['ana', 'bo'] } });
    await Promise.all(Array.from({ length: 30 }, (_, n) => declare(n)));
    await w.settles();
    await w.passes(minutes(6));
    const rooms = slack.channels.filter(({ name }) => name.startsWith('inc-'));
    expect(rooms).toHaveLength(30);
    for (const { name, pins, members, bookmarks, topic } of rooms)
      expect({ name, pins: pins.length, members: members.size, bookmarks: bookmarks.length, topic }, name).toMatchObject({
        pins: 1,
        members: 3,
        bookmarks: 1,
        topic: expect.stringContaining('SEV'),
      });
    const refused = slack.calls.filter(({ answer }) => answer?.['error'] === 'ratelimited');
    expect(refused.length, JSON.stringify(refused.map(({ method }) => method))).toBeLessThanOrEqual(5);
    const paged = slack.calls.filter(({ method, args }) => method === 'chat.postMessage' && String(args['channel']).startsWith('D'));
    expect(Math.min(...paged.map(({ at }) => at)) - begin, 'the first page goes out at once').toBeLessThanOrEqual(seconds(10));
  },
  seconds(120),
);
