import { describe, expect, test } from 'vitest';
import type { PublishedTurn } from '../../domain/oncall/ics/publish.ts';
import type { Feed } from '../../ports/feeds.ts';
import type { AuditRow } from '../../ports/store.ts';
import { t0, type Bench } from './store-bench.ts';

/** Secret addresses of calendars. */
export function feedPromises(bench: Bench): void {
  const audit = (what: string): AuditRow => ({ at: t0, by: 'tocsin', via: 'console', what, outcome: 'done', data: {} });
  const feed = (id: string): Feed => ({
    id,
    hash: `hash of ${id}`,
    subject: { kind: 'schedule', name: 'desk' },
    maker: 'ana',
    madeAt: t0,
    askedAt: null,
  });
  const turn = (uid: string, sequence = 0): PublishedTurn => ({
    uid,
    sequence,
    schedule: 'desk',
    person: 'ana',
    isShadow: false,
    start: t0,
    end: t0 + 1,
    changedAt: t0,
    isCancelled: false,
  });
  describe('a feed', () => {
    test('is found by its hash until it is revoked, after a restart too', async () => {
      const { feeds } = bench.store;
      await feeds.makeFeed(feed('a'), audit('feed.made'));
      await feeds.makeFeed({ ...feed('b'), subject: { kind: 'person', name: 'bo' }, maker: null }, audit('feed.made'));
      await bench.reopen();
      expect(await bench.store.feeds.feed('hash of b')).toEqual({ ...feed('b'), subject: { kind: 'person', name: 'bo' }, maker: null });
      expect((await bench.store.feeds.feeds()).map((f) => f.id)).toEqual(['a', 'b']);
      const revoked = [await bench.store.feeds.revokeFeed('b', audit('feed.revoked')), await bench.store.feeds.revokeFeed('b', audit('x'))];
      expect([revoked, await bench.store.feeds.feed('hash of b')]).toEqual([[true, false], null]);
    });
    test('remembers what it said; twenty who ask at once hear the same', async () => {
      const { feeds } = bench.store;
      const next = (before: readonly PublishedTurn[]): PublishedTurn[] => (before.length === 0 ? [turn('1')] : [...before]);
      const said = await Promise.all(Array.from({ length: 20 }, () => feeds.publish('a', next, t0)));
      expect(new Set(said.map((s) => JSON.stringify(s)))).toEqual(new Set([JSON.stringify([turn('1')])]));
      await bench.reopen();
      const heard: (number | null)[] = [];
      const again = await bench.store.feeds.publish(
        'a',
        (before, askedAt) => {
          heard.push(askedAt);
          return before.map((t) => ({ ...t, sequence: t.sequence + 1 }));
        },
        t0 + 1000,
      );
      expect([again, heard[0]]).toEqual([[turn('1', 1)], t0]);
    });
    test('one that is gone says something to whoever still asks, and keeps nothing', async () => {
      expect(await bench.store.feeds.publish('nobody', () => [turn('x')], t0)).toEqual([turn('x')]);
      expect((await bench.store.feeds.feeds()).map((f) => f.id)).toEqual(['a']);
    });
  });
}
