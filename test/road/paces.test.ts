import { describe, expect, test } from 'vitest';
import { slackLimits } from '../../adapters/im/slack/limits.ts';
import { Paces } from '../../app/chat/paces.ts';
import type { Urgency } from '../../domain/event/effect.ts';
import type { OutsideError } from '../../ports/errors.ts';
import type { MethodLimit, Turn } from '../../ports/pace.ts';
import { HandClock } from '../harness/hand-clock.ts';

const second = 1_000;
const minute = 60 * second;

/** A line at one platform: who has gone, in which order, and who was sent away for how long. */
class Line {
  readonly clock = new HandClock(0);
  readonly gone: string[] = [];
  readonly away = new Map<string, number>();
  readonly goneAt = new Map<string, number>();
  readonly #paces: Paces;

  constructor(limits: Readonly<Record<string, MethodLimit>>) {
    this.#paces = new Paces({ name: 'slack', clock: this.clock, limits });
  }

  async asks(name: string, urgency: Urgency, { method = 'post', conv = null as string | null } = {}): Promise<void> {
    void this.#goes(name, { method, conv, urgency });
    await this.#settles();
  }

  async #goes(name: string, turn: Turn): Promise<void> {
    try {
      await this.#paces.turn(turn);
      this.gone.push(name);
      this.goneAt.set(name, this.clock.now());
    } catch (e) {
      this.away.set(name, (e as OutsideError).retryAfterMs ?? -1);
    }
  }

  refused(ms: number, { method = 'post', conv = null as string | null } = {}): void {
    this.#paces.refused({ method, conv }, this.clock.now() + ms);
  }

  /** Rings every alarm on the way. */
  async passes(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      this.clock.step(end, 0);
      this.clock.ring();
      await this.#settles();
    }
  }

  async #settles(): Promise<void> {
    for (let i = 0; i < 5; i += 1) await Promise.resolve();
  }
}

const oneASecond = { post: { atOnce: 2, perMinute: 60 } };

describe('within the limit', () => {
  test('nobody waits', async () => {
    const line = new Line(oneASecond);
    await line.asks('a', 'digest');
    await line.asks('b', 'digest');
    expect(line.gone).toEqual(['a', 'b']);
  });
  test('what has no limit never waits', async () => {
    const line = new Line({});
    for (let i = 0; i < 1_000; i += 1) await line.asks(String(i), 'card');
    expect(line.gone).toHaveLength(1_000);
  });
  test('conversations that are counted apart do not wait for each other', async () => {
    const line = new Line({ post: { atOnce: 1, perMinute: 60, each: 'conversation' } });
    for (const conv of ['C1', 'C2', 'C3']) await line.asks(conv, 'card', { conv });
    expect(line.gone).toEqual(['C1', 'C2', 'C3']);
  });
  test('nor do methods', async () => {
    const line = new Line({ post: { atOnce: 1, perMinute: 1 }, pin: { atOnce: 1, perMinute: 1 } });
    await line.asks('post', 'card');
    await line.asks('pin', 'card', { method: 'pin' });
    expect(line.gone).toEqual(['post', 'pin']);
  });
});

describe('beyond it', () => {
  test('one goes each second, in the order of coming', async () => {
    const line = new Line(oneASecond);
    for (const name of ['a', 'b', 'c', 'd']) await line.asks(name, 'card');
    expect(line.gone).toEqual(['a', 'b']);
    await line.passes(second);
    expect(line.gone).toEqual(['a', 'b', 'c']);
    await line.passes(second);
    expect(line.gone).toEqual(['a', 'b', 'c', 'd']);
  });
  test('a page goes before a room, a room before a card, a card before a digest', async () => {
    const line = new Line({ post: { atOnce: 1, perMinute: 60 } });
    await line.asks('first', 'digest');
    for (const urgency of ['digest', 'card', 'room', 'page'] as const) await line.asks(urgency, urgency);
    await line.passes(4 * second);
    expect(line.gone).toEqual(['first', 'page', 'room', 'card', 'digest']);
  });
  test('whoever would wait for more than five seconds is told when to come back, and has the place then', async () => {
    const line = new Line({ post: { atOnce: 1, perMinute: 6 } });
    await line.asks('a', 'card');
    await line.asks('b', 'card');
    await line.asks('c', 'card');
    expect([...line.away]).toEqual([
      ['b', 10 * second],
      ['c', 20 * second],
    ]);
    await line.passes(8 * second);
    await line.asks('late', 'card');
    await line.passes(2 * second);
    await line.asks('b again', 'card');
    expect(line.gone).toEqual(['a', 'b again']);
    expect(line.away.get('late'), 'behind those that came before').toBe(22 * second);
  });
  test('a page that comes meanwhile takes the next turn all the same', async () => {
    const line = new Line({ post: { atOnce: 1, perMinute: 6 } });
    for (const name of ['a', 'b', 'c']) await line.asks(name, 'card');
    await line.passes(6 * second);
    await line.asks('page', 'page');
    await line.passes(4 * second);
    expect(line.gone).toEqual(['a', 'page']);
  });
  test('a place that nobody comes back to is given up', async () => {
    const line = new Line({ post: { atOnce: 1, perMinute: 6 } });
    await line.asks('a', 'card');
    await line.asks('b', 'card');
    await line.passes(16 * second);
    await line.asks('digest', 'digest');
    expect(line.gone).toEqual(['a', 'digest']);
  });
});

describe('refused all the same', () => {
  test('nothing of that method goes out until then, and everything else does', async () => {
    const line = new Line({});
    line.refused(3 * second);
    await line.asks('post', 'page');
    await line.asks('pin', 'digest', { method: 'pin' });
    expect(line.gone).toEqual(['pin']);
    await line.passes(3 * second);
    expect(line.gone).toEqual(['pin', 'post']);
  });
  test('nor in that conversation, where these are counted apart', async () => {
    const line = new Line({ post: { atOnce: 9, perMinute: 60, each: 'conversation' } });
    line.refused(30 * second, { conv: 'C1' });
    await line.asks('there', 'page', { conv: 'C1' });
    await line.asks('elsewhere', 'digest', { conv: 'C2' });
    expect([line.gone, line.away.get('there')]).toEqual([['elsewhere'], 30 * second]);
  });
});

test('thirty rooms at once are all opened, in order, none later than the limit makes it, and never more in a minute than Slack takes', async () => {
  const line = new Line(slackLimits);
  const method = 'conversations.create';
  const waiting = new Map<string, number>();
  const names = Array.from({ length: 30 }, (_, i) => `room ${i}`);
  const tries = async (name: string): Promise<void> => {
    await line.asks(name, 'room', { method });
    const away = line.away.get(name);
    line.away.delete(name);
    if (away === undefined) waiting.delete(name);
    else waiting.set(name, line.clock.now() + away);
  };
  for (const name of names) await tries(name);
  while (line.gone.length < names.length) {
    await line.passes(second);
    for (const [name, at] of waiting) if (at <= line.clock.now()) await tries(name);
    expect(line.clock.now()).toBeLessThan(3 * minute);
  }
  expect([line.gone.toSorted(), new Set(line.gone).size]).toEqual([names.toSorted(), 30]);
  const at = [...line.goneAt.values()];
  for (const start of at) expect(at.filter((each) => each >= start && each < start + minute).length).toBeLessThanOrEqual(20);
  expect(Math.max(...at)).toBeLessThanOrEqual(((30 - 8) / 12) * minute + 2 * second);
});
